"""Which stage of the ladder the words of a log mean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.typed_stage import stage_meant

USUAL = Practice().escalation.stages
BY_PERSON = (Stage("informal", "Informal", "social worker", 0, formal=False), Stage("1", "Service manager", "head"),
             Stage("2", "Head of service", "director"))  # fmt: skip


@pytest.mark.parametrize(
    ("stages", "text", "meant"),
    [
        *((USUAL, text, "1") for text in (
            "1", "Stage 1", "stage one", "Formal stage 1", "Formal 1", "Formal - stage 1", "Stage 1 (formal)",
            "1st stage", "First formal stage", "Level 1 - Team Manager", "DRP 1", "DRP Stage 1 (TM)", "Stage I",
            "STAGE1", "Step 1", "Stage 1 - Service Manager", "team manager", "TM", "Formal - team manager",
            "Stage 1 - reply in 5 wd",
        )),
        *((USUAL, text, "2") for text in ("Stage 2", "stage II", "Service Manager", "Stage 2 of 4")),
        *((USUAL, text, "informal") for text in (
            "Informal", "informal resolution", "Informal - TM", "Informal stage", "Informal (SW)",
            "Informal escalation",
        )),
        *((USUAL, text, "cafcass") for text in ("Cafcass", "CAFCASS referral", "Referred to Cafcass")),
        *((USUAL, text, "") for text in (
            "", "formal", "Stage 9", "Stage 1/2", "Stage 1 and 2", "stages 1 to 3", "Stage 1.5", "Stage 1 informal",
            "I", "Stage 1 then Cafcass", "Formal/informal", "10", "not started", "Stage 2, Stage 3", "resolved",
        )),
        (BY_PERSON, "Stage 1", "1"), (BY_PERSON, "Head of Service (stage 2)", "2"), (BY_PERSON, "Formal 2", "2"),
        (BY_PERSON, "Escalated to head of service", "2"), (BY_PERSON, "Stage 2 - Service manager", ""),
    ],
)  # fmt: skip
def test_a_stage_by_its_number_else_its_name_else_who_answers(stages: Sequence[Stage], text: str, meant: str) -> None:
    stage = stage_meant(stages, text)
    assert (stage.id if stage else "") == meant
