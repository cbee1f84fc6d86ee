"""Today with the week under its list, on a screen that has room for it: Tab goes in, and a row's keys act there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widget import Widget

from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.lists.week import FREE, WEEK, WeekLine, week_words, weeks_to
from iro_tui.caseload.today_words import THIS_WEEK, heading_of, week_shown
from iro_tui.caseload.who import Who
from iro_tui.tui import commands
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.table import Table
from iro_tui.tui.widgets.week_strip import CELLS_FROM, LINES_FROM, WeekStrip

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.domain.duty import Duty


class TodayWithWeek(ListScreen[DutyLine]):
    """The list of Today and, under it, the week that it shows as days."""

    VERTICAL_BREAKPOINTS = [(0, "-flat"), (14, "-tall"), (LINES_FROM, "-high")]  # noqa: RUF012 -- an instance variable there

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._strip: WeekStrip | None = None
        self._week: tuple[WeekLine, ...] | None = None
        """The entries of the week; None where there was no room for them when the rows were read."""

    def body(self) -> Iterator[Widget]:
        for part in super().body():
            if isinstance(part, Table):
                yield Vertical(part, WeekStrip((), key=lambda row: row.key, id="week"), id="listed")
            else:
                yield part

    @property
    def week(self) -> WeekStrip:
        if self._strip is None:
            self._strip = self.query_one("#week", WeekStrip)
        return self._strip

    @property
    def _has_room(self) -> bool:
        return self.app.size.width >= CELLS_FROM and self.app.size.height >= LINES_FROM

    # Reading

    def read(self, session: Session) -> Iterable[DutyLine]:
        weeks = weeks_to(week_shown(session.today)[1], session.today)
        self._week = session.lines(WEEK, weeks) if self._has_room else None
        return super().read(session)

    def _reads(self, own: frozenset[str]) -> frozenset[str]:
        return super()._reads(own) | (WEEK.reads or frozenset() if self._week is not None else frozenset())

    def on_resize(self) -> None:
        if self.listing and self._has_room and self._week is None:
            self.start(self.reload, "reload")

    def _fill(self) -> None:
        rows, table = self._week or (), self.table
        if self.listing and isinstance(table, FoldingTable):
            heading = heading_of(THIS_WEEK, self.today, self.view.value)
            # Its days stand below: above them a line is enough, until somebody opens it.
            table.shut = (heading,) if rows and self._has_room else ()
            week, is_new = self.week, not self.week.rows
            week.today = self.today
            week.title = f"{heading.upper()}   {week_words(rows, self.today)}"
            week.show(rows)
            if is_new and rows:
                week.first(self.today)
        super()._fill()

    # Acting on the entry under the cursor

    @property
    def entry(self) -> WeekLine | None:
        """The entry of the week one is on; None while one is in the list."""
        return self.week.row if self.is_mounted and self.week.has_focus else None

    def chosen_rows(self) -> list[DutyLine]:
        return [] if self.entry else super().chosen_rows()

    def targets(self) -> Sequence[Who]:
        entry = self.entry
        return ([entry.who] if entry.who else []) if entry else super().targets()

    def duties(self) -> Sequence[tuple[str, Duty]]:
        entry = self.entry
        return ([(entry.child_id, entry.duty)] if entry.duty else []) if entry else super().duties()

    @property
    def row_here(self) -> Any:
        return self.entry or super().row_here

    def why_not(self, command: commands.Command) -> str | None:
        entry = self.entry
        if entry and entry.kind == FREE and command.id in ("book", "open"):
            return None
        return (
            "Several rows are marked in the list above." if entry and command.id == "mark" else super().why_not(command)
        )

    def why_no_child(self) -> str:
        entry = self.entry
        return "This hour is free: b books a review there." if entry and entry.kind == FREE else super().why_no_child()

    async def do_book(self) -> None:
        from iro_tui.tui.screens.week import book_in

        entry = self.entry
        if entry and entry.kind == FREE:
            await book_in(self, entry)
        else:
            await super().do_book()

    async def show_week(self, weeks: int) -> None:
        """Go to the page of a week, by how many it lies ahead."""
        from iro_tui.tui.screens.week import show_week

        await show_week(self.iro, weeks)
