"""A list in which the arrows also go sideways: one of the row's cells stands in brackets, and keys act on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from iro_tui.text import safe
from iro_tui.tui.widgets.table import Cell, Table

R = TypeVar("R")


class CellTable(Table[R]):
    """A list whose screen says, by the key of a column, which cell of a row the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "sideways(-1)", "Cell before", show=False),
        Binding("right", "sideways(1)", "Cell after", show=False),
    ]

    @dataclass
    class Sideways(Message):
        """The cell before or after is wanted."""

        by: int

    cell_at: Callable[[R], str]
    """The column of the cell that the cursor is on in a row."""

    def action_sideways(self, by: int) -> None:
        self.post_message(self.Sideways(by))

    def _strip(self, cells: Sequence[Cell], look: str, signs: tuple[str, str], width: int) -> Strip:
        """A line; in the one under the cursor the brackets may take the gap after the cell."""
        at = self.cell_at(self.row) if look != "row" and self.row is not None else ""
        place = next((n for n, (column, _) in enumerate(self._layout) if column.key == at), None)
        if place is None:
            return super()._strip(cells, look, signs, width)
        plain = super()._strip(cells, look, signs, width)
        text, colour = cells[place]
        size = self._layout[place][1] + 2
        begins = 2 + sum(size + 2 for _, size in self._layout[:place])
        words = f"[{safe(text) or ' '}]"
        pieces = [Segment(words, self._style(look, colour)), Segment(" " * (size - cell_len(words)), self._style(look))]
        return Strip.join([plain.crop(0, begins), Strip(pieces), plain.crop(begins + size)]).adjust_cell_length(width)
