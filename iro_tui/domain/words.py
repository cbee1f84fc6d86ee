"""Dates and amounts as an officer reads them: `Fri 20 Nov` (the year when it is another), `20 working days`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.domain.calendar import WorkingCalendar

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


NOT_KNOWN = "not known"
"""In place of how late a review is: whether it was held is not on record."""
NO_WORKING_DAY = "no working day"
"""What is said of a day on which nobody works, where one was typed."""
BEYOND = "beyond its limit"
"""What is said of a day after the one by which something must be."""
BEYOND_WORKED_OUT = "beyond what is worked out"
"""What is said of a day after a limit that is worked out from a record that may lack something."""


def day_words(day: date, today: date) -> str:
    """A date in words. The names do not depend on the computer's language."""
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def until_words(day: date | None, today: date) -> str:
    """What is said after what ends on a day: ` until Fri 4 Dec`; empty for what has no end."""
    return f" until {day_words(day, today)}" if day else ""


def off_words(day: date, office: WorkingCalendar) -> str:
    """What is said after a day on which nobody works: `, no working day`; empty of any other."""
    return "" if office.is_working_day(day) else f", {NO_WORKING_DAY}"


def dated(day: date) -> str:
    """A date with its year: what is read in other years too."""
    return day_words(day, date.min)


SINGULAR = {
    "children": "child",
    "people": "person",
    "days of court": "day of court",
}
"""Units of which one is not said by leaving out the s, nor by a y in place of `ies`."""


def amount_words(amount: int, unit: str) -> str:
    """An amount with its unit, `1 month` or `20 working days`; `unit` is given in the plural."""
    if amount != 1:
        return f"{amount} {unit}"
    plain = f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")
    return f"1 {SINGULAR.get(unit) or plain}"


def counted(amount: int, unit: str) -> str:
    """An amount that may be large with its unit: `1 row`, `2,675 rows`."""
    return amount_words(amount, unit) if amount == 1 else f"{amount:,} {unit}"


def distance_words(days: int, working_days: int) -> str:
    """How far off a limit is: `3 wd late`, `today`, `in 5 wd`; calendar days where no working day lies between."""
    if days == 0:
        return "today"
    if working_days == 0:
        return f"{-days} d late" if days < 0 else f"in {days} d"
    return f"{-working_days} wd late" if days < 0 else f"in {working_days} wd"


def joined(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def heading(words: str) -> str:
    """Words at the beginning of a line: the first letter great."""
    return words[:1].upper() + words[1:]


def with_article(words: str) -> str:
    """Words with the article before them: `an allocation`, `a review`."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def in_a_sentence(words: str) -> str:
    """A heading within a sentence: its first letter small, but for abbreviations such as PEP."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def year_words(year: int) -> str:
    """A collection year by the year it began in: `2025-26`."""
    return f"{year}-{(year + 1) % 100:02}"


def year_of_words(text: str) -> int | None:
    """The year a collection year began in, as it is typed: `2025-26`, `2025/26`, `2025`; None where it is none."""
    first, _, last = text.strip().replace("/", "-").partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None
    year = int(first)
    return year if last in ("", f"{(year + 1) % 100:02}", str(year + 1)) else None


CLOCK_SYMBOLS = {"overdue": "▲", "today": "●", "soon": "○", "on_time": " "}
"""Each clock is told by its symbol and its words; colour only helps. What is on time has none: most of a list is."""
WORKED_OUT = "~"
"""In place of a clock's symbol, and beside a day: a fact is missing."""


def clock_sign(clock: str, words: str) -> str:
    """The symbol of a clock that is told in these words: what is not known is neither today's nor late."""
    return WORKED_OUT if words == NOT_KNOWN else CLOCK_SYMBOLS[clock]


_LATE_TONES = {"law": "law", "guidance": "guidance", "local": ""}
_CLOCK_TONES = {"overdue": "law", "today": "today", "soon": "soon", "on_time": ""}


def clock_tone(clock: str | None, weight: str = "law") -> str:
    """The role whose ink a clock has, empty for that of all text: what is late by law alone is red, habit stays ink."""
    return _LATE_TONES.get(weight, "") if clock == "overdue" else _CLOCK_TONES.get(clock or "", "")


def listed(words: Iterable[str]) -> str:
    """Words to choose from, one after the other; in quotation marks where one has a comma in it."""
    every = [word for word in words if word]
    return ", ".join(f"“{word}”" for word in every) if any("," in word for word in every) else ", ".join(every)
