"""A day as people type it: `12/3`, `12 mar`, `tue`, `+20wd`, `2 weeks ago`, day first as in England."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.domain.words import DAYS, MONTHS

Lean = Literal["ahead", "back", "near"]
"""Where a day lies that was typed without its year: still to come, already past, or whichever is nearer."""

_HOW = "Write it as 12/3, tue, +20wd or 2027-03-12."
_YEARS = range(1995, 2061)
"""The years a WorkingCalendar covers."""
_OUTSIDE = f"it lies outside {_YEARS[0]}-{_YEARS[-1]}"
_LONGEST, _QUOTED = 400, 40


class NotADay(ValueError):
    """What was typed is not a day; the sentence names it and shows how a day is written."""


class _Refused(Exception):
    """Why it is not a day, before the sentence is made."""


_MONTH_ENDINGS = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_MONTH_NAMES = tuple(map("".join, zip(MONTHS, _MONTH_ENDINGS, strict=True)))
_DAY_ENDINGS = ("day", "sday", "nesday", "rsday", "day", "urday", "day")
_DAY_NAMES = tuple(map("".join, zip(DAYS, _DAY_ENDINGS, strict=True)))


def _beginnings(names: Iterable[str], at_least: int) -> dict[str, int]:
    """The place of each name under every beginning of it that is long enough to tell it from the others."""
    return {name[:n].lower(): at for at, name in enumerate(names) for n in range(at_least, len(name) + 1)}


MONTH_WORDS = _beginnings(_MONTH_NAMES, 3)
WEEKDAY_WORDS = _beginnings(_DAY_NAMES, 2) | {"weds": 2}
_WORDS = {"t": 0, "today": 0, "tom": 1, "tomorrow": 1, "yes": -1, "yesterday": -1}
_WAYS = {"+": 1, "in": 1, None: 1, "-": -1, "ago": -1}
_STEPS: dict[tuple[str, ...], Callable[[date, int, WorkingCalendar], date]] = {
    ("d", "day", "days"): lambda day, n, _: day + timedelta(days=n),
    ("wd", "wds", "working day", "working days"): lambda day, n, calendar: calendar.add(day, n),
    ("w", "wk", "wks", "week", "weeks"): lambda day, n, _: day + timedelta(weeks=n),
    ("m", "mth", "mths", "month", "months"): lambda day, n, _: add_months(day, n),
    ("y", "yr", "yrs", "year", "years"): lambda day, n, _: add_months(day, 12 * n),
}
_UNITS = {unit: step for units, step in _STEPS.items() for unit in units}
_DISTANCES: dict[Lean, Callable[[int], int]] = {"ahead": lambda gap: gap, "back": lambda gap: -gap, "near": abs}
"""How far off a day counts, from its gap to today; below zero it lies on the wrong side."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a day is read against."""

    today: date
    calendar: WorkingCalendar
    lean: Lean

    def closest(self, days: Iterable[date]) -> date:
        """The first of these days in the direction of the lean, today among them; of two as near, the earlier."""
        far = {day: _DISTANCES[self.lean]((day - self.today).days) for day in days}
        try:
            return min((day for day in far if far[day] >= 0), key=far.__getitem__)
        except ValueError:
            raise _Refused(_OUTSIDE) from None


_Parts = Mapping[str, str | Any]
"""The parts of what was typed, by name; a part left out is None or absent."""


def _word(moment: _Moment, parts: _Parts) -> date:
    return moment.today + timedelta(days=_WORDS[parts["word"]])


def _weekday(moment: _Moment, parts: _Parts) -> date:
    """The closest such weekday that is not today; only the nearest may be today itself."""
    gap = WEEKDAY_WORDS[parts["weekday"]] - moment.today.weekday()
    gaps = (gap + 7 * weeks for weeks in (-1, 0, 1))
    return moment.closest(moment.today + timedelta(days=n) for n in gaps if n or moment.lean == "near")


def _last_weekday(moment: _Moment, parts: _Parts) -> date:
    return _weekday(replace(moment, lean="back"), parts)


def _next_weekday(moment: _Moment, parts: _Parts) -> date:
    return moment.today + timedelta(days=7 + WEEKDAY_WORDS[parts["weekday"]] - moment.today.weekday())


def _amount(moment: _Moment, parts: _Parts) -> date:
    step = _UNITS[parts["unit"] or "d"]
    return step(moment.today, int(parts["amount"]) * _WAYS[parts.get("way")], moment.calendar)


def _years(typed: str | None) -> Iterable[int]:
    """The year that was typed, `27` or `2027`, or every one."""
    if not typed:
        return _YEARS
    year = int(typed) if len(typed) == 4 else 2000 + int(typed)
    if year not in _YEARS:
        raise _Refused(_OUTSIDE)
    return (year,)


def _months(typed: str | None) -> Iterable[int]:
    """The month that was typed, by name or number, or every one."""
    if not typed:
        return range(1, 13)
    month = MONTH_WORDS[typed] + 1 if typed in MONTH_WORDS else int(typed)
    if month > 12:
        raise _Refused(f"there is no month {month}, and the day comes first")
    return (month,)


