"""Which notes of the outbox were copied and are not filed yet: a mark of this laptop's own, so one knows where one was.

It is no fact about a child: it is neither journalled nor undone, and goes with the filing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

_KEY = "outbox:copied"


def copied_notes(connection: Connection) -> frozenset[str]:
    """The keys of the notes that were copied."""
    from iro_tui.store import own  # not before the first picture

    return _keys(own.read_draft(connection, _KEY) or "")


def mark_copied(session: Session, copied: Iterable[str], waiting: Iterable[str]) -> None:
    """Remember that these notes were copied; of those before, only what still waits to be filed stays marked."""
    before = _keys(session.draft(_KEY)) & frozenset(waiting)
    session.keep_draft(_KEY, json.dumps(sorted(before | frozenset(copied))))


def _keys(kept: str) -> frozenset[str]:
    try:
        return frozenset(str(key) for key in json.loads(kept or "[]"))
    except (ValueError, TypeError):  # another version of the program wrote it
        return frozenset()
