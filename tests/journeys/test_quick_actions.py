"""The quick actions by their keys, on the lists and on a child's page; undone and redone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.widgets.choice import Choice
from tests.support import TODAY
from tests.support.acting import look_after, rows
from tests.support.driving import at, follows, shown, type_in, until
from tests.support.journeys import (
    form_opened,
    go,
    journey,
    on_row,
    open_child,
    said,
    saved,
    undone,
)
from tests.support.stores import open_store

# The mid-point check


@pytest.mark.parametrize("key", ["1", "2", "4"])
def test_a_midpoint_check_without_concern_takes_three_keys(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        todo = {row.child_id for row in app.open_session.lines(MIDPOINTS) if row.due}
        row = await on_row(pilot, screen, lambda row: row.child_id in todo)
        await form_opened(pilot, "m")
        await pilot.press("n")
        await saved(pilot, app, screen, 2)
        assert said(app, "mid-point check done, no concern. u undoes.")
        now = {row.child_id for row in app.open_session.lines(MIDPOINTS) if row.due}
        assert now == todo - {row.child_id}
        await undone(pilot, app)
        assert {row.child_id for row in app.open_session.lines(MIDPOINTS) if row.due} == todo

    journey(filled, steps)


def test_a_midpoint_check_with_a_concern_asks_for_a_note(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
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
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(
            pilot, screen, lambda row: row.midpoint is None and row.last_review and not row.next_review.inferred
        )
        await pilot.press("m")
        await until(pilot, lambda: said(app, "was checked on"), "why not")
        assert app.screen is screen

    journey(filled, steps)


# Notes and tasks


def test_a_note_of_a_talk_with_the_child_says_whether_alone(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = screen.table.rows[0]
        form = await form_opened(pilot, "o")
        await pilot.press("1", "1", "tab", "y")
        assert form.query_one("#minutes").has_focus
        await pilot.press("4", "5", "tab")
        await type_in(pilot, "wants to see her brother")
        form.query_one("#on", Input).value = "yesterday"
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
        return [row.child_id for row in app.open_session.lines(DUTIES) if row.duty.what == what]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.child_id)
        for n, (what, about) in enumerate((("Ring the school", row.child_id), ("Supervision", "")), 2):
            form = await form_opened(pilot, "a")
            await type_in(pilot, what)
            await pilot.press("tab")
            await type_in(pilot, "tue")
            if not about:
                form.query_one("#about").focus()
                await pilot.press("2")
            await until(pilot, lambda form=form: "task added for Tue 24 Nov" in follows(form), "what Enter will do")  # type: ignore[misc]
            await saved(pilot, app, screen, n)
            assert tasks(app, what) == [about]
        await until(pilot, lambda: {"Ring the school", "Supervision"} <= {r.duty.what for r in screen.table.rows})

    journey(filled, steps)


def test_a_task_on_an_own_tasks_row_is_ones_own(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: not row.child_id)
        form = await form_opened(pilot, "a")
        assert not form.query("#ask-about")
        await type_in(pilot, "Order a screen")
        await pilot.press("tab")
        await type_in(pilot, "+5wd")
        await saved(pilot, app, screen, 2)
        assert said(app, "Your own: task added for Fri 27 Nov")

    journey(filled, steps)


def test_a_task_that_comes_again_is_there_for_its_next_day_when_done(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: not row.child_id)
        form = await form_opened(pilot, "a")
        await type_in(pilot, "Timesheet")
        await pilot.press("tab")
        await type_in(pilot, "today")
        await pilot.press("tab", "tab", "tab", "tab", "1")  # past the time, the kind and the place
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


# On the child's page


def test_the_quick_actions_act_on_the_child_of_the_page_wherever_the_cursor_is(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: row.midpoint)
        child = await open_child(pilot)
        await pilot.press("end", "up")
        section = child.table.row.section if child.table.row else ""
        for n, (key, answers) in enumerate((("r", "g"), ("m", "n"), ("o", "11")), 2):
            await form_opened(pilot, key)
            assert row.ref in shown(app)
            await pilot.press(*answers)
            await saved(pilot, app, child, n)
        await until(pilot, lambda: child.card and child.card.row.last_seen == TODAY, "the card")
        assert child.card
        assert child.card.row.rag_trail[-1] == "green"
        assert child.table.row
        assert child.table.row.section == section, "the cursor stays"
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
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == "KB 2")
        await open_child(pilot)
        await pilot.press("u")
        await until(pilot, lambda: app.screen is screen, "the list again")
        await until(pilot, lambda: [row.ref for row in screen.table.rows] == ["KB 1"], "without the child")

    journey(store, steps)


# Undo and redo


def test_undo_and_redo_go_through_several_actions_by_name(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        ref, trail = screen.table.rows[0].ref, screen.table.rows[0].rag_trail
        for n, keys in enumerate((("g",), ("a", "1"), ("r", "2")), 2):
            await form_opened(pilot, "r")
            await pilot.press(*keys)
            await saved(pilot, app, screen, n)

        def trail_now() -> tuple[str, ...]:
            return next(row.rag_trail for row in app.open_session.lines(CHILDREN) if row.ref == ref)

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
        await at(pilot, "today")
        await pilot.press("U")
        await until(pilot, lambda: said(app, "There is nothing to redo."), "why not")

    journey(store, steps)
