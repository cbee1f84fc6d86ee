"""Who only reads waits for nothing that only writing needs: the library of the store's definition is never loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.children import CHILDREN
from tests.support import TODAY
from tests.support.commands import Iro
from tests.support.stores import open_store

VERBS = (
    "reviews --held", "figures", "report", "supervision", "since", "find review", "dip --kept", "practice list",
    "today --json", "caseload --format csv", "check", "doctor",
)  # fmt: skip
READS = """
import contextlib, io, sys
from iro_tui.cli import main
for words in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
        try:
            code = main(words.split())
        except SystemExit as end:
            code = end.code
    assert code in (0, 1), (words, code, told.getvalue())
    print(words, "|", *sorted({"sqlalchemy", "sqlmodel", "pydantic"} & sys.modules.keys()))
"""


def test_no_verb_that_reads_loads_what_the_store_is_defined_with(filled: Iro, tmp_path: Path) -> None:
    session = open_store(tmp_path / "store")
    child = session.lines(CHILDREN)[0].ref
    session.close()
    verbs = [listed.verb for listed in every_list()] + [*VERBS, f"child {child.replace(' ', '')}"]
    options = f"--passphrase-file {tmp_path / 'passphrase'} --today {TODAY}"
    command = [sys.executable, "-c", READS, *(f"{options} {verb}" for verb in verbs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = [line for line in done.stdout.splitlines() if line.rpartition("|")[2].strip()]
    assert not loaded, loaded[:1]
    assert len(done.stdout.splitlines()) == len(verbs)
