"""The ladder of escalations: which step comes next, stage by stage, with Cafcass asked or not."""

from __future__ import annotations

import pytest
from hypothesis import given

from iro_tui.domain.case import Case, Escalation, EscalationStep
from iro_tui.domain.escalation import in_a_line, latest, next_stage, stage_now
from iro_tui.domain.practice_sections import CAFCASS
from tests.support.facts import STATUTORY, d
from tests.support.strategies import cases

RAISED = Escalation("x1", "drift", d("02.11.2026"))
STAGES = [stage.id for stage in STATUTORY.escalation.stages]


def taken(*stages: str, **more: object) -> Escalation:
    """An escalation with a step a day to these stages."""
    steps = tuple(EscalationStep(stage, stage, d(f"{n:02}.11.2026")) for n, stage in enumerate(stages, 2))
    return RAISED._replace(steps=steps, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "following", "beside_cafcass"),
    [
        (None, "informal", "informal"),
        ("informal", "1", "1"),
        ("1", "2", "2"),
        ("2", "3", "3"),
        ("3", "4", "4"),
        ("4", "cafcass", None),
        ("unknown", "informal", "informal"),
    ],
)
def test_the_next_stage_is_the_one_above_and_cafcass_does_not_move_it(
    last: str | None, following: str | None, beside_cafcass: str | None
) -> None:
    below = [last] if last == "unknown" else STAGES[: STAGES.index(last) + 1] if last else []
    for steps, expected in (
        (below, following),
        ([*below, CAFCASS], beside_cafcass),
        ([CAFCASS, *below], beside_cafcass),
    ):
        stage = next_stage(taken(*steps), STATUTORY)
        assert (stage.id if stage else None) == expected, steps


def test_what_is_closed_goes_no_further() -> None:
    assert next_stage(taken("1", closed_on=d("20.11.2026")), STATUTORY) is None


@given(cases())
def test_the_next_stage_was_never_asked_and_lies_above(case: Case) -> None:
    for escalation in case.escalations:
        stage, last = next_stage(escalation, STATUTORY), latest(escalation, STATUTORY)
        if stage:
            assert stage.id not in {step.stage for step in escalation.steps}
            assert last is None or last.stage == "unknown" or STAGES.index(stage.id) > STAGES.index(last.stage)


def test_in_a_line() -> None:
    today = d("20.11.2026")
    assert in_a_line(RAISED, STATUTORY, today) == "drift · raised"
    assert in_a_line(taken("informal"), STATUTORY, today) == "drift · Informal"
    assert in_a_line(taken("informal", "1"), STATUTORY, today) == "drift · Stage 1 · 13 of 20 wd"
    stage = stage_now(taken("1", CAFCASS), STATUTORY)
    assert stage is not None
    assert stage.id == CAFCASS
