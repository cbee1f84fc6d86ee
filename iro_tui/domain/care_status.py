"""What a child is on a day: looked after, on short breaks or under a protection plan, since when and in what way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, NamedTuple, Protocol, TypeVar

from iro_tui.domain import codes
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.calendar import add_months, birthday
from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Placement
from iro_tui.domain.placings import lasting, placed_since, returned_on
from iro_tui.domain.practice import Practice

Regime = Literal["full", "short_break"]
Status = Literal["looked_after", "child_protection", "both", "short_break", "unborn"]
FULL: Final = "full"
SHORT_BREAK: Final = "short_break"
COUNTED_FROM_AGE, ELIGIBLE_AGE, MAJORITY = 14, 16, 18
ELIGIBLE_DAYS = 13 * 7
"""How long a young person was looked after since the age of 14 to be an eligible child. Source: CPPCR 40(1)."""
END_UNKNOWN: Final = "On which day care ended is not on record: it had ended by this one. “End of care” takes the day."
_DAY = timedelta(days=1)


class CareStatus(NamedTuple):
    """How a child is looked after on a day.

    `regime` is `full` (regulation 33) or `short_break` (regulation 48); `since` the first day under it, from which
    its review clock runs: the start of the series of breaks, or the first day under another status than V3 and V4.
    """

    regime: Regime
    period: CarePeriod
    since: date
    since_known: bool
    """False when the record begins in the middle: `since` is then the first day on record."""
    counts_from: date
    """Reviews held from this day on count for this clock."""
    belongs_from: date
    """Bookings, adjournments and early triggers from this day on belong to this time of being looked after."""
    reviews_known_from: date | None
    legal_status: LegalStatus | None
    placement: Placement | None
    homes: tuple[Placement, ...] = ()
    """The placements of this period by start, temporary ones left out."""
    placed_since: date | None = None
    """Since when placed for adoption with the present family."""
    placed_known: bool = True
    """Whether that day is on record."""
    returned_on: date | None = None
    """When a child who was placed for adoption came back to the agency, and has not been placed again."""
    authority_since: date | None = None
    """Since when the agency may place for adoption."""
    inferred: bool = False
    """Whether the child is between two short breaks, so that the series is only taken to go on."""


class _Spell(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def started(self) -> date: ...
    @property
    def ended(self) -> date | None: ...


_S = TypeVar("_S", bound=_Spell)


def majority(case: Case) -> date | None:
    """The 18th birthday; None while the date of birth is not known."""
    return birthday(case.born, MAJORITY) if case.born else None


def left_care_on(case: Case, today: date) -> date | None:
    """When a child who is not looked after on a day ceased to be, at the latest on the 18th birthday; None: never was.

    Source: domain reference 1.7.
    """
    ends = [period.ended or date.max for period in case.periods if period.started <= today]
    return min(max(ends), majority(case) or date.max) if ends else None


def is_open(ended: date | None, today: date) -> bool:
    """Whether something without an end, or with one still to come, goes on. The day of the end is no longer in it."""
    return ended is None or ended > today


def unsure_end(case: Case, today: date) -> date | None:
    """The day by which care had ended of a child who is in care no more, where nobody knows when it did."""
    if any(is_open(period.ended, today) for period in case.periods):
        return None
    last = max(case.periods, key=lambda period: period.started, default=None)
    return last.ended if last and not last.end_known else None


def may_have_left(case: Case, day: date) -> bool:
    """Whether care may have ended by a day, though the day by which it had ended is a later one.

    It went on to the last day that a file tells of the child.
    """
    return any(
        not p.end_known and p.ended and p.started <= day < p.ended and (case.file_ends or p.started) < day
        for p in case.periods
    )


def care_status(case: Case, practice: Practice, today: date) -> CareStatus | None:
    """How the child is looked after; None when not at all. The 18th birthday ends it. Source: domain reference 1.7."""
    eighteen = majority(case)
    if eighteen is not None and eighteen <= today:
        return None
    going_on = [period for period in case.periods if is_open(period.ended, today)]
    if going_on:
        period = max(going_on, key=lambda p: (p.started, p.ended or date.max, p.id))
        spells = _spells(case, period, today)
        if spells and spells[-1].code in codes.SHORT_BREAK:
            return _short_breaks(case, practice, period, today, inferred=False)
        return _full_care(case, period, spells, today)
    if case.periods:
        # Between two breaks the series goes on, until no break has been recorded for too long.
        period = max(case.periods, key=lambda p: (p.ended or date.max, p.started, p.id))
        spells = _spells(case, period, today)
        if (
            period.ended is not None
            and spells
            and spells[-1].code in codes.SHORT_BREAK
            and today <= add_months(period.ended, practice.reviews.short_break_gap_months)
        ):
            return _short_breaks(case, practice, period, today, inferred=True)
    return None


def plan_open(case: Case, today: date) -> ProtectionPlan | None:
    """The protection plan that goes on, the latest where there are several."""
    if not case.plans:
        return None
    eighteen = majority(case)
    if eighteen is not None and eighteen <= today:
        return None
    plans = (plan for plan in case.plans if is_open(plan.ended, today))
    return max(plans, key=lambda plan: (plan.started, plan.ended or date.max), default=None)


def status(case: Case, practice: Practice, today: date) -> Status | None:
    """`looked_after`, `child_protection`, `both`, `short_break` or `unborn`; None for a child who is none of these."""
    return status_of(care_status(case, practice, today), plan_open(case, today), unborn=case.is_unborn)


def status_of(care: CareStatus | None, plan: ProtectionPlan | None, *, unborn: bool = False) -> Status | None:
    """The status from what it is made of. A plan made before the birth is a plan."""
    if care is None:
        return "child_protection" if plan else "unborn" if unborn else None
    if plan:
        return "both"
    return "looked_after" if care.regime == FULL else "short_break"


def eligible_since(case: Case, today: date) -> date | None:
    """Since when a young person is an eligible child; None where not yet, or the date of birth is not known.

    Aged 16, and looked after for 13 weeks in all since the age of 14, short breaks left out; the day that ends a
    period is not counted. Source: CPPCR 40, CA 1989 Sch 2 para 19B.
    """
    sixteen = birthday(case.born, ELIGIBLE_AGE) if case.born else None
    if case.born is None or sixteen is None or sixteen > today:
        return None
    fourteen, left = birthday(case.born, COUNTED_FROM_AGE), ELIGIBLE_DAYS
    stays = _stays(case, today)
    for stay, following in zip(stays, [*stays[1:], None], strict=True):
        # Each lasts until the next begins, or its period ends: a record seldom ends a status where another follows.
        end = min(stay.period.ended or today, following.start if following else today, today)
        counted = 0 if stay.short else (end - max(stay.start, fourteen)).days
        if counted >= left:
            return max(max(stay.start, fourteen) + timedelta(days=left), sixteen)
        left -= max(counted, 0)
    return None


class Began(NamedTuple):
    """A day on which a child began to be looked after, short breaks being none, and in which period."""

    day: date
    period: CarePeriod

    @property
    def known(self) -> bool:
        """Whether care began on that day; else it is the first day on record."""
        return self.period.start_known or self.day > self.period.started


def care_began(case: Case) -> tuple[Began, ...]:
    """Every time that a child began to be looked after. `CareStatus.since` of full care is the last before a day."""
    if not any(spell.code in codes.SHORT_BREAK for spell in case.legal_statuses):
        return tuple(Began(period.started, period) for period in case.periods)  # as of nearly every child
    return tuple(began for period in case.periods for began in _began(period, _spells(case, period, date.max)))


def _began(period: CarePeriod, spells: Sequence[LegalStatus]) -> Iterator[Began]:
    """The same within a period: with it, unless with a short break, and with what follows short breaks."""
    if not spells or spells[0].code not in codes.SHORT_BREAK:
        yield Began(period.started, period)
    for before, spell in pairwise(spells):
        if before.code in codes.SHORT_BREAK and spell.code not in codes.SHORT_BREAK:
            yield Began(max(period.started, spell.started), period)


class Ended(NamedTuple):
    """A day on which a child ceased to be looked after, short breaks being none, and in which period."""

    day: date
    period: CarePeriod
    why: Literal["period", "of_age", "short_breaks"] = "period"
    """Whether with the period, at 18, or as short breaks took its place."""


def care_ended(case: Case) -> tuple[Ended, ...]:
    """Every time that a child ceased to be looked after; what goes on the same day in another period did not end."""
    began = care_began(case)
    every = (ended for period in case.periods for ended in _ended(case, period, began))
    return tuple(ended for ended in every if all(ended.day != each.day for each in began))


def _ended(case: Case, period: CarePeriod, began: Sequence[Began]) -> Iterator[Ended]:
    """The same within a period, the 18th birthday the last."""
    spells, eighteen = _spells(case, period, date.max), majority(case) or date.max
    ends = [
        Ended(spell.started, period, "short_breaks")
        for before, spell in pairwise(spells)
        if spell.code in codes.SHORT_BREAK and before.code not in codes.SHORT_BREAK
    ]
    if period.ended and not (spells and spells[-1].code in codes.SHORT_BREAK):
        ends.append(Ended(period.ended, period))
    until = [ended for ended in ends if ended.day <= eighteen]
    yield from until
    if sum(each.period == period and each.day < eighteen for each in began) > len(until) and eighteen < date.max:
        yield Ended(eighteen, period, "of_age")


def _full_care(case: Case, period: CarePeriod, spells: Sequence[LegalStatus], today: date) -> CareStatus:
    *_, began = _began(period, spells)
    since, known = began.day, began.known
    if known:
        counts_from = since
        belongs_from = period.started
    else:
        # The record begins in the middle, so whatever follows the period before may be this period's.
        ends = [p.ended for p in case.periods if p.ended and p.ended <= period.started and p is not period]
        counts_from = belongs_from = min(max(ends) + _DAY, period.started) if ends else date.min
    placements = sorted(_within(case.placements, period, today), key=_order)
    placement, homes = _current(placements, today), lasting(placements)
    placed = placed_since(homes, placement)
    return CareStatus(
        regime=FULL,
        period=period,
        since=since,
        since_known=known,
        counts_from=counts_from,
        belongs_from=belongs_from,
        reviews_known_from=_reviews_known_from(case, period),
        legal_status=_current(spells, today),
        placement=placement,
        homes=homes,
        placed_since=placed,
        placed_known=all(home.start_known for home in homes if home.started == placed),
        returned_on=None if placed else returned_on(homes),
        authority_since=_authority_since(case, spells, today),
    )


def _reviews_known_from(case: Case, period: CarePeriod) -> date | None:
    """From when on no review is missing from the record; None where none is.

    Where it was found out which one was the last, none is missing from that one on. Source: domain reference 1.7.
    """
    return _known_from_last(case, period.reviews_known_from, None if period.start_known else period.started)


def _known_from_last(case: Case, known_from: date | None, else_from: date | None) -> date | None:
    """The same by the day from which the record of reviews is whole, else by that of its beginning."""
    begins = known_from or else_from
    last = case.known_last if begins else None
    if begins and last and last.held and last.last_as_of and last.held < begins <= last.last_as_of:
        return last.held
    return known_from


def _short_breaks(case: Case, practice: Practice, period: CarePeriod, today: date, *, inferred: bool) -> CareStatus:
    stays = _stays(case, today)
    at = max(i for i, stay in enumerate(stays) if stay.period is period)
    last = at
    while at and stays[at - 1].short and _joins(stays[at - 1], stays[at], practice):
        at -= 1
    first = stays[at]
    known_from = [s.period.reviews_known_from for s in stays[at : last + 1] if s.period.reviews_known_from]
    known = first.period.start_known or first.start > first.period.started
    placements = sorted(_within(case.placements, period, today), key=_order)
    return CareStatus(
        regime=SHORT_BREAK,
        period=period,
        since=first.start,
        since_known=known,
        counts_from=first.start if known else date.min,
        belongs_from=first.start if known else date.min,
        reviews_known_from=_known_from_last(case, max(known_from, default=None), first.start),
        legal_status=_current(_spells(case, period, today), today),
        placement=_current(placements, today),
        inferred=inferred,
    )


class _Stay(NamedTuple):
    """A run of statuses of one kind within one period."""

    start: date
    end: date | None
    short: bool
    period: CarePeriod


def _stays(case: Case, today: date) -> list[_Stay]:
    """Every run of short breaks or of full care on record, in order."""
    stays: list[_Stay] = []
    for period in sorted(case.periods, key=lambda p: (p.started, p.ended or date.max, p.id)):
        runs: list[_Stay] = []
        for spell in _spells(case, period, today):
            short = spell.code in codes.SHORT_BREAK
            ends = min(filter(None, (spell.ended, period.ended)), default=None)
            if runs and runs[-1].short and short and runs[-1].end is not None and runs[-1].end >= spell.started:
                runs[-1] = runs[-1]._replace(end=ends)
            else:
                runs.append(_Stay(max(spell.started, period.started) if runs else period.started, ends, short, period))
        stays += runs or [_Stay(period.started, period.ended, False, period)]
    return stays


def _joins(earlier: _Stay, later: _Stay, practice: Practice) -> bool:
    """Whether two stays belong to one series of short breaks."""
    return earlier.end is None or later.start <= add_months(earlier.end, practice.reviews.short_break_gap_months)


def _within(items: Iterable[_S], period: CarePeriod, today: date) -> list[_S]:
    """What falls in a period. What begins after today is not yet so, unless the period itself is still to come."""
    end = period.ended or date.max
    latest = max(today, period.started)
    return [
        item
        for item in items
        if item.started == period.started
        or (item.started < end and item.started <= latest and (item.ended is None or item.ended > period.started))
    ]


def _order(item: _Spell) -> tuple[date, date, bool, str]:
    """By start; of two that start together the one that lasts longer is the later, then the one that is full care."""
    return item.started, item.ended or date.max, item.code not in codes.SHORT_BREAK, item.code


def _spells(case: Case, period: CarePeriod, today: date) -> list[LegalStatus]:
    return sorted(_within(case.legal_statuses, period, today), key=_order)


def _current(spells: Sequence[_S], today: date) -> _S | None:
    """The latest started that has not ended."""
    return next((spell for spell in reversed(spells) if is_open(spell.ended, today)), None)


def _authority_since(case: Case, spells: Sequence[LegalStatus], today: date) -> date | None:
    """Since when the agency may place for adoption: the earliest that still holds. Source: AAR 36(1)."""
    since = [item.started for item in case.authorities if is_open(item.ended, today)]
    start: date | None = None
    for spell in reversed(spells):
        if spell.code in codes.AUTHORITY_TO_PLACE:
            joins = spell.ended is None or (spell.ended > today if start is None else spell.ended >= start)
            start = spell.started if joins else start
    if start:
        since.append(start)
    return min(since, default=None)
