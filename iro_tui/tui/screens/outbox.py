"""The outbox: the note beside the list, on the clipboard, in a file, and filed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from iro_tui.caseload.lines import NoteLine
from iro_tui.caseload.lists import outbox
from iro_tui.caseload.session import Session
from iro_tui.domain.words import day_words
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, Line


class OutboxScreen(ListScreen[NoteLine]):
    """Case notes, the oldest first."""

    async def _show_card(self, child_id: str) -> None:
        """The note itself stands beside the list."""
        row = self.table.row
        await super()._show_card(child_id)
        if row is not None:
            self.query_one(Card).tell(list(_told(row, self)))

    def _why_not_done(self) -> str | None:
        rows = self.chosen_rows()
        if not rows:
            return "There is nothing under the cursor."
        return "This is filed already." if rows[0].filed_at else None

    def why_not(self, command: commands.Command) -> str | None:
        today_only = (
            "A note is filed when you mark it, with x: it has no other day." if command.id == "done_on" else None
        )
        return super().why_not(command) or today_only

    async def tick(self, *, ask_day: bool = False) -> None:  # noqa: ARG002
        """The notes stand on the council's system now."""
        notes = [row.note_id for row in self.chosen_rows()]
        await self.start_action("file", keys=notes)

    async def do_copy(self) -> None:
        rows = self.chosen_rows()
        names = self.iro.names
        self.app.copy_to_clipboard("\n\n".join(outbox.note_text(row, names) for row in rows))
        count = "The note is" if len(rows) == 1 else f"{len(rows)} notes are"
        self.iro.say(f"{count} on the clipboard, {'with' if names else 'without'} names. x when filed.")

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.tui.form import Form

        names = self.iro.names

        def export(session: Session, path: Path) -> int:
            return session.query(outbox.export_notes, path, names=names)

        self.open_form(Form(WriteFile("case notes", "case-notes", export), keys=["case-notes"]))


def _told(row: NoteLine, screen: OutboxScreen) -> Iterator[Line]:
    yield [(row.title, "bold $accent")]
    yield [(f"{row.ref}, {day_words(row.on, screen.today)}", "$muted")]
    yield []
    for line in row.body.splitlines():
        yield [(line, "")]
    if row.filed_at:
        yield []
        yield [(f"Filed {day_words(row.filed_at.astimezone().date(), screen.today)}.", "$muted")]
    else:
        yield []
        yield [("y copies it, x marks it as filed.", "$muted")]
