"""The journal: everything that was done, the latest first; what was undone, and done again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iro_tui.caseload.lines import LogEntry
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.tui.screens.cells import day_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card, Line
from iro_tui.tui.widgets.table import Cell, Column

MOST = 5_000


class JournalScreen(ListScreen[LogEntry]):
    """Every action by its name, with what it did; never what was written in it."""

    tab = "journal"
    nothing = "Nothing has been done yet."
    hinted = ("undo", "redo", "write", "filter", "sort", "zoom")

    def columns(self) -> Sequence[Column[LogEntry]]:
        return (
            Column("day", "Day", 10, lambda row: day_cell(row.at.astimezone().date(), self.today),
                   sort=lambda row: -row.number),
            Column("time", "Time", 5, lambda row: (f"{row.at.astimezone():%H:%M}", "muted")),
            Column("state", "State", 10, _state, sort=lambda row: row.state),
            Column("said", "What was done", 24, lambda row: (row.sentence, ""), flex=True,
                   sort=lambda row: row.sentence.casefold()),
        )  # fmt: skip

    def read(self, session: Session) -> Iterable[LogEntry]:
        return session.log(MOST)

    def key(self, row: LogEntry) -> int:
        return row.number

    def target(self, row: object) -> Who | None:  # noqa: ARG002
        return None

    def why_no_child(self) -> str:
        return "This is the journal of what was done: go to a child's row first."

    async def _show_card(self, child_id: str) -> None:
        """What was done, in full."""
        await super()._show_card(child_id)
        row = self.table.row
        if row is not None:
            self.query_one(Card).tell(_told(row))

    def do_write(self) -> None:
        from iro_tui.actions.write import WriteFile
        from iro_tui.caseload.exporting import export_journal
        from iro_tui.tui.form import Form

        write = WriteFile(
            "entries of the journal", "journal", lambda session, path: session.query(export_journal, path)
        )
        self.open_form(Form(write, keys=["journal"]))


def _state(row: LogEntry) -> Cell:
    return (row.state, "muted" if row.state == "done" else "today")


def _told(row: LogEntry) -> list[Line]:
    moment = f"{row.at.astimezone():%d/%m/%Y %H:%M}"
    rows = "1 row" if row.changes == 1 else f"{row.changes:,} rows"
    return [
        [(row.name, "bold $accent")],
        [(f"number {row.number}, {moment}", "$muted")],
        [],
        [(row.sentence, "")],
        [],
        [(f"{row.state}, {rows} of the store", "$muted")],
    ]
