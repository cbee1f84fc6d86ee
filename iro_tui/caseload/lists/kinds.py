"""The kinds of value that stand in lists: how each is told in words, put in order, and given as data.

The words are those of a print, a screen reader, a filter and a spreadsheet; what a screen adds are signs and colours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from iro_tui.caseload.today_words import DIARY, hour_of, when_words
from iro_tui.domain import codes
from iro_tui.domain.words import MONTHS, WORKED_OUT, day_words, distance_words

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty

STATUS_WORDS = {
    "looked_after": "looked after",
    "child_protection": "child protection plan",
    "both": "looked after, child protection plan",
    "short_break": "short breaks",
    "unborn": "not born yet",
    "conference": "conference to come, no plan yet",
    "closed": "not on the caseload",
}
"""The care status in words."""

STATE_WORDS = {"superseded": "undone for good"}
"""What an entry of the journal is, where its own word is none of an officer's."""
RAG_ORDER = {"red": 0, "amber": 1, "green": 2}
"""The gravest first."""
LAST_RATINGS = 3
LATE, INFERRED = "!", WORKED_OUT
"""The signs in words: past the limit or booked beyond it, and resting on what is not on record."""


class Limited(Protocol):
    """What has a limit: a duty, or a line that stands for one. Days count from today, negative when late."""

    @property
    def clock(self) -> str | None: ...
    @property
    def days(self) -> int: ...
    @property
    def working_days(self) -> int: ...


class Settled(NamedTuple):
    """In place of a clock: what is over, in a word; `done` has the sign of what was done."""

    words: str
    done: bool = True


class ReviewBy(NamedTuple):
    """By when a review is to be held: the limit, its clock, and whether the record does not quite say so."""

    limit: date
    clock: str
    inferred: bool


class Limit(NamedTuple):
    """A limit whose clock stands beside it, and whether the record does not quite say so."""

    day: date
    inferred: bool


def limit_of(day: date | None, *, inferred: bool) -> Limit | None:
    return Limit(day, inferred) if day else None


class When(NamedTuple):
    """When a duty is done, told as its place on Today allows: by the hour, by how late it is, by the day."""

    group: str
    day: date
    duty: Duty

    @property
    def time(self) -> str:
        """The hour of that day; empty where nothing is booked on it."""
        return hour_of(self.duty)


class OnPage(NamedTuple):
    """When a line of a child's page is: the limit of what is asked, or the day of what happened; and if it was done."""

    day: date | None
    asked: Limited | None
    done: bool = False


class Booking(NamedTuple):
    """The day a review is booked for; `absent` is said where there is none, and stands out where it is `pressing`."""

    day: date | None
    amiss: bool
    absent: str = "–"
    pressing: bool = False
    time: str = ""
    """HH:MM; empty where only the day is agreed."""


class Used(NamedTuple):
    """Working days used, of how many, and from how many on it stands out."""

    used: int
    total: int
    warn: int


class Amount(NamedTuple):
    """A number with the words it is told in; None where there is nothing to count from."""

    number: float | None
    words: str


class Ratio(NamedTuple):
    """How many to each, to a tenth, and the whole number by which it lies over (or below) a range; 0 within it."""

    number: float
    off: int

    @property
    def words(self) -> str:
        """`83 +13`, `41 -9`, `66`."""
        return f"{self.number:3.0f}{f' {self.off:+}' if self.off else ''}"


class Waiting(NamedTuple):
    """Days that a note waits to be filed, or that it was."""

    days: int
    filed: bool


class Step(NamedTuple):
    """One clock of a record: the day by which, the working days left, and the clock; or done, and how late."""

    due: date | None
    working_days: int
    clock: str
    done: bool
    late: int
    """Working days past its limit, when it was done; 0 in time."""


