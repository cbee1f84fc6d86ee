"""The journal: an entry in full beside the list, and the whole of it in a file."""

from __future__ import annotations

from iro_tui.caseload.lists.journal import LogEntry
from iro_tui.caseload.lists.kinds import STATE_WORDS
from iro_tui.domain.words import amount_words
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.card import Card
from iro_tui.tui.widgets.telling import Line


class JournalScreen(ListScreen[LogEntry]):
    """Every action by its name, with what it did; never what was written in it."""

    def why_no_child(self) -> str:
        return "This is the journal of what was done: go to a child's row first."

    def show_beside(self) -> None:
        """What was done, in full."""
        super().show_beside()
        row = self.table.row
        if row is not None:
            self.query_one(Card).tell(_told(row))

    def do_write(self) -> None:
        from iro_tui.caseload.exporting import journal_out

        self.offer_file("the journal", "journal", lambda session: session.query(journal_out))


def _told(row: LogEntry) -> list[Line]:
    moment = f"{row.at.astimezone():%d/%m/%Y %H:%M}"
    things = amount_words(row.changes, "things")
    return [
        [(row.name, "bold $accent")],
        [(f"number {row.number}, {moment}", "$muted")],
        [],
        [(row.sentence, "")],
        [],
        [(f"{STATE_WORDS.get(row.state, row.state)}; {things} changed", "$muted")],
    ]
