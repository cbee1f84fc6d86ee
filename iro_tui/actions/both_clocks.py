"""One meeting for a conference and the review of a child who is looked after too: booked in one form, recorded in two.

Each has its own row, note and limit: what is booked together is one action of both verbs; a record of the one is
followed by that of the other. Source: CPPCR 32(3), domain reference 1.5.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Following, Plan, Scene
from iro_tui.actions.book import ACTION as BOOK
from iro_tui.actions.book import BookAnswers, Booked
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


class ReviewBeside(NamedTuple):
    """The next review of a child with a conference to come, and what is said of its booking."""

    upcoming: NextReview
    booked: Booked

    def can_be(self, day: date | None, conference: date | None, scene: Scene) -> bool:
        """Whether a day that a conference gets could be the review's too: it waits for one, or they are one already."""
        now = self.upcoming.agreed
        waits = now is None or (now == conference and not scene.practice.reviews.move_approver)
        return day is not None and day != now and waits and day >= scene.today and _serves(self.upcoming, day, scene)


def review_beside(connection: Connection, scene: Scene) -> ReviewBeside | None:
    """The review that runs beside a conference; None for a child who is not looked after."""
    upcoming = _next(scene)
    return ReviewBeside(upcoming, BOOK.look(connection, scene)) if upcoming else None


def _next(scene: Scene) -> NextReview | None:
    """What the one child's looked-after clocks ask for next, where that is known."""
    upcoming = scene.on_day.next_review if len(scene.child_ids) == 1 and scene.on_day else None
    return None if upcoming is None or upcoming.unknown else upcoming


def _serves(upcoming: NextReview, day: date, scene: Scene) -> bool:
    last = scene.case.last_held
    return not upcoming.is_beyond(day) and not upcoming.is_too_early(day) and (last is None or day > last)


def one_meeting(upcoming: NextReview, today: date) -> str:
    """How the review is named where one meeting can be both."""
    return f"by {day_words(upcoming.limit, today)}: one meeting for both"


def booked_too(scene: Scene, review: ReviewBeside, answers: Any) -> Plan:
    """The review booked for the day of the conference, or moved with it. Raises Refused as booking it alone does."""
    shared = ("day", "time", "place", "asked_by", "reason", "asked_on")
    answered: dict[str, Any] = {**review.booked.details, **{name: getattr(answers, name) for name in shared}}
    return BOOK.plan(replace(scene, known=review.booked), BookAnswers(**answered))


def review_held_with_it(scene: Scene, day: date | None) -> NextReview | None:
    """The review that a conference held on a day could have been too; None where none is to be recorded."""
    upcoming = _next(scene)
    if upcoming is None or day is None or day > scene.today:
        return None
    return upcoming if upcoming.agreed == day or _serves(upcoming, day, scene) else None


def review_follows(day: date) -> Following:
    """The record of the review, once that of the conference is made."""
    return Following("hold", {"on": typed(day)})


def conference_follows(scene: Scene, day: date) -> Following | None:
    """The record of the conference that was booked for the day of a review, once that of the review is made."""
    asked = scene.caseload.duties.get(scene.child_id, ())
    both = any(duty.kind == "conference" and duty.booked == day for duty in asked)
    return Following("hold_conference", {"on": typed(day)}) if both else None
