"""Making a store while another does, or while the process is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.caseload.opening import unlock
from iro_tui.store.place import Place
from tests.faults.table import rounds
from tests.support.stores import PASSPHRASE

MAKE = """
import sys
from pathlib import Path
from iro_tui.caseload.opening import create
from iro_tui.store.keyfile import KdfCost
print("go", flush=True)
sys.stdin.readline()
session, code = create(Path(sys.argv[1]), sys.argv[2], cost=KdfCost.FLOOR)
session.close()
print(code, flush=True)
"""


def maker(folder: Path) -> subprocess.Popen[str]:
    """A process that makes a store there once a line is written to it."""
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, str(folder), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def started(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"


@pytest.mark.parametrize("number", range(rounds("two inits")))
def test_of_two_who_make_one_at_once_exactly_one_has_it(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "store"
    makers = [maker(folder) for _ in range(3)]
    for process in makers:
        started(process)
    for process in makers:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    codes = [process.communicate(timeout=60)[0].strip() for process in makers]
    assert len([code for code in codes if code]) == 1
    assert sorted(process.returncode for process in makers) == [0, 1, 1]
    unlock(folder, PASSPHRASE).close()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("hundredths", [12, 2, 25, 40, *range(1, 53, 2)][: rounds("kill init")])
def test_killed_while_it_is_made_there_is_a_whole_store_or_none(tmp_path: Path, hundredths: int) -> None:
    folder = tmp_path / "store"
    process = maker(folder)
    started(process)
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    try:
        process.wait(hundredths / 100)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    if Place(folder).exists:
        unlock(folder, PASSPHRASE).close()
    else:
        session = maker(folder)
        started(session)
        assert session.communicate("\n", timeout=60)[0].strip(), "and nothing is in the way of the next one"
