"""The lines of a list whose groups fold: how many each group has, and what a line that is no row says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LEAST = 3
"""Lines that a group keeps while others open: its heading, a row, and what is left."""


class HeadLine(NamedTuple):
    """A line that is no row: a group's heading, or what is left of it."""

    group: str
    words: str
    beside: str = ""
    rest: bool = False
    """Whether it stands for rows that are not shown."""
    note: str = ""
    """What is said beside a heading, folded or not."""
    first: int = -1
    """Of a line for rows that are not shown: the number of the first."""


class GroupPart(NamedTuple):
    """A group: its heading and the numbers of its rows."""

    group: str
    rows: range
    folds: bool
    kept: frozenset[int]
    """The numbers of those that are shown whenever any of it is."""


def lines_for(sizes: Sequence[tuple[int, bool, int]], height: int) -> list[int]:
    """How many lines each group has, by its rows, whether it folds, and how many of them are kept in sight.

    From the top each opens as far as the lines reach, less the fewest that those after it keep.
    """
    least = [size + 1 if not folds else min(size + 1, max(LEAST, kept + 2)) for size, folds, kept in sizes]
    if sum(least) > height:
        least = [size + 1 if not folds else min(size + 1, kept + 2) if kept else 1 for size, folds, kept in sizes]
    rooms, left = [], height - sum(least)
    for (size, folds, _), fewest in zip(sizes, least, strict=True):
        wanted = size + 1
        more = max(0, min(left, wanted - fewest)) if folds else 0
        if fewest == 1 and 0 < more < LEAST - 1 and wanted > fewest + more:
            more = 0  # a heading and a line for the rest would show no row
        rooms.append(fewest + more)
        left -= more
    return rooms


def named(heading: str) -> str:
    """A heading without its number."""
    return heading.partition("  ")[0]
