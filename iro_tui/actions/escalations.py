"""Escalating, step by step, to the end; good practice beside it. Source: domain reference 1.3, 4.2 and 4.5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of, too_far
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Escalation as Dispute
from iro_tui.domain.case import EscalationStep as Taken
from iro_tui.domain.escalation import CAFCASS, RESOLVED, latest, next_stage
from iro_tui.domain.practice import Practice, Stage
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import day_words
from iro_tui.store.tables import EscalationRow, EscalationStepRow
from iro_tui.store.work import action
from iro_tui.text import clean

WITHDRAWN = "withdrawn"
OUTCOMES = (RESOLVED, WITHDRAWN)
"""How an escalation ends. What does not satisfy takes the next step instead."""

_RAISED = notes.Wording(
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
_STEPPED = notes.Wording(
    "Escalation: {stage}",
    (
        "The IRO took the escalation to {stage} ({person}).",
        "Issue: {issue}.",
        "The reply of the stage before: {reply}.",
        "A reply is due by {due}.",
        "Stages were left out: {skipped}.",
    ),
)
_REPLIED = notes.Wording(
    "Escalation: reply", ("A reply to the escalation has come in ({stage}).", "Issue: {issue}.", "Reply: {reply}.")
)
_SETTLED = notes.Wording(
    "Escalation {outcome}",
    (
        "The escalation was {outcome}.",
        "Issue: {issue}.",
        "{told}.",
        "The IRO looks by {follow_up} whether it has held.",
    ),
)
_TOLD = notes.Wording("Child told of the escalation", ("The IRO told the child of the escalation.", "Issue: {issue}."))
_PRAISED = notes.Wording(
    "Good practice", ("The IRO recorded good practice: {issue}.", "Effect on the child: {effect}.")
)


@dataclass(frozen=True, slots=True)
class Raised:
    """An escalation as it is raised; empty fields take the stage's own person and days."""

    issue: str
    effect: str = ""
    wanted: str = ""
    stage: str = ""
    person: str = ""
    reply_due: date | None = None
    skipped_reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A further step; without a stage the next one of the ladder. `reply` is what the stage before answered."""

    stage: str = ""
    person: str = ""
    reply_due: date | None = None
    skipped_reason: str = ""
    reply: str = ""


def raise_it(engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, raised: Raised) -> Changes:
    """Raise an escalation for one or several children, as one action.

    Raises Refused: no issue, a stage the practice has not, formal stages left out without a reason.
    """
    ids, practice, today = chosen(caseload, child_ids), caseload.practice, caseload.today
    issue, person = clean(raised.issue), clean(raised.person)
    if not issue:
        raise Refused("The issue is empty: say in a few words what the escalation is about.")
    stage = _stage(practice, raised.stage or practice.escalation.stages[0].id)
    skipped = _skipped(practice, None, stage, raised.skipped_reason)
    due = _reply_due(practice, stage, raised.reply_due, today)
    effect, wanted = clean(raised.effect, multiline=True), clean(raised.wanted, multiline=True)
    with action(engine, "Escalate") as work:
        for child_id in ids:
            key = work.add(
                EscalationRow(
                    child_id=child_id, issue=issue, effect=effect or None, wanted=wanted or None, raised_on=today
                )
            )
            work.add(_row(child_id, key, stage, today, person, raised.reply_due, skipped))
        values: dict[str, str | date | None] = {
            "stage": stage.name, "person": person or stage.person, "issue": issue, "effect": effect, "wanted": wanted,
            "due": due, "skipped": skipped,
        }  # fmt: skip
        notes.leave_all(work, caseload, (_RAISED.note(child_id, values) for child_id in ids))
        work.sentence = f"{called(caseload, ids)}: escalated ({stage.name}){_by(due, today)}."
    return Changes.of(work.result)


def step_up(engine: Engine, caseload: Caseload, escalation_id: str, step: Step) -> Changes:
    """Take the next step of an escalation, or the one named; what the stage before replied is kept with it.

    Raises Refused: closed, back down the ladder, a stage left out without a reason, Cafcass twice.
    """
    child_id, dispute = find(caseload, escalation_id)
    practice, today = caseload.practice, caseload.today
    upcoming = next_stage(dispute, practice)
    if not step.stage and upcoming is None:
        raise Refused("The ladder is at its end: settle the escalation, or name the stage.")
    stage = _stage(practice, step.stage or (upcoming.id if upcoming else ""))
    before = latest(dispute, practice)
    if stage.id == CAFCASS and any(taken.stage == CAFCASS for taken in dispute.steps):
        raise Refused("Cafcass has been asked already: record its reply.")
    skipped = _skipped(practice, before, stage, step.skipped_reason)
    due, person, reply = _reply_due(practice, stage, step.reply_due, today), clean(step.person), clean(step.reply)
    with action(engine, "Next step of the escalation") as work:
        if reply and before and before.replied_on is None:
            work.change(EscalationStepRow, before.id, replied_on=today, reply=reply)
        work.add(_row(child_id, escalation_id, stage, today, person, step.reply_due, skipped))
        values: dict[str, str | date | None] = {
            "stage": stage.name, "person": person or stage.person, "issue": dispute.issue, "reply": reply, "due": due,
            "skipped": skipped,
        }  # fmt: skip
        notes.leave_all(work, caseload, [_STEPPED.note(child_id, values)])
        work.sentence = f"{called(caseload, [child_id])}: escalation taken to {stage.name}{_by(due, today)}."
    return Changes.of(work.result)


def record_reply(engine: Engine, caseload: Caseload, escalation_id: str, reply: str) -> Changes:
    """Keep the reply of the stage that was waited for, Cafcass' last. Raises Refused: none waited for, no words."""
    child_id, dispute = find(caseload, escalation_id)
    waiting = sorted(
        (taken for taken in dispute.steps if taken.replied_on is None),
        key=lambda taken: (taken.stage == CAFCASS, -taken.taken_on.toordinal()),
    )
    reply = clean(reply, multiline=True)
    if not waiting:
        raise Refused("No reply is waited for: take the next step, or settle the escalation.")
    if not reply:
        raise Refused("The reply is empty: say in a few words what was answered.")
    stage = caseload.practice.escalation.stage(waiting[0].stage)
    with action(engine, "Escalation: reply") as work:
        work.change(EscalationStepRow, waiting[0].id, replied_on=caseload.today, reply=reply)
        name = stage.name if stage else waiting[0].stage
        values: dict[str, str | date | None] = {"stage": name, "issue": dispute.issue, "reply": reply}
        notes.leave_all(work, caseload, [_REPLIED.note(child_id, values)])
        work.sentence = f"{called(caseload, [child_id])}: reply of {name} kept."
    return Changes.of(work.result)


