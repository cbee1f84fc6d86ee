"""Who owes what, with the text that chases it: copied for one worker or several, or written for all."""

from __future__ import annotations

from pathlib import Path

from iro_tui.caseload.lists.owed import OwedLine, chasing_text, export_owed
from iro_tui.caseload.session import Session
from iro_tui.domain.words import amount_words
from iro_tui.tui.screens.list_screen import ListScreen


class OwedScreen(ListScreen[OwedLine]):
    """By worker and team; `y` copies what the one under the cursor owes, or what is marked."""

    async def do_copy(self) -> None:
        row, rows = self.table.row, self.table.marked_rows
        if row is None:
            return
        rows = rows or [each for each in self.table.rows if (each.name, each.team) == (row.name, row.team)]
        self.app.copy_to_clipboard(chasing_text(rows, self.today))
        self.iro.say(
            f"Sent {amount_words(len(rows), 'things')} to the clipboard, by reference, without children's names."
        )

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.tui.form import Form

        def export(session: Session, path: Path) -> int:
            return session.query(export_owed, path)

        self.open_form(Form(WriteFile("things that are owed", "chasing", export), keys=["chasing"]))
