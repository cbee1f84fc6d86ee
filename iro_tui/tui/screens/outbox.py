"""The outbox: what was recorded here and does not stand on the council's system yet, as ready case notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from iro_tui.caseload.lines import NoteLine
from iro_tui.caseload.lists import outbox
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.domain.words import day_words
from iro_tui.tui.screens.cells import day_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, Line
from iro_tui.tui.widgets.table import Cell, Column


class OutboxScreen(ListScreen[NoteLine]):
    """Case notes, the oldest first; with > those that were filed."""

    tab = "outbox"
    nothing = "Nothing waits to be filed. > shows what was."
    hinted = ("copy", "done", "open")

    def __init__(self) -> None:
        super().__init__()
        self.filed = False

    def columns(self) -> Sequence[Column[NoteLine]]:
        return (
            Column("on", "Of", 10, lambda row: day_cell(row.on, self.today), sort=lambda row: row.on),
            Column("waits", "Waits", 8, _waits, sort=lambda row: -row.waiting),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("title", "What", 18, lambda row: (row.title, ""), flex=True, sort=lambda row: row.title.casefold()),
            Column("body", "Note", 24, lambda row: (" ".join(row.body.split()), "muted"), flex=True, shows_from=76),
        )

    def read(self, session: Session) -> Iterable[NoteLine]:
        return session.query(outbox.outbox, filed=self.filed)

    def key(self, row: NoteLine) -> str:
        return row.note_id

    def target(self, row: NoteLine) -> Who:
        return Who(row.child_id, row.ref, row.initials)

    async def _show_card(self, child_id: str) -> None:
        """The note itself stands beside the list."""
        row = self.table.row
        await super()._show_card(child_id)
        if row is not None:
            self.query_one(Card).tell(list(_told(row, self)))

    def _why_not_done(self) -> str | None:
        if not self.chosen_rows():
            return "There is nothing under the cursor."
        return "This is filed already." if self.filed else None

    async def do_done(self) -> None:
        """The notes stand on the council's system now."""
        notes = [row.note_id for row in self.chosen_rows()]
        await self.start_action("file", keys=notes)

    async def do_copy(self) -> None:
        rows = self.chosen_rows()
        names = self.iro.names
        self.app.copy_to_clipboard("\n\n".join(outbox.note_text(row, names) for row in rows))
        count = "The note is" if len(rows) == 1 else f"{len(rows)} notes are"
        self.iro.say(f"{count} on the clipboard, {'with' if names else 'without'} names. x when filed.")

    def removable(self) -> tuple[str, str] | None:
        rows = self.chosen_rows()
        return ("case_note", rows[0].note_id) if len(rows) == 1 and not self.filed else None

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.tui.form import Form

        names = self.iro.names

        def export(session: Session, path: Path) -> int:
            return session.query(outbox.export_notes, path, names=names)

        self.open_form(Form(WriteFile("case notes", "case-notes", export), keys=["case-notes"]))

    async def do_more(self) -> None:
        self.filed = not self.filed
        await self.reload()
        self.iro.say("Notes that were filed. > shows those that wait." if self.filed else "Notes that wait.")


def _waits(row: NoteLine) -> Cell:
    if row.filed_at:
        return ("✓ filed", "muted")
    return (f"{row.waiting:>4} d" if row.waiting else "today", "today" if row.waiting > 2 else "")


def _told(row: NoteLine, screen: OutboxScreen) -> Iterable[Line]:
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
