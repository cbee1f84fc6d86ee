"""The next review, booked at the table: in the form of the one just held, and in the same transaction.

Source: domain reference 4.2.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from iro_tui.actions.base import Scene
from iro_tui.actions.book import is_soon_after
from iro_tui.actions.booking_words import against_limit, day_and_kind
from iro_tui.actions.checks import too_far
from iro_tui.actions.questions import AnswersSoFar
from iro_tui.caseload.diary import beside_day, clash_words, reviews_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.typed_booking import TypedBooking, is_not_booked, read_booking
from iro_tui.domain.typed_day import NotADay
from iro_tui.domain.words import NO_WORKING_DAY, day_words
from iro_tui.store.writes import Change, New, Write


def meeting_means(line: str, today: date, office: WorkingCalendar) -> str:
    """How the line of a meeting is understood: `Tue 18 May 2027, 14:30, Saltby`. Raises Refused."""
    meeting = typed_meeting(line, today, office)
    if meeting is None:
        return ""
    off = "" if office.is_working_day(meeting.day) else NO_WORKING_DAY
    return ", ".join(part for part in (day_words(meeting.day, today), off, meeting.time, meeting.place) if part)


def beside_meeting(scene: Scene, line: str, today: date, office: WorkingCalendar) -> str:
    """How the line of a meeting is understood, and what else is on its day, as when it is booked. Raises Refused."""
    meeting = typed_meeting(line, today, office)
    beside = beside_day(scene.caseload, meeting.day, scene.child_ids) if meeting else ""
    return " · ".join(filter(None, (meeting_means(line, today, office), beside)))


def typed_meeting(line: str, today: date, office: WorkingCalendar) -> TypedBooking | None:
    """The meeting of a line; None for an empty one. Raises Refused where it has no day, or one that cannot be."""
    try:
        meeting = None if not line.strip() or is_not_booked(line) else read_booking(line, today, office)
    except NotADay as wrong:
        raise Refused(f"Next review: {wrong}") from None
    if meeting and meeting.day <= today:
        words = day_words(meeting.day, today)
        raise Refused(f"Next review is {words}, which is not to come: give a later day, or leave it empty.")
    if meeting and (far := too_far(meeting.day, today)):
        raise Refused(f"Next review: {far}")
    return meeting


def review_after(scene: Scene, on: date) -> NextReview | None:
    """What is asked for once a review of a day is on record; None where none is."""
    serving = scene.on_day.clocks.serving if scene.on_day and scene.on_day.clocks else None
    held = (serving or Review("held now"))._replace(held=on, completed=on)
    others = tuple(review for review in scene.case.reviews if review.id != held.id)
    return CaseOnDay(replace(scene.case, reviews=(*others, held)), scene.practice, scene.today).next_review


def is_next_late(scene: Scene, so_far: AnswersSoFar) -> bool:
    """Whether the next review would be booked beyond its limit, by the answers so far."""
    try:
        meeting = typed_meeting(str(so_far.get("next_meeting") or ""), scene.today, scene.practice.office)
    except Refused:
        return False
    on = scene.day(so_far, "on")
    if meeting is None or on is None or on > scene.today:
        return False
    upcoming = review_after(scene, on)
    return upcoming is not None and upcoming.is_beyond(meeting.day)


class NextBooked:
    """The booking of the next review, against the case in which the one just held stands."""

    def __init__(self, scene: Scene, meeting: TypedBooking, after: Case, reason: str) -> None:
        """Raises Refused: no further review is asked for."""
        upcoming = CaseOnDay(after, scene.practice, scene.today).next_review
        if upcoming is None:
            raise Refused("No further review is asked for: leave the next one empty, or say that this is not the last.")
        self.scene, self.meeting, self.upcoming, self.reason = scene, meeting, upcoming, reason
        self.review_id = upcoming.review_id or uuid4().hex
        apart = is_soon_after(scene.practice, meeting.day, after.last_held)
        planned = next((r for r in after.reviews if r.id == upcoming.review_id), Review(self.review_id))
        booked = planned._replace(booked=meeting.day, apart=True if apart else planned.apart)
        others = tuple(review for review in after.reviews if review.id != booked.id)
        self.apart, self.case = apart, replace(after, reviews=(*others, booked))

    @property
    def words(self) -> str:
        """The booking as a note tells it: `Tue 18 May 2027, 14:30, Saltby`."""
        return self.meeting.words(date.min)

    @property
    def sentence(self) -> str:
        """The booking as it is said before it is done: `next booked for Tue 18 May 2027, 14:30, 2 wd before its
        limit`."""
        day = day_and_kind(self.meeting.day, self.scene.caseload)
        limit = against_limit(self.upcoming, self.meeting.day, self.scene.caseload)
        return f"next booked for {', '.join(filter(None, (day, self.meeting.time, limit)))}"

    @property
    def clash(self) -> str:
        """What runs at the same time, in a sentence; empty for nothing."""
        scene, hours = self.scene, dict.fromkeys(self.scene.child_ids, self.meeting.time)
        return clash_words(scene.caseload, self.meeting.day, hours, reviews_of(scene.caseload, scene.child_ids))

    @property
    def write(self) -> Write:
        """The review's row: the one that is planned already, or a new one."""
        beyond = self.upcoming.is_beyond(self.meeting.day)
        values = {
            **self.meeting.columns,
            "late_reason": (self.reason or None) if beyond else None,
        } | ({"apart": True} if self.apart else {})
        if self.upcoming.review_id:
            return Change("review", self.review_id, values)
        return New("review", {"child_id": self.scene.child_id, **values}, self.review_id)
