"""Today: everything that is late, due now or due soon, and the highlighted child beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.session import Session
from iro_tui.caseload.who import Who
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import day_words
from iro_tui.tui.screens.cells import clock_cell, day_cell, rag_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.table import Cell, Column

DAYS_AHEAD = (28, 90, 7)


class TodayScreen(ListScreen[DutyLine]):
    """What today asks."""

    tab = "today"
    nothing = "Nothing is asked in these days. > looks further ahead."

    def __init__(self) -> None:
        super().__init__()
        self.days = DAYS_AHEAD[0]

    def columns(self) -> Sequence[Column[DutyLine]]:
        return (
            Column("due", "Due", 10, lambda row: day_cell(row.duty.due, self.today), sort=lambda row: row.duty.due),
            Column("clock", "Clock", 12, lambda row: clock_cell(row.duty)),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.duty.child or None),
            Column("rag", "RAG", 3, lambda row: rag_cell(row.duty.rag), sort=_by_rag),
            Column("what", "What is asked", 16, self._what, flex=True, sort=lambda row: row.duty.what.casefold()),
            Column("authority", "Authority", 18, lambda row: (row.duty.authority, "muted"), shows_from=92),
        )

    def read(self, session: Session) -> Iterable[DutyLine]:
        return session.today_view(self.days).rows

    def key(self, row: DutyLine) -> str:
        return row.duty.id

    def group(self, row: DutyLine) -> str:
        titles = {"overdue": "Overdue", "today": "Today", "week": "Next 7 days", "later": f"Next {self.days} days"}
        return titles[row.group]

    def target(self, row: DutyLine) -> Who | None:
        return Who(row.child_id, row.duty.child, row.initials, row.duty.rag) if row.child_id else None

    def duty(self, row: DutyLine) -> Duty:
        return row.duty

    def _what(self, row: DutyLine) -> Cell:
        duty = row.duty
        said = duty.what
        if duty.booked and duty.is_meeting:
            said += f", booked {day_words(duty.booked, self.today)}"
        return (f"{said}, inferred" if duty.inferred else said, "")

    async def do_more(self) -> None:
        self.days = DAYS_AHEAD[(DAYS_AHEAD.index(self.days) + 1) % len(DAYS_AHEAD)]
        await self.reload()
        self.iro.say(f"The next {self.days} days.")


RAG_ORDER = {"red": 0, "amber": 1, "green": 2}
"""The gravest first."""


def _by_rag(row: DutyLine) -> int | None:
    return RAG_ORDER.get(row.duty.rag or "")
