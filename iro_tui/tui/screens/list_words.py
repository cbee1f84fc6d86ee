"""What a list on a screen says: its columns, as wide as they must be, its headings, and whom a row is about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len

from iro_tui.caseload.lists.kinds import CHILD, NUMBERS
from iro_tui.caseload.who import Who
from iro_tui.tui.screens.acting import Acting
from iro_tui.tui.screens.cells import ABSENT, cell_of
from iro_tui.tui.screens.measuring import Widths, measured, whole_for_most
from iro_tui.tui.text import FLAG, child_fitted, fitted, parts_fitted
from iro_tui.tui.widgets.table import Cell, Table, TableColumn

if TYPE_CHECKING:
    from iro_tui.caseload.counted import Strip
    from iro_tui.caseload.lists.base import Column, List

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """What a list shows, as read in one go."""

    rows: tuple[R, ...]
    strip: Strip
    today: date
    kept: frozenset[str] | None
    """The children that pass the named filters; None: no filter is on."""
    described: str
    """The named filters in words."""
    widths: Widths
    """How wide the columns are over these rows."""


class ListWords(Acting, Generic[R]):
    """A list of the program as a screen words it."""

    def __init__(self, shown: List[R, ...], tab: str = "") -> None:
        super().__init__()
        self.list = shown
        self.tab = tab or shown.id
        """The command that goes to this screen, or to that which it was opened from."""
        self.view = shown.views[0]
        self.listing: Listing[R] | None = None
        self._table: Table[R] | None = None

    def columns(self) -> Sequence[TableColumn[R]]:
        rows = self.listing.rows if self.listing else ()
        return [self._column(column) for column in self.list.shown(self.view.value, rows) if column.width]

    def _column(self, column: Column[R]) -> TableColumn[R]:
        widths = self.listing.widths if self.listing else Widths()
        floor, wants = widths.floors.get(column.key, 0), widths.wants.get(column.key, ())
        width = max(floor, widths.sizes.get(column.key, column.width))
        # A name gives way where columns would be lost, a reference does not.
        least = widths.reference if column.kind is CHILD else 0
        draw = self._draws(column, self.today)
        if column.close and column.kind in NUMBERS:  # right in what the longest takes
            draw = _right(draw, width)
        return TableColumn(
            column.key, column.title, width, draw, column.flex, wants, floor, column.if_room,
            column.from_width, column.to_width, column.order, least, column.close,
            child_fitted if column.kind is CHILD else parts_fitted if column.keeps_end else fitted,
            widths.narrow.get(column.key, 0), column.keeps_end,
        )  # fmt: skip

    def _draws(self, column: Column[R], today: date) -> Callable[[R], Cell]:
        """What draws the cells of a column."""
        return self.child_cell if column.kind is CHILD else lambda row: self._cell(column, row, today)

    def _cell(self, column: Column[R], row: R, today: date) -> Cell:
        return cell_of(column, self.told(row), today)

    def measured(self, rows: Sequence[R], today: date) -> Widths:
        """How wide what stands in the columns is; of thousands of rows that is worked out in the store thread."""
        reference = whole_for_most([cell_len(self.child_cell(row, names=False)[0]) for row in rows])
        known = Widths(reference=reference, named=self.iro.names)
        shown = self.list.shown(self.view.value, rows)
        return measured(shown, rows, lambda column: self._draws(column, today), known)

    def told(self, row: R) -> R:
        """A row as it is read now: what says who a child is only while names are shown."""
        return self.list.opened(row) if self.list.opened and self.iro.names else row

    def key(self, row: R) -> Hashable:
        return self.list.key(row)

    def group(self, row: R) -> str:
        """The heading a row stands under; empty: no headings."""
        return self.list.heading(row, self.today, self.view.value) if self.list.heading else ""

    def target(self, row: R) -> Who | None:
        """The child a row is about; None for a task that concerns no child."""
        return self.list.who(row)

    def _child_id(self, row: R) -> str:
        target = self.target(row)
        return target.child_id if target else ""

    def child_cell(self, row: R, *, names: bool = True) -> Cell:
        """The child by reference, with the officer's own flag; the name behind it while names are shown."""
        who = self.target(row)
        if who is None:
            return ABSENT[CHILD]
        flag = f" {FLAG}" if who.flagged else ""
        return (f"{who.ref}{flag} {who.name}".rstrip() if names and self.iro.names else f"{who.ref}{flag}", "")

    @property
    def table(self) -> Table[R]:
        if self._table is None:  # asked for at every key and for every hint
            self._table = self.query_one("#rows", Table)
        return self._table

    @property
    def today(self) -> date:
        return self.listing.today if self.listing else date.min


def _right(draw: Callable[[R], Cell], width: int) -> Callable[[R], Cell]:
    """The same cells, right in so many."""

    def drawn(row: R) -> Cell:
        words, colour = draw(row)
        return words.strip().rjust(width), colour

    return drawn
