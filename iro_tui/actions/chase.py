"""Somebody was chased for an open decision that is not done. Source: domain reference 4.2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.decision import open_decision
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import always, ask
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

_NOTE = NoteTemplate(
    "Decision chased", ("The IRO asked after a decision: {text}.", "Asked: {whom}.", "Answer: {answer}.")
)


@dataclass(frozen=True, slots=True)
class ChaseAnswers:
    """When somebody was asked after it, who, and what they said."""

    on: date | None = ask("Chased on", "day", default="today", lean="back", needed=always)
    whom: str = ask("Whom", hint="social worker, carer, school …")
    answer: str = ask("Answer", "note", hint="what was said, if anything")


class Chase(Action[ChaseAnswers]):
    id = "chase"
    title = "Chase a decision"
    words = "Chase an open decision: remind, ask after, prompt"
    about = About.ROW
    table = "decision"
    asks = ChaseAnswers
    offers = (Offer("facts", 6, "somebody was chased for this decision"),)

    def plan(self, scene: Scene, answers: ChaseAnswers) -> Plan:
        made = open_decision(scene)
        on = answers.on or scene.today
        require_come("Chased on", on, scene.today, "give the day on which somebody was asked")
        return Plan(
            name="Chase decision",
            sentence=f"{scene.called}: decision chased on {day_words(on, scene.today)}.",
            writes=(Change("decision", made.id, {"chased_on": on}),),
            notes=(_NOTE.note(scene.child_id, on, text=made.text, whom=answers.whom, answer=answers.answer),),
        )


ACTION = Chase()
