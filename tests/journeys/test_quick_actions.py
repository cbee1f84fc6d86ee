"""The quick actions by their keys, on the lists and on a child's page; and keys that cannot act and say why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from iro_tui.domain.duty_kinds import KINDS, Done
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.screens.today import TodayScreen
from iro_tui.tui.widgets.choice import Choice
from tests.support import TODAY
from tests.support.acting import look_after, rows, tick
from tests.support.driving import at, form_of, messages, shown, type_in, until
from tests.support.journeys import AnyList, form_opened, go, journey, keys_of, on_row, open_child, said, undone
from tests.support.stores import open_store

WHY_BEYOND = "First: why?"


def follows(form: Form) -> str:
    return str(form.query_one("#follows", Static).render())


async def saved(pilot: Pilot[None], app: IroApp, screen: AnyList, actions: int) -> None:
    """Press Enter, and wait until the form is closed and so many actions are journalled."""
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is screen and len(app.open_session.log(100)) == actions, "saved")


def reviews(app: IroApp, child_id: str) -> Any:
    return next(row for row in app.open_session.reviews() if row.child_id == child_id)


# The mid-point check


@pytest.mark.parametrize("key", ["1", "2", "4"])
def test_a_midpoint_check_without_concern_takes_three_keys(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, key)
        todo = {row.child_id for row in app.open_session.midpoints() if row.due}
        row = await on_row(pilot, screen, lambda row: row.child_id in todo)
        await form_opened(pilot, "m")
        await pilot.press("n")
        await saved(pilot, app, screen, 2)
        assert said(app, "mid-point check done, no concern. u undoes.")
        now = {row.child_id for row in app.open_session.midpoints() if row.due}
        assert now == todo - {row.child_id}
        await undone(pilot, app)
        assert {row.child_id for row in app.open_session.midpoints() if row.due} == todo

    journey(filled, steps)


def test_a_midpoint_check_with_a_concern_asks_for_a_note(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "4")
        form = await form_opened(pilot, "m")
        await pilot.press("t", "enter")
        await until(pilot, lambda: "First: note?" in follows(form), "a note")
        await type_in(pilot, "no visit since August")
        await saved(pilot, app, screen, 2)
        assert said(app, "mid-point check done, talk to social worker.")
        [check] = [row for row in rows(app.open_session, tables.MidpointCheckRow) if row["done_on"] == TODAY]
        assert check["note"] == "no visit since August"

    journey(filled, steps)


def test_a_check_done_already_says_so_and_opens_nothing(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.midpoint is None and row.last_review)
        await pilot.press("m")
        await until(pilot, lambda: said(app, "was checked on"), "why not")
        assert app.screen is screen

    journey(filled, steps)


# Booking


def unbooked(row: Any) -> bool:
    return row.booked is None and row.limit is not None and row.limit > date(2026, 12, 18)


def test_a_booking_takes_two_keys_and_the_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await until(pilot, lambda: "Enter books the review for Fri 18 Dec" in follows(form), "what Enter will do")
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
        assert any(message.endswith("u undoes.") for message in messages(app))

    journey(filled, steps)


def test_a_booking_keeps_time_and_place(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
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
        await at(pilot, TodayScreen)
        screen = await go(pilot, "3")
        await on_row(pilot, screen, unbooked)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await pilot.press("tab")
        await type_in(pilot, "noon")
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "The time is 'noon': give it as 14:30"), "why not")
        assert app.screen is form
        assert form.query_one("#time", Input).value == "noon"
        assert len(app.open_session.log()) == 1

    journey(filled, steps)


def test_moving_a_booking_asks_who_and_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "3")
        row = await on_row(
            pilot, screen, lambda row: row.booked and row.booked > TODAY and row.limit > date(2026, 12, 7)
        )
        form = await form_opened(pilot, "b")
        assert "booked" in shown(app)
        await type_in(pilot, "+10wd")
        await pilot.press("enter")
        await until(pilot, lambda: "First: who asked?" in follows(form), "who")
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
        await at(pilot, TodayScreen)
        screen = await go(pilot, "3")
        row = await on_row(pilot, screen, unbooked)
        beyond = date(2027, 9, 1)
        form = await form_opened(pilot, "b")
        await type_in(pilot, "1/9/27")
        await until(pilot, lambda: form.query_one("#ask-reason").display, "why")
        assert not form.query_one("#ask-asked_by").display, "nothing is moved"
        await pilot.press("enter")
        await until(pilot, lambda: WHY_BEYOND in follows(form), "why")
        await type_in(pilot, "no room")
        await until(pilot, lambda: "beyond its limit of" in follows(form), "said before")
        await saved(pilot, app, screen, 2)
        assert reviews(app, row.child_id).booked == beyond
        assert said(app, "beyond its limit of"), "and said after"
        assert " !" in next(line for line in shown(app).splitlines() if "▸" in line)

    journey(filled, steps)


def test_a_day_within_the_limit_after_all_asks_for_no_reason(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
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
        await at(pilot, TodayScreen)
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
        assert len(app.open_session.log()) == 1

    journey(filled, steps)


# Notes and tasks


def test_a_note_of_a_talk_with_the_child_says_whether_alone(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        row = screen.table.rows[0]
        form = await form_opened(pilot, "o")
        await pilot.press("1", "1", "y")
        assert form.query_one("#note").has_focus
        await type_in(pilot, "wants to see her brother")
        await pilot.press("tab")
        form.query_one("#on", Input).value = "yesterday"
        await pilot.press("tab", "4", "5")
        await saved(pilot, app, screen, 2)
        assert said(app, f"{row.ref}: footprint of Thu 19 Nov: visit, child, seen alone.")
        notes = [
            r
            for r in rows(app.open_session, tables.ContactRow, child_id=[row.child_id])
            if r["on_day"] == date(2026, 11, 19)
        ]
        assert [(n["note"], n["minutes"], n["seen_alone"]) for n in notes] == [("wants to see her brother", 45, True)]
        child = await open_child(pilot)
        assert any("visit, child, alone, 45 min: wants to see her brother" in entry.text for entry in child.table.rows)

    journey(filled, steps)


def test_a_task_is_about_the_child_unless_it_is_ones_own(filled: Path) -> None:
    def tasks(app: IroApp, what: str) -> list[str]:
        return [row.child_id for row in app.open_session.today_view().rows if row.duty.what == what]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        row = await on_row(pilot, screen, lambda row: row.child_id)
        for n, (what, about) in enumerate((("Ring the school", row.child_id), ("Supervision", "")), 2):
            form = await form_opened(pilot, "a")
            await type_in(pilot, what)
            await pilot.press("tab")
            await type_in(pilot, "tue")
            if not about:
                await pilot.press("tab", "2")
            await until(pilot, lambda form=form: "due Tue 24 Nov, about" in follows(form), "what Enter will do")  # type: ignore[misc]
            await saved(pilot, app, screen, n)
            assert tasks(app, what) == [about]
        await until(pilot, lambda: {"Ring the school", "Supervision"} <= {r.duty.what for r in screen.table.rows})

    journey(filled, steps)


def test_a_task_on_an_own_tasks_row_is_ones_own(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        await on_row(pilot, screen, lambda row: not row.child_id)
        form = await form_opened(pilot, "a")
        assert not form.query_one("#ask-about").display
        await type_in(pilot, "Order a screen")
        await pilot.press("tab")
        await type_in(pilot, "+5wd")
        await saved(pilot, app, screen, 2)
        assert said(app, "Your own: task added for Fri 27 Nov")

    journey(filled, steps)


def test_a_task_that_comes_again_is_there_for_its_next_day_when_done(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        await on_row(pilot, screen, lambda row: not row.child_id)
        form = await form_opened(pilot, "a")
        await type_in(pilot, "Timesheet")
        await pilot.press("tab")
        await type_in(pilot, "today")
        await pilot.press("tab", "tab", "tab", "1")
        assert form.query_one("#again", Choice).value == "weekly"
        await saved(pilot, app, screen, 2)
        await until(pilot, lambda: any(row.duty.what == "Timesheet" for row in screen.table.rows), "the task")
        await on_row(pilot, screen, lambda row: row.duty.what == "Timesheet")
        await pilot.press("x")
        await until(pilot, lambda: said(app, "the next is due Fri 27 Nov"), "done")
        await until(
            pilot,
            lambda: [r.duty.due for r in screen.table.rows if r.duty.what == "Timesheet"] == [date(2026, 11, 27)],
            "the next",
        )

    journey(filled, steps)


# Done


ALLOCATED = "iro_allocation"


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if isinstance(kind.done, Done)])
def test_what_is_done_is_asked_no_more(filled: Path, kind: str) -> None:
    """On Today, and from the same store on the child's page."""
    session = open_store(filled)
    found = next((row for row in session.today_view(400).rows if row.duty.kind == kind), None)
    session.close()
    if found is None:
        pytest.skip("the made-up caseload asks nothing of this kind")
    key, child_id = found.duty.id, found.child_id

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, TodayScreen)
        if key not in keys_of(screen):
            await pilot.press(">")
            await until(pilot, lambda: key in keys_of(screen), "90 days")
        for on_the_page in (False, True) if child_id else (False,):
            await on_row(pilot, screen, lambda row: row.duty and row.duty.id == key)
            if on_the_page:
                screen = await open_child(pilot)
                await on_row(pilot, screen, lambda row: row.duty and row.duty.id == key)
            await pilot.press("x")
            await until(pilot, lambda: said(app, "done today"), "done")
            await until(pilot, lambda: not _asks(screen, key), "asked no more")  # noqa: B023 -- called at once
            await undone(pilot, app)
            await until(pilot, lambda: _asks(screen, key), "asked again")  # noqa: B023 -- called at once

    journey(filled, steps)


