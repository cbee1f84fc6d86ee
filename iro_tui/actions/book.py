"""Booking the day of the next review, and moving it. Source: domain reference 4.2, date change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.booking_words import beside_the_day, beyond, booking_words, changes, too_early
from iro_tui.actions.checks import clock_time, time_meant, time_so_far, too_far
from iro_tui.actions.each_limit import each_limit
from iro_tui.actions.no_review import no_review
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, Question, act_day, always, ask, numbered, questions_of
from iro_tui.caseload.beside_booking import BesideBooking, beside_booking
from iro_tui.caseload.diary import Hours, clash_words, reviews_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.near_reviews import NEAR
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import review_words
from iro_tui.domain.proceedings import ratified_by
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import ASKED_BY, MODES, MOVE_REASONS
from iro_tui.domain.words import day_words, in_a_sentence, joined
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_ASKED = ("Who asked: {asked_by}.", "Reason: {reason}.", "Approved by: {approved_by}.")
_MOVED = NoteTemplate(
    "Review moved",
    (
        "The IRO moved the review from {old} to {new}.",
        "The new day lies beyond the limit of {limit} ({authority}).",
        *_ASKED,
    ),
)
_TAKEN_AWAY = NoteTemplate(
    "Booking of the review taken away",
    ("The IRO took the booking of the review for {old} away.", "The review is to be held by {limit}.", *_ASKED),
)
DETAILS = {
    "time": "booked_time",
    "place": "venue",
    "mode": "mode",
    "locality": "locality",
    "chair": "chair",
}
"""What is said of a booking beside its day, by the review's columns."""
_DETAIL_WORDS = {"time": "time", "place": "place", "mode": "way", "locality": "locality", "chair": "chair"}
Reviews = Mapping[str, NextReview]


@dataclass(frozen=True, slots=True)
class BookAnswers:
    """A day for the next review, and what is said beside it; of a move, after that, who asked and why."""

    day: date | None = ask("Day", "day", any_day=True, hint="12/3, tue, +20wd", needed=always)
    time: str = ask("Time", means=time_meant, hint="14:30, if known")
    place: str = ask("Where", hint="if known")
    mode: str = ask("How", "choice", options=numbered(MODES))
    chair: str = ask("Chair", hint="if another than you", names="chair")
    locality: str = ask("Locality", hint="if wanted")
    asked_by: str = ask("Who asked", "choice", options=numbered(ASKED_BY), needed=always)
    reason: str = ask("Why", suggested=MOVE_REASONS, needed=always, in_words=True)
    approved_by: str = ask("Approved by", hint="if somebody did", in_words=True)
    asked_on: date | None = act_day("Asked on", "give the day on which it was asked for")


class Booked(NamedTuple):
    """What is on record of the present booking."""

    moves: int
    """How often its day was moved; of several children in all."""
    details: Mapping[str, str]
    """Time, place, way, locality and chair as they stand; of several children those in which all are alike."""
    differ: frozenset[str]
    """Those of several children that are on record and not alike: where nothing is typed each keeps hers."""
    hours: Mapping[str, str]
    """The hour that each has, by the review's key."""


