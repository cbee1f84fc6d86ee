"""The officer's own time: the days of the week that are worked, and leave.

It moves no limit and forbids nothing: it is said beside a day. No rule of law stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.domain.words import DAYS, day_words, joined

WEEKDAYS = DAYS[:5]
EVERY_DAY = frozenset(range(len(WEEKDAYS)))
LEAVE, TRAINING, OTHER = "leave", "training", "other"
AWAY_KINDS = {LEAVE: "leave", TRAINING: "training", OTHER: "something else"}
"""Why the officer is away, as far as that is anybody's business: as it is stored, and as it is said."""
SICKNESS = "sickness"
ABSENCES = AWAY_KINDS | {SICKNESS: "sickness"}
"""Why a colleague is away."""
_OFF = {LEAVE: "your leave", TRAINING: "your training", OTHER: "you are away"}
NOT_WORKED = "not your working day"


@dataclass(frozen=True, slots=True)
class Away:
    """A spell in which the officer is away, its first and last day included."""

    id: str
    started: date
    ended: date
    kind: str = LEAVE

    def covers(self, day: date) -> bool:
        return self.started <= day <= self.ended

    def called(self, today: date) -> str:
        """`leave Mon 21 Dec to Fri 1 Jan 2027`, or `training Thu 3 Dec`."""
        first, last = day_words(self.started, today), day_words(self.ended, today)
        return f"{self.what} {first}" if self.started == self.ended else f"{self.what} {first} to {last}"

    @property
    def what(self) -> str:
        """`leave`, `training`; of any other `away`."""
        return "away" if self.kind == OTHER else self.kind

    def brief(self, today: date) -> tuple[str, str]:
        """When, as briefly as it is told, and what more of it: `to 4 Dec` of one that is on, `1–4 Dec`, `3 Dec`,
        `from 28 Dec` and ` to 4 Jan 2027`.
        """
        first, last = (day_words(day, today).partition(" ")[2] for day in (self.started, self.ended))
        if self.started == self.ended:
            return first, ""
        if self.covers(today):
            return f"to {last}", ""
        if (self.started.year, self.started.month) == (self.ended.year, self.ended.month):
            return f"{self.started.day}–{last}", ""
        return f"from {first}", f" to {last}"


@dataclass(frozen=True, slots=True)
class OwnTime:
    """When the officer works."""

    days: frozenset[int] = EVERY_DAY
    """The days of the week that are worked, Monday being 0. The weekend is nobody's."""
    away: tuple[Away, ...] = ()
    """By their first day."""

    def off(self, day: date) -> str:
        """Why the officer does not work on a day of the week: `your leave`; empty where the officer does."""
        spell = next((spell for spell in self.away if spell.covers(day)), None)
        if spell:
            return _OFF.get(spell.kind, _OFF[OTHER])
        return "" if day.weekday() in self.days or day.weekday() not in EVERY_DAY else NOT_WORKED


ALL_WEEK = OwnTime()
"""Of somebody who works from Monday to Friday and is never away."""


def days_words(days: Iterable[int]) -> str:
    """`Mon, Tue and Thu`."""
    return joined([WEEKDAYS[day] for day in sorted(days)])


def written_days(days: Iterable[int]) -> str:
    """The days of the week as a setting keeps them: `Mon, Tue, Thu`."""
    return ", ".join(WEEKDAYS[day] for day in sorted(days))


def read_days(written: str) -> frozenset[int]:
    """The days that a setting keeps; every day where it says none."""
    names = {part.strip() for part in written.split(",")}
    return frozenset(at for at, name in enumerate(WEEKDAYS) if name in names) or EVERY_DAY


def spans(days: Sequence[tuple[date, str]]) -> tuple[tuple[date, date, str], ...]:
    """Days, in order, that follow each other with the same words, as one: first, last and the words."""
    runs: list[tuple[date, date, str]] = []
    for day, words in days:
        if runs and runs[-1][2] == words and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day, words)
        else:
            runs.append((day, day, words))
    return tuple(runs)
