"""What children who left care left open, by keys: what acts on it, and what cannot any more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.acting import act, look_after, rows
from tests.support.driving import at, until
from tests.support.journeys import form_opened, go, journey, on_row, said
from tests.support.stores import open_store

LEFT = "KB 1 has left care: there is no review to book, to hold or to check."


def test_what_is_left_open_is_ticked_and_no_review_is_booked_held_or_checked(store: Path) -> None:
    session = open_store(store)
    [child] = look_after(session, "KB 1")
    act(session, "decide", child, text="Savings")
    act(session, "end_care", child, reason="E4A", on=date(2026, 11, 18))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.group == "left_care")
        for key in "hm":
            await pilot.press(key)
            await until(pilot, lambda: said(app, LEFT), f"why {key} does nothing")
            assert app.screen is screen
        form = await form_opened(pilot, "b")
        assert form.action.id == "decision", "a decision has a day of its own"
        await pilot.press("escape")
        await pilot.press("x")
        await until(pilot, lambda: not screen.table.rows, "ticked")

    journey(store, steps)


def test_x_on_the_row_of_the_birthday_records_the_end_of_care(store: Path) -> None:
    session = open_store(store)
    [child] = look_after(session, "KB 1")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, born=date(2008, 11, 17))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await go(pilot, "1")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "end_of_care")
        assert (row.group, row.duty.due) == ("left_care", date(2026, 11, 17))
        form = await form_opened(pilot, "x")
        assert form.action.id == "end_care"
        await pilot.press(*"e17", "enter")
        await until(pilot, lambda: not screen.table.rows, "recorded")
        [period] = rows(app.open_session, tables.CarePeriodRow)
        assert (period["ended"], period["end_reason"]) == (date(2026, 11, 17), "E17")

    journey(store, steps, today=TODAY)
