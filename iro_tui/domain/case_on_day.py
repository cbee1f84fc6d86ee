"""One case on one day, with what every rule needs worked out once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from iro_tui.domain import rag
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.care_status import CareStatus, Status, care_status, left_care_on, plan_open, status_of
from iro_tui.domain.case import Case, Rating, Review
from iro_tui.domain.duty import ClockState, Duty
from iro_tui.domain.duty_kind import MEETINGS, DutyKind
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.in_law import next_in_law
from iro_tui.domain.near_reviews import held_as_one
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import NextReview, ReviewClocks, review_clocks
from iro_tui.domain.timescales import Rule, Weight


class CaseOnDay:
    """A case, the practice and today; standing, clocks and rating are derived when first asked for, then kept."""

    def __init__(self, case: Case, practice: Practice, today: date) -> None:
        self.case, self.practice, self.today = case, practice, today

    def of_whole(self, case: Case) -> CaseOnDay:
        """The view of the same case with its history, in which stays what is derived already."""
        view = CaseOnDay(case, self.practice, self.today)
        vars(view).update({name: value for name, value in vars(self).items() if name != "case"})
        return view

    @cached_property
    def care_status(self) -> CareStatus | None:
        return care_status(self.case, self.practice, self.today)

    @cached_property
    def plan(self) -> ProtectionPlan | None:
        return plan_open(self.case, self.today)

    @cached_property
    def status(self) -> Status | None:
        return status_of(self.care_status, self.plan, unborn=self.case.is_unborn)

    @cached_property
    def left_care_on(self) -> date | None:
        """When the child's care ended; None for one who is looked after, and for one who never was."""
        return None if self.care_status else left_care_on(self.case, self.today)

    @cached_property
    def has_left_care(self) -> bool:
        """Whether the child was looked after, and is not on the caseload any more: not for a protection plan either."""
        return self.status is None and self.left_care_on is not None

    @cached_property
    def clocks(self) -> ReviewClocks | None:
        return review_clocks(self.case, self.practice, self.today, self.care_status)

    @property
    def next_review(self) -> NextReview | None:
        """The review that is asked for next; None where none is."""
        return self.clocks.asked if self.clocks else None

    @cached_property
    def held_as_one(self) -> tuple[Review, ...]:
        """The reviews held, as their records are followed: one that was held in two meetings is one."""
        return held_as_one(self.case)

    @cached_property
    def limits_then(self) -> tuple[tuple[Review, date], ...]:
        """The reviews whose record is followed here, each with the law's limit that stood when it was held.

        Left out is one whose limit the record does not tell.
        """
        followed = [review for review in self.held_as_one if review.follow_record]
        limits = [(review, self._limit_on(review.adjourned or review.held)) for review in followed]
        return tuple((review, limit) for review, limit in limits if limit)

    def _limit_on(self, held: date | None) -> date | None:
        """By when, in law, a review held on a day had to be held; None where that is not on record."""
        if held is None:
            return None
        earlier = tuple(review for review in self.case.held_reviews if review.held and review.held < held)
        upcoming = next_in_law(self.case.but(reviews=earlier), self.practice, held)
        return upcoming.limit if upcoming and not upcoming.inferred else None

    @cached_property
    def rating(self) -> Rating | None:
        return rag.current(self.case)

    def limit(self, kind_id: str, start: date) -> date:
        """By when a duty of a kind is to be done, counted from a day by the kind's usual rule."""
        return BY_ID[kind_id].rule.limit(start, self.practice)

    def duty(
        self,
        kind_id: str,
        anchor: str | date,
        due: date,
        *,
        what: str = "",
        rule: Rule | None = None,
        authority: str = "",
        since: date | None = None,
        booked: date | None = None,
        time: str | None = None,
        place: str | None = None,
        inferred: bool = False,
        note: str = "",
        subject: str = "",
        weight: Weight | None = None,
        silent_limit: date | None = None,
        latest_limit: date | None = None,
        meeting: str = "",
    ) -> Duty:
        """A duty of this case, with the words and the rule of its kind unless others are given.

        `anchor` keeps its id the same from day to day: a store key or the day a clock began. `since` is the day from
        which it was counted, where another practice may have been in force.
        """
        kind = BY_ID[kind_id]
        rule = rule or kind.rule
        calendar = rule.calendar(self.practice)
        working_days = calendar.between(self.today, due)
        # In the order of its fields, not by their names: that takes a third of the time, and there are thousands.
        return Duty(
            f"{kind_id}:{self.case.ref}:{anchor}",
            self.case.ref,
            kind_id,
            what or kind.what,
            due,
            rule.id,
            authority or rule.authority_for(self.practice.on(since) if since else self.practice),
            weight or rule.weight,
            (due - self.today).days,
            working_days,
            self._clock(kind, due, working_days),
            self.rating.value if self.rating else None,
            booked,
            time or "",
            place or "",
            inferred,
            note,
            subject,
            silent_limit,
            latest_limit,
            meeting,
            self.has_left_care,
        )

    def _clock(self, kind: DutyKind, due: date, working_days: int) -> ClockState:
        if due <= self.today:
            return "overdue" if due < self.today else "today"
        clock = self.practice.clock
        soon = clock.review_working_days if kind.group in MEETINGS else clock.working_days
        return "soon" if working_days <= soon else "on_time"
