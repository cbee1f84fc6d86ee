"""What happens with an open escalation: its next step, a reply, the end of it. Source: domain reference 1.3 and 4.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.escalation_ladder import (
    goes_to,
    left_out,
    left_out_refusal,
    open_escalation,
    reply_due,
    reply_words,
    require_upward,
    stage_of,
    stage_options,
    step_row,
)
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, Option, Question, act_day, always, ask, one_of, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Escalation, EscalationStep
from iro_tui.domain.escalation import RESOLVED, latest, next_stage, stage_of_step
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write

NEXT, REPLY, WITHDRAWN, TOLD = "next", "reply", "withdrawn", "told"
_WHAT = (
    Option("n", NEXT, "next step"),
    Option("r", REPLY, "a reply came"),
    Option("s", RESOLVED, "resolved"),
    Option("w", WITHDRAWN, "withdrawn"),
    Option("c", TOLD, "child told"),
)

_STEPPED = NoteTemplate(
    "Escalation: {stage}",
    (
        "The IRO took the escalation to {stage} ({person}).",
        "Issue: {issue}.",
        "The reply of the stage before: {reply}.",
        "A reply is due by {due}.",
        "Stages were left out: {skipped}.",
    ),
)
_REPLIED = NoteTemplate(
    "Escalation: reply", ("A reply to the escalation has come in ({stage}).", "Issue: {issue}.", "Reply: {reply}.")
)
_SETTLED = NoteTemplate(
    "Escalation {outcome}",
    (
        "The escalation was {outcome}.",
        "Issue: {issue}.",
        "What changed for the child: {changed}.",
        "{informed}.",
        "The IRO looks by {follow_up} whether it has held.",
    ),
)
_TOLD = NoteTemplate("Child told of the escalation", ("The IRO told the child of the escalation.", "Issue: {issue}."))


@dataclass(frozen=True, slots=True)
class EscalationAnswers:
    """What became of an escalation; without a stage the next one of the ladder."""

    what: str = ask("Now", "choice", options=_WHAT, needed=always)
    stage: str = ask("Stage", "choice", asked=one_of("what", NEXT))
    person: str = ask("To whom", names="escalated to", hint="if not the usual one", asked=one_of("what", NEXT))
    due: date | None = ask("Reply by", "day", hint="if another day was agreed", asked=one_of("what", NEXT))
    reply: str = ask(
        "Reply",
        "note",
        hint="what was answered",
        asked=one_of("what", NEXT, REPLY),
        needed=one_of("what", REPLY),
        in_words=True,
        missing="The reply is empty: say in a few words what was answered.",
    )
    skipped: str = ask("Why not before", needed=always, in_words=True)
    what_changed: str = ask(
        "What changed", "note", hint="for the child, if something did", asked=one_of("what", RESOLVED, WITHDRAWN)
    )
    child_informed: bool | None = ask("Child told", "yes_no", asked=one_of("what", RESOLVED, WITHDRAWN))
    day: date | None = act_day()


class EscalationNow(Action[EscalationAnswers]):
    id = "escalation"
    title = "Escalation"
    words = "Take an open escalation further: next step, reply, resolved, withdrawn, Cafcass, child told"
    about = About.ROW
    table = "escalation"
    asks = EscalationAnswers
    wide = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        dispute, waiting = _about(scene)
        following = next_stage(dispute, scene.practice)
        before = _before(scene, dispute)

        def missed(so_far: AnswersSoFar) -> list[Stage]:
            return left_out(scene.practice, before, so_far["stage"]) if so_far["what"] == NEXT else []

        return questions_of(
            EscalationAnswers,
            what={
                "options": _WHAT if following else _WHAT[1:],
                "default": REPLY if waiting else NEXT if following else "",
            },
            stage={"options": stage_options(scene.practice), "default": following.id if following else ""},
            skipped={"asked": missed, "missing": lambda so_far: left_out_refusal(missed(so_far))},
        )

    def aside(self, scene: Scene) -> str:
        dispute, waiting = _about(scene)
        last = waiting or latest(dispute, scene.practice, concurrent=None)
        stage = stage_of_step(last, scene.practice) if last else None
        since = f" since {day_words(last.taken_on, scene.today)}" if last else ""
        return f"{dispute.issue}, {stage.name if stage else 'raised'}{since}"

    def not_before(self, scene: Scene, answers: EscalationAnswers) -> Iterator[NotBefore]:
        dispute, waiting = _about(scene)
        yield NotBefore(dispute.raised_on, "the escalation was raised")
        if answers.what == REPLY:
            for step in [waiting] if waiting else awaited_first(dispute)[:1]:
                yield NotBefore(step.taken_on, "the step was taken")
        elif answers.what != TOLD:
            for step in dispute.steps:
                yield NotBefore(step.taken_on, "the last step was taken")
                if step.replied_on:
                    yield NotBefore(step.replied_on, "a reply came")

    def plan(self, scene: Scene, answers: EscalationAnswers) -> Plan:
        dispute, waiting = _about(scene)
        if answers.what == NEXT:
            return self._next(scene, dispute, answers)
        if answers.what == REPLY:
            return self._reply(scene, dispute, waiting, answers.reply)
        if answers.what == TOLD:
            return Plan(
                name="Child told of the escalation",
                sentence=f"{scene.called}: child told of the escalation.",
                writes=(Change("escalation", dispute.id, {"child_told_on": scene.act_day}),),
                notes=(_TOLD.note(scene.child_id, issue=dispute.issue),),
            )
        return self._settle(scene, dispute, answers)

    @staticmethod
    def _next(scene: Scene, dispute: Escalation, answers: EscalationAnswers) -> Plan:
        """The next step; what the stage before replied is kept with it."""
        upcoming = next_stage(dispute, scene.practice)
        stage = stage_of(scene.practice, answers.stage or (upcoming.id if upcoming else ""))
        before = latest(dispute, scene.practice)
        if stage.id == CAFCASS and any(step.stage == CAFCASS for step in dispute.steps):
            raise Refused("Cafcass has been asked already: record its reply.")
        require_upward(scene.practice, before.stage if before else None, stage)
        due = reply_due(scene, stage, answers.due)
        writes: list[Write] = []
        if answers.reply and before and before.replied_on is None:
            writes.append(Change("escalation_step", before.id, {"replied_on": scene.act_day, "reply": answers.reply}))
        writes.append(step_row(scene, scene.child_id, dispute.id, stage, answers.person, answers.due, answers.skipped))
        return Plan(
            name="Next step of the escalation",
            sentence=(
                f"{scene.called}: escalation taken to {goes_to(stage, answers.person)}{reply_words(due, scene.today)}."
            ),
            writes=tuple(writes),
            notes=(
                _STEPPED.note(
                    scene.child_id,
                    stage=stage.name,
                    person=answers.person or stage.person,
                    issue=dispute.issue,
                    reply=answers.reply,
                    due=due,
                    skipped=answers.skipped,
                ),
            ),
        )

    @staticmethod
    def _reply(scene: Scene, dispute: Escalation, waiting: EscalationStep | None, reply: str) -> Plan:
        """The reply of the stage that is asked for; else of the one that was waited for first, Cafcass' last."""
        step = waiting or next(iter(awaited_first(dispute)), None)
        if step is None:
            raise Refused("No reply is waited for: take the next step, or settle the escalation.")
        stage = stage_of_step(step, scene.practice)
        name = stage.name if stage else step.stage
        return Plan(
            name="Escalation: reply",
            sentence=f"{scene.called}: reply of {name} kept.",
            writes=(Change("escalation_step", step.id, {"replied_on": scene.act_day, "reply": reply}),),
            notes=(_REPLIED.note(scene.child_id, stage=name, issue=dispute.issue, reply=reply),),
        )

    @staticmethod
    def _settle(scene: Scene, dispute: Escalation, answers: EscalationAnswers) -> Plan:
        """Closed as resolved, to be looked at again, or as withdrawn."""
        rule = RULES["escalation-follow-up"]
        follow_up = rule.limit(scene.act_day, scene.practice) if answers.what == RESOLVED else None
        changed = {"closed_on": scene.act_day, "outcome": answers.what, "what_changed": answers.what_changed or None}
        if answers.child_informed:
            changed["child_told_on"] = scene.act_day
        after = f", to be looked at again by {day_words(follow_up, scene.today)}" if follow_up else ""
        informed = "The IRO told the child" if answers.child_informed else None
        return Plan(
            name="Settle escalation",
            sentence=f"{scene.called}: escalation {answers.what}{after}.",
            writes=(Change("escalation", dispute.id, changed),),
            notes=(
                _SETTLED.note(
                    scene.child_id,
                    outcome=answers.what,
                    issue=dispute.issue,
                    changed=answers.what_changed,
                    informed=informed,
                    follow_up=follow_up,
                ),
            ),
        )


def _about(scene: Scene) -> tuple[Escalation, EscalationStep | None]:
    """The open escalation; and the step whose reply is asked for, where the row is what asks for it."""
    duties = scene.caseload.duties.get(scene.child_id, ()) if scene.child_ids else ()
    asked = next((duty for duty in duties if duty.id == scene.key and duty.kind == "escalation_reply"), None)
    if asked is None:
        return open_escalation(scene), None
    dispute = open_escalation(replace(scene, keys=(asked.subject,)))
    return dispute, next(step for step in dispute.steps if step.id == asked.anchor)


def awaited_first(dispute: Escalation) -> list[EscalationStep]:
    """The steps whose reply is waited for: the one that a reply is taken for first, Cafcass last."""
    waiting = (step for step in dispute.steps if step.replied_on is None)
    return sorted(waiting, key=lambda step: (step.stage == CAFCASS, -step.taken_on.toordinal()))


def _before(scene: Scene, dispute: Escalation) -> str | None:
    """The stage taken last, Cafcass apart."""
    last = latest(dispute, scene.practice)
    return last.stage if last else None


ACTION = EscalationNow()
