"""What a colleague's file may touch: rows of the child it is about, with values that their columns can hold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from iro_tui.domain.fact import Kind
from iro_tui.sharing.entry import RowPart
from iro_tui.sharing.seal import ChildNotTaken, NotTaken
from iro_tui.store.connection import Connection
from iro_tui.store.passing_on import passed_on, there_already
from iro_tui.store.shape import DAY, MOMENT, YES_NO, ColumnShape
from iro_tui.store.shapes import SHAPES

_NUMBERS = 10**9
"""No number on record comes near it; no number at all is not below it either."""
NOT_ITS_OWN = "This file holds what does not belong to the children it names. Nothing was changed."
NOT_HERE = (
    "This file changes something that is not here: ask for another file, in which all there is of these children "
    "stands. Nothing was changed."
)


def require_of_child(
    connection: Connection, rows: Iterable[RowPart], child_id: str, here: Collection[tuple[str, str]]
) -> None:
    """Raises `NotTaken` unless these are rows of the child: among those that are `here`, or new ones.

    A table or column that is not known at all is left to whoever takes it: it may be a newer program's.
    """
    tables = {shape.name for shape in passed_on()}
    new: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.table in SHAPES and row.table not in tables:
            raise NotTaken(NOT_ITS_OWN)
        if row.after.get("child_id", child_id) != child_id or (row.table == "child" and row.row_id != child_id):
            raise NotTaken(NOT_ITS_OWN)
        if row.table in tables:
            require_values(row)
            if (row.table, row.row_id) not in here:
                if not row.new:
                    raise ChildNotTaken(NOT_HERE)
                new[row.table].append(row.row_id)
    for table, keys in new.items():
        if there_already(connection, table, keys):
            raise NotTaken(NOT_ITS_OWN)


def require_values(row: RowPart) -> None:
    """Raises `NotTaken` where a column of a row cannot hold what it is to hold."""
    columns = SHAPES[row.table].by_name
    for name, value in row.after.items():
        if value is not None and name in columns and not _holds(columns[name], value):
            raise NotTaken(NOT_ITS_OWN)
    if row.table == "difference" and not _both_hold(row.after):
        raise NotTaken(NOT_ITS_OWN)


def _both_hold(values: Mapping[str, Any]) -> bool:
    """Whether the two values of a difference are such as its column, or those that go together, can hold.

    Of what only changes of one it is not said here of which column it is: then whether they can be read at all.
    """
    table, column = values.get("of_table"), values.get("of_column")
    try:
        both = [json.loads(values[name]) for name in ("kept", "late") if name in values]
        cells = [each if isinstance(each, dict) else {column: each} for each in both]
        if table is None and column is None:
            return not any(isinstance(value, dict | list) for each in cells for value in each.values())
        columns: Mapping[Any, ColumnShape] = SHAPES[str(table)].by_name
        return all(_can_be_read(columns[name], value) for each in cells for name, value in each.items())
    except (TypeError, ValueError, KeyError, RecursionError):
        return False


def _can_be_read(column: ColumnShape, value: Any) -> bool:
    """Raises ValueError where it is no day or moment that it is to be."""
    if value is not None and column.held in (DAY, MOMENT):
        datetime.fromisoformat(value)
    return value is None or _holds(column, value)


def _holds(column: ColumnShape, value: Any) -> bool:
    if column.held == YES_NO:
        return isinstance(value, bool)
    if column.held not in (DAY, MOMENT) and column.kind is Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _NUMBERS
    return isinstance(value, str)
