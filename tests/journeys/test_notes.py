"""A note of several lines: typed, kept, and read as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.widgets.note_field import NoteField
from tests.support import TODAY
from tests.support.acting import act, rows
from tests.support.driving import at, form_of, type_in, until
from tests.support.journeys import form_opened, go, journey, said, saved

LINES = "He likes the front room.\nAsked for his grandfather.\n\nCarers: nights are quiet."


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_enter_makes_the_next_line_and_f2_saves(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = screen.table.rows[0]
        form = await form_opened(pilot, "o")
        await pilot.press("1", "1")
        form.query_one("#note", NoteField).focus()
        for n, line in enumerate(LINES.split("\n")):
            if n:
                await pilot.press("enter")
            await type_in(pilot, line)
        assert form_of(app, "contact"), "Enter in a note saves nothing"
        assert form.query_one("#note", NoteField).value == LINES
        await saved(pilot, app, screen, 2)
        kept = [r["note"] for r in rows(app.open_session, tables.ContactRow, child_id=row.child_id, on_day=TODAY)]
        assert kept == [LINES]
        await until(pilot, lambda: any(LINES in passage.words for passage in screen.beside.words), "read as typed")

    journey(filled, steps, size)


def test_off_its_ends_the_arrows_go_to_the_questions_beside(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "2")
        form = await form_opened(pilot, "o")
        note = form.query_one("#note", NoteField)
        note.focus()
        await type_in(pilot, "one")
        await pilot.press("enter")
        await type_in(pilot, "two")
        await pilot.press("up")
        assert note.has_focus, "a line up"
        await pilot.press("up")
        assert not note.has_focus
        await pilot.press("down")
        assert note.has_focus
        await pilot.press("down", "down")
        assert not note.has_focus

    journey(filled, steps)


def test_all_notes_of_a_child_are_copied_at_once(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = screen.table.rows[0]
        for words in ("The first talk.", "The second."):
            await app.act(lambda s, note=words: act(s, "contact", row.child_id, who="carer", how="phone", note=note))  # type: ignore[misc]
        await pilot.press("Y")
        await until(pilot, lambda: said(app, f"notes of {row.ref} copied, without names."), "copied")
        assert "The first talk." in app.clipboard
        assert "The second." in app.clipboard

    journey(filled, steps)
