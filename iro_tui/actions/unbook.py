"""Taking a booking away, with who asked and why: it is counted as a change of date. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.book import aside, date_changes, date_notes, next_reviews
from iro_tui.actions.booking_words import booking_words
from iro_tui.actions.each_limit import each_limit
from iro_tui.actions.questions import Question, act_day, always, ask, numbered, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.typed_booking import NOT_BOOKED
from iro_tui.domain.vocabulary import ASKED_BY, MOVE_REASONS
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change


@dataclass(frozen=True, slots=True)
class UnbookAnswers:
    """Who asked that a booking go, and why."""

    asked_by: str = ask("Who asked", "choice", options=numbered(ASKED_BY), needed=always)
    reason: str = ask(
        "Why",
        suggested=MOVE_REASONS,
        needed=always,
        in_words=True,
        missing="The reason is empty: a booking is changed, so say why in a few words.",
    )
    asked_on: date | None = act_day("Asked on", "give the day on which it was asked for")


class Unbook(Action[UnbookAnswers]):
    id = "unbook"
    title = "Take the booking away"
    words = "Take the booking of the review away: cancel"
    about = About.CHILDREN
    asks = UnbookAnswers

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        if not any(upcoming.agreed for upcoming in next_reviews(scene).values()):
            raise Refused("There is no booking to take away: b books a day.")
        return questions_of(UnbookAnswers, reason={"suggested": scene.practice.reviews.move_reasons})

    def heading(self, scene: Scene) -> str:
        days = [day_words(upcoming.agreed, scene.today) for upcoming in next_reviews(scene).values() if upcoming.agreed]
        return (
            f"Take away the booking of {days[0]}" if len(scene.who) == 1 and days else f"Take {len(days)} bookings away"
        )

    def each(self, scene: Scene) -> Sequence[str]:
        return each_limit(scene)

    def aside(self, scene: Scene) -> str:
        return aside(scene, next_reviews(scene), 0)

    def plan(self, scene: Scene, answers: UnbookAnswers) -> Plan:
        reviews = next_reviews(scene)
        name, words = booking_words(tuple(reviews.values()), None, scene.caseload)
        gone = {**NOT_BOOKED, "late_reason": None}
        return Plan(
            name=name,
            sentence=f"{scene.called}: {words}.",
            writes=(
                *(Change("review", u.review_id, gone) for u in reviews.values() if u.review_id and u.agreed),
                *date_changes(scene, reviews, None, answers),
            ),
            notes=tuple(date_notes(reviews, None, answers)),
        )


ACTION = Unbook()
