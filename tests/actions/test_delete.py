"""What was recorded by mistake is deleted with what hangs on it, and comes back with undo; files of the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.actions.delete import REMOVABLE, remove
from iro_tui.actions.escalations import Raised, raise_it
from iro_tui.actions.file_note import mark_filed
from iro_tui.actions.held import Answer, Held, NewDecision
from iro_tui.actions.holding import hold
from iro_tui.caseload.page import CASE, export_case
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support.acting import NAME, TODAY, acts, refuses, rows


def test_a_review_goes_with_all_that_came_of_it(session: Session, child: str) -> None:
    session.perform(
        hold,
        child,
        Held(TODAY, "green", "PN1", answers=(Answer("pep", "y"),), decisions=(NewDecision("Dental check"),)),
    )
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    before = session.caseload().duties[child]
    changes = acts(session, lambda: session.perform(remove, "review", review["id"]))
    assert changes.sentence == "KB 1: review deleted."
    assert (
        not rows(session, tables.RatingRow)
        + rows(session, tables.ChecklistAnswerRow)
        + rows(session, tables.DecisionRow)
    )
    assert "decisions" not in {duty.kind for duty in session.caseload().duties[child]}
    session.undo()
    assert session.caseload().duties[child] == before


def test_an_escalation_goes_with_its_steps(session: Session, child: str) -> None:
    session.perform(raise_it, child, Raised("drift", stage="1"))
    [key] = [row["id"] for row in rows(session, tables.EscalationRow)]
    acts(session, lambda: session.perform(remove, "escalation", key))
    assert not rows(session, tables.EscalationStepRow)
    refuses(session, lambda: session.perform(remove, "escalation", key), "not on record any more")


@pytest.mark.parametrize("kind", ["task", "contact", "rating", "decision"])
def test_one_row_goes_alone(session: Session, child: str, kind: str) -> None:
    session.add_task("Ring the school", TODAY, child)
    session.note_contact(child, who="child", how="visit")
    session.rate(child, "amber", "drift")
    from iro_tui.actions.decide import decide

    session.perform(decide, child, "Dental check", "", None)
    [row] = rows(session, REMOVABLE[kind].model)
    acts(session, lambda: session.perform(remove, kind, row["id"]))
    assert not rows(session, REMOVABLE[kind].model)


def test_an_own_task_is_nobodys(session: Session) -> None:
    session.add_task("Audit", TODAY)
    [row] = rows(session, tables.TaskRow)
    assert acts(session, lambda: session.perform(remove, "task", row["id"])).sentence == "Your own: task deleted."


def test_a_note_that_is_filed_stays(session: Session, child: str) -> None:
    session.rate(child, "green")
    [note] = rows(session, tables.CaseNoteRow)
    session.perform(mark_filed, [note["id"]])
    refuses(session, lambda: session.perform(remove, "note", note["id"]), "correct it there")


@pytest.mark.parametrize("ending", [".txt", ".csv"])
def test_the_case_is_written_without_the_name(session: Session, child: str, tmp_path: Path, ending: str) -> None:
    session.note_contact(child, who="child", how="visit", note="Wants a bicycle")
    path = tmp_path / f"case{ending}"
    count = session.query(export_case, child, path)
    written = path.read_text(encoding="utf-8-sig")
    assert count == len(session.lines(CASE, child))
    assert "Wants a bicycle" in written
    assert "What comes next" in written
    assert NAME not in written
