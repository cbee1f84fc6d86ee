"""Each child's date of birth: one of each return, the latest return's where they differ.

Two births under one identifier in one return may be two children whose numbers were mixed up, so neither is believed.
In two successive returns it is a correction (an age assessment). Source: domain reference 2.2 (INT17), 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from iro_tui.domain.calendar import age_on
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.returns import Return
from iro_tui.exchange.ssda903.tables import HEADER

OLDEST = 30
"""A child of a return is at most in the early twenties (care leavers); beyond this age the date is wrong."""


def why_not_born(day: date, today: date) -> str | None:
    """What is wrong with a date of birth: it would end periods at 18, or throw reviews out. None where nothing is."""
    if day > today:
        return words.DOB_FUTURE
    return words.DOB_LONG_AGO if age_on(day, today) >= OLDEST else None


Birth = tuple[date, Row]


@dataclass(slots=True)
class Births:
    """By child the day of birth and the row that tells it; and the children refused for having two."""

    of: dict[str, Birth] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def settle_births(returns: Sequence[Return], today: date, complaints: Complaints) -> Births:
    """The births that returns tell, in the order in which a later one rules.

    A child with two in one return is left out of that return, with all rows, and told of once.
    """
    births = Births()
    for each in returns:
        of_return, two = _births_in(each, today)
        for row, message in two.values():
            complaints.about(row, message, "DOB")
        if two:
            each.leave_out(two)
            births.refused |= two.keys()
        for ref, tellings in of_return.items():
            for born, row in tellings if ref not in two else ():
                before = births.of.get(ref)
                if before is not None and before[0] != born:
                    complaints.differ(before[1], row, words.DOB_CORRECTED, "DOB")
                births.of[ref] = (born, row)
    return births


def _births_in(each: Return, today: date) -> tuple[dict[str, list[Birth]], dict[str, tuple[Row, str]]]:
    """By child the births a return tells, the one that counts last; and of whom it tells two, with the row that does.

    The Header's counts. Two Header files that lie beside each other may be of two years: what the second tells
    otherwise is a correction.
    """
    headers: dict[str, dict[tuple[int, str], Birth]] = {}
    others: dict[str, Birth] = {}
    two: dict[str, tuple[Row, str]] = {}
    for ref, born, row in _told(each.rows.get(HEADER, ()), today):
        in_file = headers.setdefault(ref, {}).setdefault(row.source, (born, row))
        if in_file[0] != born:
            two.setdefault(ref, (row, words.DOB_DIFFERS))
    for table, rows in each.rows.items():
        for ref, born, row in _told(rows, today) if table is not HEADER else ():
            in_header = headers.get(ref)
            if in_header is not None:
                if all(day != born for day, _ in in_header.values()):
                    two.setdefault(ref, (row, words.DOB_NOT_HEADERS))
            elif others.setdefault(ref, (born, row))[0] != born:
                two.setdefault(ref, (row, words.DOB_DIFFERS))
    of_others = {ref: [birth] for ref, birth in others.items()}
    return of_others | {ref: list(of_file.values()) for ref, of_file in headers.items()}, two


def _told(rows: Iterable[Row], today: date) -> Iterator[tuple[str, date, Row]]:
    """Child, day and row, of each row with a date of birth that can be one."""
    for row in rows:
        born = parse_day(row.get("DOB"))
        if born is not None and why_not_born(born, today) is None:
            yield row.get("CHILD"), born, row
