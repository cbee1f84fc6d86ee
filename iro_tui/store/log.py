"""The journal as an officer reads it: what was done and when, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from iro_tui.store import tables
from iro_tui.store.tables import table_of

_operation = table_of(tables.OperationRow)
_change = table_of(tables.ChangeRow)


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
    count = select(func.count()).where(_change.c.operation_seq == _operation.c.seq).scalar_subquery()
    names = ("seq", "id", "at", "kind", "name", "sentence", "state")
    entries: Select[Any] = select(*(_operation.c[name] for name in names), count)
    if until:
        midnight = datetime.combine(until + timedelta(days=1), time.min).astimezone()
        entries = entries.where(_operation.c.at < midnight)
    statement = entries.order_by(_operation.c.seq.desc()).limit(limit)
    return [LogRecord(*row) for row in connection.execute(statement)]
