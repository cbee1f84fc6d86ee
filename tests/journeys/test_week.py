"""The week by keys: entered from Today, gone through, turned, and booked in."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.counted import COUNTED, LISTED
from iro_tui.caseload.lists.week import FREE, MEETING
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.choose_child import ChooseChild
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.today import TodayScreen
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.week_strip import WeekStrip
from iro_tui.tui.widgets.week_table import WeekTable
from tests.support import TODAY
from tests.support.acting import act
from tests.support.driving import at, at_today, form_of, shown, type_in, until
from tests.support.journeys import journey
from tests.support.stores import open_store


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_free_hour_of_the_week_after_is_booked_in(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("W")
        screen = await at(pilot, WeekScreen)
        table = screen.table
        assert isinstance(table, WeekTable)
        assert table.is_grid is (size[0] >= 100)
        assert "THE WEEK" in shown(app)
        await pilot.press(">")
        await until(pilot, lambda: "23 Nov" in shown(app), "the week after")
        free = next(row for row in table.rows if row.kind == FREE)
        assert table.find(screen.key(free))
        await pilot.press("right", "left")
        assert table.row
        assert table.row.day == free.day
        assert table.find(screen.key(free))
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseChild) and app.screen.is_mounted, "whose")
        await type_in(pilot, "ks 54")
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app, "book"), "the form")
        assert app.screen.query_one("#day", Input).value == f"{free.day:%d/%m/%Y}"
        assert app.screen.query_one("#time", Input).value == free.time
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "back")
        await pilot.press("<", "<")
        await until(pilot, lambda: "9 Nov" in shown(app), "the week before")

    journey(filled, steps, size)


def on_today(app: IroApp) -> bool:
    """Whether the cursor of the week is on today."""
    row = app.screen.table.row if isinstance(app.screen, WeekScreen) else None
    return row is not None and row.day == TODAY


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_week_opens_at_today_however_it_was_left(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        for _ in range(2):
            await pilot.press("W")
            await at(pilot, WeekScreen)
            await until(pilot, partial(on_today, app), "today")
            assert "16 Nov to Fri 20 Nov" in shown(app)
            await pilot.press(">")
            await until(pilot, lambda: "23 Nov" in shown(app), "the week after")
            await pilot.press("2")
            await at(pilot, "caseload")

    journey(filled, steps, size)


def test_a_wide_screen_has_the_week_under_today_and_its_entries_have_the_keys_of_a_row(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        week = app.screen.query_one(WeekStrip)
        assert "NEXT WEEK   Mon 23 Nov to Fri 27 Nov" in shown(app)
        assert "Tab goes in" in shown(app)
        listed = today.table.row
        await pilot.press("tab")
        assert week.has_focus
        talk = next(row for row in week.rows if row.duty and row.duty.kind == "sw_iro_talk")
        assert week.find(talk.key)
        await pilot.press("o")
        await until(pilot, lambda: form_of(app, "contact"), "a note")
        form = form_of(app)
        assert form
        assert form.child_ids == (talk.child_id,), "of the child of the entry, not of the row above"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is today, "back")
        assert today.table.row == listed
        free = next(row for row in week.rows if row.kind == FREE)
        assert week.find(free.key)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseChild) and app.screen.is_mounted, "whose")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is today, "back")
        await pilot.press("enter")
        screen = await at(pilot, WeekScreen)
        await until(pilot, lambda: screen.table.row and screen.table.row.day > TODAY, "that week")

    journey(filled, steps, (200, 50))


def test_each_number_of_the_strip_shows_as_many_rows_as_it_says(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert isinstance(screen, TodayScreen)
        assert screen.listing
        today, strip = screen, screen.listing.strip
        says = {
            "looked_after": strip.looked_after,
            "child_protection": strip.child_protection,
            "short_breaks": strip.short_breaks,
            "late": strip.overdue,
            "by_law": strip.by_law,
            "to_book": strip.unbooked,
            "to_file": strip.outbox,
        }
        await screen.keep_only(("rag",))  # what a filter leaves out is counted all the same
        for count, rows in says.items():
            await pilot.press("1", "home", "up", "up")
            await until(pilot, lambda: isinstance(app.focused, TopStrip), "the strip")
            for _ in range(20):
                shown(app)  # what stands in the strip, and so what can be chosen, is known once it is drawn
                if app.screen.query_one(TopStrip).chosen == count:
                    break
                await pilot.press("right")
            await pilot.press("enter")
            await until(pilot, lambda: today.pressed == count or app.screen is not today, count)  # noqa: B023
            listed = app.screen
            assert isinstance(listed, ListScreen)
            await until(pilot, lambda: listed.listing and len(listed.table.rows) == rows, f"{count}: {rows}")  # noqa: B023
            assert rows
            assert (listed is screen) == (count in COUNTED)
            assert listed is screen or set(LISTED[count].only) == set(listed.only)
            if listed is screen:
                await pilot.press("escape", "escape")
                await until(pilot, lambda: not today.pressed, "all again")

    journey(filled, steps)


def test_a_week_that_is_turned_to_begins_with_its_first_hours(store: Path) -> None:
    """It opened scrolled to what is due on Monday, with the hours before noon out of sight."""
    with closing(open_store(store)) as session:
        for number in range(30):
            act(session, "task", what=f"Ring number {number}", due=date(2026, 11, 23))
            act(session, "task", what=f"Write to number {number}", due=TODAY)
        act(session, "task", what="Panel", due=date(2026, 11, 24), time="09:30")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("W")
        screen = await at(pilot, WeekScreen)
        await pilot.press("end")
        await pilot.press(">")
        await until(pilot, lambda: screen.table.row and screen.table.row.day == date(2026, 11, 23), "the week after")
        assert screen.table.row
        assert screen.table.row.kind == FREE
        assert screen.table.scroll_offset.y == 0
        assert "09:00" in shown(app)
        assert "09:30" in shown(app)

    journey(store, steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_cursor_goes_to_the_meeting_that_was_booked_or_moved(filled: Path, size: tuple[int, int]) -> None:
    """It stood on what was due, and the grid was scrolled away from the hour one had booked in."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("W")
        screen = await at(pilot, WeekScreen)
        table = screen.table
        await pilot.press(">")
        await until(pilot, lambda: "23 Nov" in shown(app), "the week after")
        free = next(row for row in table.rows if row.kind == FREE and row.day == date(2026, 11, 25))
        assert table.find(screen.key(free))
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseChild) and app.screen.is_mounted, "whose")
        await type_in(pilot, "os 4370")
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app, "book") and app.screen.is_mounted, "the form")
        await pilot.press("f2")

        def on_it(day: date, time: str) -> bool:
            row = table.row
            here = row and row.who and (row.kind, row.day, row.time, row.who.ref) == (MEETING, day, time, "OS 4370")
            return app.screen is screen and bool(here)

        await until(pilot, lambda: on_it(free.day, free.time), "on what was booked")
        await until(pilot, lambda: f"{free.time} OS 4370" in " ".join(shown(app).split()), "in sight")
        await pilot.press("b")
        await until(pilot, lambda: form_of(app, "book") and app.screen.is_mounted, "the form")
        app.screen.query_one("#day", Input).value = "26/11/26"
        app.screen.query_one("#time", Input).value = "16:00"
        await until(pilot, lambda: app.screen.query("#asked_by"), "who asked")
        app.screen.query_one("#asked_by").focus()
        await pilot.press("2")
        app.screen.query_one("#reason").focus()
        await type_in(pilot, "no report")
        await pilot.press("f2")
        await until(pilot, lambda: on_it(date(2026, 11, 26), "16:00"), "on what was moved")

    journey(filled, steps, size)


def test_b_on_a_conference_in_the_week_is_of_the_conference(store: Path) -> None:
    with closing(open_store(store)) as session, action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=TODAY, booked=TODAY))

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("W")
        screen = await at(pilot, WeekScreen)
        await until(pilot, lambda: screen.table.rows, "rows")
        met = next(row for row in screen.table.rows if row.kind == MEETING)
        assert screen.table.find(screen.key(met))
        await pilot.press("b")
        await until(pilot, lambda: form_of(app, "appointment"), "the conference's own form")

    journey(store, steps)
