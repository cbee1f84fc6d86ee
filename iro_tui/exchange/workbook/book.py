"""What a workbook holds, whatever wrote it: sheets, their rows, and what cells are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Cell = str | float | bool | datetime | None
"""What stands in a cell: text, a number, yes or no, a date of the spreadsheet's own, or nothing."""

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 54_788
"""1950 to 2049, as a spreadsheet counts days."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row with anything in it: its number as the spreadsheet shows it (from 1), and its cells from the first on."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Grid:
    """One sheet."""

    name: str
    hidden: bool = False
    lines: list[GridLine] = field(default_factory=list)
    unsaved: dict[int, set[int]] = field(default_factory=dict)
    """By row the places (from 0) of formulas that were saved without their value."""
    fills: dict[int, dict[int, str]] = field(default_factory=dict)
    """By row and place the colour behind a cell: six hex digits."""


@dataclass(slots=True)
class Workbook:
    """A workbook: its sheets in order, and whether it counts days from 1904."""

    grids: list[Grid] = field(default_factory=list)
    from_1904: bool = False

    def day_of(self, serial: float) -> date | None:
        """The day that a bare number means where a date is wanted; None where it can be none."""
        shift = 1462 if self.from_1904 else 0
        if not _FIRST_SERIAL <= serial + shift <= _LAST_SERIAL:
            return None
        return (_EPOCH_1904 if self.from_1904 else _EPOCH_1900) + timedelta(int(serial))


def number_text(value: float) -> str:
    """A number as a person would write it: `1761444`, not `1761444.0`."""
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)


def text_of(cell: Cell) -> str:
    """What a cell says, as text; a date as yyyy-mm-dd, its time of day left out."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return number_text(cell) if isinstance(cell, int | float) else cell
