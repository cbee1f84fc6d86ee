"""The power fails at any moment: what was acknowledged is there, whole, and the chain holds."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from iro_tui.caseload.refusals import Refused
from iro_tui.store.chain import verify_chain
from iro_tui.store.engine import reading
from iro_tui.store.log import read_log
from iro_tui.store.place import StoreError
from tests.faults.disk import Trace
from tests.faults.table import Tries, rounds
from tests.support.acting import look_after
from tests.support.stores import open_store

ACTIONS = 12
WRITER = f"""
import sys
from pathlib import Path
from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from tests.support.stores import open_store

session = open_store(Path(sys.argv[1]))
[child_id] = session.caseload().children
for number in range({ACTIONS}):
    changes = do(session, RAG, RAG.asks("red", "drift", f"reason {{number}}"), [child_id])
    if number % 5 == 4:
        changes = session.undo()
    if number % 6 == 5:
        session.checkpoint()
    print(changes.operation, flush=True)
session.close()
"""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="what is written is seen by strace alone")


@pytest.fixture(scope="module")
def trace(_empty_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Trace:
    folder = Path(shutil.copytree(_empty_once, tmp_path_factory.mktemp("cut") / "store"))
    session = open_store(folder)
    look_after(session, "KB 1")
    session.close()
    return Trace.of(folder, [sys.executable, "-c", WRITER, str(folder)], folder.parent / "calls")


def what_is_left(files: dict[str, bytes], folder: Path) -> set[str]:
    """The operations on record in these files. Raises where they cannot be opened, or are not sound."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    session = open_store(folder)
    try:
        with reading(session.engine) as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert verify_chain(connection) == []
            on_record = {entry.operation_id for entry in read_log(connection)}
        session.prove()
        return on_record
    finally:
        session.close()


def test_a_cut_loses_nothing_acknowledged(trace: Trace, tmp_path: Path, tries: Tries) -> None:
    rng = random.Random(3)
    assert [event for event in trace.events if event.does == "sync"], "the trace sees what is synced"
    for number in range(rounds("power cut")):
        cut = rng.randrange(len(trace.events) + 1)
        with tries.one(f"after {cut} calls"):
            on_record = what_is_left(trace.state(cut, rng), tmp_path / str(number))
            assert set(trace.said_before(cut)) <= on_record


def test_where_the_disk_ignores_syncs_the_simulator_sees_losses(trace: Trace, tmp_path: Path, tries: Tries) -> None:
    rng = random.Random(4)
    lost = 0
    for number in range(rounds("power cut, syncs ignored")):
        cut = len(trace.events) - rng.randrange(len(trace.events) // 2)
        try:
            on_record = what_is_left(trace.state(cut, rng, honest=False), tmp_path / str(number))
        except (Refused, StoreError, AssertionError):
            on_record = set()
        lost += not set(trace.said_before(cut)) <= on_record
    with tries.one("the control loses"):
        assert lost
    tries.notes.append(f"of {rounds('power cut, syncs ignored')} cuts on a disk that ignores syncs {lost} lost work")
