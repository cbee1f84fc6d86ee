"""What was recorded by mistake is deleted with what hangs on it, and comes back with undo; files of the case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.base import look_at
from iro_tui.actions.delete import ACTION, REMOVABLE
from iro_tui.actions.marks import Mark
from iro_tui.actions.notes import TOLD_BY
from iro_tui.caseload.case_file import case_out
from iro_tui.caseload.page import CASE
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import model_of
from tests.support import TODAY
from tests.support.acting import NAME, act, acts, refuses, rows, sent


def test_a_review_goes_with_all_that_came_of_it(session: Session, child: str) -> None:
    act(
        session,
        "hold",
        child,
        on=TODAY,
        rag="green",
        participation="PN1",
        checklist={"pep": Mark("y")},
        decision1="Dental check",
    )
    [review] = rows(session, tables.ReviewRow, held=TODAY)
    before = session.caseload().duties[child]
    changes = acts(session, lambda: act(session, "delete", (), review["id"], kind="review"))
    assert changes.sentence == "KB 1: review deleted. Its note that waits in the outbox goes too."
    assert (
        not rows(session, tables.RatingRow)
        + rows(session, tables.ChecklistAnswerRow)
        + rows(session, tables.DecisionRow)
    )
    assert "decisions" not in {duty.kind for duty in session.caseload().duties[child]}
    session.undo()
    assert session.caseload().duties[child] == before


def test_an_escalation_goes_with_its_steps(session: Session, child: str) -> None:
    act(session, "escalate", child, issue="drift", stage="1")
    [key] = [row["id"] for row in rows(session, tables.EscalationRow)]
    acts(session, lambda: act(session, "delete", (), key, kind="escalation"))
    assert not rows(session, tables.EscalationStepRow)
    refuses(session, lambda: act(session, "delete", (), key, kind="escalation"), "not on record any more")


@pytest.mark.parametrize("kind", ["task", "contact", "rating", "decision"])
def test_one_row_goes_alone(session: Session, child: str, kind: str) -> None:
    act(session, "task", child, what="Ring the school", due=TODAY)
    act(session, "contact", child, who="child", how="visit")
    act(session, "rag", child, value="amber", theme="drift")

    act(session, "decide", child, text="Dental check", owner="", due=None)
    [row] = rows(session, model_of(kind))
    acts(session, lambda: act(session, "delete", (), row["id"], kind=kind))
    assert not rows(session, model_of(kind))


def test_an_own_task_is_nobodys(session: Session) -> None:
    act(session, "task", what="Audit", due=TODAY)
    [row] = rows(session, tables.TaskRow)
    assert (
        acts(session, lambda: act(session, "delete", (), row["id"], kind="task")).sentence == "Your own: task deleted."
    )
    act(session, "task", what="With the manager", due=TODAY, type="supervision")
    [row] = rows(session, tables.TaskRow)
    deleted = acts(session, lambda: act(session, "delete", (), row["id"], kind="task"))
    assert (deleted.sentence, deleted.name) == ("Your own: supervision deleted.", "Delete task")


def test_a_note_that_is_filed_stays(session: Session, child: str) -> None:
    act(session, "rag", child, value="green")
    [note] = rows(session, tables.CaseNoteRow)
    act(session, "file", (), note["id"])
    refuses(session, lambda: act(session, "delete", (), note["id"], kind="case_note"), "correct it there")


@pytest.mark.parametrize("ending", [".txt", ".csv"])
def test_the_case_is_written_without_the_name(session: Session, child: str, tmp_path: Path, ending: str) -> None:
    act(session, "contact", child, who="child", how="visit", note="Wants a bicycle")
    path = tmp_path / f"case{ending}"
    count = sent(session, case_out, path, child_id=child)
    written = path.read_text(encoding="utf-8-sig")
    assert count == len(session.lines(CASE, child))
    assert "Wants a bicycle" in written
    assert "comes next" in written.casefold()
    assert NAME not in written


RECORDED: dict[str, tuple[str, dict[str, Any]]] = {
    "review": ("hold", {"on": TODAY, "rag": "green", "participation": "PN1"}),
    "escalation": ("escalate", {"issue": "drift", "stage": "1"}),
    "contact": ("contact", {"who": "child", "how": "visit"}),
    "event": ("event", {"kind": "exclusion", "happened": TODAY, "iro_told": True}),
    "rating": ("rag", {"value": "amber", "theme": "drift"}),
    "decision": ("decide", {"text": "Dental check", "owner": "", "due": None}),
}
"""What is told in a note when it is recorded, and how that is done."""


@pytest.mark.parametrize("kind", RECORDED)
@pytest.mark.parametrize("filed", [False, True])
def test_what_becomes_of_the_note_is_said_before_and_after(
    session: Session, child: str, kind: str, filed: bool
) -> None:
    verb, answers = RECORDED[kind]
    act(session, verb, child, **answers)
    notes = rows(session, tables.CaseNoteRow)
    if filed:
        act(session, "file", (), *(note["id"] for note in notes))
    row = rows(session, model_of(kind))[-1]
    question = ACTION.question(look_at(session, ACTION, keys=[row["id"]]), kind)
    told = act(session, "delete", (), row["id"], kind=kind).sentence
    left = rows(session, tables.CaseNoteRow)
    if not notes:  # a decision of its own leaves none
        assert not REMOVABLE[kind].own_note
    elif filed:
        assert "It is filed on the council's system since " in question
        assert told.endswith("; that stays.")
        assert len(left) == len(notes)
    else:
        words = "goes too" if REMOVABLE[kind].own_note else "tells of it still"
        assert words in question
        assert words in told
        assert len(left) == (0 if REMOVABLE[kind].own_note else len(notes))
    session.undo()
    assert len(rows(session, tables.CaseNoteRow)) == len(notes)


def test_every_kind_that_has_a_note_names_a_column_of_its_table() -> None:
    for kind, removable in REMOVABLE.items():
        told_by = TOLD_BY.get(kind, "")
        assert not told_by or told_by in model_of(kind).model_fields
        assert told_by or not removable.own_note
