"""Backups: whole, proved, thinned; and back at work from one."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.base import do
from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload import opening, own_settings, putting_back, safekeeping
from iro_tui.caseload.opening import unlock
from iro_tui.caseload.refusals import Refused, WrongPassphrase
from iro_tui.caseload.session import Session
from iro_tui.clock import clock
from iro_tui.store import backups, keyfile, migrations, recovery
from iro_tui.store.connection import Connection
from iro_tui.store.engine import connect
from iro_tui.store.mark import head_of
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.support.acting import look_after
from tests.support.returns import ONE_CHILD, make_return
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
    with putting_back.key_of(folder, PASSPHRASE, code) as secret:
        [kept] = putting_back.listed(folder, secret)
        return putting_back.restore(folder, kept.backup, secret)


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
    with putting_back.key_of(backed_up, PASSPHRASE) as secret:
        [kept] = putting_back.listed(backed_up, secret)
        assert (kept.children, kept.lacks) == (1, 2)
        putting_back.restore(backed_up, kept.backup, secret)
    session = unlock(backed_up, PASSPHRASE)
    try:
        assert session.missing == ""
        [sentence] = safekeeping.on_record(session)
        assert "2 later actions" in sentence
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
        spoil(Place(backed_up).database)  # every page: one may be in memory, and is then backed up sound
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


@pytest.mark.skipif(os.name != "posix", reason="other systems go by the profile's rights")
def test_whatever_restoring_leaves_is_its_owners_alone(backed_up: Path) -> None:
    with putting_back.key_of(backed_up, PASSPHRASE) as secret:
        [kept] = putting_back.listed(backed_up, secret)
        putting_back.restore(backed_up, kept.backup, secret)
    files = [path for path in backed_up.rglob("*") if path.is_file()]
    assert len(files) > 8
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in backed_up.rglob("*") if path.is_dir()} == {0o700}


def test_nobody_without_the_key_reads_or_restores(backed_up: Path) -> None:
    with pytest.raises(WrongPassphrase), putting_back.key_of(backed_up, "another long passphrase"):
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


def test_a_backup_with_work_that_is_not_here_says_so(backed_up: Path, tmp_path: Path) -> None:
    def words() -> list[str]:
        with putting_back.key_of(backed_up, PASSPHRASE) as held:
            return [kept.lack_words for kept in putting_back.listed(backed_up, held)]

    older = shutil.copyfile(Place(backed_up).database, tmp_path / "older")
    session = open_store(backed_up)
    rate(session, "three")
    rate(session, "four")
    with clock(lambda: datetime.now(UTC) + timedelta(days=1)):
        safekeeping.back_up(session)
    session.close()
    assert words() == ["nothing is missing", "4 later actions not in it"]
    shutil.copyfile(older, Place(backed_up).database)
    assert words() == ["nothing is missing", "4 later actions not in it"], "what is lost is all in the newest"
    session = open_store(backed_up)
    for reason in ("one", "two"):  # less than was lost, then as much
        rate(session, reason)
        assert words()[0] == "it has work that is not here"
    with clock(lambda: datetime.now(UTC) + timedelta(days=2)):
        safekeeping.back_up(session)
    rate(session, "more than was lost")
    session.close()
    assert words() == ["1 later action not in it", "it has work that is not here", "5 later actions not in it"]


def test_a_backup_of_what_the_later_ones_lack_is_not_thinned(backed_up: Path, tmp_path: Path) -> None:
    """An older copy stands in the store's place, and work goes on in it: on the same day, and for months."""
    older = shutil.copyfile(Place(backed_up).database, tmp_path / "older")
    second = tmp_path / "second"
    second.mkdir()
    shutil.rmtree(Place(backed_up).backups)  # the newest would be of the day on which this test runs
    session = open_store(backed_up)
    for reason in ("three", "four", "five"):
        rate(session, reason)
        with clock(lambda: NOON):
            held = safekeeping.back_up(session).folder.name
            safekeeping.copy_beside(session, second)
    session.close()
    shutil.copyfile(older, Place(backed_up).database)
    session = open_store(backed_up)
    assert "3 actions" in session.missing
    for day in (0, 0, 0, *range(25, 250, 22), *range(250, 262)):
        rate(session, f"day {day}")
        with clock(lambda day=day: NOON + timedelta(days=day, minutes=5)):  # type: ignore[misc]
            safekeeping.back_up(session)
            safekeeping.copy_beside(session, second)
    for folder in (Place(backed_up).backups, second):
        names = [backup.folder.name for backup in backups.listed(folder)]
        assert held in names, "it alone holds the three"
        assert len([name for name in names if name.startswith("2026-11-20")]) <= 2, "the others of it are one too many"
    with clock(lambda: NOON + timedelta(days=300)):
        rate(session, "after a purge nothing is kept for longer than nine months")
        safekeeping.back_up(session)
    session.close()
    assert held not in [backup.folder.name for backup in backups.listed(Place(backed_up).backups)]


