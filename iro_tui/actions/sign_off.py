"""Recording that the full record of a review is signed off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import act_day
from iro_tui.caseload.lists.paperwork import followed_review
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change


@dataclass(frozen=True, slots=True)
class SignOffAnswers:
    """The day of the signature."""

    day: date | None = act_day()


class SignOff(Action[SignOffAnswers]):
    id = "sign_off"
    title = "Sign off record"
    words = "Sign off the full record of a review: signature"
    about = About.ROW
    table = "review"
    asks = SignOffAnswers
    at_once = True

    def not_before(self, scene: Scene, answers: SignOffAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        ref, review = followed_review(scene.caseload, scene.key)
        if review.record_on:
            yield NotBefore(review.record_on, f"the record of {ref} was written")

    def plan(self, scene: Scene, answers: SignOffAnswers) -> Plan:  # noqa: ARG002
        ref, review = followed_review(scene.caseload, scene.key)
        if review.record_on is None:
            raise Refused(f"{ref}: the full record is not written yet; mark it as done first. Nothing was changed.")
        if review.signed_off_on:
            day = day_words(review.signed_off_on, scene.today)
            raise Refused(f"{ref}: the record was signed off on {day} already. Nothing was changed.")
        held = day_words(review.held, scene.today) if review.held else ""
        return Plan(
            name="Sign off record",
            sentence=f"{ref}: record of the review of {held} signed off.",
            writes=(Change("review", review.id, {"signed_off_on": scene.act_day}),),
        )


ACTION = SignOff()
