"""Whether days of a list are worked out by its sheet from other days: a limit that a formula gives is no booking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.exchange.dates import day_in_order

_ENOUGH = 3
"""In how many rows it has to be seen."""
_MONTHS: Mapping[int, str] = {6: "six months", 3: "three months"}
_DAYS = (180, 182, 183, 184, 91, 90, 28)
_WORKING = 20


def rule_of(rows: Iterable[tuple[Sequence[str], str]]) -> str:
    """How the last days of rows follow from the latest of those before, in words with the count; empty if not.

    Nine of ten days have to; one with a time or a place beside it was booked by somebody. `TBC` is no day.
    """
    office = WorkingCalendar()
    rules = []
    for cells, last in rows:
        day = _day(last)
        before = [each for cell in cells if (each := _day(cell)) and day and each < day]
        if any(sign.isdigit() for sign in last):
            rules.append(frozenset(_rules(max(before), day, office)) if before and day else frozenset[str]())
    many = sum(map(bool, rules))
    if many < _ENOUGH or many * 10 < len(rules) * 9:
        return ""
    counts = Counter(rule for each in rules for rule in sorted(each))
    return f"{counts.most_common(1)[0][0]} after the day before in {many} of {len(rules)} rows"


def _day(text: str) -> date | None:
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
