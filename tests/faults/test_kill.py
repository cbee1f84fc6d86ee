"""Killed in the middle of its work, the program loses nothing that it said was done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.store import reads
from iro_tui.store.chain import verify_chain
from iro_tui.store.engine import reading
from iro_tui.store.log import read_log
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store

TODAY = date(2026, 11, 20)
KILLS = 12
WRITER = """
import sys
from datetime import date
from pathlib import Path
from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.opening import unlock

session = unlock(Path(sys.argv[1]), sys.argv[2], date(2026, 11, 20))
[child_id] = session.caseload().children
for number in range(10_000):
    changes = do(session, RAG, RAG.asks("red", "drift", f"reason {number}"), [child_id])
    print(changes.operation, flush=True)
"""


def test_nothing_acknowledged_is_lost(store: Path, tmp_path: Path) -> None:
    session = open_store(store)
    apply_import(session, preview_import(session, [make_return(tmp_path / "return", **ONE_CHILD)]))
    session.close()
    rng = random.Random(20)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store), PASSPHRASE], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        # Killed after so many acknowledgements, wherever the next write then stands.
        for _ in range(rng.randint(1, 25)):
            acknowledged.add(writer.stdout.readline().strip())
        writer.send_signal(signal.SIGKILL)
        acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        writer.stdout.close()
    session = open_store(store)
    try:
        with reading(session.engine) as connection:
            recorded = {entry.operation_id for entry in read_log(connection)}
            assert acknowledged <= recorded
            assert verify_chain(connection) == []
            [case] = reads.read_cases(connection).values()
            # Each action is there whole or not at all: one rating for each entry but the import's.
            assert len(case.ratings) == len(recorded) - 1
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    finally:
        session.close()
