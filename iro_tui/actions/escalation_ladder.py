"""The ladder of an escalation, as its verbs climb it. Source: domain reference 1.3 and 4.5."""

from __future__ import annotations

from datetime import date

from iro_tui.actions.base import Scene, row_of
from iro_tui.actions.checks import require_ahead
from iro_tui.actions.questions import Option
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Escalation
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.domain.words import day_words
from iro_tui.store.writes import New


def stage_options(practice: Practice) -> tuple[Option, ...]:
    """The ladder as answers, each by its own first letter or digit."""
    options: list[Option] = []
    for stage in practice.escalation.stages:
        key = stage.id[:1].casefold()
        taken = {option.key for option in options}
        options.append(Option("" if key in taken else key, stage.id, stage.name))
    return tuple(options)


def stage_of(practice: Practice, stage_id: str) -> Stage:
    """A stage by its id. Raises Refused."""
    stage = practice.escalation.stage(stage_id)
    if stage is None:
        ids = ", ".join(stage.id for stage in practice.escalation.stages)
        raise Refused(f"The stage is {stage_id!r}: give one of {ids}.")
    return stage


def left_out(practice: Practice, before: str | None, stage_id: str) -> list[Stage]:
    """The formal stages between the one taken before, if any, and this one; none for one that is not on the ladder."""
    stages = practice.escalation.stages
    ids = [each.id for each in stages]
    if stage_id == CAFCASS or stage_id not in ids:
        return []
    at = ids.index(before) + 1 if before in ids and before != CAFCASS else 0
    return [each for each in stages[at : ids.index(stage_id)] if each.formal and each.id != CAFCASS]


def require_upward(practice: Practice, before: str | None, stage: Stage) -> None:
    """Raises Refused for a stage that was passed already."""
    ids = [each.id for each in practice.escalation.stages]
    if stage.id != CAFCASS and before in ids and before != CAFCASS and ids.index(stage.id) <= ids.index(before):
        raise Refused(f"{stage.name} was passed already: the ladder goes up only.")


def left_out_refusal(missed: list[Stage]) -> str:
    names = ", ".join(each.name for each in missed)
    return f"{names} would be left out: say in a few words why."


def reply_due(scene: Scene, stage: Stage, agreed: date | None) -> date | None:
    """By when a stage replies: the agreed day, else its own days. Raises Refused for a day that cannot be."""
    if agreed is None:
        return scene.practice.office.add(scene.act_day, stage.working_days) if stage.working_days else None
    require_ahead("Reply by", agreed, scene.act_day, "give a day after the step")
    return agreed


def step_row(
    scene: Scene, child_id: str, key: str, stage: Stage, person: str, agreed: date | None, skipped: str
) -> New:
    """The row of a stage taken on the day of the act."""
    return New(
        "escalation_step",
        {
            "child_id": child_id,
            "escalation_id": key,
            "stage": stage.id,
            "person": person or stage.person,
            "taken_on": scene.act_day,
            "reply_due": agreed,
            "skipped_reason": skipped or None,
        },
    )


def reply_words(due: date | None, today: date) -> str:
    return f", reply by {day_words(due, today)}" if due else ""


def goes_to(stage: Stage, person: str) -> str:
    """The stage, and who answers where that is not what it is called by."""
    who = person or stage.person
    return f"{stage.name}, {who}" if who != stage.name else stage.name


def open_escalation(scene: Scene) -> Escalation:
    """The escalation the scene is about. Raises Refused: not there any more, or closed."""
    dispute = row_of(scene, lambda case: case.escalations, "escalation")
    if dispute.closed_on:
        raise Refused(f"This escalation was closed on {day_words(dispute.closed_on, scene.today)}: raise a new one.")
    return dispute
