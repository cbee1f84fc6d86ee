"""How full the coming weeks are with reviews and conferences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.caseload.caseload import Caseload

WEEKS = 12


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """How full a week is with reviews."""

    monday: date
    days: tuple[int | None, ...]
    """Reviews booked on Monday to Friday; None on a day that is not worked."""
    unbooked: int
    """Reviews whose limit falls in the week, or fell before the first one, and which have no booking."""
    weekend: int = 0
    """Reviews booked on Saturday or Sunday."""

    @property
    def booked(self) -> int:
        """Reviews booked in the week, on whichever day."""
        return sum(count or 0 for count in self.days) + self.weekend


def review_load(caseload: Caseload, weeks: int = WEEKS) -> tuple[WeekLoad, ...]:
    """The weeks from this one on: meetings booked by day, and those to be held in the week that have no booking.

    One that is late already and has no booking counts in the first week.
    """
    first = caseload.today - timedelta(days=caseload.today.weekday())
    booked: Counter[date] = Counter()
    unbooked: Counter[date] = Counter()
    for agreed, due in _meetings(caseload):
        if agreed:
            booked[agreed] += 1
        else:
            limit = max(due, first)
            unbooked[limit - timedelta(days=limit.weekday())] += 1
    return tuple(
        WeekLoad(
            monday,
            tuple(_count(booked, monday + timedelta(days=n), caseload) for n in range(5)),
            unbooked[monday],
            sum(booked[monday + timedelta(days=n)] for n in (5, 6)),
        )
        for monday in (first + timedelta(weeks=n) for n in range(weeks))
    )


def _meetings(caseload: Caseload) -> Iterator[tuple[date | None, date]]:
    """The next review of every child and each conference that is asked: the agreed day, and by when it must be."""
    for child_id in caseload.status:
        upcoming = caseload.on_day[child_id].next_review
        if upcoming is not None:
            yield upcoming.booked, upcoming.limit
    for duties in caseload.duties.values():
        yield from ((duty.booked, duty.due) for duty in duties if duty.kind == "conference")


def _count(booked: Counter[date], day: date, caseload: Caseload) -> int | None:
    """Bookings on a day; None where nobody works and nothing is booked."""
    if not booked[day] and caseload.off(day):
        return None
    return booked[day]
