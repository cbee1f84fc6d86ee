"""The journal as an officer reads it: what was done and when, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from iro_tui.store import tables
from iro_tui.store.connection import Connection
from iro_tui.store.mirrored import HOLDER
from iro_tui.store.tables import table_of

_operation = table_of(tables.OperationRow)
_change = table_of(tables.ChangeRow)


REMOVED = "About a case that was removed for good since."
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
    count = select(func.count()).where(_change.c.operation_seq == HOLDER).scalar_subquery()
    names = ("seq", "id", "at", "kind", "name", "sentence", "state")
    entries: Select[Any] = select(*(_operation.c[name] for name in names), count)
    if until:
        midnight = datetime.combine(until + timedelta(days=1), time.min).astimezone()
        entries = entries.where(_operation.c.at < midnight)
    statement = entries.order_by(_operation.c.seq.desc()).limit(limit)
    return [
        LogRecord(seq, key, at, kind, name, sentence or REMOVED, state, changes)
        for seq, key, at, kind, name, sentence, state, changes in connection.execute(statement)
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
    columns = (_change.c.child_id, _change.c.table_name, _operation.c.name, _change.c.before.is_(None))
    statement = (
        select(*columns)
        .join(_operation, _change.c.operation_seq == _operation.c.seq)
        .where(_operation.c.seq > seq, _operation.c.kind == "do", _operation.c.state.in_(("done", "arrived")))
        .where(_change.c.child_id.is_not(None))
        .order_by(_operation.c.seq)
        .distinct()
    )
    return [TouchedRow(*row) for row in connection.execute(statement)]


def last_of_name(connection: Connection, name: str) -> int:
    """The number of the latest action of this name that stands; 0 where there is none."""
    latest = select(func.max(_operation.c.seq)).where(
        _operation.c.name == name, _operation.c.kind == "do", _operation.c.state.in_(("done", "arrived"))
    )
    return connection.execute(latest).scalar() or 0