def _asks(screen: AnyList, duty_id: str) -> bool:
    return any(duty is not None and duty.id == duty_id for duty in map(screen.duty, screen.table.rows))


NOT_DONE = {
    "review": "A review is recorded with h.",
    "early_review": "A review is recorded with h.",
    "review_unbooked": "Booking is b.",
    "escalation_total": "An escalation is settled with e.",
    "conference": "Conferences cannot be recorded here yet: keep their days in the council's system.",
}


@pytest.mark.parametrize("kind", NOT_DONE)
def test_what_is_more_than_a_tick_says_which_key_does_it(filled: Path, kind: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        row = await on_row(pilot, screen, lambda row: row.duty.kind == kind)
        await pilot.press("x")
        assert said(app, NOT_DONE[kind])
        assert app.screen is screen
        app.clear_notifications()
        child = await open_child(pilot)
        await on_row(pilot, child, lambda entry: entry.duty and entry.duty.id == row.duty.id)
        await pilot.press("x")
        assert said(app, NOT_DONE[kind])
        assert len(app.open_session.log()) == 1

    journey(filled, steps)


@pytest.mark.parametrize("where", ["Today", "Mid-points", "the child's page"])
def test_x_on_a_midpoint_check_opens_its_form(filled: Path, where: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, TodayScreen)
        if where == "Mid-points":
            screen = await go(pilot, "4")
        else:
            await on_row(pilot, screen, lambda row: row.duty.kind == "midpoint")
        if where == "the child's page":
            screen = await open_child(pilot)
            await on_row(pilot, screen, lambda entry: entry.duty and entry.duty.kind == "midpoint")
        await form_opened(pilot, "x")
        assert form_of(app, "midpoint")
        await pilot.press("n")
        await saved(pilot, app, screen, 2)

    journey(filled, steps)


def test_what_happened_on_a_childs_page_is_not_ticked(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        await go(pilot, "2")
        child = await open_child(pilot)
        await on_row(pilot, child, lambda entry: entry.section == "What happened")
        await pilot.press("x")
        assert said(app, "Only what comes next can be marked as done.")

    journey(filled, steps)


# On the child's page


def test_the_quick_actions_act_on_the_child_of_the_page_wherever_the_cursor_is(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: row.midpoint)
        child = await open_child(pilot)
        await pilot.press("end")
        for n, (key, answers) in enumerate((("r", "g"), ("m", "n"), ("o", "22")), 2):
            await form_opened(pilot, key)
            assert row.ref in shown(app)
            await pilot.press(*answers)
            await saved(pilot, app, child, n)
        await until(pilot, lambda: child.card and child.card.row.last_contact == TODAY, "the card")
        assert child.card
        assert child.card.row.rag_trail[-1] == "green"
        assert child.table.row
        assert child.table.row.section == "What happened", "the cursor stays"
        for _ in range(3):
            app.clear_notifications()
            await undone(pilot, app)
        await until(pilot, lambda: child.card and child.card.row.rag_trail == row.rag_trail, "as before")

    journey(filled, steps)


def test_a_child_that_is_undone_takes_its_page_along(store: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    look_after(session, "KB 2")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == "KB 2")
        await open_child(pilot)
        await pilot.press("u")
        await until(pilot, lambda: app.screen is screen, "the list again")
        await until(pilot, lambda: [row.ref for row in screen.table.rows] == ["KB 1"], "without the child")

    journey(store, steps)


# Copying


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "page"])
def test_a_copied_case_note_holds_no_name(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2" if key == "page" else key)
        row = await on_row(pilot, screen, lambda row: row.child_id)
        target = screen.target(row)
        assert target
        if key == "page":
            await open_child(pilot)
        await pilot.press("p", "y")
        await until(pilot, lambda: app.clipboard, "the case note")
        assert app.clipboard.startswith(f"IRO note of Fri 20 Nov 2026 about {target.ref}")
        names = {word for row in app.open_session.children() for word in row.name.split()}
        assert not names & set(app.clipboard.replace(".", " ").replace(",", " ").split())
        assert said(app, "Sent the case note to the clipboard, without names.")

    journey(filled, steps)


def test_several_marked_rows_are_copied_together(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        refs = [row.ref for row in screen.table.rows[:3]]
        await pilot.press("space", "space", "space", "y")
        await until(pilot, lambda: said(app, "Sent 3 case notes to the clipboard"), "copied")
        assert all(ref in app.clipboard for ref in refs)
        assert app.clipboard.count("IRO note of") == 3

    journey(filled, steps)


def test_on_today_a_copied_note_says_what_the_row_asks(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "sw_report")
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard, "the case note")
        assert row.duty.what in app.clipboard
        assert row.duty.authority in app.clipboard

    journey(filled, steps)


def _done_elsewhere(store: Path, child_id: str, duty_id: str) -> None:
    other = open_store(store)
    tick(other, [(child_id, duty_id)])
    other.close()


@pytest.mark.usefixtures("look_seldom")
def test_a_row_that_another_window_has_just_done_is_not_copied_but_said(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "decision_due")
        _done_elsewhere(filled, row.child_id, row.duty.id)
        await pilot.press("y")
        await until(pilot, lambda: said(app, "not asked any more") or not app.is_running, "why not")
        assert app.is_running
        assert app.clipboard == ""

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
def test_a_row_that_another_window_has_just_done_is_not_done_twice(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "decision_due")
        _done_elsewhere(filled, row.child_id, row.duty.id)
        await pilot.press("x")
        await until(pilot, lambda: said(app, "not asked any more: look at the list again"), "why not")
        assert len(app.open_session.log()) == 2

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
@pytest.mark.parametrize("key", ["b", "m", "r", "o", "y", "enter"])
def test_a_child_that_another_window_has_just_taken_away_is_not_acted_on(store: Path, key: str) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    look_after(session, "KB 2")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == "KB 2")
        other = open_store(store)
        other.undo()
        other.close()
        await pilot.press(key)
        if key in "ro":
            await until(pilot, lambda: form_of(app), "the form")
            await pilot.press(*{"r": "g", "o": "22"}[key], "enter")
        for _ in range(20):
            await pilot.pause(0.01)
        assert app.is_running
        if key != "enter":
            assert said(app, "not on record any more") or said(app, "about no child")

    journey(store, steps)


