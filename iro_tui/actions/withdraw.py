"""Taking back an early review that was asked for. Source: CPPCR 33(3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.store.writes import Change

_NOTE = NoteTemplate("Early review withdrawn", ("The early review asked for is withdrawn.", "Reason: {reason}."))


@dataclass(frozen=True, slots=True)
class WithdrawAnswers:
    """Why the early review is not needed any more."""

    reason: str = ask("In a line", hint="why it is not needed any more")
    day: date | None = act_day()


class WithdrawEarly(Action[WithdrawAnswers]):
    id = "withdraw"
    title = "Withdraw the early review"
    words = "Withdraw an early review that was asked for"
    about = About.CHILD
    asks = WithdrawAnswers
    offers = (Offer("escalate", 50, "an early review withdrawn"),)

    def not_before(self, scene: Scene, answers: WithdrawAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        for early in scene.case.early_reviews:
            if early.withdrawn_on is None:
                yield NotBefore(early.since, "the early review was asked for")

    def plan(self, scene: Scene, answers: WithdrawAnswers) -> Plan:
        asked = [early.id for early in scene.case.early_reviews if early.withdrawn_on is None]
        if not asked:
            raise Refused(f"{scene.called} has no early review asked for.")
        return Plan(
            name="Withdraw early review",
            sentence=f"{scene.called}: early review withdrawn.",
            writes=tuple(Change("early_review", key, {"withdrawn_on": scene.act_day}) for key in asked),
            notes=(_NOTE.note(scene.child_id, reason=answers.reason),),
        )


ACTION = WithdrawEarly()
