"""A few columns of every row of a table: for what counts over the whole store and needs no row in full."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from iro_tui.store.connection import Connection
from iro_tui.store.reads import shape_of, where
from iro_tui.store.shape import Model


def columns_of(connection: Connection, model: Model, *names: str, **equal: Any) -> list[tuple[Any, ...]]:
    """These columns of every row that is there, in one query; with `equal` only rows that have these values."""
    shape = shape_of(model)
    conditions, parameters = where(shape, equal)
    statement = f"SELECT {shape.picked(*names)} FROM {shape.name} WHERE deleted_at IS NULL{conditions}"
    return connection.rows(statement, parameters)


def columns_by_child(
    connection: Connection, model: Model, *names: str, **equal: Any
) -> dict[str, list[tuple[Any, ...]]]:
    """The same of rows about children, in lists by the child's key."""
    of_child: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for child_id, *values in columns_of(connection, model, "child_id", *names, **equal):
        of_child[child_id].append(tuple(values))
    return of_child
