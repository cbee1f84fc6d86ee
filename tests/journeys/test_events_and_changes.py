"""What the IRO was told, or was not; and what changed for the child when an escalation or a red ends: by keys, read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.reading.subject import ESCALATIONS, EVENTS, RATINGS
from iro_tui.tui.app import IroApp
from tests.support.driving import at_today, form_of, type_in, until
from tests.support.journeys import journey, on_row, open_child, saved

WORDS = "She knows where she will live"


@pytest.mark.parametrize("answer", ["y", "n"], ids=["told", "not told"])
def test_an_event_is_kept_and_read_on_the_childs_page(filled: Path, answer: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        child = await open_child(pilot)
        before = {line.key for line in child.table.rows if line.section == EVENTS}
        await child.start_action("event")
        await until(pilot, lambda: form_of(app, "event"), "the form")
        await pilot.press("1")
        app.screen.query_one("#iro_told").focus()
        await pilot.press(answer)
        app.screen.query_one("#followed").focus()
        await type_in(pilot, "rang the carer")
        await saved(pilot, app, child, 2)
        new = await on_row(pilot, child, lambda line: line.section == EVENTS and line.key not in before)
        assert ("not told" in f"{new.kind} {new.text} {new.aside}") == (answer == "n")
        await until(pilot, lambda: "rang the carer" in str(child.reading), "read in full")

    journey(filled, steps)


def test_what_changed_is_asked_where_an_escalation_is_closed_and_read(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.duty.kind == "escalation_total")
        child = await open_child(pilot)
        line = await on_row(pilot, child, lambda line: line.section == ESCALATIONS and line.kind == "open")
        await child.start_action("escalation", keys=[line.key])
        await until(pilot, lambda: form_of(app, "escalation"), "the form")
        app.screen.query_one("#what").focus()
        await pilot.press("s")
        await until(pilot, lambda: app.screen.query("#what_changed"), "asked")
        app.screen.query_one("#what_changed").focus()
        await type_in(pilot, WORDS)
        await saved(pilot, app, child, 2)
        await on_row(pilot, child, lambda row: row.key == line.key)
        await until(pilot, lambda: WORDS in str(child.reading), "read in full")

    journey(filled, steps)


def test_what_changed_is_asked_where_red_ends_and_read(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.who and row.who.rag == "red")
        child = await open_child(pilot)
        await pilot.press("r", "g")
        await until(pilot, lambda: form_of(app, "rag"), "the form")
        app.screen.query_one("#what_changed").focus()
        await type_in(pilot, WORDS)
        await saved(pilot, app, child, 2)
        await on_row(pilot, child, lambda line: line.section == RATINGS)
        await until(pilot, lambda: WORDS in str(child.reading), "read in full")

    journey(filled, steps)
