"""Whom to ring: kept under facts, seen beside the row that asks for it, private names only while they are shown."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.caseload.reading.subject import PEOPLE
from iro_tui.tui.app import IroApp
from tests.support.driving import at, form_of, shown, type_in, until
from tests.support.journeys import journey, on_row, open_child, said, saved


def test_a_carer_is_added_and_stands_beside_what_asks_for_a_talk(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "sw_iro_talk")
        await until(
            pilot, lambda: "social worker, " in shown(app) and "Ring       01632 960" in shown(app), "whom to ring"
        )
        child = await open_child(pilot)
        await child.start_action("people")
        await until(pilot, lambda: form_of(app, "people"), "the form")
        await pilot.press("1")
        await type_in(pilot, "Mrs Larkfield")
        await pilot.press("tab")
        await type_in(pilot, "01632 960777")
        await saved(pilot, app, child, 2)
        assert said(app, f"{row.who.ref}: carer added")
        line = await on_row(pilot, child, lambda row: row.section == PEOPLE and "960777" in row.text)
        assert "Larkfield" not in line.text + shown(app)
        await pilot.press("p")
        await until(pilot, lambda: "Mrs Larkfield" in shown(app), "the name")
        await pilot.press("p")
        await until(pilot, lambda: "Mrs Larkfield" not in shown(app), "hidden again")

    journey(filled, steps)
