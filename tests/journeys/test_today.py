"""Today with the keyboard alone: rating, undoing, filtering, looking further, locking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions.sample import sample_session
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.help import Help
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.acting import act
from tests.support.driving import (
    AnyList,
    at,
    at_today,
    drive,
    follows,
    form_of,
    messages,
    over,
    shown,
    stored,
    type_in,
    until,
)
from tests.support.journeys import filtered_by
from tests.support.stores import PASSPHRASE, open_store

Pressed = Callable[[Pilot[None], IroApp, AnyList], Awaitable[None]]


@pytest.fixture
def at_desk(filled: Path) -> Callable[[Pressed], None]:
    """Runs steps on Today over the filled store."""

    def run(steps: Pressed, size: tuple[int, int] = (120, 36)) -> None:
        async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
            await steps(pilot, app, await at_today(pilot))

        drive(over(lambda: open_store(filled)), all_steps, size)

    return run


async def on_a_child(pilot: Pilot[None], screen: AnyList) -> str:
    """Put the cursor on the first row about a child; its key."""
    while screen.table.row is None or not screen.table.row.child_id:
        await pilot.press("down")
    child_id = str(screen.table.row.child_id)
    await until(pilot, lambda: screen.card and screen.card.row.child_id == child_id, "the card")
    return child_id


def rag_of(screen: AnyList) -> str | None:
    assert screen.card
    return screen.card.row.who.rag


async def rated(pilot: Pilot[None], screen: AnyList, value: str) -> None:
    await until(pilot, lambda: screen.card and screen.card.row.rag_trail[-1:] == (value,), value)


def test_green_takes_three_keys(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_a_child(pilot, screen)
        assert screen.card
        before, duty = screen.card.row.rag_trail, screen.table.row
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: screen.card and screen.card.row.rag_trail == (*before, "green"), "green")
        assert duty is not None
        assert screen.table.row is not None
        assert screen.table.row.duty.id == duty.duty.id, "the cursor stays"
        assert any("green" in said and "u undoes" in said for said in messages(app))

    at_desk(steps)


def test_amber_and_red_take_four_and_say_who_is_told(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_a_child(pilot, screen)
        await pilot.press("r", "a", "1", "enter")
        await rated(pilot, screen, "amber")
        assert any("care plan" in said and "team manager to be told" in said for said in messages(app))
        await pilot.press("r", "r", "2")
        await type_in(pilot, "no visit in nine weeks")
        form = form_of(app, "rag")
        assert form
        await until(pilot, lambda: "service manager to be told" in follows(form), "what Enter will do")
        await pilot.press("enter")
        await rated(pilot, screen, "red")
        assert any("service manager to be told" in said for said in messages(app))
        await pilot.press("u")
        await rated(pilot, screen, "amber")
        assert any("Undid RAG red" in said for said in messages(app))
        await pilot.press("U")
        await rated(pilot, screen, "red")

    at_desk(steps)


def test_a_rating_without_what_it_needs_is_not_set(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_a_child(pilot, screen)
        before = rag_of(screen)
        await pilot.press("r", "enter")
        assert form_of(app, "rag")
        await until(pilot, lambda: "First: RAG?" in shown(app), "what is missing")
        await pilot.press("a", "enter")
        await until(pilot, lambda: "First: why?" in shown(app), "what is missing")
        await pilot.press("3")
        await type_in(pilot, "half a sentence")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "back")
        assert rag_of(screen) == before
        # What was typed comes back.
        await pilot.press("r")
        await until(pilot, lambda: form_of(app, "rag"), "the form again")
        await pilot.press("a", "3")
        assert app.screen.query_one("#line", Input).value == "half a sentence"
        await pilot.press("ctrl+r")
        assert app.screen.query_one("#line", Input).value == ""

    at_desk(steps)


def test_filter_as_you_type(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        everything = len(screen.table.rows)
        await pilot.press("slash")
        await type_in(pilot, "mid-p")
        await until(pilot, lambda: 0 < len(screen.table.rows) < everything, "fewer")
        assert {row.duty.kind for row in screen.table.rows} == {"midpoint"}
        assert screen.listing
        assert f"“mid-p”: {len(screen.table.rows)} of {len(screen.listing.rows)}" in shown(app)
        await type_in(pilot, "zzz")
        await until(pilot, lambda: not screen.table.rows, "none")
        assert "Nothing passes the filter" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.table.rows) == everything, "all again")
        assert screen.table.has_focus

    at_desk(steps)


def test_keys_reach_everything(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await on_a_child(pilot, screen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen) and app.screen.card, "the child")
        await pilot.press("greater_than_sign")
        assert any("one child's case" in said for said in messages(app)), "a key that cannot act says why"
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, Help), "help")
        await pilot.press("escape", "greater_than_sign")
        await until(pilot, lambda: any(row.duty.days > 28 for row in screen.table.rows), "90 days")
        await pilot.press("p")
        await until(pilot, lambda: app.names, "names")
        name = next(row.who.name for row in screen.table.rows if row.who and row.who.name)
        assert any(name[:8] in line for line in shown(app).splitlines()) or name
        theme = app.theme
        await pilot.press("f3")
        assert app.theme != theme
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Find an act, a screen" in shown(app) and "Set the RAG" in shown(app), "the palette")
        assert "creenshot" not in shown(app)

    at_desk(steps)


def test_a_task_without_a_child_says_why_it_has_no_rag(at_desk: Callable[[Pressed], None]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert screen.table.find(next(row.duty.id for row in screen.table.rows if not row.child_id))
        await pilot.press("r")
        assert app.screen is screen
        assert any("concerns no child" in said for said in messages(app))

    at_desk(steps)


def test_what_another_window_does_is_noticed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        child_id = await on_a_child(pilot, screen)
        for _ in range(3):
            await pilot.press("down")
        here = screen.table.row
        other = open_store(filled)
        act(other, "rag", child_id, value="red", theme="drift")
        other.close()
        await until(
            pilot, lambda: any(r.child_id == child_id and r.duty.rag == "red" for r in screen.table.rows), "the other's"
        )
        assert here is not None
        assert screen.table.row is not None
        assert screen.table.row.duty.id == here.duty.id

    drive(over(lambda: open_store(filled)), steps)


def test_the_lock_leaves_nothing_to_see(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock), "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        screen = await at_today(pilot)
        await on_a_child(pilot, screen)
        assert screen.card
        ref = screen.card.row.ref
        assert ref in shown(app)
        refs = {row.duty.child for row in screen.table.rows if row.duty.child}
        session = app.open_session
        await pilot.press("r", "a", "1")
        await type_in(pilot, "typed")
        await until(pilot, lambda: "typed" in shown(app), "what is typed")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock), "locked")
        await pilot.pause()
        assert app.session is None
        assert session._secret.wiped
        assert not any(other in shown(app) for other in refs)
        assert "typed" not in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, Unlock)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app, "rag"), "the form again")
        await pilot.pause()
        assert "typed" in shown(app)
        await pilot.press("escape")
        again = await at_today(pilot)
        assert again.card
        assert again.card.row.ref == ref

    drive(stored(filled), steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
def test_every_size_shows_what_matters(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        lines = shown(app).splitlines()
        assert len(lines) == size[1]
        text = "\n".join(lines)
        for word in ("by law", "looked after" if size[0] >= 110 else "of 50–70", "book", "file", "RAG", "Help"):
            assert word in text
        assert screen.card
        assert screen.card.row.ref in "".join(lines[-5:] if size[0] < 100 else lines[2:3])

    drive(over(lambda: open_store(filled)), steps, size)


def test_the_demo_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sessions: list[Session] = []

    def make() -> Session:
        sessions.append(sample_session(20, 3, date(2026, 11, 20)))
        assert any(tmp_path.iterdir())
        return sessions[0]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("ctrl+l")
        assert any("nothing to lock" in said for said in messages(app))
        await pilot.press("ctrl+q")

    drive(Launch(None, TODAY, make), steps)
    assert not any(tmp_path.iterdir())


def test_filter_and_order_last_the_day_and_not_the_night(filled: Path) -> None:
    """Today opens in its own order, whatever was sorted yesterday."""

    def kept(day: date) -> tuple[tuple[str, ...], str]:
        seen: list[tuple[tuple[str, ...], str]] = []

        async def steps(pilot: Pilot[None], app: IroApp) -> None:
            screen = await at(pilot, "today")
            seen.append((tuple(screen.only), screen.table.order.column))

        drive(Launch(None, day, lambda: open_store(filled, day)), steps)
        return seen[0]

    async def narrow(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await filtered_by(pilot, screen, "1")
        assert screen.only
        await until(pilot, lambda: app.open_session.draft("list:today"), "remembered")

    drive(over(lambda: open_store(filled)), narrow)
    only, _ = kept(TODAY)
    assert only
    assert kept(TODAY + timedelta(1)) == ((), "")
