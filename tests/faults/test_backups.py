"""Backups: whole, proved, thinned; and back at work from one."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload import safekeeping
from iro_tui.caseload.opening import unlock
from iro_tui.caseload.refusals import Refused, WrongPassphrase
from iro_tui.caseload.session import Session
from iro_tui.clock import clock
from iro_tui.store import backups, recovery
from iro_tui.store.place import Place
from tests.support.acting import look_after
from tests.support.stores import PASSPHRASE, ROOT, open_store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def rate(session: Session, reason: str) -> None:
    [child_id] = session.caseload().children
    do(session, RAG, RAG.asks("red", "drift", reason), [child_id])


@pytest.fixture
def backed_up(store: Path) -> Path:
    """A store of one child with a backup, in which two things were done since."""
    session = open_store(store)
    look_after(session, "KB 1")
    safekeeping.back_up(session)
    rate(session, "one")
    rate(session, "two")
    session.close()
    return store


def ratings(folder: Path) -> int:
    session = unlock(folder, PASSPHRASE)
    try:
        [case] = session.caseload().cases.values()
        return len(case.ratings)
    finally:
        session.close()


def restored(folder: Path, code: str = "") -> str:
    with safekeeping.key_of(folder, PASSPHRASE, code) as secret:
        [kept] = safekeeping.listed(folder, secret)
        return safekeeping.restore(folder, kept.backup, secret)


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(2000, len(content), 4096):
        content[at] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10_000])


def lose(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [spoil, cut, lose])
def test_back_at_work_whatever_befell_the_database(backed_up: Path, damage) -> None:  # type: ignore[no-untyped-def]
    place = Place(backed_up)
    damage(place.database)
    assert "set aside" in restored(backed_up)
    assert ratings(backed_up) == 0
    [aside] = backed_up.glob("set aside *")
    assert (aside / "caseload.key").read_bytes() == place.key.read_bytes()
    assert (damage is lose) != (aside / "caseload.db").exists()


def test_back_at_work_with_the_printed_code_and_no_key_file(backed_up: Path) -> None:
    Place(backed_up).key.unlink()
    restored(backed_up, recovery.encode(ROOT))
    assert ratings(backed_up) == 0, "the key file of the backup is in place"


def test_a_log_left_behind_is_not_applied_to_what_was_restored(store: Path, tmp_path: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    safekeeping.back_up(session)
    rate(session, "later")
    killed = tmp_path / "killed"
    shutil.copytree(store, killed)
    session.close()
    assert (killed / "caseload.db-wal").stat().st_size
    restored(killed)
    assert ratings(killed) == 0
    assert not (killed / "caseload.db-wal").exists() or not (killed / "caseload.db-wal").stat().st_size


def test_what_a_backup_lacks_is_said_before_and_kept_on_record(backed_up: Path) -> None:
    with safekeeping.key_of(backed_up, PASSPHRASE) as secret:
        [kept] = safekeeping.listed(backed_up, secret)
        assert (kept.children, kept.lacks) == (1, 2)
        safekeeping.restore(backed_up, kept.backup, secret)
    session = unlock(backed_up, PASSPHRASE)
    try:
        assert session.missing == ""
        _, faults = safekeeping.look_through(session)
        assert any("2 later actions" in fault for fault in faults)
    finally:
        session.close()


def test_a_new_laptop_is_a_restore(backed_up: Path, tmp_path: Path) -> None:
    new = tmp_path / "new laptop"
    shutil.copytree(backed_up / "backups", new / "backups")
    assert restored(new) == "The backup is in place."
    assert ratings(new) == 0


def test_of_a_damaged_store_no_backup_is_kept(backed_up: Path) -> None:
    session = open_store(backed_up)
    try:
        content = bytearray(Place(backed_up).database.read_bytes())
        content[-3000] ^= 1
        Place(backed_up).database.write_bytes(content)
        with clock(lambda: NOON + timedelta(days=400)), pytest.raises(Refused, match="damaged"):
            safekeeping.back_up(session)
    finally:
        session.close()
    assert len(list(Place(backed_up).backups.iterdir())) == 1, "and the good one is left alone"


def test_out_of_time_leaves_nothing(backed_up: Path) -> None:
    session = open_store(backed_up)
    try:
        with pytest.raises(Refused, match="put off"):
            safekeeping.back_up(session, seconds=0)
        assert safekeeping.is_due(session)
        safekeeping.back_up(session, backed_up / "elsewhere")
    finally:
        session.close()
    assert len(list(Place(backed_up).backups.iterdir())) == 1


def test_a_backup_is_due_when_something_was_done(backed_up: Path) -> None:
    session = open_store(backed_up)
    try:
        assert safekeeping.is_due(session)
        assert not safekeeping.is_due(session, timedelta(days=1))
        with clock(lambda: datetime.now(UTC) + timedelta(days=2)):
            assert safekeeping.is_due(session, timedelta(days=1))
            safekeeping.back_up(session)
            assert not safekeeping.is_due(session)
    finally:
        session.close()


def test_nobody_without_the_key_reads_or_restores(backed_up: Path) -> None:
    with pytest.raises(WrongPassphrase), safekeeping.key_of(backed_up, "another long passphrase"):
        pass
    [backup] = backups.listed(Place(backed_up).backups)
    assert b"KB 1" not in b"".join(path.read_bytes() for path in backup.folder.iterdir())
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in backup.folder.iterdir()} == {0o600}


moments = st.lists(
    st.integers(0, 8 * 366 * 86_400).map(lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
)


@given(moments)
def test_thinning_keeps_the_newest_the_future_and_one_of_each_period(past: list[datetime]) -> None:
    kept = backups.to_keep(past, NOON)
    assert kept <= set(past)
    assert {at for at in past if at > NOON} <= kept
    old = sorted(at for at in past if at <= NOON)
    assert not old or old[-1] in kept
    assert len([at for at in kept if at <= NOON]) <= backups.DAILY + backups.WEEKLY + backups.MONTHLY
    assert backups.to_keep(kept, NOON) == kept, "thinning again takes nothing more"
    days = sorted({at.date() for at in old}, reverse=True)[: backups.DAILY]
    assert all(any(at.date() == day for at in kept) for day in days)
