"""Escalations of made-up cases, by the stages of the practice."""

from __future__ import annotations

from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.sample import wording
from iro_tui.sample.story import Story
from iro_tui.sample.told import Values
from iro_tui.store import tables


def formal(s: Story) -> list[Stage]:
    stages = [stage for stage in s.practice.escalation.stages if stage.formal and stage.id != CAFCASS]
    return stages or list(s.practice.escalation.stages)


def informal(s: Story) -> Stage:
    return next((stage for stage in s.practice.escalation.stages if not stage.formal), s.practice.escalation.stages[0])


def stage_of(s: Story, stage_id: str) -> Stage:
    return s.practice.escalation.stage(stage_id) or s.practice.escalation.stages[-1]


def escalate(
    s: Story,
    issue: int,
    taken: list[tuple[Stage, int, int | None]],
    closed: int | None = None,
    outcome: str | None = None,
) -> Values:
    """An escalation: each stage with how many working days ago it was taken, and answered; when it was closed."""
    what, effect, wanted = wording.ISSUES[issue]
    row = s.add(
        tables.EscalationRow, review_id=s.last.get("id"), issue=what, effect=effect, wanted=wanted,
        raised_on=s.wd(-taken[0][1]), closed_on=s.wd(-closed) if closed else None, outcome=outcome,
        child_told_on=s.wd(-max(0, taken[0][1] - 2)),
    )  # fmt: skip
    for stage, ago, answered in taken:
        # A stage without days of its own waits until a day agreed.
        agreed = s.wd(-ago + 8) if not stage.working_days and answered is None and not closed else None
        s.add(
            tables.EscalationStepRow, escalation_id=row["id"], stage=stage.id, person=stage.person, taken_on=s.wd(-ago),
            reply_due=agreed, replied_on=None if answered is None else s.wd(-answered),
            reply=None if answered is None else "not satisfied" if not closed else "agreed",
        )  # fmt: skip
    return row


def climb(s: Story, issue: int, to: int, used: int) -> Values:
    """An escalation at the `to`-th formal stage with `used` working days gone; the last reply still to come."""
    ladder = formal(s)[: max(0, to) + 1]
    last = min(max(1, (ladder[-1].working_days or 5) - 2), used)
    gone = [used - at * (used - last) // max(1, len(ladder) - 1) for at in range(len(ladder))]
    answers: list[int | None] = [*gone[1:], None]
    return escalate(s, issue, list(zip(ladder, gone, answers, strict=True)))


def overdue_decision(s: Story, text: str) -> None:
    due = max(s.wd(-6), s.last["held"])
    s.add(tables.DecisionRow, review_id=s.last["id"], text=text, owner="team manager", due=due, made_on=s.last["held"])
