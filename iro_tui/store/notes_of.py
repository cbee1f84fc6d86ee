"""The case notes that told of a row: those left by the actions that set it, or corrected it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from iro_tui.store.connection import Connection
from iro_tui.store.tables import CaseNoteRow, ChangeRow, OperationRow, table_of

_note, _change, _operation = table_of(CaseNoteRow), table_of(ChangeRow), table_of(OperationRow)


class NoteOf(NamedTuple):
    """A note: `filed_at` None while it waits in the outbox."""

    id: str
    body: str
    filed_at: datetime | None


def notes_of(connection: Connection, table: str, row_id: str, column: str, child_id: str) -> list[NoteOf]:
    """The notes about a child of the actions that set a column of a row, in the order in which they were left."""
    set_here = (
        select(_operation.c.id)
        .join(_change, _change.c.operation_seq == _operation.c.seq)
        .where(
            _change.c.table_name == table,
            _change.c.row_id == row_id,
            func.json_extract(_change.c.after, f"$.{column}").is_not(None),
        )
    )
    statement = (
        select(_note.c.id, _note.c.body, _note.c.filed_at)
        .join(_operation, _operation.c.id == _note.c.operation_id)
        .where(_note.c.child_id == child_id, _note.c.deleted_at.is_(None), _note.c.operation_id.in_(set_here))
        .order_by(_operation.c.seq, _note.c.id)
    )
    return [NoteOf(*row) for row in connection.execute(statement)]
