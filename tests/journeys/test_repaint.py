"""After an action only those lists are read again that show what it touched; the counts above them always are."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from tests.support.acting import act
from tests.support.driving import AnyList, at, at_today, until
from tests.support.journeys import journey

SHOWING_RAG = {"1": "today", "2": "caseload", "3": "reviews", "4": "midpoints", "5": "escalations", "6": "paperwork"}


async def listed(pilot: Pilot[None], key: str, wanted: str) -> AnyList:
    """Go to a list and wait for its rows."""
    await at_today(pilot)
    await pilot.press(key)
    return await at(pilot, wanted)


def rows_of(screen: AnyList) -> tuple[Any, ...]:
    assert screen.listing
    return screen.listing.rows


def test_a_footprint_note_does_not_read_the_paperwork_again(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await listed(pilot, "6", "paperwork")
        row, rows = rows_of(screen)[0], rows_of(screen)
        waiting = await app.ask(lambda session: session.strip().outbox)
        await app.act(lambda session: act(session, "contact", row.child_id, who="carer", how="phone"))
        await until(pilot, lambda: screen.listing and screen.listing.strip.outbox == waiting + 1, "the count")
        await until(pilot, lambda: screen.card and screen.card.footprint[0].on == screen.today, "the card")
        assert rows_of(screen) is rows, "the rows were not read again"

    journey(filled, steps)


@pytest.mark.parametrize(("key", "wanted"), SHOWING_RAG.items())
def test_a_rating_reads_every_list_again_that_shows_it(filled: Path, key: str, wanted: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await listed(pilot, key, wanted)
        row, rows = rows_of(screen)[0], rows_of(screen)
        await app.act(lambda session: act(session, "rag", row.child_id, value="red", theme="drift"))
        await until(pilot, lambda: rows_of(screen) is not rows, "read again")
        reds = {line.child_id for line in rows_of(screen) if line.who and line.who.rag == "red"}
        assert row.child_id in reds

    journey(filled, steps)


def test_a_hidden_list_is_read_again_when_it_is_shown_and_only_then(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        hidden = await listed(pilot, "6", "paperwork")
        rows = rows_of(hidden)
        await pilot.press("1")
        today = await at_today(pilot)
        child_id = next(row.child_id for row in rows)
        await app.act(lambda session: act(session, "contact", child_id, who="carer", how="phone"))
        await app.act(lambda session: act(session, "task", child_id, what="Ring", due=today.today))
        assert rows_of(hidden) is rows
        await pilot.press("6")
        await until(pilot, lambda: app.screen is hidden and rows_of(hidden) is not rows, "read when shown")

    journey(filled, steps)


def test_a_card_that_the_cursor_has_left_is_not_drawn(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await listed(pilot, "2", "caseload")
        await until(pilot, lambda: screen.card, "the first card")
        drawn: list[str] = []
        monkeypatch.setattr(
            screen, "show_beside", lambda: drawn.append(screen.card.row.child_id if screen.card else "")
        )
        busy = threading.Event()
        app.store.ahead(lambda: busy.wait(10))
        await pilot.press("down")
        await pilot.pause(0.2)  # the card of the second row is asked for
        await pilot.press("down")
        await pilot.pause(0.2)
        busy.set()
        await until(pilot, lambda: drawn, "the card")
        assert drawn == [rows_of(screen)[2].child_id]

    journey(filled, steps)
