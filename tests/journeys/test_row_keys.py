"""The row owns the keys: what is no review is never booked or held as one, and a correction is no move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.labels import HintBar
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import at, follows, heading, hit, messages, type_in, until
from tests.support.journeys import form_opened, go, journey, on_row, said, saved, undone


def bookings(app: IroApp) -> list[Any]:
    """What stands of every looked-after review to come."""
    return [(row.child_id, row.booked) for row in app.open_session.lines(REVIEWS)]


def of_kind(kind: str) -> Any:
    return lambda row: row.duty.kind == kind and row.child_id


def test_on_a_conference_b_moves_the_conference_and_never_the_review(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "conference" and row.duty.booked)
        before = bookings(app)
        footer = screen.query_one(HintBar).render().plain
        assert " b Move " in footer
        form = await form_opened(pilot, "b")
        assert heading(form).startswith(f"Move the {row.duty.what.lower()} from ")
        assert form.query_one("#day").has_focus, "nothing that must be said is missing: it opens on the first question"
        await type_in(pilot, "+5wd")
        await pilot.press("enter")
        assert form.query_one("#time").has_focus, "the question after the day, prefilled as it is"
        await pilot.press("enter")
        await until(pilot, lambda: "First: who asked?" in follows(form), "who")
        await pilot.press("2")
        assert form.query_one("#reason").has_focus
        await type_in(pilot, "x")
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "Only «x»: meant? Enter again keeps it."), "asked once")
        assert app.screen is form
        await saved(pilot, app, screen, 2)
        [conference] = rows(app.open_session, tables.ConferenceRow, id=row.duty.subject)
        assert conference["booked"] > row.duty.booked
        assert bookings(app) == before
        await undone(pilot, app)
        [conference] = rows(app.open_session, tables.ConferenceRow, id=row.duty.subject)
        assert conference["booked"] == row.duty.booked

    journey(filled, steps)


def test_a_task_is_recorded_with_what_it_came_to(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, of_kind("task"))
        form = await form_opened(pilot, "h")
        assert heading(form).startswith("What was found")
        await pilot.press(*"two plans old")
        await saved(pilot, app, screen, 2)
        [task] = rows(app.open_session, tables.TaskRow, id=row.duty.subject)
        assert (task["outcome"], task["done_on"]) == ("two plans old", TODAY)

    journey(filled, steps)


def test_a_task_of_ones_own_gets_another_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: not row.child_id)
        form = await form_opened(pilot, "b")
        assert heading(form).startswith("Move the task from ")
        await type_in(pilot, "+5wd")
        await saved(pilot, app, screen, 2)
        [task] = rows(app.open_session, tables.TaskRow, id=row.duty.subject)
        assert task["due"] > row.duty.due
        assert not rows(app.open_session, tables.DateChangeRow, review_id=row.duty.subject)

    journey(filled, steps)


def test_another_time_and_place_on_the_same_day_is_no_move(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, lambda row: row.booked is not None)
        moves = len(rows(app.open_session, tables.DateChangeRow))
        form = await form_opened(pilot, "b")
        assert heading(form).startswith("Move the review from ")
        assert form.query_one("#day", Input).value == f"{row.booked:%d/%m/%Y}"
        await pilot.press("tab")
        await type_in(pilot, "14:30")
        await pilot.press("tab")
        await type_in(pilot, "Ferry House")
        assert not form.query_one("#ask-asked_by").display
        assert not form.query_one("#ask-reason").display
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen, "saved")
        [review] = rows(app.open_session, tables.ReviewRow, id=row.review_id)
        assert (review["booked"], review["booked_time"], review["venue"]) == (row.booked, "14:30", "Ferry House")
        assert len(rows(app.open_session, tables.DateChangeRow)) == moves
        assert any("corrected." in message and "place" in message for message in messages(app))

    journey(filled, steps)


def test_a_digit_for_the_stage_never_lands_in_to_whom(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, of_kind("escalation_reply"))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.is_mounted, "that escalation's form")
        form = app.screen
        hit(app, "n", "2")
        await until(pilot, lambda: form.query_one("#person").has_focus, "the stage is answered")
        await pilot.pause()
        assert form.query_one("#person", Input).value == ""
        assert form.query_one("#stage", Choice).value == "2"
        await pilot.press("escape")
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_x_on_a_reply_that_is_waited_for_asks_what_was_answered(filled: Path) -> None:
    """Nothing is ticked: an empty reply stood on the child's record."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, of_kind("escalation_reply"))
        assert " x Reply " in screen.query_one(HintBar).render().plain
        form = await form_opened(pilot, "x")
        assert form.query_one("#reply").has_focus
        assert len(app.open_session.lines(ENTRIES)) == 1, "nothing is recorded yet"
        await type_in(pilot, "A worker starts on Monday.")
        await saved(pilot, app, screen, 2)
        [step] = rows(app.open_session, tables.EscalationStepRow, id=row.duty.anchor)
        assert (step["reply"], step["replied_on"]) == ("A worker starts on Monday.", TODAY)

    journey(filled, steps)


def test_x_on_a_manager_s_reply_asks_what_it_was(filled: Path) -> None:
    """On Today it was ticked at once, and nobody could tell any more whether the manager agreed."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, of_kind("manager_reply"))
        form = await form_opened(pilot, "x")
        assert heading(form).startswith("Manager's reply")
        await pilot.press("2")
        await saved(pilot, app, screen, 2)
        [review] = rows(app.open_session, tables.ReviewRow, id=row.duty.subject)
        assert (review["manager_reply"], review["manager_replied_on"]) == ("queries", TODAY)

    journey(filled, steps)


def test_b_on_a_decision_gives_the_decision_another_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, of_kind("decision_due"))
        before = bookings(app)
        form = await form_opened(pilot, "b")
        assert heading(form).startswith("Decision")
        assert form.query_one("#due").has_focus
        await type_in(pilot, "+5wd")
        await saved(pilot, app, screen, 2)
        [decision] = rows(app.open_session, tables.DecisionRow, id=row.duty.subject)
        assert decision["due"] > TODAY
        assert bookings(app) == before

    journey(filled, steps)


def test_where_every_row_is_a_check_or_an_escalation_h_and_b_leave_the_review_alone(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "4")
        await pilot.press("b")
        await until(pilot, lambda: said(app, "b books a review on its own row"), "no booking on a check")
        assert app.screen is screen
        form = await form_opened(pilot, "h")
        assert heading(form).startswith("Mid-point check")
        await pilot.press("escape")
        screen = await go(pilot, "5")
        for key in "hb":
            app.clear_notifications()
            await pilot.press(key)
            await until(pilot, lambda: said(app, "on its own row"), f"{key} on an escalation")
            assert app.screen is screen

    journey(filled, steps)


def test_end_goes_to_the_last_heading_where_x_says_what_it_is(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await pilot.press("end")
        await until(pilot, lambda: screen.table.head_at is not None, "the head of what is folded stands last")  # type: ignore[attr-defined]
        await pilot.press("x")
        await until(pilot, lambda: said(app, "This is a heading"), "what it is")
        await pilot.press("home")
        await until(pilot, lambda: screen.table.row is not None and screen.table.head_at is None, "the first row")  # type: ignore[attr-defined]

    journey(filled, steps, size=(80, 24))
