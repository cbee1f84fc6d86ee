"""Dates as files write them, and what a file as a whole tells of the order of day and month."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache

EARLIEST, LATEST = 1950, 2050
"""Years a date in a caseload can lie in; one outside is a slip of the key (0201, 2201)."""

_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_FIGURES = re.compile(
    r"(?:(?P<d>[0-9]{2})(?P<sep>[/-])(?P<m>[0-9]{2})(?P=sep)(?P<y>[0-9]{4})"
    rf"|(?P<iy>[0-9]{{4}})-(?P<im>[0-9]{{2}})-(?P<id>[0-9]{{2}})){_MIDNIGHT}"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_OF = {name[:n]: at for at, name in enumerate(_MONTHS, 1) for n in (3, len(name))} | {"sept": 9}
_DAY, _YEAR, _MONTH = r"(?P<{}>[0-9]{{1,2}})(?:st|nd|rd|th)?", r"(?P<{}>[0-9]{{4}}|[0-9]{{2}})", r"(?P<{}>[a-z]{{3,9}})"
_BETWEEN = r"[ ,./-]{1,2}"
_WORDS = re.compile(
    rf"(?:{_DAY.format('d1')}{_BETWEEN}{_MONTH.format('m1')}\.?{_BETWEEN}{_YEAR.format('y1')}"
    rf"|{_MONTH.format('m2')}\.?{_BETWEEN}{_DAY.format('d2')}{_BETWEEN}(?P<y2>[0-9]{{4}})"
    rf"|(?P<y3>[0-9]{{4}}){_BETWEEN}{_MONTH.format('m3')}\.?{_BETWEEN}{_DAY.format('d3')}){_MIDNIGHT.lower()}"
)


@lru_cache(maxsize=1 << 16)
def parse_day(text: str) -> date | None:
    """The date of dd/mm/yyyy, dd-mm-yyyy, yyyy-mm-dd or of a month in words, also with a time of midnight; else None.

    The day always comes first where both are figures: nothing is guessed. A day or month of one digit beside figures
    is refused, because that is how a spreadsheet set to month-first rewrites a file; `order_of` says what the file as
    a whole tells. A month in words cannot be misread (5 January 2026, 05-Jan-26). Source: domain reference 2, 3.1.
    """
    parts = _FIGURES.fullmatch(text)
    if parts:
        return _date(int(parts["y"] or parts["iy"]), int(parts["m"] or parts["im"]), int(parts["d"] or parts["id"]))
    if len(text) < 8 or not text.isascii():
        return None
    words = _WORDS.fullmatch(text.lower())
    if not words:
        return None
    year, month, day = next((words[f"y{n}"], words[f"m{n}"], words[f"d{n}"]) for n in (1, 2, 3) if words[f"d{n}"])
    # Years of two figures lie between those that can be: 50 is 1950 and 49 is 2049.
    century = 0 if len(year) == 4 else 1900 if int(year) >= EARLIEST % 100 else 2000
    return _date(century + int(year), _MONTH_OF.get(month, 0), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateOrder(Enum):
    """What a date in figures tells of the order in which its file writes day and month."""

    DAY_FIRST = "day first"
    """Proof: the first number is over 12."""
    MONTH_FIRST = "month first"
    """Proof: the second number is over 12, the first is not."""
    EITHER = "either"
    REWRITTEN = "rewritten"
    """Either, and without its zeros: a spreadsheet has written it, in an order of its own."""


_PARTS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})(?:[ T].*)?")


@lru_cache(maxsize=1 << 16)
def order_of(text: str) -> DateOrder | None:
    """What a cell tells of the order of day and month; None where it is no date in figures, or begins with the year.

    One proof decides for a whole file: an order is never decided row by row. Source: domain reference 3.1.
    """
    parts = _PARTS.fullmatch(text)
    if not parts:
        return None
    first, second = int(parts[1]), int(parts[3])
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    if second > 12:
        return DateOrder.MONTH_FIRST
    if first > 12:
        return DateOrder.DAY_FIRST
    return DateOrder.REWRITTEN if len(parts[1]) + len(parts[3]) < 4 and first != second else DateOrder.EITHER


_CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?| \d{1,2}(?:\.\d{2})? ?[ap]\.?m\.?)"
_TYPED = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_TIMED = re.compile(rf"(.+?){_CLOCK}", re.IGNORECASE)


def day_in_order(text: str, *, month_first: bool = False) -> date | None:
    """The date of a cell whose file's order of day and month is settled: also without zeros, with two figures' year.

    The one reader of a cell of a day, of every format. What tells its own order (a month in words, the year first) is
    read as it is. A time of day behind it is dropped; with any other word, or a second day, it is no date: it may have
    been cancelled, moved or only planned.
    """
    timed = _TIMED.fullmatch(text)
    alone = timed[1] if timed else text
    day = None if month_first and _PARTS.fullmatch(alone) else parse_day(alone)
    if day is not None:
        return day
    parts = _TYPED.fullmatch(alone)
    if parts is None:
        return None
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    if len(parts[4]) == 2:
        year += 1900 if year >= EARLIEST % 100 else 2000
    return _date(year, *((first, second) if month_first else (second, first)))
