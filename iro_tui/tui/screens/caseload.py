"""The caseload: every child, one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iro_tui.caseload.lines import ChildLine
from iro_tui.caseload.session import Session
from iro_tui.tui.screens.cells import CLOCK_COLOURS, NOTHING, ago_cell, count_cell, day_cell, trail_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.today import RAG_ORDER
from iro_tui.tui.text import CLOCK_SYMBOLS
from iro_tui.tui.widgets.table import Cell, Column

STATUS = {"looked_after": "LAC", "child_protection": "CP", "both": "LAC CP", "short_break": "short br."}
"""The status in a word, as it is said in the field."""


class CaseloadScreen(ListScreen[ChildLine]):
    """Every child on the caseload."""

    tab = "caseload"
    nothing = "The caseload is empty. F5 brings in a return."

    def columns(self) -> Sequence[Column[ChildLine]]:
        return (
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("age", "Age", 3, lambda row: (f"{row.age:>3}" if row.age is not None else "", ""),
                   shows_from=84, sort=lambda row: row.age),
            Column("rag", "RAG", 5, lambda row: trail_cell(row.rag_trail, 3),
                   sort=lambda row: RAG_ORDER.get(row.rag or "")),
            Column("review", "Review by", 12, self._review,
                   sort=lambda row: row.next_review and row.next_review.limit),
            Column("booked", "Booked", 12, self._booked, sort=lambda row: row.next_review and row.next_review.booked),
            Column("midpoint", "Mid-point", 10, lambda row: day_cell(row.midpoint, self.today),
                   sort=lambda row: row.midpoint),
            Column("contact", "Contact", 7, lambda row: ago_cell(row.last_contact, self.today),
                   sort=lambda row: row.last_contact),
            Column("escalations", "Esc", 3, lambda row: count_cell(row.open_escalations, "today"),
                   sort=lambda row: -row.open_escalations),
            Column("decisions", "Dec", 3, lambda row: count_cell(row.open_decisions),
                   sort=lambda row: -row.open_decisions),
            Column("status", "Status", 8, lambda row: (STATUS.get(row.status, row.status), "muted"), shows_from=108,
                   sort=lambda row: row.status),
            Column("legal", "Legal", 5, lambda row: (row.legal_status, "muted"), shows_from=116,
                   sort=lambda row: row.legal_status or None),
            Column("placement", "Placed", 6, lambda row: (row.placement, "muted"), shows_from=124,
                   sort=lambda row: row.placement or None),
            Column("worker", "Social worker", 18, lambda row: (row.worker, ""), shows_from=100,
                   sort=lambda row: row.worker.casefold() or None),
            Column("alerts", "To know", 14, lambda row: ("; ".join(row.alerts), "today"), flex=True, shows_from=140,
                   sort=lambda row: row.alerts or None),
        )  # fmt: skip

    def read(self, session: Session) -> Iterable[ChildLine]:
        return session.children()

    def key(self, row: ChildLine) -> str:
        return row.child_id

    def _review(self, row: ChildLine) -> Cell:
        if row.next_review is None:
            return NOTHING
        clock = row.next_clock or "on_time"
        return (f"{CLOCK_SYMBOLS[clock]} {day_cell(row.next_review.limit, self.today)[0]}", CLOCK_COLOURS[clock])

    def _booked(self, row: ChildLine) -> Cell:
        if row.next_review is None:
            return NOTHING
        if row.next_review.booked is None:
            return ("–", "muted")
        said, _ = day_cell(row.next_review.booked, self.today)
        return (f"{said} !", "late") if row.next_review.beyond_limit else (said, "")