class Book(Action[BookAnswers]):
    id = "book"
    title = "Book the review"
    words = "Book the next review, or move its date: arrange, invite, rearrange, postpone"
    about = About.CHILDREN
    asks = BookAnswers
    books = "day"

    def look(self, connection: Connection, scene: Scene) -> Booked:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import DateChangeRow, ReviewRow

        keys = [upcoming.review_id for upcoming in next_reviews(scene).values() if upcoming.review_id]
        rows = read_rows(connection, ReviewRow, id=keys)
        texts_of = {name: {getattr(row, column) or "" for row in rows} for name, column in DETAILS.items()}
        alike = {
            name: texts for name, texts in texts_of.items() if len(texts) == 1 and len(rows) == len(scene.child_ids)
        }
        details = {name: text for name, texts in alike.items() for text in texts}
        differ = frozenset(name for name, texts in texts_of.items() if any(texts) and name not in details)
        hours = {row.id: row.booked_time or "" for row in rows}
        return Booked(len(read_rows(connection, DateChangeRow, review_id=keys)), details, differ, hours)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        reviews = next_reviews(scene)

        def moved(so_far: AnswersSoFar) -> bool:
            day = scene.day(so_far, "day", "ahead")
            if day is None:
                return _any_booked(reviews)
            # On a day that is refused nothing is moved: no reason is asked for what cannot be.
            return not _refusal(scene, day) and any(changes(upcoming, day) for upcoming in reviews.values())

        def reason_wanted(so_far: AnswersSoFar) -> bool:
            day = scene.day(so_far, "day", "ahead")
            if day and _refusal(scene, day):
                return False
            late = any(beyond(upcoming, day) and upcoming.agreed != day for upcoming in reviews.values())
            return moved(so_far) or late

        approver = scene.practice.reviews.move_approver

        def approval_wanted(so_far: AnswersSoFar) -> bool:
            return bool(approver) and moved(so_far)

        why = "a booking is changed" if _any_booked(reviews) else "the day lies beyond the limit"
        # What is booked already stands there and is kept, or changed, in sight.
        now: dict[str, dict[str, Any]] = {name: {"default": text} for name, text in scene.known.details.items()}
        now |= {name: {"hint": "empty: each keeps her own"} for name in scene.known.differ}
        days = {upcoming.booked for upcoming in reviews.values()}
        if by := _too_late_for_court(scene, reviews):
            now["day"] = {"hint": f"by {day_words(by, scene.today)}: the care plan is agreed before filing"}
        elif len(days) == 1:  # a day that has passed cannot be booked again
            now["day"] = {"default": typed(*days)}
        now["day"] = now.get("day", {}) | {"means": partial(_against, scene, tuple(reviews.values()))}
        return questions_of(
            BookAnswers,
            asked_by={"asked": moved},
            reason={
                "asked": reason_wanted,
                "suggested": scene.practice.reviews.move_reasons,
                "missing": f"The reason is empty: {why}, so say why in a few words.",
            },
            approved_by={
                "asked": moved,
                "needed": approval_wanted,
                "hint": f"the {approver}" if approver else "if somebody did",
                "missing": f"Approved by is empty: here the {approver} approves that a review is moved; say who did.",
            },
            asked_on={"asked": moved},
            **now,
        )

    def heading(self, scene: Scene) -> str:
        return heading_of(scene, "Move", "Book")

    def aside(self, scene: Scene) -> str:
        return aside(scene, next_reviews(scene), scene.known.moves)

    def each(self, scene: Scene) -> Sequence[str]:
        return each_limit(scene)

    def beside(self, scene: Scene, so_far: AnswersSoFar) -> BesideBooking:
        reviews = next_reviews(scene)
        return beside_booking(
            scene.caseload,
            scene.day(so_far, "day", "ahead"),
            _hours(scene, reviews, time_so_far(so_far.get("time"))),
            min(upcoming.latest or upcoming.limit for upcoming in reviews.values()),
            moved=reviews_of(scene.caseload, scene.child_ids),
            review=True,
        )

    def plan(self, scene: Scene, answers: BookAnswers) -> Plan:
        reviews, day = next_reviews(scene), answers.day or scene.today
        if refusal := _refusal(scene, day):
            raise Refused(refusal, question="day")
        rows = tuple(_rows(scene, reviews, day, answers))
        hours = _hours(scene, reviews, clock_time(answers.time))
        name, words = booking_words(tuple(reviews.values()), day, scene.caseload)
        if corrected := self._corrected(scene, answers, reviews, day):
            name, words = "Correct booking", f"booking of {day_words(day, scene.today)}: {corrected}"
        return Plan(
            name=name,
            sentence=f"{scene.called}: {words}.",
            writes=(*rows, *date_changes(scene, reviews, day, answers)),
            notes=tuple(date_notes(reviews, day, answers)),
            warning=" ".join(
                filter(
                    None,
                    (
                        too_early(tuple(reviews.values()), day, scene.caseload),
                        clash_words(scene.caseload, day, hours, reviews_of(scene.caseload, scene.child_ids)),
                    ),
                )
            ),
        )

    @staticmethod
    def _corrected(scene: Scene, answers: BookAnswers, reviews: Reviews, day: date) -> str:
        """What is corrected of one booking whose day stays, which is no move: `time and place corrected`."""
        if len(reviews) > 1 or any(upcoming.agreed != day for upcoming in reviews.values()):
            return ""
        now = {name: getattr(answers, name) for name in DETAILS} | {"time": clock_time(answers.time)}
        other = [words for name, words in _DETAIL_WORDS.items() if now[name] != scene.known.details.get(name, "")]
        return f"{joined(other)} corrected" if other else ""


