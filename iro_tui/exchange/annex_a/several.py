"""Of several rows that tell one time in care, in one sheet or in two, the one of which each fact is taken.

What began later stands before what began earlier; where nothing tells which that is, the row of the sheet whose word
counts, which comes last. What does not stand is said. Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from iro_tui.exchange.annex_a.meanings import code_of
from iro_tui.exchange.complaints import Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.extract import PeriodFact

_IN_CARE = ("REVIEW", "IRO_CONTACT", "STATUS_START", "PLACE_START")
"""Days on which something was done that is done in care alone."""


def latest(rows: Sequence[Row], column: str, began: str, today: date) -> Row:
    """The row of a code that stands: with the latest day since when it does, of those that can be read."""
    day = {id(row): _up_to(today, row.get(began)) for row in rows}
    filled = [row for row in rows if row.get(column)] or rows
    read = [row for row in filled if code_of(row.get(column), column)] or filled
    return max(reversed(read), key=lambda row: day[id(row)] or date.min)


def otherwise(rows: Sequence[Row], standing: Row, column: str, began: str = "") -> Iterator[tuple[Row, str]]:
    """The rows that tell another code than the one that stands, or another day of it; each with its column."""
    code = code_of(standing.get(column), column)
    for row in rows:
        other = code_of(row.get(column), column)
        if other and other != code:
            yield row, column
        elif other and row.get(began) and standing.get(began) and row.get(began) != standing.get(began):
            yield row, began


def ended(telling: Sequence[tuple[PeriodFact, Row]], today: date) -> tuple[PeriodFact, list[Row]]:
    """The time in care as it stands, and the rows that tell its end otherwise.

    An end stands before none, the later before the earlier; none of them where a row without an end tells of a day
    after it on which the child was still in care.
    """
    period = max(
        reversed([each for each, _ in telling]), key=lambda each: (each.ended or date.min, bool(each.end_reason))
    )
    if period.ended:
        goes_on = [each for each, row in telling if each.ended is None and _newest(row, today) > period.ended]
        period = goes_on[-1] if goes_on else period
    return period, [row for each, row in telling if _differ(each, period)]


def _differ(one: PeriodFact, other: PeriodFact) -> bool:
    return one.ended != other.ended or bool(one.end_reason and other.end_reason and one.end_reason != other.end_reason)


def _newest(row: Row, today: date) -> date:
    return max((day for name in _IN_CARE if (day := _up_to(today, row.get(name)))), default=date.min)


def _up_to(today: date, text: str) -> date | None:
    day = parse_day(text)
    return day if day and day <= today else None
