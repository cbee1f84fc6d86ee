"""Somebody was chased for an open decision that is not done. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.decision import open_decision, was_made
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, ask
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

_NOTE = NoteTemplate(
    "Decision chased", ("The IRO asked after a decision: {text}.", "Asked: {whom}.", "Answer: {answer}.")
)


@dataclass(frozen=True, slots=True)
class ChaseAnswers:
    """When somebody was asked after it, who, and what they said."""

    whom: str = ask("Whom", hint="social worker, carer, school …")
    answer: str = ask("Answer", "note", hint="what was said, if anything")
    on: date | None = act_day("Chased on", "give the day on which somebody was asked")


class Chase(Action[ChaseAnswers]):
    id = "chase"
    title = "Chase a decision"
    words = "Chase an open decision: remind, ask after, prompt"
    about = About.ROW
    table = "decision"
    asks = ChaseAnswers
    offers = (Offer("facts", 6, "somebody was chased for this decision", key="w"),)

    def not_before(self, scene: Scene, answers: ChaseAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        yield from was_made(scene.case, open_decision(scene))

    def plan(self, scene: Scene, answers: ChaseAnswers) -> Plan:
        made, on = open_decision(scene), scene.act_day
        return Plan(
            name="Chase decision",
            sentence=f"{scene.called}: decision chased on {day_words(on, scene.today)}.",
            writes=(Change("decision", made.id, {"chased_on": on}),),
            notes=(_NOTE.note(scene.child_id, text=made.text, whom=answers.whom, answer=answers.answer),),
            says_day=True,
        )


ACTION = Chase()
