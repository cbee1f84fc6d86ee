"""Booking a review: the day, the time and place, moving it, and days that cannot be booked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.domain.typed_day import typed
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.widgets.load import Load
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import at, at_today, follows, form_of, messages, shown, type_in, until
from tests.support.journeys import (
    form_opened,
    go,
    journey,
    on_row,
    said,
    saved,
    undone,
)

WHY_BEYOND = "First: why?"


def reviews(app: IroApp, child_id: str) -> Any:
    return next(row for row in app.open_session.lines(REVIEWS) if row.child_id == child_id)


def unbooked(row: Any) -> bool:
    """Nothing is agreed, not even a day that has passed (its limit is inferred here), and there is time."""
    return row.booked is None and not row.inferred and row.limit is not None and row.limit > date(2026, 12, 18)


def test_a_booking_takes_two_keys_and_the_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await until(
            pilot, lambda: f"Enter: {row.who.ref}: review booked for Fri 18 Dec" in follows(form), "what Enter will do"
        )
        assert not form.query_one("#ask-asked_by").display
        assert not form.query_one("#ask-reason").display
        await saved(pilot, app, screen, 2)
        assert reviews(app, row.child_id).booked == date(2026, 12, 18)
        assert said(app, f"{row.ref}: review booked for Fri 18 Dec")
        assert screen.table.row == reviews(app, row.child_id), "the cursor stays"
        await undone(pilot, app)
        assert reviews(app, row.child_id).booked is None
        await pilot.press("U")
        await until(pilot, lambda: reviews(app, row.child_id).booked == date(2026, 12, 18), "done again")
        assert any("u undoes." in message for message in messages(app))

    journey(filled, steps)


def test_a_booking_keeps_time_and_place(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, unbooked)
        await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await pilot.press("tab")
        await type_in(pilot, "9.30")
        await pilot.press("tab")
        await type_in(pilot, "online")
        await saved(pilot, app, screen, 2)
        [review] = [
            r
            for r in rows(app.open_session, tables.ReviewRow, child_id=[row.child_id])
            if r["booked"] and not r["held"]
        ]
        assert (review["booked"], review["booked_time"], review["venue"]) == (date(2026, 12, 18), "09:30", "online")

    journey(filled, steps)


def test_a_time_that_is_none_is_refused_by_name(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await pilot.press("tab")
        await type_in(pilot, "noon")
        await pilot.press("enter")
        await until(pilot, lambda: "The time is 'noon': give it as 14:30" in shown(app), "why not")
        assert app.screen is form
        assert form.query_one("#time", Input).value == "noon"
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_what_is_left_of_an_hour_is_no_reason(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await on_row(pilot, screen, lambda row: row.booked and row.booked > TODAY and row.limit > date(2026, 12, 7))
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+10wd")
        await until(pilot, lambda: "To say: who asked" in follows(form), "who is asked for")
        form.query_one("#asked_by").focus()
        await type_in(pilot, "14:30")
        await pilot.press("enter")
        await until(pilot, lambda: "Only «4:30»: meant?" in shown(app), "asked again")
        assert app.screen is form
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_moving_a_booking_asks_who_and_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(
            pilot, screen, lambda row: row.booked and row.booked > TODAY and row.limit > date(2026, 12, 7)
        )
        form = await form_opened(pilot, "b")
        assert "booked" in shown(app)
        await type_in(pilot, "+10wd")
        await until(pilot, lambda: "To say: who asked" in follows(form), "who is asked for")
        await pilot.press("enter")
        await until(pilot, lambda: form.query_one("#time").has_focus, "the question after the day, prefilled or not")
        await type_in(pilot, "14:30")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "First: who asked?" in follows(form), "behind what is left as it stands, who")
        assert form.filling.values["time"].endswith("14:30")
        assert form.query_one("#asked_by").has_focus
        await pilot.press("2", "enter")
        await until(pilot, lambda: WHY_BEYOND in follows(form), "why")
        assert form.query_one("#reason").has_focus
        await type_in(pilot, "court t")
        await pilot.press("right")
        assert form.query_one("#reason", Input).value == "court timetabling", "the usual reasons are suggested"
        await saved(pilot, app, screen, 2)
        assert reviews(app, row.child_id).booked == date(2026, 12, 4)
        [change] = [c for c in rows(app.open_session, tables.DateChangeRow) if c["requested_on"] == TODAY]
        assert (change["asked_by"], change["reason"], change["old_date"]) == (
            "social worker",
            "court timetabling",
            row.booked,
        )
        assert said(app, "review moved from")

    journey(filled, steps)


def test_a_booking_beyond_the_limit_asks_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, unbooked)
        beyond = date(2027, 9, 1)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "1/9/27")
        await until(pilot, lambda: form.query_one("#ask-reason").display, "why")
        assert not form.query_one("#ask-asked_by").display, "nothing is moved"
        await pilot.press("enter", "enter")  # on to the time, and from there to what is missing
        await until(pilot, lambda: WHY_BEYOND in follows(form), "why")
        await type_in(pilot, "no room")
        await until(pilot, lambda: "beyond its limit of" in follows(form), "said before")
        await saved(pilot, app, screen, 2)
        assert reviews(app, row.child_id).booked == beyond
        assert said(app, "beyond its limit of"), "and said after"
        assert "!" in next(line for line in shown(app).splitlines() if "▌" in line)

    journey(filled, steps)


def test_a_day_within_the_limit_after_all_asks_for_no_reason(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "1/9/27")
        await until(pilot, lambda: form.query_one("#ask-reason").display, "why")
        form.query_one("#day", Input).value = "+20wd"
        await until(pilot, lambda: not form.query_one("#ask-reason").display, "no reason")
        await saved(pilot, app, screen, 2)

    journey(filled, steps)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("yesterday", "which has passed: a review that was held is recorded with h"),
        ("2050-01-01", "look at the year"),
    ],
)
def test_a_day_that_cannot_be_booked_says_why(filled: Path, day: str, why: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, day)
        for _ in range(10):
            await pilot.pause(0.01)
        assert why in follows(form)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is form
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_a_day_of_the_load_is_chosen_by_keys_shown_and_booked_on(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("3")
        screen = await at(pilot, ReviewsScreen)
        row = await on_row(pilot, screen, lambda row: row.booked is None and row.limit and row.limit > TODAY)
        load = screen.query_one(Load)
        await pilot.press("tab", "tab", "down", "down", "right", "right")
        assert load.has_focus
        assert load.day == date(2026, 12, 2), "the Wednesday of the third week"
        await pilot.press("b")
        await until(pilot, lambda: form_of(app, "book"), "the form")
        form = form_of(app, "book")
        assert form
        assert form.child_ids == (row.child_id,)
        assert form.filling.values["day"] == typed(date(2026, 12, 2))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "back")
        await pilot.press("enter")
        week = await at(pilot, WeekScreen)
        await until(pilot, lambda: week.table.row and week.table.row.day >= date(2026, 11, 30), "its week")

    journey(filled, steps)


def test_the_diary_stands_beside_the_day_and_is_turned_by_two_keys(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "fri")
        await until(pilot, lambda: "FRI 27 NOV" in shown(app), "the day beside it")
        assert "WEEK OF 23 NOV" in shown(app)
        await pilot.press("pagedown")  # over the weekend
        await until(pilot, lambda: "MON 30 NOV" in shown(app), "the next working day")
        assert form.query_one("#day", Input).value == "30/11/2026"
        await pilot.press("pageup")
        await until(pilot, lambda: "FRI 27 NOV" in shown(app), "the working day before")
        await pilot.press("escape")

    journey(filled, steps, (80, 24))


@pytest.mark.parametrize("kind", ["review", "conference"])
def test_that_a_day_lies_beyond_the_limit_stands_beside_it_before_anything_else_is_asked(
    filled: Path, kind: str
) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.duty.kind == kind and row.duty.booked and row.duty.limit > TODAY)
        form = await form_opened(pilot, "b")
        beside = form.query_one("#ask-day")
        assert not any("beyond" in text(line) for line in beside.query(".echo"))
        await type_in(pilot, "+150wd")
        await until(
            pilot,
            lambda: any("wd beyond its limit of" in text(line) for line in beside.query(".echo")),
            "so far beyond",
        )
        assert form.query_one("#day").has_focus
        await type_in(pilot, "9")
        await until(pilot, lambda: not any("beyond" in text(line) for line in beside.query(".echo")), "no day any more")

    journey(filled, steps)


def text(line: Widget) -> str:
    return str(cast("Static", line).render())
