"""What `iro hub … --json` prints, declared key by key: docs/json.md is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from iro_tui.cli.printing import print_json

_DID = {"did": "what was done, a sentence"}
PRINTED: Final[Mapping[str, Mapping[str, str]]] = {
    "exchange": {
        "did": "what came and what went, a sentence",
        "waits": "sentences: what waits, and why",
        "asks": "what only a person at a terminal answers, before more than a fifth of the caseload leaves, and then "
        "the command fails; else `null`",
    },
    "status": {
        "council": "the council's name",
        "name": "whose laptop this is at the hub",
        "role": "one of `iro`, `support`, `manager`, `head`",
        "state": "one of `unknown`, `asked` (to be admitted), `active`, `revoked`",
        "exchanged_at": "when all was exchanged last, or `null`",
        "children": "how many children have a log at the hub that this laptop follows",
        "waits": "sentences: what waits, and why",
        "unreached": "why the hub was not asked, or `null`; then the two lists are empty",
        "devices": "of a manager: a row a laptop, with `name`, `role` (`escrow`: the card in the safe), `team`, "
        "`laptop`, `state`, `seen_at` and `program`",
        "awaited": "of a manager: who was invited and has not come, and logins that read figures (`role` `figures`): "
        "`name`, `role`, `team`, `invited_at`",
    },
    "join": {**_DID, "words": "the four words that are read out to a manager"},
    "leave": _DID,
    "invite": {"name": "whom it is for", "line": "the line by which that person joins, shown once"},
    "invite --role figures": {
        "name": "what it is for",
        "server": "host and port",
        "database": "the database",
        "login": "the login",
        "password": "its password, shown once; `null` of a login of the council's own",
        "view": "what it reads, and nothing else",
    },
    "admit": {**_DID, "laptops": "those that were admitted, each with `name` and `words`"},
    "revoke": _DID,
    "init": {**_DID, "card": "the file of the card for the safe; `null` with `--upgrade`"},
    "recover": _DID,
}  # fmt: skip
"""By verb the keys, each with what it says."""


def print_values(verb: str, **values: Any) -> None:
    """Print what a verb of the hub is declared to, no key more and none less."""
    print_json({key: values.pop(key) for key in PRINTED[verb]})
    if values:
        raise TypeError(f"not declared of hub {verb}: {', '.join(values)}")
