"""Ctrl+C on the command line: what was not finished was not done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.caseload.lists.journal import ENTRIES
from tests.faults.table import rounds
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store

CHILDREN = 800
RUN = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from iro_tui.cli import main; sys.exit(main())"
)


@pytest.mark.skipif(os.name != "posix", reason="a signal of another kind")
@pytest.mark.parametrize("line", (2, 1)[: rounds("stopped import")])
def test_an_import_that_is_interrupted_changes_nothing(store: Path, tmp_path: Path, line: int) -> None:
    many = {name: "".join(rows.replace("1001", f"KB {n}") for n in range(CHILDREN)) for name, rows in ONE_CHILD.items()}
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    words = ["import", str(make_return(tmp_path / "return", **many)), "--yes", "--store", str(store)]
    words += ["--passphrase-file", str(secret), "--today", "2026-11-20"]
    with subprocess.Popen([sys.executable, "-c", RUN, *words], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in range(line):  # what it tells before it begins to write
            process.stderr.readline()
        process.send_signal(signal.SIGINT)
        try:
            said = process.communicate(timeout=60)[1]
        finally:
            process.kill()  # what hangs must not hold up the others
    assert process.wait(timeout=60) == 130, said
    assert said.endswith("Stopped. What was not finished was not done.\n")
    session = open_store(store)
    assert session.is_empty()
    assert not session.lines(ENTRIES, 10)
    session.close()
