"""The first start of a new version: backed up, then brought up to date; killed at any step, nothing is lost.

No step of the schema exists before the first release: the new version that is started here brings one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.caseload import putting_back
from iro_tui.caseload.opening import unlock
from iro_tui.caseload.refusals import Refused
from iro_tui.store import backups, soundness
from iro_tui.store.engine import StoreNewer
from iro_tui.store.place import Place
from tests.faults.table import Tries, rounds
from tests.support import TODAY
from tests.support.stores import PASSPHRASE, make_store

NEW = """
import sys
from datetime import date
from functools import partial
from pathlib import Path

from iro_tui.caseload import opening
from iro_tui.store import backups, engine, migrations, soundness

def stop_at(step):
    print(step, flush=True)
    sys.stdin.readline()

def after(step, call):
    def called(*words, **named):
        answer = call(*words, **named)
        stop_at(step)
        return answer
    return called

def second(connection):
    stop_at("the step of the schema has begun")
    connection.exec_driver_sql("ALTER TABLE child ADD COLUMN of_the_new_version VARCHAR")
    connection.exec_driver_sql("UPDATE child SET of_the_new_version = initials")
    stop_at("half of the step is done")
    connection.exec_driver_sql("CREATE TABLE of_the_new_version AS SELECT id FROM child")
    stop_at("the step is done")

engine.LATEST = soundness.LATEST = 2
steps = [*migrations.STEPS, migrations.Migration(2, second)]
backups._copy = after("the backup is copied", backups._copy)
backups._prove = after("the backup is proved", backups._prove)
backups.rename = after("the backup has its name", backups.rename)
migrations.migrate = after("the step is kept", partial(migrations.migrate, steps=steps))
stop_at("it starts")
session = opening.unlock(Path(sys.argv[1]), sys.argv[2], date(2026, 11, 20))
print(len(session.caseload().children), "children", flush=True)
session.close()
"""
STEPS = [
    "it starts", "the backup is copied", "the backup is proved", "the backup has its name",
    "the step of the schema has begun", "half of the step is done", "the step is done", "the step is kept",
]  # fmt: skip
WORST = ("the backup is copied", "half of the step is done", "the step is kept")
"""Where an update is killed in every run of the tests."""
CHILDREN = 12


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caseload that the old version made, closed."""
    folder = tmp_path_factory.mktemp("old") / "store"
    make_store(folder, children=CHILDREN)
    return folder


def start_the_new_one(store: Path, kill_at: str = "") -> list[str]:
    """Start the new version over a caseload, and kill it at a step; what it said."""
    told: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", NEW, str(store), PASSPHRASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for line in program.stdout:
            told.append(line.strip())
            if told[-1] == kill_at:
                program.kill()
                break
            if told[-1] in STEPS:
                program.stdin.write("\n")
                program.stdin.flush()
    return told


def children_to_the_old_one(store: Path) -> int:
    session = unlock(store, PASSPHRASE, TODAY)
    try:
        assert soundness.is_of_today(session.engine.connect())
        return len(session.caseload().children)
    finally:
        session.close()


def back_to_the_old_one(store: Path) -> int:
    """The old version, started again over what an update left: over the backup where that went too far."""
    try:
        return children_to_the_old_one(store)
    except Refused as refusal:
        if not isinstance(refusal.__cause__, StoreNewer):
            raise
    with putting_back.key_of(store, PASSPHRASE) as secret:
        [made, *_] = backups.listed(Place(store).backups)
        putting_back.restore(store, made, secret)
    return children_to_the_old_one(store)


def test_the_first_start_backs_up_and_then_brings_up_to_date(old: Path, tmp_path: Path) -> None:
    before = children_to_the_old_one(old)
    store = Path(shutil.copytree(old, tmp_path / "store"))
    made = len(backups.listed(Place(store).backups))
    assert start_the_new_one(store) == [*STEPS, f"{before} children"]
    assert len(backups.listed(Place(store).backups)) == made + 1
    assert start_the_new_one(store) == ["it starts", "the step is kept", f"{before} children"], (
        "the second one does not"
    )
    assert back_to_the_old_one(store) == before


def test_killed_at_any_step_the_new_one_starts_and_so_does_the_old_one(old: Path, tmp_path: Path, tries: Tries) -> None:
    before = children_to_the_old_one(old)
    for number, step in enumerate(sorted(STEPS, key=WORST.__contains__, reverse=True)[: rounds("update")]):
        store = Path(shutil.copytree(old, tmp_path / f"{number}"))
        assert start_the_new_one(store, kill_at=step)[-1] == step
        for_the_old_one = Path(shutil.copytree(store, tmp_path / f"{number}, old"))
        with tries.one(f"killed when {step}"):
            assert start_the_new_one(store)[-1] == f"{before} children"
            assert back_to_the_old_one(for_the_old_one) == before
