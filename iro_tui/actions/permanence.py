"""The permanence plan, and one that runs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, always, ask, coded, questions_of
from iro_tui.domain.codes import PERMANENCE, plan_words
from iro_tui.domain.several import parted
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.reads import ChildRecord

_NOTE = NoteTemplate("Permanence plan", ("The permanence plan is now: {plan}.", "Before: {before}."))


@dataclass(frozen=True, slots=True)
class PermanenceAnswers:
    """A plan by its code, and another in parallel."""

    plan: str = ask("Plan", "choice", options=coded(PERMANENCE), upright=True, needed=always)
    beside: str = ask("And beside", "choice", options=coded(PERMANENCE))
    day: date | None = act_day()


def plan_values(child: ChildRecord, plans: str, day: date) -> dict[str, Any]:
    """What is kept of a child's plan from a day on. There is one since the first day that is known; not since then,
    where one was there before of which nobody said since when.
    """
    since = child.facts["permanence_on"]
    first = min(since, day) if since else None if child.permanence_plan else day
    return {"permanence_plan": plans, "permanence_on": first}


class ChangePermanence(Action[PermanenceAnswers]):
    id = "permanence"
    title = "Permanence plan"
    words = "Set the permanence plan: return home, adoption, long-term fostering, parallel plan"
    about = About.CHILD
    asks = PermanenceAnswers
    offers = (Offer("facts", 70, "permanence plan", key="7"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        plans = parted(scene.caseload.children[scene.child_id].permanence_plan)
        first, second = (*plans, "", "")[:2]
        return questions_of(PermanenceAnswers, plan={"default": first}, beside={"default": second})

    def plan(self, scene: Scene, answers: PermanenceAnswers) -> Plan:
        child = scene.caseload.children[scene.child_id]
        before = child.permanence_plan
        plans = ",".join(dict.fromkeys(filter(None, (answers.plan, answers.beside))))
        return Plan(
            name="Permanence plan",
            sentence=f"{scene.called}: permanence plan {plan_words(plans)}.",
            writes=(Change("child", scene.child_id, plan_values(child, plans, answers.day or scene.today)),),
            notes=(_NOTE.note(scene.child_id, plan=plan_words(plans), before=plan_words(before)),),
            nothing="Nothing was changed: this is the plan on record already.",
        )


ACTION = ChangePermanence()
