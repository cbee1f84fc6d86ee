"""Locking: nothing of a child shows from the key on, whatever the store is doing, and what was typed is there again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from textual.pilot import Pilot

from iro_tui.tui import locking
from iro_tui.tui.app import IroApp
from iro_tui.tui.booking_form import BookingForm
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.widgets.strip import TopStrip
from tests.support.driving import at, at_today, drive, form_of, hit, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE

WORDS, MORE = "half a sentence", " and more"


async def unlocked(pilot: Pilot[None], app: IroApp) -> None:
    """Type the passphrase where it is asked for."""
    await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")


async def with_a_form(pilot: Pilot[None], app: IroApp) -> None:
    """Unlock, and begin a note."""
    await unlocked(pilot, app)
    await at_today(pilot)
    await pilot.press("a")
    await until(pilot, lambda: form_of(app), "the form")
    await type_in(pilot, WORDS)


def test_a_busy_store_holds_up_neither_the_blank_screen_nor_the_lock(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LONGEST_SECONDS", 0.1)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await with_a_form(pilot, app)
        busy = Event()
        app.store.ahead(lambda: busy.wait(60))
        try:
            hit(app, *MORE)
            await pilot.pause(0.2)
            began = monotonic()
            hit(app, "ctrl+l")
            await until(pilot, lambda: WORDS not in shown(app), "nothing of it")
            await until(pilot, lambda: isinstance(app.screen, Unlock) and app.session is None, "locked")
            assert monotonic() - began < 10
        finally:
            busy.set()
        await unlocked(pilot, app)
        await until(pilot, lambda: form_of(app), "the form again")
        assert WORDS + MORE in shown(app), "what the store had no time for was handed over"

    drive(stored(filled), steps)


def test_a_booking_comes_back_with_the_diary_beside_it(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        await at_today(pilot)
        await pilot.press("3")
        await at(pilot, ReviewsScreen)
        await pilot.press("b")
        await until(pilot, lambda: form_of(app, "book"), "the form")
        await type_in(pilot, "+20wd")
        await pilot.press("ctrl+l")
        await unlocked(pilot, app)
        await until(pilot, lambda: form_of(app, "book"), "the form again")
        await until(pilot, lambda: "WEEK OF" in shown(app), "the diary")
        assert isinstance(app.screen, BookingForm)
        assert app.screen.filling.values["day"] == "+20wd"

    drive(stored(filled), steps)


async def a_filtered_list(pilot: Pilot[None]) -> None:
    await pilot.press("2", "slash")
    await type_in(pilot, "a")
    await pilot.press("enter", "down", "space")


async def a_child_in_full(pilot: Pilot[None]) -> None:
    await pilot.press("2")
    await at(pilot, "caseload")
    await pilot.press("down", "enter")
    await at(pilot, ChildScreen)
    await pilot.press("down", "down")


async def the_week_after_next(pilot: Pilot[None]) -> None:
    await pilot.press("W")
    await at(pilot, "week")
    await pilot.press("greater_than_sign", "greater_than_sign", "down")


async def the_late_of_today(pilot: Pilot[None]) -> None:
    screen = await at_today(pilot)
    screen.post_message(TopStrip.Pressed("late"))
    await until(pilot, lambda: "Only " in shown(pilot.app), "only the late ones")
    await pilot.press("down")


@pytest.mark.parametrize("goes", [a_filtered_list, a_child_in_full, the_week_after_next, the_late_of_today])
def test_one_is_where_one_was(filled: Path, goes: Callable[[Pilot[None]], Awaitable[None]]) -> None:
    """The same screen, filter, marks and row; and Esc leads back as it did."""

    def picture(app: IroApp) -> tuple[object, ...]:
        screen = app.screen
        assert isinstance(screen, ListScreen)
        at = screen.table.row and screen.key(screen.table.row)
        stack = [type(each) for each in app.screen_stack]
        return stack, screen.tab, at, screen.table.marked, [screen.key(row) for row in screen.table.rows]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        await at_today(pilot)
        await goes(pilot)
        await at(pilot, ListScreen)
        before = picture(app)
        await pilot.press("ctrl+l")
        await unlocked(pilot, app)
        await at(pilot, ListScreen)
        await pilot.pause()
        assert picture(app) == before

    drive(stored(filled), steps)
