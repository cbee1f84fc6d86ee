"""One period of one service: what several figures share is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from iro_tui.domain.allocation import MINE, Whose, holder_on, whose
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.care_status import Began, CareStatus, care_began, care_status, plan_open
from iro_tui.domain.case import Case, Review
from iro_tui.domain.colleagues import FULL_TIME
from iro_tui.domain.practice import Practice
from iro_tui.figures.figure import REMOVED, Counting
from iro_tui.figures.history import HeldReview, Missed, ReviewHistory
from iro_tui.figures.period import Period
from iro_tui.figures.service import CountedChild, ReviewKept, ReviewRecord, Service

_DAY = timedelta(days=1)
_SERIES = timedelta(days=366)
"""A series of short breaks is over after less than this without one, whatever the practice."""


class HeldInPeriod(NamedTuple):
    """A review held in the period, and whose."""

    child: CountedChild
    held: HeldReview
    history: ReviewHistory
    review: Review
    record: ReviewRecord
    """Every figure of reviews asks for both: they are looked up once."""

    def counting(self, counts: bool = True, *labels: str, unknown: str = "", left_out: bool = False) -> Counting:
        """This review, counted."""
        return Counting(self.child.id, self.held.held, counts, labels, None, self.review.id, unknown, left_out)


class FollowedInPeriod(NamedTuple):
    """A review completed in the period whose record is followed here, and whose."""

    child_id: str
    review: Review
    completed: date


class MissedInPeriod(NamedTuple):
    """A limit that passed in the period without a review, and whose."""

    child: CountedChild
    missed: Missed


@dataclass(frozen=True, slots=True)
class IroPosts:
    """How many full-time IROs the children of a period's end come to, and how that is known."""

    fte: float
    missing: int = 0
    """IROs of whom it is not on record what part of full time they work: each is counted as full time."""
    typed: bool = False
    """Whether it was typed in the written part."""

    @property
    def words(self) -> str:
        how = "as typed in the written part" if self.typed else "of those who held a case at its end"
        return f"By {self.fte:g} full-time equivalent{'s' * (self.fte != 1)}, {how}."


@dataclass(frozen=True, slots=True)
class Standing:
    """A child at the end of the period."""

    child: CountedChild
    case: Case
    care: CareStatus | None
    plan: ProtectionPlan | None

    @property
    def is_looked_after(self) -> bool:
        """In full care: short breaks stand apart."""
        return self.care is not None and self.care.regime == "full"


