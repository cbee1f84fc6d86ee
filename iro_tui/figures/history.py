"""A child's reviews as figures count them: each once, with the law's limit that stood when it was held."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest

from iro_tui.domain import codes
from iro_tui.domain.as_at import CaseInTime
from iro_tui.domain.care_status import Began, care_began, majority
from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.in_law import next_in_law
from iro_tui.domain.midpoint import midpoint_of
from iro_tui.domain.near_reviews import held_as_one
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.timescales import RULES

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review that was held: its day, and the others on record that are the same one."""

    review: Review
    held: date
    number: int
    """Which one it is since care began, from 1."""
    same: tuple[str, ...] = ()
    """The keys of further records of it: of the same day, or its second meeting."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A limit that passed without a review; `unknown` where the record does not tell whether it did."""

    limit: date
    stopped: date
    """Until when it was waited for: the end of the period, or the day on which its clock ended without a review."""
    review_id: str = ""
    """The one that is booked for it, or that was held for it later."""
    unknown: bool = False


def kept_to(review: Review, limit: date, practice: Practice) -> bool:
    """Whether a review was held by its limit; one that was adjourned by then has its own. Source: CPPCR 36(2)."""
    held, adjourned = review.held or date.max, review.adjourned
    if adjourned:
        return adjourned <= limit and held <= RULES["adjourn"].limit(adjourned, practice.law)
    return held <= limit


class ReviewHistory:
    """The reviews of one case; limits are worked out when they are first asked for, then kept."""

    def __init__(self, case: Case, practice: Practice, today: date) -> None:
        self.case, self.practice, self.today = case, practice, today
        self._limits: dict[date, date | None] = {}
        self._midpoints: dict[date, date | None] = {}
        self._at: dict[date, Case] = {}
        self._next: dict[date, NextReview | None] = {}

    @cached_property
    def _in_time(self) -> CaseInTime:
        return CaseInTime(self.case)

    @cached_property
    def as_one(self) -> tuple[Review, ...]:
        """The records of the reviews held, two meetings that are taken as one put together."""
        return held_as_one(self.case)

    @cached_property
    def held(self) -> tuple[HeldReview, ...]:
        """Each review once, in order: records of one day, and two meetings taken as one review, are one."""
        of_day: dict[date, list[Review]] = {}
        for review in self.as_one:
            if review.held:
                of_day.setdefault(review.held, []).append(review)
        days, number, began = sorted(of_day), 0, self._began
        reviews: list[HeldReview] = []
        for day, following in zip_longest(days, days[1:]):
            number = 1 if reviews and began(day) != began(reviews[-1].held) else number + 1
            # The one whose paperwork is followed here says most of it.
            kept = next((record for record in of_day[day] if record.follow_record), of_day[day][0])
            same = self._in_order[self._place(day) : self._place(following) if following else None]
            reviews.append(HeldReview(kept, day, number, tuple(each.id for each in same if each.id != kept.id)))
        return tuple(reviews)

    @cached_property
    def _in_order(self) -> tuple[Review, ...]:
        return self.case.held_reviews

    def _held_before(self, day: date) -> tuple[Review, ...]:
        """The records of reviews held before a day."""
        return self._in_order[: self._place(day)]

    def _place(self, day: date) -> int:
        """How many of the records are of before a day."""
        return bisect_left(self._days, day)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(review.held or date.min for review in self._in_order)

    @cached_property
    def _all_began(self) -> tuple[Began, ...]:
        return care_began(self.case)

    def _began(self, day: date) -> date | None:
        return max((began.day for began in self._all_began if began.day <= day), default=None)

    def limit(self, review: HeldReview) -> date | None:
        """By when, in law, it had to be held; None where the record does not tell."""
        first = review.review.adjourned or review.held
        if first not in self._limits:
            self._limits[first] = self._limit_on(first)
        return self._limits[first]

    def _limit_on(self, day: date) -> date | None:
        known = self.case.of_age_known_on
        before = self.case.but(
            # Until it was known that somebody is 18, care went on, and so did its limits.
            born=None if known and day < known else self.case.born,
            reviews=self._held_before(day),
            early_reviews=tuple(e for e in self.case.early_reviews if e.since <= day),
        )
        # One held on the day that ended care was asked for until the day before.
        upcoming = next_in_law(before, self.practice, day, day - _DAY)
        return upcoming.limit if upcoming and not upcoming.inferred else None

    def in_time(self, review: HeldReview) -> bool | None:
        """Whether it was held in time, in law; None where its limit is not on record.

        One that was adjourned in time has its own limit. Source: CPPCR 33, 36(2).
        """
        limit = self.limit(review)
        return kept_to(review.review, limit, self.practice) if limit else None

    def at(self, day: date) -> Case:
        """The case as it was at the end of a day."""
        if day >= self.today:
            return self.case
        if day not in self._at:
            self._at[day] = self._in_time.at(day)
        return self._at[day]

    def next_at(self, day: date) -> NextReview | None:
        """The review that the law asked for at the end of a day."""
        if day not in self._next:
            self._next[day] = next_in_law(self.at(day), self.practice, day)
        return self._next[day]

    def held_for(self, upcoming: NextReview, day: date) -> str:
        """The key of the review held after a day for what was asked for then; else of the one booked for it."""
        later = (each.review.id for each in self.held if each.held > day and self.limit(each) == upcoming.limit)
        return next(later, upcoming.review_id)

    def midpoint(self, review: HeldReview) -> date | None:
        """By when the interval after a review was to be checked, as it was known when the review was held."""
        if review.held not in self._midpoints:
            reviews = self._held_before(review.held + _DAY)
            then = self.case.but(reviews=reviews, early_reviews=(), midpoints=())
            self._midpoints[review.held] = midpoint_of(CaseOnDay(then, self.practice, review.held))
        return self._midpoints[review.held]

    def missed(self, first: date, over: date, end: date) -> tuple[Missed, ...]:
        """Limits from `first` to `over` that passed without a review being held by `end`.

        Also that of a child whose care ended, or who was placed for adoption, after it had passed.
        """
        days = {end, *(day - _DAY for day in self._turns() if first < day <= end)}
        every: dict[date, Missed] = {}
        for day in sorted(days):
            # What was held on the very day that care ended was held for the limit before it.
            if day == end:
                upcoming = self.next_at(day)
            else:
                upcoming = next_in_law(self._in_time.at(day + _DAY), self.practice, day)
            if upcoming and first <= upcoming.limit <= over and upcoming.limit <= day:
                stopped, review_id = (
                    (day, self.held_for(upcoming, day)) if day == end else (day + _DAY, upcoming.review_id)
                )
                every[upcoming.limit] = Missed(upcoming.limit, stopped, review_id, upcoming.inferred)
        held = {self.limit(review) for review in self.held if every and first <= review.held <= end}
        return tuple(missed for limit, missed in every.items() if limit not in held)

    def _turns(self) -> set[date]:
        """The days on which the clock that ran ended without a review."""
        ends = {period.ended for period in self.case.periods if period.ended}
        placed = {p.started for p in self.case.placements if p.code in codes.PLACED_FOR_ADOPTION}
        eighteen = majority(self.case)
        return ends | placed | ({eighteen} if eighteen else set())
