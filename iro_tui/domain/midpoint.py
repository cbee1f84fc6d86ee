"""The check between two reviews. Source: domain reference 1.7 and 4.3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice

_ROUNDING = 1e-9  # a share such as 0.7 of 10 days is 7 days, though its float product may fall just short


def midpoint_due(case: Case, practice: Practice, today: date) -> date | None:
    """By when the present interval is checked; None when nothing is to be checked or it is done."""
    return midpoint_of(CaseOnDay(case, practice, today))


def midpoint_of(view: CaseOnDay) -> date | None:
    """The practice's share of the days between the last review and the normal limit, moved back to a working day.

    Where the clock was set off after that review, by a placing for adoption, the days are those since then: a check
    is never due before what made its limit. An early or an adjourned review does not move it. None before the first
    review, where the last one is not on record, after the final one before 18, where the check is done since the
    review, or where the interval is too short to hold one.
    """
    clocks = view.clocks
    if clocks is None or not clocks.held:
        return None
    governing = clocks.normal_governing
    if governing.unknown or governing.settled:
        return None
    last = clocks.held[-1]
    if any(check.done_on >= last for check in view.case.midpoints):
        return None
    begins = max(last, governing.since)
    days = floor(view.practice.on(last).midpoint.share * (governing.limit - begins).days + _ROUNDING)
    due = view.practice.office.on_or_before(begins + timedelta(days=days))
    return due if due > begins else None


def midpoint_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The mid-point check, while it is to be done."""
    due = midpoint_of(view)
    if due and view.clocks:
        inferred = view.clocks.normal_governing.inferred
        yield view.duty("midpoint", view.clocks.held[-1], due, inferred=inferred)


LOOKED_AFTER = (midpoint_duties,)