class Reckoning:
    """A period, the service, and what figures share. Everything is worked out when it is first asked for."""

    def __init__(self, period: Period, service: Service) -> None:
        self.period, self.service = period, service
        self.end = min(period.last, service.today)
        """The last day that is counted: of a period that goes on it is today."""
        self.over = min(period.last, service.today - _DAY)
        """The last day that is over: a limit of today may still be kept."""

    def __contains__(self, day: date | None) -> bool:
        """Whether a day lies in the period, and has come."""
        return day is not None and self.period.first <= day <= self.end

    @cached_property
    def practice(self) -> Practice:
        """The practice in force at the end of the period, which knows the others."""
        return self.service.practice.on(self.end)

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """Every practice that was in force in the period, in order."""
        return self.service.practice.between(self.period.first, self.end)

    @cached_property
    def _cases(self) -> dict[str, Case]:
        return {child.id: child.case for child in self.service.children}

    def in_hands(self, counted: Iterable[Counting], *, load: bool) -> Iterable[Counting]:
        """Of what was counted that of children in the hands of the IRO whose figures they are, on the day it counts by.

        What the IRO only covered is left out, and told: it is the holder's. It is a part of the IRO's `load`.
        """
        return counted if self.service.own is None else self._in_hands(counted, load or self.service.counts_covered)

    def _in_hands(self, counted: Iterable[Counting], counts_covered: bool) -> Iterator[Counting]:
        for counting in counted:
            had = self._had(counting.child_id, counting.day)
            if had.mine or (had.covers and counts_covered):
                yield counting
            elif had.covers:
                yield counting._replace(counts=False, unknown="covered for a colleague", left_out=True)

    def _had(self, child_id: str, day: date) -> Whose:
        """Whose a child was on a day, worked out once: most figures count by the same few days."""
        own, key = self.service.own, (child_id, day)
        if child_id == REMOVED:
            return MINE
        if key not in self._whose:
            self._whose[key] = whose(self._cases[child_id], own, day)
        return self._whose[key]

    @cached_property
    def _whose(self) -> dict[tuple[str, date], Whose]:
        return {}

    def came_later(self, case: Case) -> bool:
        """Whether a child came to the caseload of an officer who works alone only after the period.

        It is counted all the same, and that is said: a file that tells of a whole year is often brought in after it.
        """
        since = case.on_caseload_since
        return self.service.officer is None and since is not None and since > self.end

    def is_over(self, limit: date) -> bool:
        """Whether a limit is past by the end of the period."""
        return limit <= self.over

    def by_its_end(self, day: date | None) -> bool:
        """Whether something was done by the end of the period."""
        return day is not None and day <= self.end

    @cached_property
    def held(self) -> tuple[HeldInPeriod, ...]:
        """Every review held in the period."""
        return tuple(
            HeldInPeriod(child, review, history, review.review, child.record(review.review.id))
            for child in self.service.children
            if child.case.reviews
            for history in (self.service.histories[child.id],)
            for review in history.held
            if review.held in self
        )

    @cached_property
    def past(self) -> tuple[ReviewKept, ...]:
        """Reviews held in the period, of cases that were removed for good."""
        return tuple(kept for kept in self.service.past if kept.review.is_held and kept.review.held in self)

    @cached_property
    def followed(self) -> tuple[FollowedInPeriod, ...]:
        """Every review completed in the period whose record is followed here; also those of removed cases."""
        histories = self.service.histories
        reviews = [(child.id, review) for child in self.service.children for review in histories[child.id].as_one]
        return tuple(
            FollowedInPeriod(child_id, review, completed)
            for child_id, review in (*reviews, *((REMOVED, past.review) for past in self.service.past))
            if review.follow_record and review.is_held and (completed := review.completed_on) and completed in self
        )

    @cached_property
    def missed(self) -> tuple[MissedInPeriod, ...]:
        """Every limit that fell in the period and was not kept by its end; also those of which that is not known."""
        return tuple(
            MissedInPeriod(child, missed)
            for child in self.service.children
            if self._in_care(child.case)
            for missed in self.service.histories[child.id].missed(self.period.first, self.over, self.end)
        )

    def _in_care(self, case: Case) -> bool:
        """Whether some of a time in care lies in the period, or in the months of a series of short breaks before it."""
        gap = self.period.first - _SERIES
        return any(p.started <= self.end and (p.ended is None or p.ended >= gap) for p in case.periods)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every child who is looked after, on short breaks or under a plan at the end of the period."""
        every = []
        for child in self.service.children:
            if not (child.case.plans or self._in_care(child.case)):
                continue
            case = self.service.histories[child.id].at(self.end)
            care, plan = care_status(case, self.practice, self.end), plan_open(case, self.end)
            if care or plan:
                every.append(Standing(child, case, care, plan))
        return tuple(every)

    @cached_property
    def posts(self) -> IroPosts:
        """What was typed of the period, else of the shortest that holds it; else whoever held a case at its end.

        Whose naming is not on record is the officer's, who is one person whether called so or by name.
        """
        first, last = self.period.first, self.period.last
        typed = [each for each in self.service.typed if each.first <= first and each.last >= last and each.fte]
        if typed:
            return IroPosts(min(typed, key=lambda each: each.last - each.first).fte, typed=True)
        service = self.service
        holders = {service.own} if service.own else {
            holder.iro_id or service.officer
            for standing in self.standings
            if (holder := holder_on(standing.case, self.end))
        }  # fmt: skip
        known = [service.parts.get(key) if key else FULL_TIME for key in holders or {None}]
        return IroPosts(sum(part or FULL_TIME for part in known), sum(part is None for part in known))

    @cached_property
    def looked_after(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.is_looked_after)

    def starts(self) -> Iterator[tuple[CountedChild, Began]]:
        """Every child who began to be looked after in the period, and when: each start, short breaks left out."""
        for child in self.service.children:
            for began in care_began(child.case):
                if began.day in self and began.known:
                    yield child, began
