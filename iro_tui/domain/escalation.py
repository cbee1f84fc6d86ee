"""Escalations: which reply is waited for, how many of the working days in all are used. Source: IRO Handbook 6.2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain.case import Escalation, EscalationStep
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.practice_sections import CAFCASS, EscalationLadder
from iro_tui.domain.timescales import RULES

RESOLVED = "resolved"


def stage_of_step(step: EscalationStep, practice: Practice) -> Stage | None:
    """The stage that a step was taken to, on the ladder of the day it was taken; None for one it does not know."""
    return practice.on(step.taken_on).escalation.stage(step.stage)


def ladder_of(escalation: Escalation, practice: Practice) -> EscalationLadder:
    """The ladder whose days in all count: that of the day of the first formal step, before it today's."""
    since = formal_since(escalation, practice)
    return (practice.on(since) if since else practice).escalation


def latest(escalation: Escalation, practice: Practice, *, concurrent: bool | None = False) -> EscalationStep | None:
    """The last step taken of the ladder, (concurrent) to Cafcass, or (None) of both; on one day the higher stage."""
    steps = (step for step in escalation.steps if concurrent is None or (step.stage == CAFCASS) is concurrent)
    return max(steps, key=lambda step: (step.taken_on, _place(step, practice), step.id), default=None)


def _place(step: EscalationStep, practice: Practice) -> int:
    """How high a step's stage stands on the ladder of its day; below all of it where it is not on it."""
    stages = practice.on(step.taken_on).escalation.stages
    return next((place for place, stage in enumerate(stages) if stage.id == step.stage), -1)


def stage_now(escalation: Escalation, practice: Practice) -> Stage | None:
    """The stage of the last step of all; None before the first, or where the practice has no such stage."""
    last = latest(escalation, practice, concurrent=None)
    return stage_of_step(last, practice) if last else None


def next_stage(escalation: Escalation, practice: Practice) -> Stage | None:
    """The stage that comes if the answer does not satisfy: the first not asked yet above the last of the ladder.

    Cafcass beside the ladder does not move it. None at its end, and for what is closed.
    """
    if escalation.closed_on is not None:
        return None
    last = latest(escalation, practice)
    # A ladder that does not know the last step's stage is another than the one it was climbed on.
    ladder = practice.on(last.taken_on) if last and practice.escalation.stage(last.stage) is None else practice
    stages = ladder.escalation.stages
    ids = [stage.id for stage in stages]
    asked = {step.stage for step in escalation.steps}
    above = stages[ids.index(last.stage) + 1 if last and last.stage in ids else 0 :]
    return next((stage for stage in above if stage.id not in asked), None)


def in_a_line(escalation: Escalation, practice: Practice, today: date) -> str:
    """Issue, stage and, from the first formal step on, the working days used: `drift · Stage 1 · 3 of 20 wd`."""
    stage, used = stage_now(escalation, practice), working_days_used(escalation, practice, today)
    days = f" · {used} of {ladder_of(escalation, practice).total_working_days} wd" if used else ""
    return f"{escalation.issue} · {stage.name if stage else 'raised'}{days}"


def awaited(escalation: Escalation, practice: Practice) -> Iterator[tuple[EscalationStep, date]]:
    """The steps whose reply is waited for, each with the day it is due.

    That is the latest step of the ladder and, beside it, the latest to Cafcass, where it is unanswered and timed: by a
    day agreed, or by the stage's own days. What is closed waits for nothing.
    """
    if escalation.closed_on is not None:
        return
    for concurrent in (False, True):
        last = latest(escalation, practice, concurrent=concurrent)
        if last is None or last.replied_on is not None:
            continue
        stage = stage_of_step(last, practice)
        due = last.reply_due
        if due is None and stage is not None and stage.working_days:
            due = practice.office.add(last.taken_on, stage.working_days)
        if due is not None:
            yield last, due


def reply_due(escalation: Escalation, practice: Practice) -> date | None:
    """By when the next reply is due; None when none is waited for."""
    return min((due for _, due in awaited(escalation, practice)), default=None)


def formal_since(escalation: Escalation, practice: Practice) -> date | None:
    """The day of the first formal step; a stage that the ladder of its day does not know is taken as formal."""
    formal = (
        step.taken_on
        for step in escalation.steps
        if step.stage != CAFCASS and ((stage := stage_of_step(step, practice)) is None or stage.formal)
    )
    return min(formal, default=None)


def total_due(escalation: Escalation, practice: Practice) -> date | None:
    """By when formal dispute resolution is over; None before the first formal step."""
    since = formal_since(escalation, practice)
    return RULES["dispute"].limit(since, practice) if since else None


def working_days_used(escalation: Escalation, practice: Practice, today: date) -> int:
    """Working days since the first formal step, to today or to the day it was closed; 0 before the first."""
    since = formal_since(escalation, practice)
    return max(0, practice.office.between(since, escalation.closed_on or today)) if since else 0
