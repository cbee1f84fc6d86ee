"""The reviews: what is coming up, how the next twelve weeks are filled, and what was held."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from textual.widget import Widget

from iro_tui.caseload.lines import ReviewLine, WeekLoad
from iro_tui.caseload.session import Session
from iro_tui.domain import codes
from iro_tui.domain.duty_kinds import BOOKING
from iro_tui.tui.screens.cells import NOTHING, day_cell, left_cell, rag_cell
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.today import RAG_ORDER
from iro_tui.tui.widgets.load import Load
from iro_tui.tui.widgets.table import Cell, Column

PREPARED = "Ready"
"""The title of the preparation's column; its letters stand for talk, invitations, report, papers, child spoken to."""


class ReviewsScreen(ListScreen[ReviewLine]):
    """Reviews coming up by limit, or (with >) those held, the latest first."""

    tab = "reviews"
    nothing = "No review is coming up."
    hinted = ("book", "open")

    def __init__(self) -> None:
        super().__init__()
        self.held = False
        self._load: tuple[WeekLoad, ...] = ()

    def columns(self) -> Sequence[Column[ReviewLine]]:
        return self._held_columns() if self.held else self._coming_columns()

    def _held_columns(self) -> Sequence[Column[ReviewLine]]:
        return (
            Column("held", "Held", 10, lambda row: day_cell(row.held, self.today), sort=lambda row: row.held),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("rag", "RAG", 3, lambda row: rag_cell(row.rag), sort=lambda row: RAG_ORDER.get(row.rag or "")),
            Column("took-part", "The child", 24, _took_part, flex=True, sort=lambda row: row.participation),
            Column("what", "", 18, lambda row: (row.what, "muted"), shows_from=100, sort=lambda row: row.what or None),
        )  # fmt: skip

    def _coming_columns(self) -> Sequence[Column[ReviewLine]]:
        return (
            Column("limit", "Due by", 10, lambda row: day_cell(row.limit, self.today), sort=lambda row: row.limit),
            Column("clock", "Clock", 12, lambda row: left_cell(row.clock, row.days, row.working_days)),
            Column("child", "Child", 9, self.child_cell, sort=lambda row: row.ref),
            Column("rag", "RAG", 3, lambda row: rag_cell(row.rag), sort=lambda row: RAG_ORDER.get(row.rag or "")),
            Column("booked", "Booked", 12, self._booked, sort=lambda row: row.booked),
            Column("prepared", PREPARED, 5, self._prepared, sort=lambda row: row.ticks or None),
            Column("what", "What", 12, self._what, flex=True, sort=lambda row: row.what or None),
            Column("authority", "Authority", 18, lambda row: (row.authority, "muted"), shows_from=94,
                   sort=lambda row: row.authority or None),
            Column("note", "Note", 20, lambda row: (row.note, "muted"), flex=True, shows_from=124),
        )  # fmt: skip

    def read(self, session: Session) -> Iterable[ReviewLine]:
        self._load = session.review_load()
        return session.held_reviews() if self.held else session.reviews()

    def key(self, row: ReviewLine) -> Hashable:
        return (row.child_id, row.review_id)

    def group(self, row: ReviewLine) -> str:
        if row.held:
            return f"Held in {row.held.year}"
        if row.limit is None:
            return "Without a limit"
        weeks = (row.limit - self.today).days
        return "Overdue" if weeks < 0 else "Next 28 days" if weeks <= 28 else "Later"

    def removable(self) -> tuple[str, str] | None:
        rows = self.chosen_rows()
        if len(rows) != 1:
            return None
        if rows[0].held:
            return "review", rows[0].review_id
        return (BOOKING, rows[0].review_id) if rows[0].booked else None

    def details(self) -> Iterator[Widget]:
        yield Load(id="load")

    def _fill(self) -> None:
        self.table.columns = self.columns()
        super()._fill()
        if self.listing:
            self.query_one(Load).show(self._load, self.listing.today)

    def _booked(self, row: ReviewLine) -> Cell:
        if row.booked is None:
            return ("not booked", "today" if row.clock in ("overdue", "today", "soon") else "muted")
        said, _ = day_cell(row.booked, self.today)
        return (f"{said} !", "late") if row.limit and row.booked > row.limit else (said, "")

    def _prepared(self, row: ReviewLine) -> Cell:
        return (row.ticks.replace("-", "·"), "")

    def _what(self, row: ReviewLine) -> Cell:
        return (f"{row.what}, inferred" if row.inferred else row.what, "")

    async def do_more(self) -> None:
        self.held = not self.held
        await self.reload()
        self.iro.say("Reviews held, the latest first. > shows those coming up." if self.held else "Reviews coming up.")


def _took_part(row: ReviewLine) -> Cell:
    """How the child took part, by its code and in words."""
    code = row.participation or ""
    return (f"{code} {codes.PARTICIPATION.get(code, '')}", "") if code else NOTHING
