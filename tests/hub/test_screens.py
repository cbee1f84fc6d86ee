"""The exchange beside the screens, over a real hub: after bursts, asked for, told in the strip, and broken off."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.actions.at_hub import joined_here
from iro_tui.sharing.joined import renew_joined
from iro_tui.store.engine import writing
from iro_tui.tui.app import IroApp
from iro_tui.tui.hub_watch import HubWatch
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.driving import at_today, drive, messages, over, shown, type_in, until
from tests.support.postgres import Cluster
from tests.support.stores import open_store

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
TODAY = date(2026, 11, 20)


@pytest.fixture
def patel(desk: Desk, head: Desk, tmp_path: Path) -> Path:
    """The store of an officer who has joined."""
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    return tmp_path / "patel"


def top(app: IroApp) -> str:
    return shown(app).splitlines()[1]


def test_it_is_exchanged_beside_the_screens_and_told_in_the_strip(patel: Path, head: Desk) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert app.tending.hub
        app.tending.hub.look(quiet=False)
        await until(pilot, lambda: "hub " in top(app), "the strip names the hub")
        await until(pilot, lambda: not app.tending.hub.under_way, "it ends")  # type: ignore[union-attr]
        assert messages(app) == []

    drive(over(lambda: open_store(patel, TODAY)), steps)
    head("hub", "exchange")
    assert head("child", "AB 1042").out


def test_a_child_who_comes_by_itself_is_told_in_a_line(patel: Path, desk: Desk, head: Desk) -> None:
    joined(desk, head, "hughes", "D. Hughes")
    add(desk, "hughes", "CD 2042")
    for whose in ("hughes", "head"):
        desk(whose, "hub", "exchange")
    head("do", "allocate", "CD 2042", "--iro", "A. Patel", "--reason", "caseload")
    head("hub", "exchange")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert app.tending.hub
        app.tending.hub.look(quiet=False)
        await until(pilot, lambda: messages(app) == ["1 child came (CD 2042)."], "who came is said")

    drive(over(lambda: open_store(patel, TODAY)), steps)


def test_asked_for_it_says_what_came_of_it(patel: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("ctrl+p")
        await type_in(pilot, "exchange now")
        await pilot.press("enter")
        await until(pilot, lambda: any("1 entry went" in words for words in messages(app)), "it is said")

    drive(over(lambda: open_store(patel, TODAY)), steps)


def test_where_the_hub_is_away_nothing_is_said_unless_asked(patel: Path, postgres: Cluster) -> None:
    with closing(open_store(patel, TODAY)) as session:
        joined = joined_here(session.engine)
        assert joined
        from dataclasses import replace

        long_ago = datetime.now(UTC) - timedelta(days=9)
        with writing(session.engine) as connection:
            renew_joined(connection, joined, address=replace(joined.address, port=1), exchanged_at=long_ago)
        days = (TODAY - long_ago.astimezone().date()).days
        assert session.strip().hub == (long_ago, days > 3)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert app.tending.hub
        app.tending.hub.look(quiet=False)
        await until(pilot, lambda: app.tending.hub._thread is not None, "it tries")  # type: ignore[union-attr]
        await until(pilot, lambda: not app.tending.hub.under_way, "it gives up")  # type: ignore[union-attr]
        assert messages(app) == []
        await pilot.press("ctrl+p")
        await type_in(pilot, "exchange now")
        await pilot.press("enter")
        await until(pilot, lambda: any("cannot be reached now" in words for words in messages(app)), "it is said")

    drive(over(lambda: open_store(patel, TODAY)), steps)


async def said_of_two_tries(pilot: Pilot[None], app: IroApp) -> tuple[HubWatch, str]:
    """Two exchanges one after the other, and the one message of them."""
    await at_today(pilot)
    hub = app.tending.hub
    assert hub
    for _ in range(2):
        hub._next = 0
        hub.look(quiet=False)
        await until(pilot, lambda: hub._thread is not None, "it tries")
        await until(pilot, lambda: not hub.under_way and bool(messages(app)), "it is said")
    (line,) = messages(app)
    return hub, line


def test_a_fault_of_the_program_is_said_once_by_its_kind_and_place(
    patel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(watch: HubWatch, where: str) -> None:
        if where == "asked":
            raise KeyError("Kevin Keys")

    monkeypatch.setattr(HubWatch, "_moment", fails)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        hub, line = await said_of_two_tries(pilot, app)
        assert "stopped at a fault of the program" in line
        assert "KeyError at test_screens.py" in line
        assert "Kevin" not in line
        await hub.now()
        await until(pilot, lambda: not hub.under_way and messages(app) == [line], "asked for it is said again")

    drive(over(lambda: open_store(patel, TODAY)), steps)


def test_a_laptop_that_is_not_admitted_any_more_is_told_once(patel: Path, head: Desk) -> None:
    head("hub", "revoke", "A. Patel", "--yes")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        _, line = await said_of_two_tries(pilot, app)
        assert "new invitation" in line

    drive(over(lambda: open_store(patel, TODAY)), steps)


@pytest.mark.parametrize("moment", ["opened", "asked", "pushing", "pushed"])
def test_leaving_breaks_it_off_at_any_moment_and_loses_nothing(
    patel: Path, head: Desk, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iro_tui.tui.hub_watch import HubWatch

    there, real = threading.Event(), HubWatch._moment

    def slow(watch: HubWatch, where: str) -> None:
        if where == moment:
            there.set()
            watch._ending.wait(5)
        real(watch, where)

    monkeypatch.setattr(HubWatch, "_moment", slow)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        hub = app.tending.hub
        assert hub

        def come() -> bool:
            if not hub.under_way and not there.is_set():  # a busy machine does not answer within the three seconds
                hub._next = 0
                hub.look(quiet=False)
            return there.is_set()

        await until(pilot, come, "it has come so far")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not [t for t in threading.enumerate() if t.name == "hub"], "its thread has ended")

    drive(over(lambda: open_store(patel, TODAY)), steps)
    monkeypatch.undo()
    copy = patel.with_name("again")
    shutil.copytree(patel, copy)
    drive(over(lambda: open_store(patel, TODAY)), _exchanged)
    head("hub", "exchange")
    assert head("child", "AB 1042").out


async def _exchanged(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    assert app.tending.hub
    await app.tending.hub.now()
    await until(pilot, lambda: any("Exchanged" in words for words in messages(app)), "it is exchanged")