def _hours(scene: Scene, reviews: Reviews, time: str) -> Hours:
    """When each would begin: the hour that is given, and of several that are given none the one that each has."""
    kept: Mapping[str, str] = scene.known.hours if len(reviews) > 1 else {}
    return {child_id: time or kept.get(upcoming.review_id, "") for child_id, upcoming in reviews.items()}


def _against(scene: Scene, reviews: Sequence[NextReview], typed_day: str, *_known: object) -> str:
    """How the day that is typed so far stands to the limits; empty for none, and for one that is refused."""
    day = scene.day({"day": typed_day}, "day", "ahead")
    return beside_the_day(reviews, day, scene.caseload) if day and not _refusal(scene, day) else ""


def heading_of(scene: Scene, moving: str, booking: str) -> str:
    """A title that names the act: `Move the review from Mon 30 Nov`, `Book the second review`, `Book 3 reviews`."""
    reviews = next_reviews(scene)
    if len(reviews) > 1:
        moved = sum(upcoming.agreed is not None for upcoming in reviews.values())
        verb = moving if moved == len(reviews) else booking
        return f"{verb} {len(reviews)} reviews" + (f", {moved} of them booked" if 0 < moved < len(reviews) else "")
    [(child_id, upcoming)] = reviews.items()
    if upcoming.agreed:
        return f"{moving} the review from {day_words(upcoming.agreed, scene.today)}"
    clocks = scene.caseload.on_day[child_id].clocks
    return f"{booking} the {in_a_sentence(review_words(clocks.governing)) if clocks else 'review'}"


def next_reviews(scene: Scene) -> dict[str, NextReview]:
    """What each child's case asks for next. Raises Refused: a child who is not looked after."""
    reviews = {}
    for child_id, who in zip(scene.child_ids, scene.who, strict=True):
        on_day = scene.caseload.on_day.get(child_id)
        if on_day is None or on_day.clocks is None:
            raise no_review(scene, child_id, who.ref, "book")
        reviews[child_id] = on_day.clocks.next
    return reviews


def _any_booked(reviews: Reviews) -> bool:
    return any(upcoming.agreed for upcoming in reviews.values())


def aside(scene: Scene, reviews: Reviews, moves: int) -> str:
    """By when, what is booked, and how often that was moved; of several the first limit, as each has a line."""
    tightest = min(reviews.values(), key=lambda upcoming: upcoming.limit)
    if len(reviews) > 1:
        return f"the first {tightest.when(scene.today)}"
    parts = [tightest.when(scene.today)]
    booked = sorted({upcoming.agreed for upcoming in reviews.values() if upcoming.agreed})
    if booked:
        parts.append(f"booked {joined([day_words(day, scene.today) for day in booked])}")
    if moves:
        parts.append(f"moved {'once' if moves == 1 else f'{moves} times'} so far")
    return ", ".join(parts)