@dataclass(frozen=True, slots=True, eq=False)
class ValueKind:
    """A kind of value. A value that is None has no words, and stands last in any order."""

    name: str
    words: Callable[[Any, date, bool], str]
    """The value in words on a day; the flag asks for the short form where there are two."""
    order: Callable[[Any], Any] = lambda value: value
    """What a list is sorted by; None stands last."""
    data: Callable[[Any], Any] = lambda value: value
    """The value for a script: a day, a number, text, a tuple or a mapping."""
    flexible: bool = False
    """Whether running text that may be cut where a line is too narrow."""


def _text(value: Any, _today: date, _brief: bool) -> str:
    return str(value)


def _day(value: date, today: date, brief: bool) -> str:
    """`Fri 20 Nov`, in short `20 Nov`; in another year `20 Nov ’25`: ten cells."""
    if value.year == today.year and not brief:
        return day_words(value, today)
    year = f" ’{value.year % 100:02}" if value.year != today.year else ""
    return f"{value.day} {MONTHS[value.month - 1]}{year}"


def _off(value: Limited) -> str:
    """How far off a limit is; a duty and what stands for one may say it themselves."""
    return getattr(value, "distance", "") or distance_words(value.days, value.working_days)


def _clock(value: Limited | Settled, _today: date, _brief: bool) -> str:
    if isinstance(value, Settled):
        return value.words
    return _off(value) if value.clock else ""


def _review_by(value: ReviewBy, today: date, brief: bool) -> str:
    return _day(value.limit, today, brief) + LATE * (value.clock == "overdue") + INFERRED * value.inferred


def _booking(value: Booking, today: date, brief: bool) -> str:
    if value.day is None:
        return value.absent
    day = "today" if value.day == today else _day(value.day, today, brief)
    return f"{day} {value.time}".rstrip() + LATE * value.amiss


def _when(value: When, today: date, _brief: bool) -> str:
    duty = value.duty
    if duty.days < 0 and value.group != DIARY:
        return duty.distance
    return when_words(value.group, value.day, value.time, today)


def _on_page(value: OnPage, today: date, brief: bool) -> str:
    if value.asked is not None:
        return _off(value.asked)
    return _day(value.day, today, brief) if value.day else ""


def _waiting(value: Waiting, _today: date, _brief: bool) -> str:
    return "filed" if value.filed else f"{value.days} d" if value.days else "today"


def _step(value: Step, today: date, _brief: bool) -> str:
    if value.done:
        return f"done +{value.late}" if value.late else "done"
    return _day(value.due, today, brief=True) + LATE * (value.clock == "overdue") if value.due and value.clock else ""


def _participation(value: str, _today: date, _brief: bool) -> str:
    return codes.PARTICIPATION.get(value, value)


def _letters(value: tuple[str, ...], _today: date, _brief: bool) -> str:
    return " ".join(rating[0].upper() for rating in value[-LAST_RATINGS:])


def _known(value: Any) -> Any:
    """What is empty has no place in an order."""
    return value or None


def _worded(value: str) -> str | None:
    return value.casefold() or None


