"""How many children there are, to how many officers, and how a child new to care came to an IRO. Source: all five."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from iro_tui.domain.allocation import BY_FILE, namings
from iro_tui.domain.care_status import Began, may_have_left
from iro_tui.domain.case import Allocation, Case
from iro_tui.domain.timescales import RULES
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning, Standing

_PERHAPS_LEFT = "perhaps no longer, care ended on an unknown day; counted"


def _at_the_end(
    belongs: Callable[[Standing], bool], *, by_care: bool = True
) -> Callable[[Reckoning], Iterator[Counting]]:
    """Children at the end of the period; `by_care`: those who are looked after, of whom that may not be sure."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for standing in reckoning.standings:
            if belongs(standing):
                unknown = _PERHAPS_LEFT if by_care and may_have_left(standing.child.case, reckoning.end) else ""
                later = reckoning.came_later(standing.case)
                yield Counting(standing.child.id, reckoning.end, unknown=unknown, came_later=later)

    return counted


def _allocation(case: Case, began: Began) -> Allocation | None:
    """What is on record of the allocation of a child who began on a day: the first since the start before it.

    Who was the IRO in the short breaks that became care goes on; who had the child before, on a plan alone, was not
    named for this time of care.
    """
    started = began.period.started
    before = max((p.started for p in case.periods if p.started < started), default=date.min)
    after = min((p.started for p in case.periods if p.started > started), default=date.max)
    own = (a for a in namings(case) if a.reason != BY_FILE and (a.until or date.max) >= began.day)
    first = (a for a in own if a.notified or (a.allocated or date.max) >= started)
    days = [(a.notified or a.allocated or date.max, n, a) for n, a in enumerate(first)]
    there = sorted(entry for entry in days if before < entry[0] < after)
    return there[0][2] if there else None


def _notified_late(reckoning: Reckoning) -> Iterator[Counting]:
    for child, began in reckoning.starts():
        started = began.day
        limit = RULES["notify"].limit(started, reckoning.service.practice)
        allocation = _allocation(child.case, began)
        notified = allocation.notified if allocation else None
        unknown = "" if notified else "when the service was told is not on record"
        yield Counting(child.id, started, notified is not None and notified > limit, unknown=unknown)


def _allocated(reckoning: Reckoning) -> Iterator[Counting]:
    for child, began in reckoning.starts():
        started = began.day
        limit = RULES["alloc"].limit(started, reckoning.service.practice)
        allocation = _allocation(child.case, began)
        named = allocation.allocated if allocation else None
        # By today, as the notice: a limit that fell after the period's end stands in no other period.
        if not named and limit >= reckoning.service.today:
            unknown = "the limit is still ahead"
            yield Counting(child.id, started, counts=False, unknown=unknown, left_out=True)
            continue
        unknown = "" if named else "when the IRO was named is not on record"
        yield Counting(child.id, started, named is not None and named <= limit, unknown=unknown)


_END = "at the end of the period"
_BEGAN = "children who began to be looked after in the period"

FIGURES = (
    Declared(
        "children_looked_after",
        "Children looked after",
        "Children looked after at the end of the period; short breaks stand apart.",
        f"children looked after {_END}",
        "count",
        _END,
        _at_the_end(lambda standing: standing.is_looked_after),
        things="children",
        reports=("Lancashire", "Shropshire", "Enfield", "Kent"),
        fewer_is_better=None,
    ),
    Declared(
        "children_per_iro",
        "Children looked after per full-time IRO",
        "Children looked after at the end of the period, to each full-time equivalent of an IRO; the range is "
        "{practice.caseload.low} to {practice.caseload.high}.",
        f"full-time equivalents of the IROs {_END}",
        "mean",
        _END,
        _at_the_end(lambda standing: standing.is_looked_after),
        things="IROs",
        reports=("Lancashire", "Shropshire", "Lincolnshire", "Enfield", "Kent"),
        fewer_is_better=None,
    ),
    Declared(
        "cp_children",
        "Children with a protection plan",
        "Children under a child protection plan at the end of the period, looked after or not.",
        f"children under a protection plan {_END}",
        "count",
        _END,
        _at_the_end(lambda standing: standing.plan is not None, by_care=False),
        things="children",
        reports=("Lancashire", "Shropshire", "Enfield"),
        fewer_is_better=None,
    ),
    Declared(
        "cp_children_per_iro",
        "Children with a plan per full-time IRO",
        "Children under a child protection plan at the end of the period, to each full-time equivalent of an IRO.",
        f"full-time equivalents of the IROs {_END}",
        "mean",
        _END,
        _at_the_end(lambda standing: standing.plan is not None, by_care=False),
        things="IROs",
        reports=("Enfield",),
        fewer_is_better=None,
    ),
    Declared(
        "short_break_children",
        "Children on short breaks",
        "Children on a series of short breaks at the end of the period.",
        f"children on short breaks {_END}",
        "count",
        _END,
        _at_the_end(lambda standing: standing.care is not None and not standing.is_looked_after),
        things="children",
        fewer_is_better=None,
    ),
    Declared(
        "late_notifications",
        "Late notifications",
        "Of the children who began to be looked after in the period, those of whom the service was told more than "
        "{practice.allocation.notify_working_days} working days later.",
        _BEGAN,
        "%",
        "began in the period",
        _notified_late,
        things="children",
        reports=("Kent",),
        fewer_is_better=True,
    ),
    Declared(
        "allocated_in_5wd",
        "IRO named within {practice.allocation.allocate_working_days} working days",
        "Of the children who began to be looked after in the period, those whose IRO was named within "
        "{practice.allocation.allocate_working_days} working days.",
        _BEGAN,
        "%",
        "began in the period",
        _allocated,
        things="children",
        reports=("Kent", "Enfield"),
    ),
)
