"""Escalating: what is raised, with whom, and by when a reply is due. Source: domain reference 1.3, 4.2 and 4.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.escalation_ladder import (
    goes_to,
    left_out,
    left_out_refusal,
    reply_due,
    reply_words,
    stage_of,
    stage_options,
    step_row,
)
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, Question, act_day, always, ask, questions_of, stored
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.vocabulary import ISSUES
from iro_tui.store.writes import New

_NOTE = NoteTemplate(
    "Escalation: {issue}",
    (
        "The IRO escalated the case ({stage}, to the {person}).",
        "Issue: {issue}.",
        "Effect on the child: {effect}.",
        "What the IRO wants to see: {wanted}.",
        "A reply is due by {due}.",
        "Earlier stages were left out: {skipped}.",
    ),
)


@dataclass(frozen=True, slots=True)
class EscalateAnswers:
    """An escalation as it is raised; empty fields take the stage's own person and days."""

    issue: str = ask(
        "About",
        column="issue",
        suggested=ISSUES,
        hint="drift and delay, say",
        needed=always,
        missing="The issue is empty: say in a few words what the escalation is about.",
    )
    effect: str = ask("Effect", "note", column="effect", hint="on the child")
    wanted: str = ask("Wanted", "note", column="wanted", hint="what is to happen")
    stage: str = ask("Stage", "choice")
    person: str = ask("To whom", names="escalated to", hint="if not the usual one")
    due: date | None = ask("Reply by", "day", hint="if another day was agreed")
    skipped: str = ask("Why not before", needed=always, in_words=True)
    day: date | None = act_day()


class Escalate(Action[EscalateAnswers]):
    id = "escalate"
    title = "Escalate"
    words = "Escalate: challenge, dispute, drift and delay, raise a concern with the manager"
    about = About.CHILDREN
    asks = EscalateAnswers
    offers = (Offer("escalate", 10, "something new", key="2"),)
    wide = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        practice = scene.practice

        def missed(so_far: AnswersSoFar) -> list[Stage]:
            return left_out(practice, None, so_far["stage"])

        return questions_of(
            EscalateAnswers,
            issue={"suggested": practice.escalation.issues},
            stage={"options": stage_options(practice), "default": practice.escalation.stages[0].id},
            skipped={"asked": missed, "missing": lambda so_far: left_out_refusal(missed(so_far))},
        )

    def plan(self, scene: Scene, answers: EscalateAnswers) -> Plan:
        stage = stage_of(scene.practice, answers.stage or scene.practice.escalation.stages[0].id)
        due = reply_due(scene, stage, answers.due)
        return Plan(
            name="Escalate",
            sentence=(f"{scene.called}: escalated ({goes_to(stage, answers.person)}){reply_words(due, scene.today)}."),
            writes=tuple(self._rows(scene, answers, stage)),
            notes=scene.note_each(
                _NOTE,
                stage=stage.name,
                person=answers.person or stage.person,
                issue=answers.issue,
                effect=answers.effect,
                wanted=answers.wanted,
                due=due,
                skipped=answers.skipped,
            ),
        )

    @staticmethod
    def _rows(scene: Scene, answers: EscalateAnswers, stage: Stage) -> Iterator[New]:
        for child_id in scene.child_ids:
            dispute = New("escalation", {"child_id": child_id, "raised_on": scene.act_day, **stored(answers)})
            yield dispute
            yield step_row(scene, child_id, dispute.key, stage, answers.person, answers.due, answers.skipped)


ACTION = Escalate()
