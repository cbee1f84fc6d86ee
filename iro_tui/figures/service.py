"""The facts that figures count: the cases, and what is on record beside them that no rule of a limit reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from iro_tui.domain.case import Case, Review
from iro_tui.domain.practice import Practice
from iro_tui.figures.history import ReviewHistory, kept_to


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What is on record of a review beside what the rules read."""

    chaired_by: str | None = None
    child_chaired: bool | None = None
    late_reason: str | None = None
    permanence: str | None = None
    locality: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    """To the items of the checklist, by id: y, n or na."""
    grades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoveAsked:
    """A change of a review's day that was asked for."""

    review_id: str
    asked_on: date
    asked_by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ConferenceAgencies:
    """The agencies that were asked to a conference, and those that came."""

    invited: tuple[str, ...] = ()
    came: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task about a child that was done: its kind, and when."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class ContactMade:
    """A contact of the IRO with or about a child: when, how, and how many minutes it took."""

    day: date
    how: str | None = None
    minutes: int | None = None
    with_child: bool = False


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """What one person answered to a survey, by question."""

    survey: str
    day: date
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedPosts:
    """The full-time equivalents of filled posts, as they were typed in the written part of a period."""

    first: date
    last: date
    fte: float


@dataclass(frozen=True, slots=True)
class TeamSpan:
    """The social worker's team from a day to a day; None: from the beginning, or until now."""

    team: str
    first: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewKept:
    """A review of a case that was removed for good: its days, its code and its limit are all that stays."""

    review: Review
    limit: date | None = None

    def in_time(self, practice: Practice) -> bool | None:
        """Whether it was held in time, in law; None where its limit was not kept."""
        return kept_to(self.review, self.limit, practice) if self.limit else None


NO_RECORD = ReviewRecord()


@dataclass(frozen=True, slots=True)
class CountedChild:
    """A child with all that figures may count."""

    id: str
    case: Case
    sex: str | None = None
    uasc: bool | None = None
    uasc_until: date | None = None
    disabled: bool | None = None
    permanence_plan: str = ""
    permanence_on: date | None = None
    """Since when there is a plan, where that is on record."""
    teams: tuple[TeamSpan, ...] = ()
    reviews: Mapping[str, ReviewRecord] = field(default_factory=dict)
    moves: tuple[MoveAsked, ...] = ()
    conference_moves: tuple[MoveAsked, ...] = ()
    agencies: Mapping[str, ConferenceAgencies] = field(default_factory=dict)
    """By conference."""
    contacts: tuple[ContactMade, ...] = ()
    tasks_done: tuple[TaskDone, ...] = ()

    def record(self, review_id: str) -> ReviewRecord:
        """What is on record of a review beside its days."""
        return self.reviews.get(review_id, NO_RECORD)

    def team_on(self, day: date) -> str:
        """The social worker's team on a day; empty where none is on record."""
        there = [s for s in self.teams if (s.first is None or s.first <= day) and (s.ended is None or s.ended > day)]
        return max(there, key=lambda span: span.first or date.min).team if there else ""

    def is_uasc_on(self, day: date) -> bool | None:
        """Whether the child is an unaccompanied asylum seeker on a day; None where that is not on record."""
        if self.uasc is None:
            return None
        return self.uasc and (self.uasc_until is None or self.uasc_until > day)


@dataclass(frozen=True)
class Service:
    """All children of a store, the practice and today: what the figures of every period are worked out from."""

    children: tuple[CountedChild, ...]
    practice: Practice
    today: date
    parts: Mapping[str, float | None] = field(default_factory=dict)
    """What part of full time the people of the service work, by key; None where that is not on record."""
    officer: str | None = None
    """Which of them the officer is; None for one who works alone."""
    typed: tuple[TypedPosts, ...] = ()
    """Posts that were typed in the written part."""
    past: tuple[ReviewKept, ...] = ()
    """The reviews of cases that were removed for good: they go on counting, of no child."""
    sheets: tuple[SurveySheet, ...] = ()
    """What was answered to surveys, of no child."""
    own: str | None = None
    """Which IRO's figures they are: what was of a child whom the IRO held on its day. None: of all children."""
    counts_covered: bool = False
    """Whether it counts what the IRO covered for a colleague too: on one's own sheet, in no report."""

    @cached_property
    def histories(self) -> dict[str, ReviewHistory]:
        """Every child's reviews with the limits that stood then: worked out once for all periods."""
        return {child.id: ReviewHistory(child.case, self.practice, self.today) for child in self.children}
