"""Operations that have no changes of their own: an undo takes back, a redo does again, all that another operation did.

What a row held and was given is stored once, with the operation that did it first. A row that an operation brought in
goes by its undo and is there again by its redo; every other row has what it had before, or what it was given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.shapes import OperationRow

HOLDER = "coalesce(operation.mirrors, operation.seq)"
"""In a statement about operations: the one that has the changes."""


class ToldChange(NamedTuple):
    """What an operation did to one row: the columns it touched, before (None: the row is new) and after, as JSON.

    Both are None where a purge emptied them.
    """

    table_name: str
    row_id: str
    child_id: str | None
    before: str | None
    after: str | None


def changes_of(connection: Connection, seq: int) -> Sequence[ToldChange]:
    """What an operation did, change by change, in order; nothing where there is none of that number."""
    operations = connection.rows(
        f"SELECT kind, mirrors, {OperationRow.picked('at')} FROM operation WHERE seq = ?", (seq,)
    )
    if not operations:
        return []
    kind, mirrors, at = operations[0]
    own = _own_changes(connection, mirrors or seq)
    if mirrors is None:
        return own
    if kind == "undo":
        return [taken_back(change, at) for change in reversed(own)]
    undone = (
        f"SELECT {OperationRow.picked('at')} FROM operation WHERE seq = "
        "(SELECT max(seq) FROM operation WHERE target_seq = ? AND kind = 'undo' AND seq < ?)"
    )
    undone_at = connection.value(undone, (mirrors, seq))
    return [_done_again(change, undone_at) for change in own]


def _own_changes(connection: Connection, seq: int) -> list[ToldChange]:
    columns = ", ".join(ToldChange._fields)
    statement = f"SELECT {columns} FROM change WHERE operation_seq = ? ORDER BY id"
    return [ToldChange(*row) for row in connection.rows(statement, (seq,))]


def taken_back(change: ToldChange, at: datetime) -> ToldChange:
    """The change that an undo at a moment makes of a change."""
    of = change.table_name, change.row_id, change.child_id
    if change.after is None:
        return ToldChange(*of, None, None)
    values = json.loads(change.after)
    if change.before is None:
        return ToldChange(*of, canonical({"deleted_at": values.get("deleted_at")}), canonical({"deleted_at": at}))
    had = json.loads(change.before)
    return ToldChange(*of, canonical({name: values[name] for name in had}), change.before)


def _done_again(change: ToldChange, undone_at: datetime | None) -> ToldChange:
    if change.after is None or undone_at is None:
        return change
    back = taken_back(change, undone_at)
    return back._replace(before=back.after, after=back.before)
