"""Working days in England, and the adding of days, working days and months to a date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from iro_tui.domain.bank_holidays import FIRST_YEAR, LAST_YEAR, bank_holidays

KNOWN_UNTIL = date(2028, 12, 31)
"""The last day GOV.UK publishes bank holidays for (from 2012 on). Later ones follow the usual pattern, but a one-off
holiday (a jubilee, a coronation) cannot be foreseen; what lies beyond is shown with a warning."""

_DAY = timedelta(days=1)


@lru_cache(maxsize=8)
def _working_days(closures: frozenset[date]) -> list[int]:
    """The ordinals of every working day of the range, in order."""
    shut = {day.toordinal() for day in bank_holidays() | closures}
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return [n for n in range(first, last + 1) if (n + 6) % 7 < 5 and n not in shut]


class WorkingCalendar:
    """Working days of an office in England: not Saturday, Sunday, a bank holiday or one of its own closures.

    The definition follows CPPCR reg 2. A closure of the council's own never moves a statutory limit unless
    the practice says so; the practice decides which calendar a rule is given.
    """

    __slots__ = ("_days", "closures")

    def __init__(self, closures: Iterable[date] = ()) -> None:
        self.closures = frozenset(closures)
        self._days = _working_days(self.closures)

    def is_working_day(self, day: date) -> bool:
        n = day.toordinal()
        at = bisect_left(self._days, n)
        return at < len(self._days) and self._days[at] == n

    def add(self, day: date, working_days: int) -> date:
        """The date that many working days after `day` (day 0 is `day`), or before it when negative.

        Zero gives the day itself. Raises OverflowError outside 1995 to 2060.
        """
        if not working_days:
            return day
        n = day.toordinal()
        if working_days > 0:
            at = bisect_right(self._days, n) + working_days - 1
        else:
            at = bisect_left(self._days, n) + working_days
        if not 0 <= at < len(self._days):
            raise OverflowError(
                f"{working_days} working days from {day.isoformat()} is outside {FIRST_YEAR}-{LAST_YEAR}"
            )
        return date.fromordinal(self._days[at])

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is the earlier."""
        if end < start:
            return -self.between(end, start)
        return bisect_right(self._days, end.toordinal()) - bisect_right(self._days, start.toordinal())

    def on_or_before(self, day: date) -> date:
        """The last working day on or before `day`."""
        return date.fromordinal(self._days[bisect_right(self._days, day.toordinal()) - 1])


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months on, clamped to the end of the month (30 Nov + 3 = 28 or 29 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born: date, years: int) -> date:
    """The day a person reaches an age. Someone born on 29 February reaches it on 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age_on(born: date, day: date) -> int:
    """Age in completed years on a day."""
    return day.year - born.year - (day < birthday(born, day.year - born.year))


def beyond_known(day: date) -> bool:
    """Whether a date lies past the last year whose bank holidays are published."""
    return day > KNOWN_UNTIL
