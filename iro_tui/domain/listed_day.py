"""Days as they stand in somebody's own list, where nobody is at hand to be asked: which of them are beyond doubt.

A person who types `12` or `tue` sees at once what day is meant; in a list only a day with its month counts. Two days in
one cell, a week, a limit (`by 3/4`), or a day without its year that lies far off, are for a person to say. Whatever a
cell of a day is of, it is read here. Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_day import WEEKDAY_WORDS, Lean, NotADay, read_day
from iro_tui.domain.words import day_words

FAR: Mapping[Lean, int] = {"ahead": 183, "back": 270, "near": 183}
"""Days from today beyond which a day without its year may be of another one: reviews are six months apart."""
WORKING = 5
"""Days of a week that a review can be booked on."""
_NAMES = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    r"(?<![\d/.-])(?:\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}(?P<mark> ?[/.-] ?)(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?(?![\d/]|[.-]\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:[ -]of)?[ -]?{_NAMES}\.?"
    r"(?:,?[ '-]{1,2}(?P<named_year>\d{4}|\d\d(?![:.\d]| ?[ap]m)))?"
    rf"|{_NAMES} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?P<after>\d{{4}}))?)(?![A-Za-z\d])",
    re.IGNORECASE,
)
_MONTHS = 12


class NamedDay(NamedTuple):
    """A day named in a cell: as it stands there, whether with its year, and where it ends."""

    text: str
    has_year: bool
    end: int

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.end - len(self.text)


_CELLS = 1 << 12
"""How many cells are kept as they were read: each is looked at several times, and a list repeats its days."""


@lru_cache(_CELLS)
def days_named(text: str) -> tuple[NamedDay, ...]:
    """The days in a cell. `10.30` behind one of them is a time."""
    return tuple(_days_in(text))


def _days_in(text: str) -> Iterator[NamedDay]:
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


_WEEK = re.compile(
    r"\b(?:w/ ?[cbe]|wc|w\. ?c|(?:week|wk)(?: (?:commencing|comm?|of|beginning|beg|starting|ending|c))?)(?![A-Za-z])",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\d|[~<>&]|\b(?:by|before|after|from|since|until|till?|to|approx\w*|about|around|circa|ca?|early|mid|late|end|start"
    r"|beginning|between|either|or|and|not)\b",
    re.IGNORECASE,
)
"""What makes of the day behind it one of several, a limit or a guess."""
_MAY_BE_A_YEAR = re.compile(r"[A-Za-z]+ 2\d")
"""`May 26`: the 26th, or the month of 2026."""
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAY_WORDS)})\.?,?(?: the)? *$", re.IGNORECASE)


def is_week(text: str) -> bool:
    """Whether a cell names a week, and by its day only which one: `w/c 7/12`."""
    named = next(iter(days_named(text)), None)
    return named is not None and _WEEK.search(text[: named.start]) is not None


def is_gainsaid(text: str) -> bool:
    """Whether words beside a day say that it was none, is none yet, or not that very day: `cancelled`, `by 3/4`.

    That the place of a meeting is still open says nothing against its day.
    """
    named = next(iter(days_named(text)), None)
    hedged = named and (_HEDGED.search(text[: named.start]) or _MAY_BE_A_YEAR.fullmatch(named.text))
    return bool(hedged) or _GAINSAID.search(_PLACE_OPEN.sub("", text)) is not None


def certain_day(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> date | None:
    """The one day that a cell names beyond doubt; None for any other."""
    days = listed_days(text, today, calendar, lean).days
    return days[0] if len(days) == 1 and not is_gainsaid(text) else None


def why_uncertain(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> str:
    """Why a cell is not one certain day, as what is said of it; empty where it is."""
    days = listed_days(text, today, calendar, lean).days
    if not days:
        return "is no day"
    if is_week(text):
        return "is a week, and no day"
    if len(days) > 1:
        return f"may be {' or '.join(day_words(day, today) for day in days)}"
    return "leaves the day open" if is_gainsaid(text) else ""


@lru_cache(_CELLS)
def listed_days(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> Listed:
    """The days that a cell may mean, none where it names no day with its month; those of a week are its working days.

    Of several days none is left out because there is no such day: then no day of the cell is beyond doubt.
    """
    named = days_named(text)
    if not named:
        return Listed(())
    rest = text[named[-1].end :].strip(" ,;@").lstrip(". ")
    if len(named) > 1:
        each = [_read(one.text, today, calendar, "near") for one in named]
        return Listed(tuple(dict.fromkeys(day for day in each if day)) if all(each) else (), rest)
    [one] = named
    if is_week(text):
        day = _read(one.text, today - timedelta(6) if lean == "ahead" else today, calendar, lean)
        monday = day - timedelta(day.weekday()) if day else None
        return Listed(tuple(monday + timedelta(n) for n in range(WORKING)) if monday else (), rest)
    weekday = _WEEKDAY.search(text[: one.start])
    day = _read(f"{weekday[1]} {one.text}" if weekday else one.text, today, calendar, lean)
    if day is None:
        return Listed(())
    if not one.has_year and abs((day - today).days) > FAR[lean]:
        other = _read(one.text, today, calendar, "back" if lean == "ahead" else "ahead")
        return Listed(tuple(sorted({day, other or day})), rest)
    return Listed((day,), rest)


def _read(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> date | None:
    try:
        return read_day(text, today, calendar, lean=lean)
    except NotADay:
        return None
