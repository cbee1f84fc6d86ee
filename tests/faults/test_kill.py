"""Killed in the middle of its work, the program loses nothing that it said was done."""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.store import facts
from iro_tui.store.chain import verify_chain
from iro_tui.store.engine import reading
from iro_tui.store.log import read_log
from tests.faults.table import Tries, rounds
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store

TODAY = date(2026, 11, 20)
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


IMPORTER = """
import sys
from datetime import date
from pathlib import Path
from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.opening import unlock

session = unlock(Path(sys.argv[1]), sys.argv[2], date(2026, 11, 20))
preview = preview_import(session, [Path(sys.argv[3])])
print("go", flush=True)
apply_import(session, preview)
print("done", flush=True)
"""
CHILDREN = 300


def python(script: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", script, *words], stdout=subprocess.PIPE, text=True)


def test_nothing_acknowledged_is_lost(store: Path, tmp_path: Path, tries: Tries) -> None:
    session = open_store(store)
    apply_import(session, preview_import(session, [make_return(tmp_path / "return", **ONE_CHILD)]))
    session.close()
    rng = random.Random(20)
    acknowledged: set[str] = set()
    for number in range(rounds("kill")):
        writer = python(WRITER, str(store), PASSPHRASE)
        assert writer.stdout is not None
        # Killed after so many acknowledgements, wherever the next write then stands.
        for _ in range(rng.randint(1, 25)):
            acknowledged.add(writer.stdout.readline().strip())
        writer.kill()
        acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        writer.wait()
        writer.stdout.close()
        with tries.one(f"kill {number}"):
            look_whether_all_is_there(store, acknowledged)
    tries.notes.append(f"{len(acknowledged):,} actions were acknowledged")


def look_whether_all_is_there(store: Path, acknowledged: set[str]) -> None:
    session = open_store(store)
    try:
        with reading(session.engine) as connection:
            recorded = {entry.operation_id for entry in read_log(connection)}
            assert acknowledged <= recorded
            assert verify_chain(connection) == []
            [case] = facts.read_cases(connection).values()
            # Each action is there whole or not at all: one rating for each entry but the import's.
            assert len(case.ratings) == len(recorded) - 1
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    finally:
        session.close()


def test_an_import_is_there_whole_or_not_at_all(store: Path, tmp_path: Path, tries: Tries) -> None:
    many = {name: "".join(rows.replace("1001", f"KB {n}") for n in range(CHILDREN)) for name, rows in ONE_CHILD.items()}
    folder = make_return(tmp_path / "return", **many)
    rng = random.Random(21)
    for number in range(rounds("kill import")):
        copy = Path(shutil.copytree(store, tmp_path / f"store {number}"))
        writer = python(IMPORTER, str(copy), PASSPHRASE, str(folder))
        assert writer.stdout is not None
        assert writer.stdout.readline() == "go\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(rng.uniform(0.02, 0.8))
        writer.kill()
        done = writer.stdout.read()
        writer.wait()
        writer.stdout.close()
        with tries.one(f"kill {number}"):
            session = open_store(copy)
            children = len(session.caseload().children)
            assert children in ({CHILDREN} if done else {0, CHILDREN})
            with reading(session.engine) as connection:
                assert verify_chain(connection) == []
            session.close()
