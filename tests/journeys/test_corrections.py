"""What was recorded is corrected by `i` on its own line."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.acting import act, rows
from tests.support.driving import at, drive, over, until
from tests.support.journeys import on_row, verb_form
from tests.support.stores import open_store


def test_a_contact_and_a_review_are_corrected_on_their_lines(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        session = app.open_session
        child = next(iter(session.caseload().status))
        act(session, "contact", child, how="phone", who="carer", minutes=10)
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        await on_row(pilot, caseload, lambda row: row.child_id == child)
        await pilot.press("enter")
        page = await at(pilot, "case")
        contact = rows(session, tables.ContactRow, child_id=child, on_day=TODAY)[-1]
        await on_row(pilot, page, lambda row: row.key == contact["id"])
        form = await verb_form(pilot, "i", "correct_contact")
        form.query_one("#minutes").focus()
        await pilot.press("end", "backspace", "backspace", "4", "0")
        await until(pilot, lambda: form.planned, "what Enter would do")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is page, "the page again")
        assert rows(session, tables.ContactRow, id=contact["id"])[0]["minutes"] == 40
        review = next(r for r in session.caseload().cases[child].held_reviews[::-1])
        await on_row(pilot, page, lambda row: row.key == review.id)
        form = await verb_form(pilot, "i", "correct_review")
        assert form.planned is None
        await pilot.press("escape")

    drive(over(lambda: open_store(filled)), steps)
