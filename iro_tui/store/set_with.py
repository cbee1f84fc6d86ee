"""What was set together with a column of a row, in one action: the ticks that a contact made."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import func, select

from iro_tui.store.connection import Connection
from iro_tui.store.tables import ChangeRow, table_of

_change = table_of(ChangeRow)


class SetWith(NamedTuple):
    """A row that the same action set: its table and key, and the columns as the journal has them."""

    table: str
    row_id: str
    columns: dict[str, Any]


def set_with(connection: Connection, table: str, row_id: str, column: str) -> list[SetWith]:
    """The other rows that were set by the actions that set a column of a row, in their order."""
    here = select(_change.c.operation_seq).where(
        _change.c.table_name == table,
        _change.c.row_id == row_id,
        func.json_extract(_change.c.after, f"$.{column}").is_not(None),
    )
    statement = (
        select(_change.c.table_name, _change.c.row_id, _change.c.after)
        .where(_change.c.operation_seq.in_(here), _change.c.row_id != row_id, _change.c.after.is_not(None))
        .order_by(_change.c.id)
    )
    return [SetWith(name, key, json.loads(after)) for name, key, after in connection.execute(statement)]
