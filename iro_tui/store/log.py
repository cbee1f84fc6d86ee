"""The journal as an officer reads it: what was done and when, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from iro_tui.store.connection import Connection
from iro_tui.store.mirrored import HOLDER
from iro_tui.store.shape import among, keys, stored
from iro_tui.store.shapes import OperationRow

REMOVED = "About a case that is not here any more."
"""What an entry says of which a purge took the words."""


@dataclass(frozen=True, slots=True)
class LogRecord:
    """An entry of the journal, without the values."""

    seq: int
    operation_id: str
    at: datetime
    kind: str
    name: str
    sentence: str
    state: str
    changes: int


def read_log(connection: Connection, limit: int | None = None, until: date | None = None) -> list[LogRecord]:
    """The journal, the latest entry first. With `until` only what was done by the end of that day, here."""
    count = f"(SELECT count(*) FROM change WHERE change.operation_seq = {HOLDER})"
    columns = OperationRow.picked("seq", "id", "at", "kind", "name", "sentence", "state")
    by_then, parameters = "", []
    if until:
        midnight = datetime.combine(until + timedelta(days=1), time.min).astimezone()
        by_then = "WHERE operation.at < ?"
        parameters.append(stored(midnight))
    statement = f"SELECT {columns}, {count} FROM operation {by_then} ORDER BY operation.seq DESC LIMIT ?"
    return [
        LogRecord(seq, key, at, kind, name, sentence or REMOVED, state, changes)
        for seq, key, at, kind, name, sentence, state, changes in connection.rows(
            statement, [*parameters, -1 if limit is None else limit]
        )
    ]


class TouchedRow(NamedTuple):
    """A row about a child that an action touched."""

    child_id: str
    table: str
    name: str
    """The action's own name."""
    added: bool


def touched_by(connection: Connection, seq: int) -> list[TouchedRow]:
    """What the actions after a number that stand touched of children, the earliest first."""
    statement = (
        "SELECT DISTINCT change.child_id, change.table_name, operation.name, change.before IS NULL "
        "FROM change JOIN operation ON change.operation_seq = operation.seq WHERE operation.seq > ? "
        "AND operation.kind = 'do' AND operation.state IN ('done', 'arrived') AND change.child_id IS NOT NULL "
        "ORDER BY operation.seq"
    )
    rows = connection.rows(statement, (seq,))
    return [TouchedRow(child_id, table, name, bool(added)) for child_id, table, name, added in rows]


def last_of_name(connection: Connection, *names: str) -> int:
    """The number of the latest action of one of these names that stands; 0 where there is none."""
    named = f"SELECT max(seq) FROM operation WHERE {among('name')}"
    return int(connection.value(f"{named} AND kind = 'do' AND state IN ('done', 'arrived')", (keys(names),)) or 0)
