"""The outbox: the note beside the list, on the clipboard, in a file, and filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from iro_tui.caseload.exporting import Outgoing
from iro_tui.caseload.lists import outbox
from iro_tui.caseload.lists.outbox import NoteLine
from iro_tui.caseload.reading.glance import who_words
from iro_tui.caseload.refusals import Refused
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

    _stepped: tuple[str, Sequence[tuple[str, str]], int] = ("", (), 0)
    """The note that is copied field by field, its fields with what goes into each, and how many of them went."""

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
        if self.iro.settings.note_template and len(rows) == 1:
            await self._copy_field(rows[0])
            return
        names = self.iro.names
        where = self.iro.copy("\n\n".join(outbox.note_text(row, names) for row in rows))
        await self.ask(partial(keep_copied, [row.note_id for row in rows]))
        await self.copied()
        count = "Note" if len(rows) == 1 else f"{len(rows)} notes"
        self.iro.say(f"{count} copied, {'with' if names else 'without'} names; x when filed. {where}")

    async def _copy_field(self, row: NoteLine) -> None:
        """The next field of the council's form; after the last the note counts as copied, and it begins anew."""
        from iro_tui.caseload.note_template import note_fields

        template = self.iro.settings.note_template
        try:
            fields = await self.ask(lambda _session: note_fields(template))
        except Refused as refusal:
            self.iro.say(str(refusal), problem=True)
            return
        filled = [(field.label, field.words(row, names=self.iro.names)) for field in fields]
        note, before, at = self._stepped
        changed = note == row.note_id and before != filled and at < len(before)
        if (note, before) != (row.note_id, filled) or at == len(filled):
            at = 0
        self._stepped = row.note_id, filled, at + 1
        (label, words), left = filled[at], filled[at + 1 :]
        where = self.iro.copy(words) if words else ""
        says = (
            f"{label} {'is on the clipboard' if words else 'is empty, nothing was copied'}, {at + 1} of {len(fields)}."
        )
        if changed:
            says = f"The fields changed: from the first again. {says}"
        if left:
            self.iro.say(f"{says} y goes on to {left[0][0]}. {where}".rstrip())
            return
        await self.ask(partial(keep_copied, [row.note_id]))
        await self.copied()
        self.iro.say(f"{says} That was the last field. x when filed. {where}".rstrip())

    async def copied(self) -> None:
        await self.reload()

    def do_write(self) -> None:
        names = self.iro.names

        def make(session: Session) -> Outgoing:
            return session.query(outbox.notes_out, names=names)

        what = f"the case notes{' with full names' * names}"
        self.offer_file(what, "case-notes", make)