def _calendar_day(moment: _Moment, parts: _Parts) -> date:
    """A day of a month and a year, either of which may be left to the lean; a weekday beside it has to agree."""
    day, month, year, weekday = int(parts["day"]), parts.get("month"), parts.get("year"), parts["weekday"]
    if year:
        moment = replace(moment, lean="near")  # the only one there is
    ends = [date(y, m, monthrange(y, m)[1]) for y in _years(year) for m in _months(month)]
    days = [end.replace(day=day) for end in ends if day <= end.day]
    if not days:
        end = moment.closest(ends)
        at_most = f"{_MONTH_NAMES[end.month - 1]} {end.year} has {end.day} days"
        raise _Refused(at_most if month else f"no month has {day} days")
    closest = moment.closest(days)
    if weekday and WEEKDAY_WORDS[weekday] != closest.weekday():
        date_words = f"{closest.day} {_MONTH_NAMES[closest.month - 1]} {closest.year}"
        raise _Refused(f"{date_words} is a {_DAY_NAMES[closest.weekday()]}")
    return closest


_NUMBER = "0?[1-9]|[1-9][0-9]"
_DAY = f"(?P<day>{_NUMBER})(?:st|nd|rd|th)?"
_MONTH = f"(?P<month>{_NUMBER})"
_NAME = f"(?P<month>{'|'.join(MONTH_WORDS)})"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_GAP = "(?: ?[-/.,] ?| )"
_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAY_WORDS)})"
_BESIDE = f"(?:{_WEEKDAY},? )?(?:the )?"
_AMOUNT = "(?P<amount>[0-9]+) ?"
_UNIT = f"(?P<unit>{'|'.join(_UNITS)})"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Moment, _Parts], date]], ...] = tuple(
    (re.compile(form), reader)
    for form, reader in (
        (f"(?P<word>{'|'.join(_WORDS)})", _word),
        (_WEEKDAY, _weekday),
        (f"next {_WEEKDAY}", _next_weekday),
        (f"last {_WEEKDAY}", _last_weekday),
        (f"(?P<way>[+-]) ?{_AMOUNT}{_UNIT}?", _amount),
        (f"(?:(?P<way>in) )?{_AMOUNT}{_UNIT}", _amount),
        (f"{_AMOUNT}{_UNIT} (?P<way>ago)", _amount),
        (f"{_BESIDE}{_DAY}(?:{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?)?", _calendar_day),
        (f"{_BESIDE}{_DAY}(?:{_GAP}| of )?{_NAME}(?:{_GAP}?{_YEAR})?", _calendar_day),
        (f"{_BESIDE}{_NAME}{_GAP}?{_DAY}(?:{_GAP}{_YEAR})?", _calendar_day),
        (f"{_BESIDE}(?P<year>[0-9]{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}", _calendar_day),
    )
)


def _read(text: str, moment: _Moment) -> date:
    """The day in a text, by the form that fits the whole of it."""
    if len(text) > _LONGEST:
        raise _Refused(f"it is longer than {_LONGEST} characters")
    typed = " ".join(text.lower().split()).removesuffix(".")
    for form, reader in _FORMS:
        if match := form.fullmatch(typed):
            return reader(moment, match.groupdict())
    raise _Refused


@lru_cache(maxsize=1 << 12)
def _known(text: str, today: date, calendar: WorkingCalendar, lean: Lean) -> date:
    """The day in a text: a list names the same ones again and again, and each cell is looked at several times."""
    return _read(text, _Moment(today, calendar, lean))


def _sentence(text: str, why: str) -> str:
    """What was typed, on one line and cut short, why it is not a day, and how one is written."""
    shown = "".join(c if c.isprintable() else "?" for c in " ".join(text[:_LONGEST].split()))
    if not shown:
        return f"No day was typed. {_HOW}"
    if len(shown) > _QUOTED:
        shown = f"{shown[:_QUOTED]}…"
    return f"'{shown}' is not a day{why and f': {why}'}. {_HOW}"


def read_day(text: str, today: date, calendar: WorkingCalendar, *, lean: Lean = "ahead") -> date:
    """The day that was typed, capitals and blanks not mattering; raises NotADay for any text that is none.

    Dates are day first, a two-digit year is 20xx. What is left out is found by `lean`: `12/3` and `12` are the next
    such day from today on (ahead), the last up to today (back), or the nearest; a 29 February or a 31st is looked
    for until there is one. A weekday is the next one after today or the last one before, so that today's own
    weekday is in a week (ahead) or was a week ago (back); only the nearest is today. `next tue` is the Tuesday of
    the next calendar week, Monday to Sunday; `last tue` the last Tuesday before today. Amounts (`+20wd`, `2w`,
    `in 3 weeks`, `2 months ago`) count from today and say their own direction, whatever the lean. A weekday may
    stand before a date, as the program itself writes it (`Fri 20 Nov`), and has to agree with it.
    """
    try:
        day = _known(text, today, calendar, lean)
        if day.year in _YEARS:
            return day
        why = _OUTSIDE
    except _Refused as refused:
        why = str(refused)
    except (OverflowError, ValueError):  # further than a date or the calendar can hold
        why = _OUTSIDE
    raise NotADay(_sentence(text, why))


def typed(value: date | bool | str | None) -> str:
    """A value as an officer would type it: what a form is filled with."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
