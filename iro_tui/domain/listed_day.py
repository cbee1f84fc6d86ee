"""Days as they stand in somebody's own list, where nobody is at hand to be asked: which of them are beyond doubt.

A person who types `12` or `tue` sees at once what day is meant; in a list only a day with its month counts. Two days in
one cell, or one without its year that lies far off, are for a person to say. Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_day import Lean, NotADay, read_day

FAR = 270
"""Days from today beyond which a day without its year may be of another one: reviews are six months apart."""
_NAMES = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}(?P<mark> ?[/.-] ?)(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?(?![\d/]|[.-]\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:[ -]of)?[ -]?{_NAMES}\.?"
    r"(?:,?[ '-]{1,2}(?P<named_year>\d{4}|\d\d(?![:.\d]| ?[ap]m)))?"
    rf"|{_NAMES} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?P<after>\d{{4}}))?)(?![A-Za-z])",
    re.IGNORECASE,
)
_MONTHS = 12


class NamedDay(NamedTuple):
    """A day named in a cell: as it stands there, whether with its year, and where it ends."""

    text: str
    has_year: bool
    end: int


def days_named(text: str) -> Iterator[NamedDay]:
    """The days in a cell. `10.30` behind one of them is a time."""
    first = True
    for named in _DAY.finditer(text):
        month, year = named["month"], named["year"]
        is_time = not first and "." in (named["mark"] or "") and len(month or "") > 1
        if month and not year and (is_time or int(month) > _MONTHS):
            continue
        first = False
        has_year = bool(year or named["named_year"] or named["after"]) or named[0][:4].isdecimal()
        yield NamedDay(named[0], has_year, named.end())


class Listed(NamedTuple):
    """What a cell comes to: the days that it may mean, one where there is no doubt, and what stands behind them."""

    days: tuple[date, ...]
    rest: str = ""


_GAINSAID = re.compile(
    r"\?|\b(?:cancel+\w*|not|never|(?:did|was)n.?t|moved?|postponed|put off|re-?(?:scheduled|arranged|booked)|deferred"
    r"|adjourned|abandoned|aborted|inquorate|planned|proposed|provisional(?:ly)?|pencil+ed|tb[abcd]|to be|unconfirmed"
    r"|possibl[ey]|maybe|awaiting|expected|due)\b",
    re.IGNORECASE,
)
_PLACE_OPEN = re.compile(
    r"\b(?:venue|place|time|room|link|location|where)s?:? (?:is )?"
    r"(?:tb[abcd]|to be \w+|not (?:yet )?(?:known|booked))\b",
    re.IGNORECASE,
)


def is_gainsaid(text: str) -> bool:
    """Whether words beside a day say that it was none, or is none yet: `cancelled`, `moved to`, `planned`, `TBC`.

    That the place of a meeting is still open says nothing against its day.
    """
    return _GAINSAID.search(_PLACE_OPEN.sub("", text)) is not None


def listed_days(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> Listed:
    """The days that a cell may mean, none where it names no day with its month."""
    named = list(days_named(text))
    if not named:
        return Listed(())
    rest = text[named[-1].end :].strip(" ,;@")
    if len(named) > 1:
        each = [day for one in named if (day := _read(one.text, today, calendar, "near"))]
        return Listed(tuple(dict.fromkeys(each)), rest)
    [one] = named
    day = _read(one.text, today, calendar, lean)
    if day is None:
        return Listed(())
    if not one.has_year and abs((day - today).days) > FAR:
        other = _read(one.text, today, calendar, "back" if lean == "ahead" else "ahead")
        return Listed(tuple(sorted({day, other or day})), rest)
    return Listed((day,), rest)


def _read(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> date | None:
    try:
        return read_day(text, today, calendar, lean=lean)
    except NotADay:
        return None
