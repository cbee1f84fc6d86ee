"""What was recorded by mistake is deleted with what hangs on it, and comes back with undo; files of the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.services.child_case import export_case
from iro_tui.services.desk import Desk
from iro_tui.services.escalations import Raised, raise_it
from iro_tui.services.held import Answer, Held, NewDecision
from iro_tui.services.holding import hold
from iro_tui.services.outbox import mark_filed
from iro_tui.services.removing import REMOVABLE, remove
from iro_tui.store import tables
from tests.services.acting import NAME, TODAY, acts, refuses, rows


def test_a_review_goes_with_all_that_came_of_it(desk: Desk, child: str) -> None:
    desk.do(
        hold,
        child,
        Held(TODAY, "green", "PN1", answers=(Answer("pep", "y"),), decisions=(NewDecision("Dental check"),)),
    )
    [review] = rows(desk, tables.Review, held=TODAY)
    before = desk.snapshot().duties[child]
    changes = acts(desk, lambda: desk.do(remove, "review", review["id"]))
    assert changes.sentence == "KB 1: review deleted."
    assert not rows(desk, tables.Rating) + rows(desk, tables.ChecklistAnswer) + rows(desk, tables.Decision)
    assert "decisions" not in {duty.kind for duty in desk.snapshot().duties[child]}
    desk.undo()
    assert desk.snapshot().duties[child] == before


def test_an_escalation_goes_with_its_steps(desk: Desk, child: str) -> None:
    desk.do(raise_it, child, Raised("drift", stage="1"))
    [key] = [row["id"] for row in rows(desk, tables.Escalation)]
    acts(desk, lambda: desk.do(remove, "escalation", key))
    assert not rows(desk, tables.EscalationStep)
    refuses(desk, lambda: desk.do(remove, "escalation", key), "not on record any more")


@pytest.mark.parametrize("kind", ["task", "contact", "rating", "decision"])
def test_one_row_goes_alone(desk: Desk, child: str, kind: str) -> None:
    desk.add_task("Ring the school", TODAY, child)
    desk.note_contact(child, who="child", how="visit")
    desk.rate(child, "amber", "drift")
    from iro_tui.services.decisions import decide

    desk.do(decide, child, "Dental check", "", None)
    [row] = rows(desk, REMOVABLE[kind].model)
    acts(desk, lambda: desk.do(remove, kind, row["id"]))
    assert not rows(desk, REMOVABLE[kind].model)


def test_an_own_task_is_nobodys(desk: Desk) -> None:
    desk.add_task("Audit", TODAY)
    [row] = rows(desk, tables.Task)
    assert acts(desk, lambda: desk.do(remove, "task", row["id"])).sentence == "Your own: task deleted."


def test_a_note_that_is_filed_stays(desk: Desk, child: str) -> None:
    desk.rate(child, "green")
    [note] = rows(desk, tables.CaseNote)
    desk.do(mark_filed, [note["id"]])
    refuses(desk, lambda: desk.do(remove, "note", note["id"]), "correct it there")


@pytest.mark.parametrize("ending", [".txt", ".csv"])
def test_the_case_is_written_without_the_name(desk: Desk, child: str, tmp_path: Path, ending: str) -> None:
    desk.note_contact(child, who="child", how="visit", note="Wants a bicycle")
    path = tmp_path / f"case{ending}"
    count = desk.see(export_case, child, path)
    written = path.read_text(encoding="utf-8-sig")
    assert count == len(desk.child_case(child))
    assert "Wants a bicycle" in written
    assert "What comes next" in written
    assert NAME not in written
