"""Operations that have no changes of their own: an undo takes back, a redo does again, all that another operation did.

What a row held and was given is stored once, with the operation that did it first. A row that an operation brought in
goes by its undo and is there again by its redo; every other row has what it had before, or what it was given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select

from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.tables import ChangeRow, OperationRow, table_of

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)

HOLDER = func.coalesce(_operation.c.mirrors, _operation.c.seq)
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


def holders_since(seq: int) -> Select[Any]:
    """The operations that have the changes of all those after a number, as part of a statement."""
    return select(HOLDER).where(_operation.c.seq > seq)


def changes_of(connection: Connection, seq: int) -> Sequence[ToldChange]:
    """What an operation did, change by change, in order; nothing where there is none of that number."""
    operation = connection.execute(select(_operation).where(_operation.c.seq == seq)).one_or_none()
    if operation is None:
        return []
    own = _own_changes(connection, operation.mirrors or seq)
    if operation.mirrors is None:
        return own
    if operation.kind == "undo":
        return [taken_back(change, operation.at) for change in reversed(own)]
    undone = select(func.max(_operation.c.seq)).where(
        _operation.c.target_seq == operation.mirrors, _operation.c.kind == "undo", _operation.c.seq < seq
    )
    at = connection.execute(select(_operation.c.at).where(_operation.c.seq == undone.scalar_subquery())).scalar()
    return [_done_again(change, at) for change in own]


def _own_changes(connection: Connection, seq: int) -> list[ToldChange]:
    columns = (_change.c[name] for name in ToldChange._fields)
    statement = select(*columns).where(_change.c.operation_seq == seq).order_by(_change.c.id)
    return [ToldChange(*row) for row in connection.execute(statement)]


def taken_back(change: ToldChange | Row[Any], at: datetime) -> ToldChange:
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
