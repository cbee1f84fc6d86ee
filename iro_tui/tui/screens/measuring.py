"""How wide the columns of a list are on a screen: as wide as what stands in them, and no gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.cells import cell_len

from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.lists.kinds import BOOKED, CHILD, CLOCK, NUMBERS, SERIES, TRAIL, USED, WHEN
from iro_tui.tui.widgets.table import Cell

NEVER_CUT = (BOOKED, CHILD, CLOCK, SERIES, TRAIL, USED, WHEN)
"""Kinds of values that are never cut: digits or letters lost from their end mislead."""
WIDEST = 44
"""Cells that even those take at most."""
WORDIEST = 20
"""Cells that a column of words takes at most which does not take what is left."""
LOOKED_AT = 400
"""Rows whose words say how wide a column of words is to be; what is cut of the others is whole beside the list."""
OUTLIER = 6
"""Cells by which the longest may be longer than nearly all others, and still be given them on a narrow screen."""
MOST = 0.9
"""The share of the values that a column wants to show whole before another has more than it needs."""


@dataclass(frozen=True, slots=True)
class Widths:
    """By column the cells it takes; of one that takes what is left those it wants for most values, and for all."""

    sizes: dict[str, int] = field(default_factory=dict)
    wants: dict[str, tuple[int, ...]] = field(default_factory=dict)
    floors: dict[str, int] = field(default_factory=dict)
    """By column of words the cells of that which no screen cuts."""
    reference: int = 0
    """Cells of nearly every reference, with a flag: one that is much longer than all others loses its middle."""
    narrow: dict[str, int] = field(default_factory=dict)
    """By column the cells it takes on a narrow screen."""
    named: bool = False
    """Whether names were shown, whose cells these are then."""


def measured(
    columns: Iterable[Column[Any]], rows: Sequence[Any], cell_in: Callable[[Column[Any]], Any], widths: Widths
) -> Widths:
    """The widths of columns over rows, beside what is known; `cell_in` gives what draws a column's cells."""
    for column in columns:
        whole = column.kind in NEVER_CUT or column.close
        if not column.width or not (whole or column.kind.flexible):
            continue
        cell: Callable[[Any], Cell] = cell_in(column)
        texts = [cell(row)[0] for row in rows[: None if whole else LOOKED_AT]]
        sizes = sorted(cell_len(text.lstrip() if column.kind in NUMBERS else text) for text in texts)
        longest = max([cell_len(column.title), *sizes[-1:]])
        if column.flex:
            if column.keeps and (kept := max([cell_len(column.keeps(row)) for row in rows], default=0)):
                widths.floors[column.key] = kept + 1  # and the sign that more is cut
            widths.wants[column.key] = (sizes[min(len(sizes) - 1, int(len(sizes) * MOST))] if sizes else 0, longest)
        else:
            widths.sizes[column.key] = min(WIDEST if whole else WORDIEST, longest)
            if column.kind is CHILD and longest > (usual := most(sizes) + OUTLIER):
                widths.narrow[column.key] = usual
    return widths


def whole_for_most(sizes: Sequence[int]) -> int:
    """The cells of the longest; where that is much longer than nearly all others, of those."""
    longest, usual = max(sizes, default=0), most(sizes)
    return longest if longest <= usual + OUTLIER else usual


def most(sizes: Sequence[int]) -> int:
    """The cells in which nearly all of so many are whole."""
    ordered = sorted(sizes)
    return ordered[min(len(ordered) - 1, int(len(ordered) * MOST))] if ordered else 0
