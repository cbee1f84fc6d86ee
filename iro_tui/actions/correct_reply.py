"""Correcting the manager's reply to the decisions of a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import Correction
from iro_tui.actions.questions import Option, always, ask
from iro_tui.actions.reply import NO_REPLY, SAID
from iro_tui.caseload.refusals import NothingRecorded, Refused
from iro_tui.domain.case import Case
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write


@dataclass(frozen=True, slots=True)
class ReplyCorrected:
    """The reply as it should have been recorded."""

    reply: str = ask(
        "The manager",
        "choice",
        options=(*SAID, Option("3", NO_REPLY, "has not replied")),
        upright=True,
        needed=always,
    )
    on: date | None = ask("On", "day", lean="back", needed=always)


class CorrectReply(Correction[ReplyCorrected]):
    id = "correct_reply"
    title = "Correct the reply"
    words = "Correct the manager's reply to the decisions of a review, or its day"
    table = "review"
    asks = ReplyCorrected
    offers = (Offer("facts", 14, "correct the manager's reply", key="m"),)
    told_by = "manager_reply"

    def require_recorded(self, scene: Scene, row: Any) -> None:  # noqa: ARG002
        if row.manager_replied_on is None:
            raise NothingRecorded(
                "No reply of the manager is on record for this review: record one first. Nothing was changed."
            )

    def before(self, scene: Scene) -> Mapping[str, Any]:
        return {"reply": scene.known.row.manager_reply, "on": scene.known.row.manager_replied_on}

    def called(self, scene: Scene) -> str:
        return f"the manager's reply of {day_words(scene.known.row.manager_replied_on, scene.today)}"

    def corrections(self, scene: Scene, answers: ReplyCorrected) -> Iterator[Write]:
        issued = scene.known.row.decisions_on
        if answers.on:
            require_come("On", answers.on, scene.today, "give the day of the reply")
            if issued and answers.on < issued:
                since = day_words(issued, scene.today)
                raise Refused(f"On is before the decisions were issued on {since}: give that day or a later one.")
        yield Change("review", scene.key, {"manager_reply": answers.reply, "manager_replied_on": answers.on})

    def case_with(self, scene: Scene, answers: ReplyCorrected) -> Case:
        reviews = (
            review._replace(manager_reply=answers.reply, manager_replied_on=answers.on)
            if review.id == scene.key
            else review
            for review in scene.case.reviews
        )
        return replace(scene.case, reviews=tuple(reviews))


ACTION = CorrectReply()