# Undo and redo


def test_undo_and_redo_go_through_several_actions_by_name(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        ref, trail = screen.table.rows[0].ref, screen.table.rows[0].rag_trail
        for n, keys in enumerate((("g",), ("a", "1"), ("r", "2")), 2):
            await form_opened(pilot, "r")
            await pilot.press(*keys)
            await saved(pilot, app, screen, n)

        def trail_now() -> tuple[str, ...]:
            return next(row.rag_trail for row in app.open_session.children() if row.ref == ref)

        for key, expected, name in (
            ("u", ("green", "amber"), "Undid RAG red"),
            ("u", ("green",), "Undid RAG amber"),
            ("U", ("green", "amber"), "Redid RAG amber"),
            ("U", ("green", "amber", "red"), "Redid RAG red"),
            ("U", ("green", "amber", "red"), "There is nothing to redo."),
        ):
            await pilot.press(key)
            await until(pilot, lambda name=name: said(app, name), name)  # type: ignore[misc]
            assert trail_now() == (*trail, *expected)

    journey(filled, steps)


def test_there_is_nothing_to_undo_in_a_new_store(store: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        await pilot.press("U")
        await until(pilot, lambda: said(app, "There is nothing to redo."), "why not")

    journey(store, steps)


# Keys that cannot act


def _conferences_only(store: Path) -> None:
    """A child for whom nothing is asked: every list but the caseload is empty."""
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=TODAY))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=TODAY))
    session.close()


