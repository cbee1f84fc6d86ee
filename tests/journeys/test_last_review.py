"""One key on the row that asks for it enters the date of the last review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.acting import act, due, rows
from tests.support.driving import until
from tests.support.journeys import form_opened, go, journey, on_row
from tests.support.stores import open_store


def test_x_asks_for_the_date_and_the_row_is_gone(store: Path) -> None:
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="ZZ 8", born=date(2015, 6, 5)))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2025, 12, 1), reviews_known_from=date(2026, 10, 1)))
        work.add(tables.LegalStatusRow(child_id=child, code="C2", started=date(2025, 12, 1)))
    assert due(session, child)["last_review"] == TODAY
    session.close()

    async def steps(pilot: Pilot[None], _app: IroApp) -> None:
        screen = await go(pilot, "1")
        await on_row(pilot, screen, lambda row: row.duty.kind == "last_review")
        form = await form_opened(pilot, "x")
        assert form.action.id == "past_review"
        await pilot.press(*"11/6", "enter")
        await until(pilot, lambda: not any(row.duty.kind == "last_review" for row in screen.table.rows), "answered")

    journey(store, steps)


def test_a_child_of_a_paper_list_without_the_first_day_of_care_gets_it_by_x(store: Path) -> None:
    session = open_store(store)
    act(session, "child", ref="ZZ 9", status="V2", last_review=date(2026, 10, 12))
    child = session.find_child("ZZ 9")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await go(pilot, "1")
        await on_row(pilot, screen, lambda row: row.duty.kind == "care_start")
        form = await form_opened(pilot, "x")
        assert form.action.id == "care_start"
        await pilot.press(*"14/9", "enter")
        await until(pilot, lambda: not any(row.duty.kind == "care_start" for row in screen.table.rows), "answered")
        assert app.open_session is not None
        assert due(app.open_session, child)["review"] == date(2027, 1, 12)

    journey(store, steps)


def test_x_on_the_last_conference_asks_for_its_day_alone(store: Path) -> None:
    """It opened the form of one that is held now: a conference of today stood on record, with a note of it."""
    session = open_store(store)
    act(session, "child", ref="ZZ 7", status="cp", plan="neglect")
    child = session.find_child("ZZ 7")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await go(pilot, "1")
        for key in "xh":
            await on_row(pilot, screen, lambda row: row.duty.kind == "last_conference")
            form = await form_opened(pilot, key)
            assert form.action.id == "past_conference"
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "back")
        await form_opened(pilot, "x")
        await pilot.press(*"10/9", "enter")
        await until(pilot, lambda: not any(row.duty.kind == "last_conference" for row in screen.table.rows), "answered")
        assert app.open_session is not None
        assert due(app.open_session, child)["conference"] == date(2027, 3, 10)
        assert not app.open_session.lines(NOTES)
        assert [(row["kind"], row["held"]) for row in rows(app.open_session, tables.ConferenceRow)] == [
            ("review", date(2026, 9, 10))
        ]

    journey(store, steps)
