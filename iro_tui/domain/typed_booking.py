"""A booking as people write it in one line: the day, then the time, then the place: `3/3/27 10 Oakmere`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.listed_day import is_week
from iro_tui.domain.typed_day import MONTH_WORDS, WEEKDAY_WORDS, NotADay, read_day
from iro_tui.domain.words import day_words

_TIME = re.compile(
    r"(?:at |@ ?)?(?:(?P<hour>[01]?[0-9]|2[0-3])(?:[:.](?P<minutes>[0-5][0-9]))?"
    r"|(?P<clock>(?:[01][0-9]|2[0-3])[0-5][0-9]))"
    r" ?(?P<half>am|pm|a\.m\.|p\.m\.)?(?:hrs|h)?(?:[,;]? +|[,;]|$)",
    re.IGNORECASE,
)
_WEEKDAYS = rf"(?:{'|'.join(WEEKDAY_WORDS)})\b"
_MONTHS = rf"(?:{'|'.join(MONTH_WORDS)})\b"
_WRITTEN = r"\d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}"
_MORE_OF_A_DATE = re.compile(rf"{_WEEKDAYS}|(?:19|20)\d\d\b", re.IGNORECASE)
"""With which no time and no place begins behind a day of a month: `2025` is a year there, not an hour."""
_MONTH = re.compile(rf"\b{_MONTHS}|{_WRITTEN}|\d\.\d", re.IGNORECASE)
_OF_A_DAY = re.compile(
    rf"(?:the )?(?:{_WEEKDAYS}|{_MONTHS}|{_WRITTEN}|\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}} (?:of )?{_MONTHS})",
    re.IGNORECASE,
)
"""With which no time and no place begins behind a day that has no month."""
_YEAR = re.compile(r"\d{4}[,;]?")
_EARLIEST_HOUR = 8
"""An hour before it, without am or pm, is one of the afternoon."""
_NOON = 12
_AHEAD_YEARS = 10
_MOST_WORDS = 6
"""How many words a day may take: `Wednesday the 3rd of March 2027`."""
_NONE = frozenset({"tbc", "tba", "tbd", "tbb", "none", "not booked", "to book", "to be booked", "to be arranged", "no"})


class TypedBooking(NamedTuple):
    """A day, the time as HH:MM and the place; both empty where they are not known."""

    day: date
    time: str = ""
    place: str = ""

    def words(self, today: date) -> str:
        """As it is said: `Wed 3 Mar 2027, 10:00, Oakmere`."""
        return ", ".join(filter(None, (day_words(self.day, today), self.time, self.place)))

    @property
    def columns(self) -> dict[str, date | str | None]:
        """As the row of a review or a conference keeps it."""
        return {"booked": self.day, "booked_time": self.time or None, "venue": self.place or None}


NOT_BOOKED: dict[str, date | str | None] = {"booked": None, "booked_time": None, "venue": None}
"""What such a row keeps while no day is agreed."""


def is_not_booked(text: str) -> bool:
    """Whether the words say that nothing is booked: `TBC`, `to be arranged`."""
    return " ".join(text.casefold().replace(".", "").split()) in _NONE


def read_booking(text: str, today: date, calendar: WorkingCalendar) -> TypedBooking:
    """The booking in a line, its day by `read_day`. Raises NotADay, naming what was typed and how it is written."""
    words = text.split()
    if is_week(text):
        raise NotADay(f"'{' '.join(words)}' is a week: give its day, as 3/3 10:30 Oakmere.")
    day, rest = _parted(words, today, calendar)
    return TypedBooking(day, *_time_and_place(rest))


def _parted(words: Sequence[str], today: date, calendar: WorkingCalendar) -> tuple[date, str]:
    """The day that a line begins with, and what stands behind it. Raises NotADay.

    As many words are taken for the day as make one that can be meant: `3 mar 10` is at ten, not in 2010. What is
    behind it must not go on with a day: of `Wed 8 Dec`, a Tuesday, `Wed` alone would be another one.
    """
    passed = None
    for many in range(min(len(words), _MOST_WORDS), 0, -1):
        head, rest = " ".join(words[:many]).rstrip(",;"), " ".join(words[many:])
        try:
            day = read_day(head, today, calendar)
        except NotADay:
            continue
        if (_MORE_OF_A_DATE if _MONTH.search(head) else _OF_A_DAY).match(rest):
            break
        if today <= day and day.year <= today.year + _AHEAD_YEARS:
            return day, rest
        passed = passed or (day, rest)
    if passed:
        return passed
    for many in range(_words_of_date(words), len(words)):
        read_day(" ".join(words[:many]).rstrip(",;"), today, calendar)  # says what is wrong with it
    return read_day(" ".join(words), today, calendar), ""


def _words_of_date(words: Sequence[str]) -> int:
    """How many words go up to the first month, and its year behind it; 1 where none does."""
    month = next((at for at in range(1, len(words) + 1) if _MONTH.search(" ".join(words[:at]))), 1)
    return month + (len(words) > month and _YEAR.fullmatch(words[month]) is not None)


def _time_and_place(rest: str) -> tuple[str, str]:
    """A time at the beginning, where one stands there, and the place behind it."""
    time = _TIME.match(rest)
    return (_hour(time), rest[time.end() :].strip(" ,;@")) if time else ("", rest.strip(" ,;@"))


def read_time(text: str) -> str | None:
    """A time by itself as HH:MM, read as behind a day: `2:30`, `2pm`, `14`; None for what is none."""
    time = _TIME.fullmatch(text.strip())
    return _hour(time) if time else None


def _hour(time: re.Match[str]) -> str:
    """HH:MM. An hour written as a clock shows it, `07:30` or `0730`, is that hour."""
    clock = time["clock"] or ""
    minutes, half = clock[2:] or time["minutes"], (time["half"] or "").casefold()[:1]
    hour = int(clock[:2] or time["hour"])
    # Nobody meets at two in the night; seven in the morning has to be said.
    of_a_clock = clock or time["hour"].startswith("0")
    if hour < _NOON and (half == "p" or (not half and not of_a_clock and hour < _EARLIEST_HOUR)):
        hour += _NOON
    return f"{hour:02}:{minutes or '00'}"
