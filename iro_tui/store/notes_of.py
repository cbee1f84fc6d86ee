"""The case notes that told of a row: those left by the actions that set it, or corrected it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from iro_tui.store.connection import Connection
from iro_tui.store.shapes import CaseNoteRow


class NoteOf(NamedTuple):
    """A note: `filed_at` None while it waits in the outbox."""

    id: str
    body: str
    filed_at: datetime | None


def notes_of(connection: Connection, table: str, row_id: str, column: str, child_id: str) -> list[NoteOf]:
    """The notes about a child of the actions that set a column of a row, in the order in which they were left."""
    statement = (
        f"SELECT {CaseNoteRow.picked(*NoteOf._fields, of='case_note')} FROM case_note "
        "JOIN operation ON operation.id = case_note.operation_id "
        "WHERE case_note.child_id = ? AND case_note.deleted_at IS NULL AND operation.seq IN "
        "(SELECT operation_seq FROM change WHERE table_name = ? AND row_id = ? AND json_extract(after, ?) IS NOT NULL) "
        "ORDER BY operation.seq, case_note.id"
    )
    return [NoteOf(*row) for row in connection.rows(statement, (child_id, table, row_id, f"$.{column}"))]
