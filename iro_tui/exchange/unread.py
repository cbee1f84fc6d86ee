"""What a file holds and nobody reads: columns and sheets, so that none passes without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from iro_tui.exchange.complaints import Complaints
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.workbook.book import Cell, Grid, text_of

UNKNOWN_COLUMN = (
    "The heading of this column is not known, so nothing in it was used. If it holds what is needed, give it the "
    "heading that `iro request` names."
)
NOT_NEEDED = "Not needed here, and not read. Nothing to do."
UNKNOWN_SHEET = (
    "No heading on this sheet is known, so nothing on it was used. If it holds what is needed, give its columns the "
    "headings that `iro request` names."
)
UNREAD_HIDDEN = "This sheet is hidden, so nothing on it was used. If it is wanted, show it in the workbook and save it."
NO_VALUE = "A formula was saved without its result; the cell was left blank. Open the workbook and save it anew."
_FEWEST_ROWS, _FEWEST_CELLS = 2, 3
"""From how many rows of how many cells on a sheet holds data, and is no cover and no guidance."""


def holds_data(grid: Grid) -> bool:
    """Whether a sheet is a table with rows below a heading."""
    wide = (sum(bool(_text(cell)) for cell in line.cells) >= _FEWEST_CELLS for line in grid.lines)
    return sum(wide) >= _FEWEST_ROWS


def filled(headings: Sequence[str], lines: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[int]:
    """The places of the columns in which anything stands below a heading."""
    rows = list(lines)
    for at, heading in enumerate(headings):
        if heading and any(at < len(cells) and _text(cells[at]) for _, cells in rows):
            yield at


def tell_sheets(file: str, grids: Iterable[Grid], complaints: Complaints) -> None:
    """Tell of the sheets that are not read though they hold data."""
    for grid in grids:
        if holds_data(grid):
            message = UNREAD_HIDDEN if grid.hidden else UNKNOWN_SHEET
            complaints.about_file(file, message, field=cell_value(grid.name)[:60] or "sheet")


def _text(cell: Cell) -> str:
    return "" if cell is None else cell_value(text_of(cell))
