"""Good practice, recorded beside the escalations; it asks for nothing further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, always, ask, stored

_NOTE = NoteTemplate("Good practice", ("The IRO recorded good practice: {issue}.", "Effect on the child: {effect}."))


@dataclass(frozen=True, slots=True)
class GoodPracticeAnswers:
    """What was done well, and what it did for the child."""

    issue: str = ask(
        "What",
        column="issue",
        hint="what was done well",
        needed=always,
        missing="Good practice is empty: say in a few words what was done well.",
    )
    effect: str = ask("Effect", "note", column="effect", hint="on the child")
    day: date | None = act_day()


class RecordGoodPractice(Action[GoodPracticeAnswers]):
    id = "good_practice"
    title = "Good practice"
    words = "Record good practice: praise, thanks, what was done well"
    about = About.CHILDREN
    asks = GoodPracticeAnswers
    offers = (Offer("escalate", 20, "good practice", key="3"),)

    def plan(self, scene: Scene, answers: GoodPracticeAnswers) -> Plan:
        kept = {"kind": "good_practice", "raised_on": scene.act_day}
        return Plan(
            name="Good practice",
            sentence=f"{scene.called}: good practice recorded.",
            writes=scene.new_each("escalation", stored(answers) | kept),
            notes=scene.note_each(_NOTE, issue=answers.issue, effect=answers.effect),
        )


ACTION = RecordGoodPractice()