@pytest.mark.parametrize(
    ("list_key", "key"),
    [
        *((list_key, key) for list_key in "1345" for key in ("r", "m", "b", "o", "y", "enter")),
        *((list_key, key) for list_key in "1345" for key in ("x", "space")),
    ],
)
def test_on_an_empty_list_every_key_says_why_it_cannot_act(store: Path, list_key: str, key: str) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, list_key)
        assert not screen.table.rows
        await pilot.press(key)
        for _ in range(10):
            await pilot.pause(0.01)
        assert app.screen is screen, "nothing is opened about nobody"
        assert messages(app)

    journey(store, steps)


def test_on_an_empty_list_a_task_is_ones_own(store: Path) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        await form_opened(pilot, "a")
        await type_in(pilot, "Order a screen")
        await pilot.press("tab")
        await type_in(pilot, "tue")
        await saved(pilot, app, screen, 2)
        await until(pilot, lambda: [row.duty.what for row in screen.table.rows] == ["Order a screen"], "the task")

    journey(store, steps)


@pytest.mark.parametrize("key", ["r", "m", "b", "o", "y", "enter"])
def test_on_a_task_about_no_child_a_key_says_so(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, TodayScreen)
        await on_row(pilot, screen, lambda row: not row.child_id)
        await pilot.press(key)
        await until(pilot, lambda: said(app, "This task concerns no child."), "why not")
        assert app.screen is screen

    journey(filled, steps)


