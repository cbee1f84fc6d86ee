"""Somebody was chased for all that they owe, in one act: decisions, replies, papers. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.decision import was_made
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.people import OWED
from iro_tui.domain.words import amount_words, day_words, in_a_sentence
from iro_tui.store.writes import Change, New

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty

_NOTE = NoteTemplate("Chased", ("The IRO asked after: {what}.", "Asked: {whom}.", "Answer: {answer}."))


@dataclass(frozen=True, slots=True)
class ChasedAnswers:
    """Who was asked, what they said, and when."""

    whom: str = ask("Whom", hint="social worker, manager …", column="whom")
    answer: str = ask("Answer", "note", hint="what was said, if anything", column="answer")
    on: date | None = act_day("Chased on", "give the day on which somebody was asked")


class Chased(Action[ChasedAnswers]):
    """A row's key is the duty's id, of what somebody owes. Of a decision the day stands in its own row."""

    id = "chased"
    title = "Chased"
    words = "Write down that somebody was chased for what they owe: reminded, asked after, prompted"
    about = About.ROWS
    table = "duty"
    asks = ChasedAnswers

    def heading(self, scene: Scene) -> str:
        return f"Chased: {amount_words(len(owed_duties(scene)), 'things')}"

    def aside(self, scene: Scene) -> str:
        refs = list(dict.fromkeys(duty.child for _, duty in owed_duties(scene)))
        return ", ".join(refs)

    def not_before(self, scene: Scene, answers: ChasedAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        for child_id, duty in owed_duties(scene):
            case = scene.caseload.cases[child_id]
            for decision in case.decisions:
                if decision.id == duty.subject:
                    yield from was_made(case, decision)

    def plan(self, scene: Scene, answers: ChasedAnswers) -> Plan:
        duties, on = owed_duties(scene), scene.act_day
        children = list(dict.fromkeys(child_id for child_id, _ in duties))
        reply = {"whom": answers.whom or None, "answer": answers.answer or None}
        whose = (
            scene.caseload.children[children[0]].ref if len(children) == 1 else amount_words(len(children), "children")
        )
        return Plan(
            name="Chased",
            sentence=f"{whose}: {amount_words(len(duties), 'things')} chased on {day_words(on, scene.today)}.",
            writes=tuple(
                Change("decision", duty.subject, {"chased_on": on})
                if duty.kind == "decision_due"
                else New("chase", {"child_id": child_id, "duty": duty.id, "what": duty.what, "asked_on": on, **reply})
                for child_id, duty in duties
            ),
            notes=tuple(
                _NOTE.note(
                    child_id,
                    what="; ".join(in_a_sentence(duty.what) for of_child, duty in duties if of_child == child_id),
                    whom=answers.whom,
                    answer=answers.answer,
                )
                for child_id in children
            ),
            says_day=True,
        )


def owed_duties(scene: Scene) -> list[tuple[str, Duty]]:
    """The duties of the scene's keys, each with its child's key. Raises Refused: one that nobody else owes, or gone."""
    asked = {duty.id: (child_id, duty) for child_id, of_child in scene.caseload.duties.items() for duty in of_child}
    duties = [asked[key] for key in scene.keys if key in asked and asked[key][1].kind in OWED]
    if len(duties) < len(scene.keys):
        raise Refused("What was chosen is not owed any more: look at the list again. Nothing was changed.")
    return duties


ACTION = Chased()
