"""A cover whose last day is past: Enter on its row goes on to the file in which it goes back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.domain.allocation import BY_FILE
from iro_tui.store import tables
from iro_tui.store.own import OWN_CARD
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from iro_tui.tui.app import IroApp
from tests.support.acting import look_after
from tests.support.driving import at_today, drive, form_of, messages, over, shown, until
from tests.support.journeys import on_row
from tests.support.stores import make_store, open_store


def test_enter_on_the_row_of_a_cover_that_is_over_gives_its_children_back(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    make_store(folder)
    session = open_store(folder)
    session.keep_draft("tour", "seen")
    [child, _] = look_after(session, "AB 1042", "KB 7")
    session.keep_draft(OWN_CARD, json.dumps({"person": person_key("A. Patel")}))
    with action(session.engine, "Set up") as work:
        hughes = work.add(tables.PersonRow(name="D. Hughes"))
        since, until_day = date(2026, 11, 9), date(2026, 11, 18)
        covers = {"child_id": child, "allocated": since, "mode": "covers", "until": until_day, "reason": BY_FILE}
        work.add_rows(tables.AllocationRow, [{**covers, "previous_iro_id": hughes}])
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.duty.kind == "give_back")
        assert "Give back to D. Hughes" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: (form := form_of(app, "hand_over")) and form.planned, "the form, answered")
        assert "1 child (AB 1042) to D. Hughes, back" in " ".join(messages(app))

    drive(over(lambda: open_store(folder)), steps)
