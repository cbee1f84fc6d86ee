"""Taking away what was recorded by mistake, with what hangs on it. It stays in the journal, and undo brings it back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.store import tables
from iro_tui.store.reads import read_row, read_rows
from iro_tui.store.tables import Kept
from iro_tui.store.work import action


@dataclass(frozen=True, slots=True)
class Removable:
    """One kind of row: how it is called, its table, and the tables whose rows go with it, by their column."""

    words: str
    model: type[Kept]
    parts: tuple[tuple[type[Kept], str], ...] = ()


REMOVABLE = {
    "review": Removable(
        "review",
        tables.ReviewRow,
        tuple(
            (model, "review_id")
            for model in (
                tables.RatingRow,
                tables.ChecklistAnswerRow,
                tables.DecisionRow,
                tables.DateChangeRow,
                tables.ConsultationRow,
            )
        ),
    ),
    "escalation": Removable("escalation", tables.EscalationRow, ((tables.EscalationStepRow, "escalation_id"),)),
    "decision": Removable("decision", tables.DecisionRow),
    "task": Removable("task", tables.TaskRow),
    "contact": Removable("footprint note", tables.ContactRow),
    "court": Removable("court date", tables.CourtDateRow),
    "rating": Removable("RAG", tables.RatingRow),
    "note": Removable("case note", tables.CaseNoteRow),
}
"""What can be taken away, by kind."""


def remove(engine: Engine, caseload: Caseload, kind: str, row_id: str) -> Changes:
    """Take one row away, and what hangs on it, as one action. Raises Refused: it is not there any more, or filed."""
    removable = REMOVABLE[kind]
    with action(engine, f"Delete {removable.words}") as work:
        row = read_row(work.connection, removable.model, row_id)
        if row is None:
            raise Refused(f"This {removable.words} is not on record any more: look at the list again.")
        if getattr(row, "filed_at", None) is not None:
            raise Refused("This note stands on the council's system already: correct it there.")
        for model, column in removable.parts:
            work.remove_many(model, [part.id for part in read_rows(work.connection, model, **{column: row_id})])
        work.remove(removable.model, row_id)
        whose = called(caseload, [row.child_id]) if row.child_id in caseload.children else "Your own"
        work.sentence = f"{whose}: {removable.words} deleted."
    return Changes.of(work.result)
