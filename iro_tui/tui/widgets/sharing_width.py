"""How the columns of a list share the cells of a line: which show, and what takes those that none has to itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len

if TYPE_CHECKING:
    from iro_tui.tui.widgets.table import Cell, TableColumn

R = TypeVar("R")
GUTTER = 2
"""Cells before the first column: the cursor's sign and the mark."""

NARROW = 100
"""Cells of a list below which it is a narrow one: half a screen, or one with a pane beside it."""
NAMED = 10
"""Cells of a name, behind its reference, that stay before words give way to it."""
SHORTEST = 6
"""Cells that a column of words keeps where others need more than there is."""


def shared(
    fewest: Sequence[int], wants: Sequence[tuple[int, ...]], spare: int, floors: Sequence[int] = ()
) -> list[int]:
    """The cells of columns that share what is left: first as most values want it, then all of them, then evenly.

    Below nothing too: where a reference needs more than usual, words give way, never it; down to what each never gives
    up, a day or so (`floors`; 0: a few letters).
    """
    sizes = list(fewest)
    if spare < 0 or not sizes:
        least = [min(size, floor or SHORTEST) for size, floor in zip(sizes, floors or [0] * len(sizes), strict=True)]
        lacking = -spare
        while lacking > 0 and (giving := [n for n, size in enumerate(sizes) if size > least[n]]):
            share = -(-lacking // len(giving))
            gives = [min(share, sizes[n] - least[n]) for n in giving]
            for n, cells in zip(giving, gives, strict=True):
                sizes[n] -= cells
            lacking -= sum(gives)
        return sizes
    for step in range(max(map(len, wants))):
        while hungry := [n for n, want in enumerate(wants) if step < len(want) and sizes[n] < want[step]]:
            if spare <= 0:
                return sizes
            for n in hungry[:spare]:
                sizes[n] += 1
            spare -= len(hungry[:spare])
    share, odd = divmod(spare, len(sizes))
    return [size + share + (n < odd) for n, size in enumerate(sizes)]


def laid_out(columns: Sequence[TableColumn[R]], width: int) -> tuple[bool, list[tuple[TableColumn[R], int]]]:
    """The columns that show in a width, each with its cells; and whether there is too little room for all."""
    full = {column.key: column.width for column in columns if column.least}
    if width < NARROW:
        columns = [replace(column, width=column.narrow) if column.narrow else column for column in columns]
    # What comes in where there is room comes in after the names have theirs.
    more = sum(column.width - column.least for column in columns if column.least)
    room = width - more
    wanted = [c for c in columns if c.shows_from <= max(room, 0) and (not c.shows_to or room < c.shows_to)]
    left = width - GUTTER - sum(column.width + 2 - column.close for column in wanted if not column.if_room)
    shown = []
    for column in wanted:
        if column.if_room:
            if left < column.width + 2:
                continue
            left -= column.width + 2
        shown.append(column)
    spare = width - GUTTER - sum(column.width + 2 for column in shown)
    tight = spare < 0
    if tight:
        spare += sum(column.close for column in shown)
    flexible = [column for column in shown if column.flex]
    for at, column in enumerate(shown):  # of a long name most is enough, where words would be left with a few letters
        gives = min(-spare, column.width - column.least - NAMED) if column.least and flexible else 0
        if gives > 0:
            shown[at] = replace(column, width=column.width - gives)
            spare += gives
    # A name that is much longer than the others is whole all the same, in cells that nothing else wants.
    unwanted = spare - sum(max(0, max(column.wants, default=0) - column.width) for column in flexible)
    for at, column in enumerate(shown):
        more = min(full.get(column.key, 0) - column.width, unwanted)
        if more > 0:
            shown[at] = replace(column, width=column.width + more)
            spare, unwanted = spare - more, unwanted - more
    fewest, floors = [column.width for column in flexible], [column.floor for column in flexible]
    sizes = shared(fewest, [column.wants for column in flexible], spare, floors)
    flexed = {column.key: size for column, size in zip(flexible, sizes, strict=True)}
    lacking = sum(sizes) - sum(column.width for column in flexible) - spare
    laid = []
    for column in shown:
        size = flexed.get(column.key, column.width)
        less = max(0, min(lacking, size - column.least)) if column.least else 0
        lacking -= less
        laid.append((column, size - less))
    return tight, laid


def leant(laid: Sequence[tuple[TableColumn[R], int]], cells: Sequence[Cell]) -> list[int]:
    """The cells of each column in a line: what is too long begins in those that the one before leaves blank."""
    sizes = [size for _, size in laid]
    for at, (column, size) in enumerate(laid):
        words = cells[at][0]
        if column.leans and at and cell_len(words) > size:
            room = size + max(0, sizes[at - 1] - cell_len(cells[at - 1][0]))
            more = max(0, cell_len(column.fit(words, room).rstrip()) - size)
            sizes[at - 1] -= more
            sizes[at] += more
    return sizes