def _too_late_for_court(scene: Scene, reviews: Reviews) -> date | None:
    """The last day on which the care plan can be agreed before it is filed, where the review is booked after it."""
    agreed = max((each.agreed for each in reviews.values() if each.agreed), default=None)
    asked = (duty.subject for key in scene.child_ids for duty in scene.caseload.duties[key] if duty.kind == "ratify")
    cases = [scene.caseload.cases[key] for key in scene.child_ids]
    courts = [court for key in asked for case in cases if (court := case.court_date(key))]
    days = [day for court in courts if (day := ratified_by(court, scene.practice)) and day >= scene.today]
    return min(days) if agreed and days and agreed > min(days) else None


def _refusal(scene: Scene, day: date) -> str:
    """Why no review can be booked on a day; empty where one can."""
    today, words = scene.today, day_words(day, scene.today)
    if day < today:
        return f"The day is {words}, which has passed: a review that was held is recorded with h."
    if far := too_far(day, today):
        return far
    met = [who.ref for who in scene.who if day <= _last_meeting(scene, who.child_id)]
    return f"The day is {words}, on which the review of {joined(met)} met already: give a later day." if met else ""


def _last_meeting(scene: Scene, child_id: str) -> date:
    """The latest day on which a review was held or adjourned: the next is on a later one."""
    reviews = scene.caseload.cases[child_id].reviews
    return max((day for r in reviews for day in (r.held if r.is_held else None, r.adjourned) if day), default=date.min)


def is_soon_after(practice: Practice, day: date, last: date | None) -> bool:
    """Whether a day comes so soon after the last review that a booking of it would pass for that one's."""
    days = max(practice.reviews.booking_used_days, NEAR.days)
    return last is not None and 0 < (day - last).days <= days


def _rows(scene: Scene, reviews: Reviews, day: date, answers: BookAnswers) -> Iterator[Write]:
    """The review's own row, planned now or changed: the day, and what is said beside it."""
    time = clock_time(answers.time)
    details = {**{name: getattr(answers, name) for name in DETAILS}, "time": time}
    for child_id, upcoming in reviews.items():
        values: dict[str, Any] = {"booked": day}
        values |= {
            column: details[name] or None for name, column in DETAILS.items() if details[name] or len(reviews) == 1
        }
        if is_soon_after(scene.practice, day, scene.caseload.cases[child_id].last_held):
            values["apart"] = True  # booked after that one was held: meant as a review of its own
        if beyond(upcoming, day) and answers.reason:
            values["late_reason"] = answers.reason
        elif upcoming.agreed != day:
            values["late_reason"] = None
        if upcoming.review_id:
            yield Change("review", upcoming.review_id, values)
        else:
            yield New("review", {"child_id": child_id, **values})


def date_changes(scene: Scene, reviews: Reviews, day: date | None, answers: Any) -> Iterator[New]:
    """Each change of a booking is recorded with who asked and why."""
    for child_id, upcoming in reviews.items():
        if changes(upcoming, day):
            yield New(
                "date_change",
                {
                    "child_id": child_id,
                    "review_id": upcoming.review_id,
                    "requested_on": scene.act_day,
                    "asked_by": answers.asked_by,
                    "reason": answers.reason,
                    "old_date": upcoming.agreed,
                    "new_date": day,
                    "approved_by": getattr(answers, "approved_by", "") or None,
                },
            )


def date_notes(reviews: Reviews, day: date | None, answers: Any) -> Iterator[Note]:
    """What the council's system is told of a booking that was changed: who asked and why."""
    for child_id, upcoming in reviews.items():
        if changes(upcoming, day):
            yield (_MOVED if day else _TAKEN_AWAY).note(
                child_id,
                old=upcoming.agreed,
                new=day,
                limit=upcoming.limit if day is None or beyond(upcoming, day) else None,
                authority=upcoming.authority,
                asked_by=answers.asked_by,
                reason=answers.reason,
                approved_by=getattr(answers, "approved_by", ""),
            )


ACTION = Book()
