"""Whether days of a list are worked out by its sheet from other days: a limit that a formula gives is no booking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.exchange.dates import day_in_order

_ENOUGH = 3
"""In how many rows it has to be seen."""
_MONTHS: Mapping[int, str] = {6: "six months", 3: "three months"}
_DAYS = (180, 182, 183, 184, 91, 90, 28)
_WORKING = 20


class Followed(NamedTuple):
    """How many of the days of a column follow from a day before them, and by which rule most of them do."""

    many: int
    days: int
    rule: str


def rule_of(rows: Iterable[tuple[Sequence[str], str]]) -> str:
    """How the last days of rows follow from the latest of those before, in words with the count; empty if not.

    Nine of ten days have to; one with a time or a place beside it was booked by somebody. `TBC` is no day.
    """
    each = followed(rows)
    if each.many < _ENOUGH or each.many * 10 < each.days * 9:
        return ""
    return f"{each.rule} in {each.many} of {each.days} rows"


def followed(rows: Iterable[tuple[Sequence[str], str]]) -> Followed:
    """How the last days of rows follow from the latest of those before them in their rows."""
    office = WorkingCalendar()
    rules: list[tuple[str, ...]] = []
    for cells, last in rows:
        day = plain_day(last)
        before = [each for cell in cells if (each := plain_day(cell)) and day and each < day]
        if any(sign.isdigit() for sign in last):
            rules.append(tuple(_rules(max(before), day, office)) if before and day else ())
    counts = Counter(rule for each in rules for rule in each)
    rule = f"{counts.most_common(1)[0][0]} after the day before" if counts else ""
    return Followed(sum(map(bool, rules)), len(rules), rule)


def plain_day(text: str) -> date | None:
    """The day that a cell is, with no time and no place behind it."""
    return day_in_order(text) if " " not in text and ":" not in text else None


def _rules(first: date, second: date, office: WorkingCalendar) -> Iterator[str]:
    for months, words in _MONTHS.items():
        if add_months(first, months) - second in (timedelta(0), timedelta(1)):
            yield words
    days = (second - first).days
    if days in _DAYS:
        yield f"{days} days"
    if office.is_working_day(second) and office.between(first, second) == _WORKING:
        yield f"{_WORKING} working days"
