"""Taking back an early review that was asked for. Source: CPPCR 33(3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.early import FREEZE
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
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
    words = "Withdraw an early review that was asked for, or a decision that waits for a review: take back, cancel"
    about = About.CHILD
    asks = WithdrawAnswers
    offers = (Offer("escalate", 50, "an early review withdrawn", key="6"),)

    def not_before(self, scene: Scene, answers: WithdrawAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        for early in scene.case.waiting_early:
            yield NotBefore(early.since, "the early review was asked for")

    def plan(self, scene: Scene, answers: WithdrawAnswers) -> Plan:
        asked = scene.case.waiting_early
        if not asked:
            raise Refused(f"{scene.called} has no early review asked for.")
        what = "decision that waited for a review" if all(e.trigger == FREEZE for e in asked) else "early review"
        return Plan(
            name="Withdraw early review",
            sentence=f"{scene.called}: {what} withdrawn.{_then(scene)}",
            writes=tuple(Change("early_review", early.id, {"withdrawn_on": scene.act_day}) for early in asked),
            notes=(_NOTE.note(scene.child_id, reason=answers.reason),),
        )


def _then(scene: Scene) -> str:
    """By when the review is held now."""
    clocks = scene.on_day.clocks if scene.on_day else None
    return f" The review by {day_words(clocks.without_early.limit, scene.today)}." if clocks else ""


ACTION = WithdrawEarly()
