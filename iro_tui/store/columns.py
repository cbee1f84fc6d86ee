"""A few columns of every row of a table: for what counts over the whole store and needs no row in full."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from iro_tui.store.connection import Connection
from iro_tui.store.tables import Kept, table_of


def columns_of(connection: Connection, model: type[Kept], *names: str, **equal: Any) -> list[tuple[Any, ...]]:
    """These columns of every row that is there, in one query; with `equal` only rows that have these values."""
    table = table_of(model)
    conditions = [table.c[name] == value for name, value in equal.items()]
    statement = select(*(table.c[name] for name in names)).where(table.c.deleted_at.is_(None), *conditions)
    return [tuple(row) for row in connection.execute(statement)]


def columns_by_child(
    connection: Connection, model: type[Kept], *names: str, **equal: Any
) -> dict[str, list[tuple[Any, ...]]]:
    """The same of rows about children, in lists by the child's key."""
    of_child: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for child_id, *values in columns_of(connection, model, "child_id", *names, **equal):
        of_child[child_id].append(tuple(values))
    return of_child
