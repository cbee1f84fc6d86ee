"""What every verb that only reads says in JSON over one store on one day: the same under every system.

python -m tests.support.reading_verbs STORE
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tests.support import TODAY
from tests.support.stores import PASSPHRASE, make_store

CHILDREN = 20


def store_to_read(folder: Path) -> Path:
    """A store with made-up children."""
    make_store(folder, children=CHILDREN)
    return folder


def verbs() -> list[list[str]]:
    """Every verb that only reads; none that prints a path or looks at the computer."""
    from iro_tui.caseload.lists import every_list

    lists = [[listed.verb or listed.id] for listed in every_list()]
    return [*lists, ["figures"], ["chase"], ["find", "school"], ["practice", "list"], ["practice", "show"], ["do"]]


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
            with redirect_stdout(out), redirect_stderr(io.StringIO()):
                try:
                    main([*words, "--json", "--passphrase-file", str(secret), "--today", TODAY.isoformat()])
                except SystemExit:
                    out.write("wrong usage\n")
            answers[" ".join(words)] = out.getvalue()
        return answers


if __name__ == "__main__":
    for named, answer in said(Path(sys.argv[1])).items():
        sys.stdout.buffer.write(f"== {named}\n{answer}".encode())