def settle(
    engine: Engine, caseload: Caseload, escalation_id: str, outcome: str, *, child_told: bool = False
) -> Changes:
    """Close an escalation as resolved, to be looked at again, or as withdrawn. Raises Refused: closed already."""
    child_id, dispute = find(caseload, escalation_id)
    one_of("The outcome", outcome, OUTCOMES)
    today = caseload.today
    rule = RULES["escalation-follow-up"]
    follow_up = rule.limit(today, caseload.practice) if outcome == RESOLVED else None
    changed: dict[str, Any] = {"closed_on": today, "outcome": outcome}
    if child_told:
        changed["child_told_on"] = today
    told = "The IRO told the child" if child_told else None
    with action(engine, "Settle escalation") as work:
        work.change(EscalationRow, escalation_id, **changed)
        values: dict[str, str | date | None] = {
            "outcome": outcome, "issue": dispute.issue, "told": told, "follow_up": follow_up,
        }  # fmt: skip
        notes.leave_all(work, caseload, [_SETTLED.note(child_id, values)])
        after = f", to be looked at again by {day_words(follow_up, today)}" if follow_up else ""
        work.sentence = f"{called(caseload, [child_id])}: escalation {outcome}{after}."
    return Changes.of(work.result)


def tell_child(engine: Engine, caseload: Caseload, escalation_id: str) -> Changes:
    """Record that the child was told of the escalation. Raises Refused."""
    child_id, dispute = find(caseload, escalation_id)
    with action(engine, "Child told of the escalation") as work:
        work.change(EscalationRow, escalation_id, child_told_on=caseload.today)
        notes.leave_all(work, caseload, [_TOLD.note(child_id, {"issue": dispute.issue})])
        work.sentence = f"{called(caseload, [child_id])}: child told of the escalation."
    return Changes.of(work.result)


