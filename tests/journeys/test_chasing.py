"""Who owes what, copied from its screen as a text that is ready to send."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.driving import at, until
from tests.support.journeys import form_opened, journey, said


def test_it_is_copied_from_its_screen_and_printed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("C")
        screen = await at(pilot, "owed")
        row = screen.table.row
        assert row
        await pilot.press("y")
        await until(pilot, lambda: said(app, "copied, by reference"), "copied")
        assert app.clipboard.splitlines()[2].startswith(row.name or "Nobody on record")
        owners = {each.name for each in screen.table.rows if each.name and each.name != row.name}
        assert not [name for name in owners if name in app.clipboard], "what one of them owes"
        await pilot.press("o")
        form = await form_opened(pilot, "tab")
        assert form.filling.values["whom"] == row.name
        await pilot.press("f2")
        await until(pilot, lambda: said(app, "chased on Fri 20 Nov"), "all of it in one act")
        theirs = [each for each in screen.table.rows if (each.name, each.team) == (row.name, row.team)]
        await until(
            pilot, lambda: all(each.chased == TODAY for each in screen.table.rows[: len(theirs)]), "each says so"
        )

    journey(filled, steps)
