"""Locking: nothing of a child shows from the key on, whatever the store is doing, and what was typed is there again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.tui import locking
from iro_tui.tui.app import IroApp
from iro_tui.tui.booking_form import BookingForm
from iro_tui.tui.dialogs.change_setting import ChangeSetting
from iro_tui.tui.palette import Palette
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.pasted import PastedRows
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.screens.settings import SettingsScreen
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.screens.welcome import PathInput
from iro_tui.tui.standing import CLOSED
from iro_tui.tui.widgets.strip import TopStrip
from tests.support.driving import at, at_today, drive, form_of, hit, messages, shown, stored, type_in, until
from tests.support.returns import ONE_CHILD, make_return
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
        busy, over = Event(), list[bool]()
        app.store.ahead(lambda: over.append(busy.wait(60)))
        try:
            hit(app, *MORE)
            await pilot.pause(0.2)
            hit(app, "ctrl+l")
            await until(pilot, lambda: WORDS not in shown(app), "nothing of it")
            await until(pilot, lambda: isinstance(app.screen, Unlock) and app.session is None, "locked")
            assert not over, "the store is busy still"
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


async def a_pasted_block(pilot: Pilot[None], app: IroApp) -> None:
    """A row left out, a cell typed anew, and another half typed."""
    await pilot.press("2")
    await at(pilot, "caseload")
    app.post_message(events.Paste("Ref\tInitials\tDOB\nQX 1\tAB\t31/02/2014\nQX 2\tCD\t01/03/2015\n"))
    await until(pilot, lambda: isinstance(app.screen, PastedRows) and app.screen.preview, "the preview")
    await pilot.press("n", "down", "enter")
    await type_in(pilot, "9")
    await pilot.press("enter", "right", "up", "down", "enter")
    await type_in(pilot, WORDS)


async def a_return(pilot: Pilot[None], app: IroApp) -> None:
    """What is to be brought in, and for whom, seen already."""
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(app.focused, PathInput), "the path")
    await type_in(pilot, str(make_return(Path(app.open_session.place.folder).parent / "return", **ONE_CHILD)))
    await pilot.press("enter")
    await until(pilot, lambda: "1 new" in shown(app), "the preview")
    await pilot.press("tab")
    assert isinstance(app.focused, Input)
    app.focused.value = ""
    await type_in(pilot, "9/11/26")


async def the_palette(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, Palette), "the palette")
    await type_in(pilot, "reco")
    await pilot.press("down")


@pytest.mark.parametrize("goes", [a_pasted_block, a_return, the_palette])
def test_what_stood_over_a_list_is_there_again_as_it_was_typed(
    filled: Path, goes: Callable[[Pilot[None], IroApp], Awaitable[None]]
) -> None:
    def picture(app: IroApp) -> tuple[object, ...]:
        fields = [(field.id, field.value) for field in app.screen.query(Input)]
        preview = getattr(app.screen, "preview", None)
        rows = [(row.number, row.state, row.cells) for row in getattr(preview, "rows", ())]
        return [type(each) for each in app.screen_stack], fields, rows, getattr(preview, "summary", "")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        await at_today(pilot)
        await goes(pilot, app)
        await pilot.pause()
        before = picture(app)
        await pilot.press("ctrl+l")
        await unlocked(pilot, app)
        await until(pilot, lambda: picture(app) == before, "all of it")

    drive(stored(filled), steps)


def test_a_small_window_that_the_lock_closed_is_told_of(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        await at_today(pilot)
        await pilot.press("comma", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChangeSetting), "its form")
        await pilot.press("ctrl+l")
        await unlocked(pilot, app)
        await until(pilot, lambda: CLOSED in " ".join(messages(app)), "told")
        assert isinstance(app.screen, SettingsScreen)

    drive(stored(filled), steps)