def praise(engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, issue: str, effect: str = "") -> Changes:
    """Record good practice; it asks for nothing further. Raises Refused: no words."""
    ids = chosen(caseload, child_ids)
    issue, effect = clean(issue), clean(effect, multiline=True)
    if not issue:
        raise Refused("Good practice is empty: say in a few words what was done well.")
    with action(engine, "Good practice") as work:
        work.add_many(
            EscalationRow(
                child_id=child_id, kind="good_practice", issue=issue, effect=effect or None, raised_on=caseload.today
            )
            for child_id in ids
        )
        values: dict[str, str | date | None] = {"issue": issue, "effect": effect}
        notes.leave_all(work, caseload, (_PRAISED.note(child_id, values) for child_id in ids))
        work.sentence = f"{called(caseload, ids)}: good practice recorded."
    return Changes.of(work.result)


# The ladder


def find(caseload: Caseload, escalation_id: str) -> tuple[str, Dispute]:
    """An open escalation with the child's key. Raises Refused: not there any more, or closed."""
    for child_id, case in caseload.cases.items():
        for dispute in case.escalations:
            if dispute.id == escalation_id:
                if dispute.closed_on:
                    day = day_words(dispute.closed_on, caseload.today)
                    raise Refused(f"This escalation was closed on {day}: raise a new one.")
                return child_id, dispute
    raise Refused("This escalation is not on record any more: go back to the list. Nothing was changed.")


def _stage(practice: Practice, stage_id: str) -> Stage:
    stage = practice.escalation.stage(stage_id)
    if stage is None:
        ids = ", ".join(stage.id for stage in practice.escalation.stages)
        raise Refused(f"The stage is {stage_id!r}: give one of {ids}.")
    return stage


def left_out(practice: Practice, before: str | None, stage: Stage) -> list[Stage]:
    """The formal stages between the one taken before, if any, and this one. Raises Refused: back down the ladder."""
    if stage.id == CAFCASS:
        return []
    stages = practice.escalation.stages
    ids = [each.id for each in stages]
    at = ids.index(before) + 1 if before in ids else 0
    to = ids.index(stage.id)
    if to < at:
        raise Refused(f"{stage.name} was passed already: the ladder goes up only.")
    return [each for each in stages[at:to] if each.formal and each.id != CAFCASS]


def _skipped(practice: Practice, before: Taken | None, stage: Stage, reason: str) -> str:
    missed = left_out(practice, before.stage if before else None, stage)
    reason = clean(reason)
    if missed and not reason:
        names = ", ".join(each.name for each in missed)
        raise Refused(f"{names} would be left out: say in a few words why.")
    return reason if missed else ""


def _reply_due(practice: Practice, stage: Stage, agreed: date | None, today: date) -> date | None:
    if agreed is None:
        return practice.office.add(today, stage.working_days) if stage.working_days else None
    if agreed < today:
        raise Refused(f"The reply is due by {day_words(agreed, today)}, which has passed: give a day to come.")
    wrong = too_far(agreed, today)
    if wrong:
        raise Refused(wrong)
    return agreed


def _row(
    child_id: str, key: str, stage: Stage, today: date, person: str, agreed: date | None, skipped: str
) -> EscalationStepRow:
    return EscalationStepRow(
        child_id=child_id, escalation_id=key, stage=stage.id, person=person or stage.person, taken_on=today,
        reply_due=agreed, skipped_reason=skipped or None,
    )  # fmt: skip


def _by(due: date | None, today: date) -> str:
    return f", reply by {day_words(due, today)}" if due else ""
