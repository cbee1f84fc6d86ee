"""What the screens do for the store while nobody types."""

from __future__ import annotations

import weakref
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.session import Session
from iro_tui.caseload.since import first_of_the_day, last_here, leave
from iro_tui.collector import keep_all
from iro_tui.store.place import Place
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.list_rows import ListRows
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.settings_file import change
from iro_tui.tui.tending import BACK_UP_SECONDS, QUIET_SECONDS, SWEEP_SECONDS
from tests.support import TODAY
from tests.support.driving import at_today, drive, messages, over, stored, type_in, until
from tests.support.stores import PASSPHRASE, open_store


def quiet_for(app: IroApp, seconds: float) -> None:
    """As if so long had passed without a key, and the look is due."""
    app.idle.touched()  # counted from now, however long the machine has taken till here
    steady, wall, slept = app.idle._at
    app.idle._at = steady - seconds, wall, slept
    app.tending.look()


async def idle(app: IroApp) -> None:
    """The store thread has done all that was asked of it."""
    await app.store.run(lambda: None)


def test_what_was_done_comes_home_and_is_backed_up_while_nobody_types(filled: Path) -> None:
    place = Place(filled)
    wal = place.database.with_name("caseload.db-wal")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: wal.stat().st_size > 0 and app.session is not None, "rated")
        await until(pilot, lambda: app.session is not None and app.session.reached > 1, "seen")
        quiet_for(app, QUIET_SECONDS - 1)
        await idle(app)
        assert wal.stat().st_size
        quiet_for(app, QUIET_SECONDS)
        await idle(app)
        assert not wal.stat().st_size
        assert not place.backups.exists()
        quiet_for(app, BACK_UP_SECONDS)
        await idle(app)
        assert len(list(place.backups.iterdir())) == 1
        quiet_for(app, BACK_UP_SECONDS)
        await idle(app)
        assert len(list(place.backups.iterdir())) == 1, "nothing was done since"

    drive(over(lambda: open_store(filled)), steps)


class Ring:
    """What refers to itself goes by the collector alone."""

    def __init__(self) -> None:
        self.itself = self


def test_what_nothing_needs_any_more_goes_while_nobody_types(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        gone = [weakref.ref(Ring())]
        keep_all()
        quiet_for(app, SWEEP_SECONDS - 1)
        assert gone[0]() is not None
        quiet_for(app, SWEEP_SECONDS)
        assert gone[0]() is None
        gone.append(weakref.ref(Ring()))
        quiet_for(app, SWEEP_SECONDS + 1)
        assert gone[1]() is not None, "once is enough until the next key"
        quiet_for(app, 0)
        quiet_for(app, SWEEP_SECONDS)
        assert gone[1]() is None

    drive(over(lambda: open_store(filled)), steps)


def test_leaving_backs_up_what_was_done_and_says_where_it_cannot(filled: Path) -> None:
    place = Place(filled)

    async def act_and_leave(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: app.session is not None and app.session.reached > 1, "seen")
        await pilot.press("ctrl+q")

    drive(over(lambda: open_store(filled)), act_and_leave)
    assert len(list(place.backups.iterdir())) == 1

    async def look_and_leave(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        await pilot.press("ctrl+q")

    drive(over(lambda: open_store(filled)), look_and_leave)
    assert len(list(place.backups.iterdir())) == 1, "looking is not doing"


def test_the_newest_backup_is_copied_into_a_second_folder_or_it_is_said(filled: Path, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    change(("backup_folder",), str(second))

    async def away(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: app.session is not None and app.session.reached > 1, "seen")
        quiet_for(app, BACK_UP_SECONDS)
        await idle(app)
        await until(pilot, lambda: any(f"in {second} (it is not there)" in said for said in messages(app)), "said")
        second.mkdir()
        await pilot.press("ctrl+q")

    async def there(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("ctrl+q")

    drive(over(lambda: open_store(filled)), away)
    drive(over(lambda: open_store(filled)), there)
    [first], [copied] = list(Place(filled).backups.iterdir()), list(second.iterdir())
    assert copied.name == first.name
    assert {path.name: path.read_bytes() for path in copied.iterdir()} == {
        path.name: path.read_bytes() for path in first.iterdir()
    }


def test_no_list_waits_for_the_proof_of_the_pages(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof takes longer the larger the file; and the first start of a day writes that somebody was here."""
    order: list[str] = []
    read, prove = ListRows._read, Session.prove

    def reads(screen: ListRows[Any], session: Session) -> Any:
        listing = read(screen, session)
        order.append("read")
        return listing

    def proves(session: Session) -> None:
        order.append("proved")
        prove(session)

    monkeypatch.setattr(ListRows, "_read", reads)
    monkeypatch.setattr(Session, "prove", proves)
    monkeypatch.setattr("iro_tui.tui.tending.PROOF_SECONDS", 0.0)
    before = open_store(filled, TODAY - timedelta(1))
    first_of_the_day(before)
    leave(before)
    before.close()
    order.clear()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await at_today(pilot)
        await until(pilot, lambda: "proved" in order, "the proof")

    drive(stored(filled), steps)
    assert order[0] == "read"
    again = open_store(filled)
    assert last_here(again).day == TODAY - timedelta(1)
    again.close()
