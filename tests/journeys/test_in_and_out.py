"""A child who left is found in the list of those who did, and is put back, or opened again, from there by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from tests.support.acting import act, look_after
from tests.support.driving import at, type_in, until
from tests.support.journeys import AnyList, filtered_by, go, journey, on_row, open_child, pick_verb, undone
from tests.support.stores import open_store


def left(store: Path) -> None:
    session = open_store(store)
    [child, _] = look_after(session, "KB 1", "KB 2")
    act(session, "rag", child, value="red", theme="drift")
    act(session, "end_care", child, on=date(2026, 11, 2), reason="E4A")
    session.close()


async def those_who_left(pilot: Pilot[None]) -> AnyList:
    await at(pilot, "today")
    screen = await go(pilot, "2")
    await pilot.press(">")
    await until(pilot, lambda: [row.ref for row in screen.table.rows] == ["KB 1"], "those who left")
    await on_row(pilot, screen, lambda row: row.ref == "KB 1")
    return screen


def test_back_in_care_and_undone(store: Path) -> None:
    left(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await those_who_left(pilot)
        await open_child(pilot)
        await pick_verb(pilot, "i", "back_in_care")
        await until(pilot, lambda: getattr(getattr(app.screen, "action", None), "id", "") == "back_in_care", "the form")
        await type_in(pilot, "V2")
        await pilot.press("tab")
        await type_in(pilot, "U6")
        await pilot.press("tab", "tab", *"18/11", "enter")
        await until(pilot, lambda: "KB 1" in status(app), "back in care")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and not screen.table.rows, "nobody left")
        await undone(pilot, app)
        assert "KB 1" not in status(app)

    journey(store, steps)


def test_opened_again_from_the_list_of_those_who_left(store: Path) -> None:
    left(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await those_who_left(pilot)
        await filtered_by(pilot, screen, "1")
        assert [row.ref for row in screen.table.rows] == ["KB 1"], "the named filters look at those who are shown"
        await pick_verb(pilot, "i", "open_again")
        await until(pilot, lambda: getattr(getattr(app.screen, "action", None), "id", "") == "open_again", "the form")
        await pilot.press("enter")
        await until(pilot, lambda: "KB 1" in status(app), "open again")

    journey(store, steps)


def status(app: IroApp) -> dict[str, str]:
    caseload = app.open_session.caseload()
    return {caseload.children[child_id].ref: words for child_id, words in caseload.status.items()}
