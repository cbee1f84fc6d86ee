"""What every verb that only reads says in JSON over one store on one day: the same under every system.

python -m tests.support.reading_verbs STORE
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path

from iro_tui.actions.base import do
from iro_tui.actions.task import ACTION as TASK
from iro_tui.actions.task import OWN
from iro_tui.caseload.safekeeping import back_up
from iro_tui.caseload.since import first_of_the_day
from tests.support import TODAY
from tests.support.stores import PASSPHRASE, make_store, open_store

CHILDREN = 20


LEFT_OUT = {
    **dict.fromkeys(("init", "demo", "sample", "import", "undo", "redo", "purge"), "changes the caseload"),
    **dict.fromkeys(("hand-over", "receive", "person"), "seals by keys made for this once, or changes the caseload"),
    **dict.fromkeys(("backup", "passphrase", "council-key", "keyring"), "changes what lies beside it"),
    **dict.fromkeys(("doctor", "restore"), "looks at the computer and its clock"),
    "export": "prints a path",
    "hub": "asks a server",
}
"""The verbs that are not compared, and why; `purge --past` is."""


def store_to_read(folder: Path) -> Path:
    """A store with made-up children and a task of the officer's own, seen on an earlier day and backed up."""
    make_store(folder, children=CHILDREN)
    with closing(open_store(folder, TODAY - timedelta(days=3))) as session:
        first_of_the_day(session)
        session.settle()
        do(session, TASK, TASK.asks("write to the school", TODAY, about=OWN), [])
        back_up(session)
    return folder


def verbs() -> list[list[str]]:
    """Every verb that only reads, every list in each of its views; none that prints a path or looks at the computer."""
    from iro_tui.caseload.lists import every_list

    lists = [(listed.verb or listed.id, listed.switch) for listed in every_list()]
    return [
        *([verb] for verb, _ in lists),
        *([verb, switch.flag, *(["2"] if switch.takes_number else [])] for verb, switch in lists if switch),
        *(words.split() for words in OTHERS),
    ]


OTHERS = (
    "child E", "find school", "since", "chase", "figures", "figures year", "dip 5", "dip --kept", "report", "written",
    "supervision", "request", "practice list", "practice show", "do", "check", "purge --past", "recovery-code",
)  # fmt: skip
"""Those that are no lists."""


def said(store: Path) -> dict[str, str]:
    """What each says, by its words."""
    from iro_tui.cli import main

    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "passphrase"
        secret.write_text(PASSPHRASE, encoding="utf-8")
        os.environ["IRO_STORE"] = str(store)
        answers = {}
        for words in verbs():
            out = io.StringIO()
            with redirect_stdout(out), redirect_stderr(out):
                try:
                    main([*words, "--json", "--passphrase-file", str(secret), "--today", TODAY.isoformat()])
                except SystemExit:
                    out.write("wrong usage\n")
            answers[" ".join(words)] = out.getvalue()
        return answers


if __name__ == "__main__":
    for named, answer in said(Path(sys.argv[1])).items():
        sys.stdout.buffer.write(f"== {named}\n{answer}".encode())
