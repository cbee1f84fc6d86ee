"""A period that is reported on: a quarter, a half-year, a year (all from 1 April), a month, or one's own two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.domain.calendar import add_months
from iro_tui.domain.words import dated

FIRST_MONTH = 4
"""April: a council's year begins with it, and Q1 is April to June."""
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months a period of a kind has."""
OWN = "own"
KINDS = (*MONTHS, OWN)
_DAY = timedelta(days=1)
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both in it."""

    first: date
    last: date
    kind: str = OWN

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last}, before it begins on {self.first}")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @classmethod
    def of(cls, kind: str, day: date) -> Period:
        """The month, quarter, half-year or year that a day lies in."""
        months = MONTHS[kind]
        since_april = (day.month - FIRST_MONTH) % 12
        first = add_months(day.replace(day=1), -(since_april % months))
        return cls(first, add_months(first, months) - _DAY, kind)

    @classmethod
    def usual(cls, today: date, kind: str = "quarter") -> Period:
        """The last one of a kind that is over: what is reported on where nobody says of when."""
        return cls.of(kind, today).previous

    @property
    def previous(self) -> Period:
        """The one before it: as many months of whole ones, else as many days."""
        last = self.first - _DAY
        if months := self._whole_months:
            return Period(add_months(self.first, -months), last, self.kind)
        return Period(last - (self.last - self.first), last)

    def before(self, today: date) -> Period:
        """What it is compared with: the one before; of one that still goes on as many days of that."""
        if not self.first <= today < self.last:
            return self.previous
        whole = self.previous
        return Period(whole.first, min(whole.last, whole.first + (today - self.first)))

    @property
    def following(self) -> Period:
        """The one after it."""
        first = self.last + _DAY
        if months := self._whole_months:
            return Period(first, add_months(first, months) - _DAY, self.kind)
        return Period(first, first + (self.last - self.first))

    @property
    def _whole_months(self) -> int:
        after = self.last + _DAY
        whole = self.first.day == after.day == 1
        return (after.year - self.first.year) * 12 + after.month - self.first.month if whole else 0

    def parts(self, kind: str) -> Iterator[Period]:
        """The months, quarters … that it touches, in order; the first and the last no longer than it is itself."""
        part = Period.of(kind, self.first)
        while part.first <= self.last:
            first, last = max(part.first, self.first), min(part.last, self.last)
            yield part if (first, last) == (part.first, part.last) else Period(first, last)
            part = part.following

    def begun(self, kind: str, today: date) -> tuple[Period, ...]:
        """Those of its parts that have begun: what is to come has no figures."""
        return tuple(part for part in self.parts(kind) if part.first <= today)

    def last_ones(self, kind: str, number: int, today: date) -> tuple[Period, ...]:
        """So many months, quarters … in order, the last of them the one in which it ends, as far as it has come."""
        ends = [Period.of(kind, max(self.first, min(self.last, today)))]
        while len(ends) < number:
            ends.append(ends[-1].previous)
        return tuple(reversed(ends))

    @property
    def name(self) -> str:
        """`Q1 2026-27`, `first half 2026-27`, `2026-27`, `Apr 2026`; empty for days of one's own."""
        year = self.first.year - (self.first.month < FIRST_MONTH)
        council_year = f"{year}-{(year + 1) % 100:02d}"
        months = self._whole_months
        since_april = (self.first.month - FIRST_MONTH) % 12
        if months and since_april % months == 0:
            if months == 12:
                return council_year
            if months == 6:
                return f"{'second' if since_april else 'first'} half {council_year}"
            if months == 3:
                return f"Q{since_april // 3 + 1} {council_year}"
            if months == 1:
                return f"{_SHORT[self.first.month - 1]} {self.first.year}"
        return ""

    @property
    def words(self) -> str:
        """Its name, else its two days."""
        return self.name or _to(_day(self.first), _day(self.last))

    def days(self, today: date) -> str:
        """`Wed 1 Jul 2026 to Wed 30 Sep 2026`, as far as it has come; one day once."""
        return _to(dated(self.first), dated(min(self.last, today)))


def _to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _day(day: date) -> str:
    return f"{day.day} {_SHORT[day.month - 1]} {day.year}"
