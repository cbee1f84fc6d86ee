"""The outbox is typed in child by child: what was copied says so until it is filed, also after another screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.caseload.lists.outbox import NoteLine
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.outbox import OutboxScreen
from tests.support.driving import at, shown, until
from tests.support.journeys import go, journey, said


def test_a_note_that_was_copied_says_so_until_it_is_filed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("7")
        screen = await at(pilot, OutboxScreen)
        rows: list[NoteLine] = screen.table.rows
        children = [child for child, _ in groupby(row.child_id for row in rows)]
        assert len(children) == len(set(children)), "child by child"
        assert not any(row.copied for row in rows)
        first = rows[0].note_id
        await pilot.press("y")
        await until(pilot, lambda: [row.note_id for row in screen.table.rows if row.copied] == [first], "marked")
        assert "✓ copied" in shown(app)
        await go(pilot, "2")
        await pilot.press("7")
        await at(pilot, OutboxScreen)
        await until(pilot, lambda: "✓ copied" in shown(app), "still")
        await pilot.press("x")
        await until(pilot, lambda: all(row.note_id != first for row in screen.table.rows), "filed")
        first_child = screen.table.rows[0].child_id
        await pilot.press("home", "Y")
        of_child = {row.note_id for row in screen.table.rows if row.child_id == first_child}
        await until(
            pilot, lambda: of_child <= {row.note_id for row in screen.table.rows if row.copied}, "all of a child"
        )

    journey(filled, steps)


def test_a_note_is_copied_field_by_field_as_the_councils_form_has_them(filled: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        app.settings = replace(app.settings, note_template="lcs")
        await at(pilot, "today")
        await pilot.press("7")
        screen = await at(pilot, OutboxScreen)
        for number, (field, after) in enumerate((("Type", "Date"), ("Date", "Title"), ("Title", "Note")), start=1):
            await pilot.press("y")
            says = f"{field} is on the clipboard, {number} of 4. y goes on to {after}"
            await until(pilot, partial(said, app, says), field)
            assert not any(row.copied for row in screen.table.rows), "not before the last"
        await pilot.press("y")
        await until(pilot, lambda: said(app, "4 of 4. That was the last field. x when filed."), "whole")
        await until(pilot, lambda: screen.table.rows[0].copied, "marked")
        app.settings = replace(app.settings, note_template=str(tmp_path / "none.txt"))
        await pilot.press("y")
        await until(pilot, lambda: said(app, "none.txt is not there"), "why not")

    journey(filled, steps)


def test_a_template_that_changes_or_breaks_while_a_note_is_stepped_through_loses_nothing(
    filled: Path, tmp_path: Path
) -> None:
    """Only the last of the fields that were all copied makes the note a copied one."""
    own = tmp_path / "own.txt"
    own.write_text("Date: {day}\nTitle: {title}\nWho: {name}\nNote: {text}\n", "utf-8")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        app.settings = replace(app.settings, note_template=str(own))
        await at(pilot, "today")
        await pilot.press("7")
        screen = await at(pilot, OutboxScreen)

        async def y(says: str) -> None:
            await pilot.press("y")
            await until(pilot, partial(said, app, says), says)
            assert not any(row.copied for row in screen.table.rows)

        await y("Date is on the clipboard, 1 of 4. y goes on to Title")
        for broken, why in (
            (b"Date: {dat\n", "a brace stands alone"), (b"\xff", "save it as UTF-8"), (b"", "has 0 fields"),
        ):  # fmt: skip
            before = own.read_bytes()
            own.write_bytes(broken)
            await y(why)
            own.write_bytes(before)
        await y("Title is on the clipboard, 2 of 4. y goes on to Who")
        await y("Who is empty, nothing was copied, 3 of 4. y goes on to Note")
        own.write_text("Note: {text}\nDate: {day}\n", "utf-8")
        await y("The fields changed: from the first again. Note is on the clipboard, 1 of 2. y goes on to Date")
        await pilot.press("y")
        await until(pilot, lambda: screen.table.rows[0].copied, "marked")

    journey(filled, steps)
