"""The headings of somebody's own list: which line they are, and how two of them say together what a column is.

Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from iro_tui.exchange.headings import PAPERWORK, by_name, known_heading
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.sheet_page import beside_booking, letters
from iro_tui.exchange.tables import AsWritten

WHO = frozenset({"ref", "initials"})
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE)
"""Which of several a column is, below what they are: `1st`, `2nd` below `Reviews`."""
_OF_WHOM = WHO | {"born"}
"""What may be said of a child below a group that is called so: `Child` over initials, reference, date of birth."""
CONFERENCE = re.compile(r"\b(?:[ir]?cpc|conf\w*|cp)\b", re.IGNORECASE)
_BARE = frozenset({"booked", "booking", "booked date", "date booked", "booked for", "date held", "held on"}) | {
    *("last held", "due", "due by", "due date", "date due", "must be held by", "latest date", "by", "planned"),
    *("arranged", "meeting date", "date of meeting"),
}
"""Headings of a day that do not name what it is of."""
_OF_REVIEWS = frozenset({"review", "reviews", "lac", "cla", "cic", "statutory", "meeting", "meetings", "iro"}) | {
    *("date", "dates", "details"),
}
"""What a group of columns is called that is of reviews, or of nothing else."""
_ENOUGH = 2


def names_in(cells: Sequence[str]) -> tuple[int, int]:
    """How many things a line names, by their names and by their words too: a group's heading may be such a word."""
    return len({by_name(cell) for cell in cells} - {""}), len({known_heading(cell) for cell in cells} - {""})


def is_heading_of_list(cells: Iterable[str]) -> bool:
    """Whether these name the child, and something that is told of it."""
    names = {known_heading(cell) for cell in cells} - {""}
    return len(names) >= _ENOUGH and bool(names & WHO)


def _name(words: str) -> str:
    return known_heading(words) or beside_booking(words)


def two_lines(cells: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """Headings of two lines, the upper one over several columns: `Review` over `last` and `booked`.

    Where the lower line alone names something, it is what it says; but `Booked` and such name no meeting of their own:
    below a group of another thing, as the mid-point, they are no review's.
    """
    if not any(cell.strip() for cell in above[1:]):
        return tuple(cells)  # a title stands over all of it, or nothing
    group, joined = "", []
    for at, cell in enumerate(cells):
        group = cell_value(above[at]) if at < len(above) and above[at].strip() else group
        whole = f"{group} {cell}".strip()
        if _name(cell) and not _name(whole) and not (group and _is_of_group(cell, group)):
            group = ""  # what a group stands over ends where a column speaks for itself
            whole = cell
        joined.append(whole)
    return tuple(joined)


def _is_of_group(cell: str, group: str) -> bool:
    """Whether a heading of a day says nothing of a review where it stands below a group's."""
    if {*letters(group).split()} <= _OF_REVIEWS:
        return False
    return letters(cell) in _BARE or (known_heading(cell) in PAPERWORK and bool(CONFERENCE.search(group)))


def with_line_below(headings: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """The headings with those of a second line, where the first names the child and spreads words over several columns.

    Empty where the line below is none: it tells of a child, or its words name nothing more.
    """
    wide = max(len(headings), len(below))
    upper, lower = ([*line, *[""] * (wide - len(line))] for line in (headings, below))
    of_child = any(
        cell and known_heading(over) in WHO and known_heading(cell) not in _OF_WHOM
        for over, cell in zip(upper, lower, strict=True)
    )
    if of_child or any(sign.isdigit() for cell in lower if not _ORDINAL.fullmatch(cell) for sign in cell):
        return ()
    joined = two_lines(lower, upper)
    joined = tuple(j if u or c else "" for j, u, c in zip(joined, upper, lower, strict=True))
    return joined if names_in(joined) > names_in(upper) or _spreads(upper, lower) else ()


def _spreads(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a heading stands over several columns: words below it, and below the blank behind it."""
    places = range(1, len(upper))
    return any(upper[at - 1] and lower[at - 1] and lower[at] and not upper[at] for at in places)


class _Headings(AsWritten):
    """Of one line or of two, as in a workbook."""

    def over(self, above: Sequence[str], named: Sequence[str]) -> list[str]:
        return list(two_lines(named, above))

    def goes_below(self, named: Sequence[str], below: Sequence[str]) -> bool:
        return is_heading_of_list(below) and names_in(named) < names_in(below)

    def with_below(self, named: Sequence[str], below: Sequence[str]) -> Sequence[str]:
        return with_line_below(named, below)


LAYOUT = _Headings({}, is_heading_of_list)
