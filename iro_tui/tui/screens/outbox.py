"""The outbox: the note beside the list, on the clipboard, in a file, and filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from iro_tui.caseload.exporting import Outgoing
from iro_tui.caseload.lines import NoteLine
from iro_tui.caseload.lists import outbox
from iro_tui.caseload.reading.glance import who_words
from iro_tui.caseload.session import Session
from iro_tui.tui import commands
from iro_tui.tui.screens.acting import keep_copied
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card
from iro_tui.tui.widgets.reading import drawn
from iro_tui.tui.widgets.table import Order, TableColumn
from iro_tui.tui.widgets.telling import Line, Telling


class OutboxScreen(ListScreen[NoteLine]):
    """Case notes child by child, the oldest first."""

    def columns(self) -> Sequence[TableColumn[NoteLine]]:
        """The child is said over its notes, unless they are sorted by something else."""
        headed = not self.is_mounted or self.table.order == Order("")
        return [column for column in super().columns() if not (headed and column.key == "child")]

    def group(self, row: NoteLine) -> str:
        """The child, with the name while names are shown."""
        return f"{row.ref} {row.who.name}".rstrip() if self.iro.names else super().group(row)

    def word_for(self, command: commands.Command) -> str:
        return "Filed" if command.id == "done" else super().word_for(command)

    def show_beside(self) -> None:
        """The note itself stands beside the list, or under it."""
        super().show_beside()
        note = drawn(replace(passage, head=True) for passage in self.beside.about)
        if self.card and note:
            keys: Line = [("y copies it, x marks it as filed, Y copies all of this child.", "$muted")]
            head: Line = [(who_words(self.card.row, names=self.iro.names), "bold")]
            for part in (self.query_one(Card), self.query_one("#reading", Telling)):
                part.tell([head, *note, [], keys] if part.id == "card" else [head, *note])

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
        where = self.iro.copy("\n\n".join(outbox.note_text(row, names) for row in rows))
        await self.ask(partial(keep_copied, [row.note_id for row in rows]))
        await self.copied()
        count = "Note" if len(rows) == 1 else f"{len(rows)} notes"
        self.iro.say(f"{count} copied, {'with' if names else 'without'} names; x when filed. {where}")

    async def copied(self) -> None:
        await self.reload()

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.tui.form import Form

        names = self.iro.names

        def make(session: Session) -> Outgoing:
            return session.query(outbox.notes_out, names=names)

        what = f"the case notes{' with full names' * names}"
        self.open_form(Form(WriteFile(what, "case-notes", make), keys=["case-notes"]))