@pytest.mark.parametrize(
    ("list_key", "past", "why"),
    [
        ("2", False, "Nothing here is ticked off. Enter opens the child"),
        ("3", False, "Nothing here is ticked off. Enter opens the child"),
        ("4", True, "This check is done already."),
        ("5", False, "Nothing here is ticked off. Enter opens the child"),
    ],
)
def test_where_nothing_is_ticked_x_says_so(filled: Path, list_key: str, past: bool, why: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, list_key)
        if past:
            await pilot.press(">")
            await until(pilot, lambda: screen.table.rows and screen.table.rows[0].done, "those done")
        await pilot.press("x")
        assert said(app, why)
        assert app.screen is screen

    journey(filled, steps)


def test_a_child_not_looked_after_has_no_review_to_book_and_no_midpoint(store: Path) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, TodayScreen)
        screen = await go(pilot, "2")
        await pilot.press("m")
        await until(pilot, lambda: said(app, "KB 1 is not looked after: there is no mid-point to check."), "why not")
        form = await form_opened(pilot, "b")
        await type_in(pilot, "+5wd")
        await until(pilot, lambda: "Not looked after: KB 1. There is no review to book." in follows(form), "why not")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is form
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "back")
        assert len(app.open_session.log()) == 1

    journey(store, steps)
