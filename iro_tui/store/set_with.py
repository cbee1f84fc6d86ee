"""What was set together with a column of a row, in one action: the ticks that a contact made."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from iro_tui.store.connection import Connection


class SetWith(NamedTuple):
    """A row that the same action set: its table and key, and the columns as the journal has them."""

    table: str
    row_id: str
    columns: dict[str, Any]
    before: dict[str, Any]
    """The values that they had; empty where the action added the row."""


def set_with(connection: Connection, table: str, row_id: str, column: str) -> list[SetWith]:
    """The other rows that were set by the actions that set a column of a row, in their order."""
    statement = (
        "SELECT table_name, row_id, after, before FROM change WHERE operation_seq IN (SELECT operation_seq FROM change "
        "WHERE table_name = ? AND row_id = ? AND json_extract(after, ?) IS NOT NULL) "
        "AND row_id != ? AND after IS NOT NULL ORDER BY id"
    )
    rows = connection.rows(statement, (table, row_id, f"$.{column}", row_id))
    return [SetWith(name, key, json.loads(after), json.loads(before or "{}")) for name, key, after, before in rows]