def test_before_an_import_what_was_done_is_backed_up(backed_up: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    session = open_store(backed_up)
    try:
        head = session.query(lambda connection, _: head_of(connection))
        done = apply_import(session, preview_import(session, [folder]))
        assert "backup" not in done.sentence
        # Where both are of one second, the later has the next one for its name, and the earlier is not thinned yet.
        backup, *_ = backups.listed(Place(backed_up).backups)
        mark = backup.reached(session.secret)
        assert mark is not None
        assert mark.head == head, "all that was done before, and nothing of it"
    finally:
        session.close()


def test_an_import_without_a_backup_says_so(backed_up: Path, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "return", **ONE_CHILD)
    shutil.rmtree(Place(backed_up).backups)
    Place(backed_up).backups.touch()
    session = open_store(backed_up)
    try:
        done = apply_import(session, preview_import(session, [folder]))
        assert "1 new" in done.sentence
        assert "No backup was made before the import." in done.sentence
    finally:
        session.close()


def test_before_a_step_of_the_schema_it_is_backed_up_or_not_opened(
    backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE later (id INTEGER)")

    migrate = partial(migrations.migrate, steps=(*migrations.STEPS, migrations.Migration(2, later)))
    monkeypatch.setattr(migrations, "migrate", migrate)
    shutil.rmtree(Place(backed_up).backups)
    Place(backed_up).backups.touch()
    with pytest.raises(Refused, match="No backup could be made"):
        unlock(backed_up, PASSPHRASE)
    Place(backed_up).backups.unlink()
    monkeypatch.setattr("iro_tui.store.engine.LATEST", 2)
    unlock(backed_up, PASSPHRASE).close()
    [backup] = backups.listed(Place(backed_up).backups)
    with backups.looking_into(backup.place.database, RootSecret(ROOT)) as connection:
        assert migrations.schema_version(connection) == 1, "as it was before"


def test_settings_travel_and_what_is_set_here_stays(
    backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = own_settings.folder()
    settings.mkdir()
    (settings / own_settings.FILE).write_text("idle_minutes = 7\n", encoding="utf-8")
    session = open_store(backed_up)
    made = safekeeping.back_up(session)
    session.close()
    assert (made.folder / own_settings.FILE).exists()

    def anew(name: str) -> str:
        with putting_back.key_of(tmp_path / name, PASSPHRASE, source=Place(backed_up).backups) as secret:
            newest, *_ = putting_back.listed(tmp_path / name, secret, Place(backed_up).backups)
            return putting_back.restore(tmp_path / name, newest.backup, secret)

    assert "settings" not in anew("one")
    monkeypatch.setenv("IRO_SETTINGS", str(tmp_path / "no settings yet"))
    assert anew("two").endswith("Your settings came with it.")
    assert (own_settings.folder() / own_settings.FILE).read_text(encoding="utf-8") == "idle_minutes = 7\n"
    assert ratings(tmp_path / "two") == 2


def test_over_another_caseload_the_backup_keeps_its_own_key(backed_up: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    opening.create(other, "another long passphrase of words", cost=keyfile.KdfCost.FLOOR)[0].close()
    theirs = Place(other).key.read_bytes()
    with putting_back.key_of(other, PASSPHRASE, source=Place(backed_up).backups) as secret:
        [kept] = putting_back.listed(other, secret, Place(backed_up).backups)
        putting_back.restore(other, kept.backup, secret)
    assert ratings(other) == 0
    [aside] = other.glob("set aside *")
    assert (aside / "caseload.key").read_bytes() == theirs


def test_a_backup_with_other_columns_is_listed_and_not_put_in_place(backed_up: Path) -> None:
    [backup] = backups.listed(Place(backed_up).backups)
    before = Place(backed_up).database.read_bytes()
    connection = connect(backup.place.database, RootSecret(ROOT))
    connection.execute("ALTER TABLE child DROP COLUMN of_age_known_on")
    connection.close()
    with putting_back.key_of(backed_up, PASSPHRASE) as secret:
        [kept] = putting_back.listed(backed_up, secret)
        assert (kept.children, kept.lack_words) == (putting_back.CANNOT_BE_OPENED, "it cannot be opened")
    assert Place(backed_up).database.read_bytes() == before


def test_a_backup_of_an_earlier_version_is_counted(backed_up: Path) -> None:
    [backup] = backups.listed(Place(backed_up).backups)
    connection = connect(backup.place.database, RootSecret(ROOT))
    connection.execute("PRAGMA user_version=0")
    connection.execute("ALTER TABLE child DROP COLUMN of_age_known_on")
    connection.close()
    with putting_back.key_of(backed_up, PASSPHRASE) as secret:
        assert [kept.children for kept in putting_back.listed(backed_up, secret)] == [1]


def test_what_a_killed_backup_left_is_cleared_away_by_the_next_one(backed_up: Path, tmp_path: Path) -> None:
    session = open_store(backed_up)
    beside = tmp_path / "beside"
    for folder in (Place(backed_up).backups, beside):
        shutil.copytree(backed_up / "backups", folder / ".2026-11-20 09.00.00.part")
    with clock(lambda: datetime.now(UTC) + timedelta(minutes=30)):
        safekeeping.back_up(session)
        assert len(backups.half_made(beside)) == 0, "one that is being made"
    with clock(lambda: datetime.now(UTC) + timedelta(hours=2)):
        assert backups.half_made(beside)[0] in safekeeping.older_copies(session, [beside])
        safekeeping.back_up(session)
        safekeeping.copy_beside(session, beside)
    session.close()
    assert not [*Place(backed_up).backups.glob(".*"), *beside.glob(".*")]
