"""How full the coming weeks are with reviews."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import WeekLoad

WEEKS = 12


def review_load(caseload: Caseload, weeks: int = WEEKS) -> tuple[WeekLoad, ...]:
    """The weeks from this one on: reviews booked by day, and those to be held in the week that have no booking.

    A review that is late already and has no booking counts in the first week.
    """
    first = caseload.today - timedelta(days=caseload.today.weekday())
    booked: Counter[date] = Counter()
    unbooked: Counter[date] = Counter()
    for child_id in caseload.status:
        upcoming = caseload.on_day[child_id].next_review
        if upcoming is None:
            continue
        if upcoming.booked:
            booked[upcoming.booked] += 1
        else:
            limit = max(upcoming.limit, first)
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


def _count(booked: Counter[date], day: date, caseload: Caseload) -> int | None:
    """Bookings on a day; None where nobody works and nothing is booked."""
    if not booked[day] and caseload.off(day):
        return None
    return booked[day]
