"""A decision made between reviews. Source: domain reference 4.2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_near
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, always, ask, stored
from iro_tui.domain.words import day_words

_NOTE = NoteTemplate("Decision", ("Decided between reviews: {text}.", "To be done by: {owner}.", "By {due}."))


@dataclass(frozen=True, slots=True)
class DecideAnswers:
    """What is to be done, by whom and by when."""

    text: str = ask(
        "Decision",
        column="text",
        hint="what is to be done",
        needed=always,
        missing="The decision is empty: say in a few words what is to be done.",
    )
    owner: str = ask("By whom", column="owner", hint="social worker, carer, school …")
    due: date | None = ask("By", "day", column="due", hint="12/3, +20wd; else by the next review")
    day: date | None = act_day()


class Decide(Action[DecideAnswers]):
    id = "decide"
    title = "Decision"
    words = "Record a decision between reviews: recommendation, action agreed"
    about = About.CHILDREN
    asks = DecideAnswers
    offers = (Offer("facts", 20, "a decision between reviews", key="2"),)

    def plan(self, scene: Scene, answers: DecideAnswers) -> Plan:
        require_near(answers.due, scene.today)
        by = f", due {day_words(answers.due, scene.today)}" if answers.due else ""
        return Plan(
            name="Decision",
            sentence=f"{scene.called}: decision recorded{by}.",
            writes=scene.new_each("decision", stored(answers) | {"made_on": scene.act_day}),
            notes=scene.note_each(_NOTE, text=answers.text, owner=answers.owner, due=answers.due),
        )


ACTION = Decide()
