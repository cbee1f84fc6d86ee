"""Taking back or doing again all of an operation: rows that came by it in one statement, others by their values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, select, update
from sqlalchemy.exc import IntegrityError

from iro_tui.store import journal
from iro_tui.store.connection import Connection
from iro_tui.store.entries import Values, typed
from iro_tui.store.journal import Stale, among
from iro_tui.store.tables import ChangeRow, OperationRow, table_of
from iro_tui.store.work import model_of

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)
MANY = 2000
"""Rows from which the database is given room to work in: else each of its pages is read many times."""
_ROOM_KIB = 65_536
_Changes = dict[str, list[tuple[str, Values]]]


class _Held(NamedTuple):
    """A change of an operation; of a row that it brought in no values are read."""

    table: str
    row_id: str
    child_id: str | None
    brought: bool
    emptied: bool
    before: str | None
    after: str | None


def changes_to_turn(connection: Connection, target: Any) -> Sequence[_Held]:
    """The changes of an operation, where all that it did still holds, or is undone whole; none else.

    On one device what was done after it is undone before it is; so that is where nothing came from elsewhere since.
    """
    since = _operation.c.seq > target.seq
    elsewhere = since & ((_operation.c.state == "arrived") | (_operation.c.kind == "purge"))
    in_part = since & (_operation.c.target_seq == target.seq) & _operation.c.mirrors.is_(None)
    if connection.execute(select(_operation.c.seq).where(elsewhere | in_part).limit(1)).first():
        return ()
    brought = _change.c.before.is_(None) & func.json_extract(_change.c.after, "$.deleted_at").is_(None)
    emptied = _change.c.after.is_(None)
    after = case((brought, None), else_=_change.c.after)
    columns = _change.c.table_name, _change.c.row_id, _change.c.child_id, brought, emptied, _change.c.before, after
    rows = connection.execute(select(*columns).where(_change.c.operation_seq == target.seq).order_by(_change.c.id))
    held = [_Held(*row) for row in rows]
    return () if any(change.emptied for change in held) else held


def turn_whole(connection: Connection, held: Sequence[_Held], kind: str, at: datetime) -> None:
    """Undo or redo these changes, whose rows are as they, or their undo, left them. Raises `Stale`: one is away."""
    undo = kind == "undo"
    brought: dict[str, list[str]] = {}
    going: _Changes = {}
    coming: _Changes = {}
    for change in reversed(held) if undo else held:
        if change.brought or (undo and change.before is None):
            brought.setdefault(change.table, []).append(change.row_id)
            continue
        values = json.loads((change.before if undo else change.after) or "{}")
        if change.before is None:  # it was brought in and taken off at once
            values = {"deleted_at": values["deleted_at"]}
        group = going if values.get("deleted_at") is not None else coming
        group.setdefault(change.table, []).append((change.row_id, typed(change.table, values)))
    # What goes makes room for what comes back: a reference is unique among the rows that are there.
    steps = [going, coming]
    try:
        with _room(connection, len(held)):
            if undo:
                _set_brought(connection, brought, at)
            for changes in steps:
                for name, rows in changes.items():
                    journal.apply(connection, table_of(model_of(name)), rows)
            if not undo:
                _set_brought(connection, brought, None)
    except IntegrityError:
        raise Stale("What was before cannot be put back: something else is in its place. Look again.") from None


def _set_brought(connection: Connection, brought: dict[str, list[str]], deleted_at: datetime | None) -> None:
    for name, keys in brought.items():
        table = table_of(model_of(name))
        there = update(table).where(among(table.c.id, keys)).values(deleted_at=deleted_at, version=table.c.version + 1)
        if connection.execute(there).rowcount != len(keys):
            raise Stale("What was to be changed is not there any more. Nothing was changed.")


@contextmanager
def _room(connection: Connection, rows: int) -> Iterator[None]:
    """Let the database keep its pages in memory while much of it is changed."""
    raw = connection.raw
    before = raw.execute("PRAGMA cache_size").fetchone()[0]
    if rows >= MANY:
        raw.execute(f"PRAGMA cache_size=-{_ROOM_KIB}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_size={before}")