DAY = ValueKind("day", _day)
AGO = ValueKind("ago", lambda value, today, _: f"{(today - value).days} d")
"""A day, told by how long ago it was."""
TIME = ValueKind("time", lambda value, _today, _brief: f"{value.astimezone():%H:%M}")
"""A moment, told by its time of the day."""
CLOCK = ValueKind("clock", _clock)
"""How far off a limit is: anything that has `clock`, `days` and `working_days`; or `Settled`."""
LIMIT = ValueKind(
    "limit", lambda value, today, brief: _day(value.day, today, brief) + INFERRED * value.inferred,
    order=lambda value: value.day, data=lambda value: value.day,
)  # fmt: skip
WHEN = ValueKind("when", _when, order=lambda value: value.day, data=lambda value: value.duty.due)
ON_PAGE = ValueKind("on page", _on_page, order=lambda value: value.day, data=lambda value: value.day)
REVIEW_BY = ValueKind("review by", _review_by, order=lambda value: value.limit, data=lambda value: value.limit)
BOOKED = ValueKind("booked", _booking, order=lambda value: value.day, data=lambda value: value.day)
CHILD = ValueKind("child", lambda who, _today, _brief: who.ref, order=lambda who: who.ref, data=lambda who: who.ref)
"""Whom a row is about; a screen shows the name instead while names are shown."""
RAG = ValueKind("rag", lambda value, _today, _brief: value[0].upper(), order=RAG_ORDER.get)
TRAIL = ValueKind("trail", _letters, order=lambda value: RAG_ORDER.get(value[-1]) if value else None, data=list)
"""Ratings, the oldest first."""
COUNT = ValueKind("count", lambda value, _today, _brief: str(value or ""), order=lambda value: -value)
"""How many; nothing is said of none, and the most come first."""
NUMBER = ValueKind("number", _text)
AMOUNT = ValueKind(
    "amount", lambda value, _, __: value.words, order=lambda value: value.number, data=lambda value: value.number
)
"""A number that is told in words of its own, with its unit."""
TALLY = ValueKind("tally", lambda value, _today, _brief: str(value or ""), order=lambda value: -value)
"""The same of what a whole service may have thousands of."""
RATIO = ValueKind(
    "ratio", lambda value, _, __: value.words, order=lambda value: -value.number, data=lambda value: value.number
)
"""How many to each, and by how much that is more or fewer than it should be."""
GAUGE = ValueKind("gauge", lambda value, _today, _brief: f"{value:.0f} %")
"""A share of 100, which a screen draws as a bar."""
TEXT = ValueKind("text", _text, order=_worded, data=_known, flexible=True)
SERIES = ValueKind("series", _text, order=_worded, data=_known, flexible=True)
"""Numbers one after the other; one that is lost misleads."""
STANDING = ValueKind("standing", _text, order=_worded, data=_known, flexible=True)
"""What a child is to the officer, as briefly as it is said: the order, the plan, the breaks."""
PARTICIPATION = ValueKind("participation", _participation, data=_known, flexible=True)
ITEMS = ValueKind("items", lambda value, _today, _brief: ", ".join(value), order=_known, data=list, flexible=True)
SENTENCES = ValueKind(
    "sentences", lambda value, _today, _brief: "; ".join(value), order=_known, data=list, flexible=True
)
TICKED = ValueKind("ticked", lambda value, _today, _brief: "done" if value else "-")
"""Whether something is done."""
USED = ValueKind(
    "used", lambda value, _today, _brief: f"{value.used} of {value.total}", order=lambda value: -value.used
)
WAITING = ValueKind("waiting", _waiting, order=lambda value: -value.days, data=lambda value: value.days)
STEP = ValueKind("step", _step, order=lambda value: None if value.done else value.due)
STATE = ValueKind("state", lambda value, _today, _brief: STATE_WORDS.get(value, str(value)))
NUMBERS = (COUNT, NUMBER, TALLY, WAITING)
"""What a spreadsheet can add up."""
DATA = ValueKind("data", _text)
"""What only scripts are given, as it is."""


def tabled(kind: ValueKind, value: Any) -> date | datetime | int | float | str | None:
    """A value in a table for a spreadsheet: days and numbers as such, a rating by its word, all else in words."""
    if value is None:
        return None
    plain = value if isinstance(value, (date, datetime)) else value.day if kind is WHEN else kind.data(value)
    if plain is None:
        return None
    if isinstance(plain, (date, datetime)):
        return plain
    if isinstance(plain, (int, float)) and kind in NUMBERS:
        return int(plain) if plain == int(plain) else plain  # as a spreadsheet reads it back
    return str(value) if kind is RAG else kind.words(value, date.min, False)


def cell(kind: ValueKind, value: Any) -> str:
    """The same as text: days as `2026-11-20`, what is absent empty."""
    plain = tabled(kind, value)
    if isinstance(plain, (date, datetime)):
        return plain.isoformat()
    return "" if plain is None else str(plain)


def as_data(kind: ValueKind, value: Any) -> Any:
    """A value for a script; None for what is absent."""
    return None if value is None else kind.data(value)
