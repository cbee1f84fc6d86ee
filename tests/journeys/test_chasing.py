"""Who owes what, copied from its screen as a text that is ready to send."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from tests.support.driving import at, until
from tests.support.journeys import journey, said


def test_it_is_copied_from_its_screen_and_printed(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("C")
        screen = await at(pilot, "owed")
        row = screen.table.row
        assert row
        await pilot.press("y")
        await until(pilot, lambda: said(app, "to the clipboard, by reference"), "copied")
        assert app.clipboard.splitlines()[2].startswith(row.name or "Nobody on record")
        owners = {each.name for each in screen.table.rows if each.name and each.name != row.name}
        assert not [name for name in owners if name in app.clipboard], "what one of them owes"

    journey(filled, steps)
