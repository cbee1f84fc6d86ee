"""How much an operation of the journal wrote: what is said before it is taken back."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from iro_tui.store.connection import Connection
from iro_tui.store.tables import ChangeRow, table_of

_change = table_of(ChangeRow)


class OperationSize(NamedTuple):
    """How much an operation wrote: rows, the children they are about, and how many of those it brought in."""

    rows: int
    children: int
    brought: int


def size_of(connection: Connection, operation_seq: int) -> OperationSize:
    """How much an operation wrote."""
    new_child = (_change.c.table_name == "child") & _change.c.before.is_(None)
    counted = select(func.count(), func.count(_change.c.child_id.distinct()), func.count().filter(new_child))
    return OperationSize(*connection.execute(counted.where(_change.c.operation_seq == operation_seq)).one())
