"""The journal: what every operation did to every row, the hash chain over it, and undo and redo from it.

`work.action` is the way to write; this module records what it did. Two tables: `Operation` and `Change`. The version
of a row is not journalled: it only ever rises, so that whoever read the row before an undo notices too.
"""

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, bindparam, func, insert, select, text, update
from sqlmodel import SQLModel

from iro_tui.clock import now
from iro_tui.store.engine import writing
from iro_tui.store.place import MovedOn
from iro_tui.store.tables import ChangeRow, OperationRow, new_id, table_of

Values = dict[str, Any]

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)
_IS_PURGE = text("kind = 'purge'")  # as the index has it: SQLite does not look into a parameter


Stale = MovedOn


@dataclass(slots=True)
class Entry:
    """What happened to one row: the columns touched, before (None: the row is new) and after."""

    table: str
    row_id: str
    child_id: str | None
    before: Values | None
    after: Values


@dataclass(frozen=True, slots=True)
class Outcome:
    """A recorded operation, and what it touched."""

    seq: int
    operation_id: str
    kind: str
    name: str
    sentence: str
    changes: int
    tables: frozenset[str]
    child_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Touched:
    """What the operations after a number touched; `last` is the number of the last one."""

    last: int
    tables: frozenset[str]
    child_ids: frozenset[str]
    childless: bool
    """Whether a row that concerns no child was among it: a setting, or a task of the officer's own."""


# What came since


def last_operation(connection: Connection) -> int:
    """The number of the last operation; 0 when there is none."""
    return int(connection.execute(select(func.max(_operation.c.seq))).scalar() or 0)


def touched_since(connection: Connection, seq: int) -> Touched:
    """What the operations after this number touched."""
    last = last_operation(connection)
    statement = select(_change.c.table_name, _change.c.child_id).where(_change.c.operation_seq > seq).distinct()
    rows = connection.execute(statement).all() if last > seq else ()
    children = frozenset(child_id for _, child_id in rows)
    return Touched(last, frozenset(table for table, _ in rows), children - {None}, None in children)


def rows_touched(connection: Connection, seq: int, table: Table, row_ids: Collection[str]) -> frozenset[str]:
    """Those of the rows of a table that an operation after this number touched."""
    statement = select(_change.c.row_id).where(_change.c.operation_seq > seq, _change.c.table_name == table.name)
    return frozenset(connection.execute(statement.where(among(_change.c.row_id, row_ids))).scalars())


def among(column: ColumnElement[Any], keys: Collection[str]) -> ColumnElement[bool]:
    """Whether a column is one of `keys`: any number of them, in one statement."""
    return column.in_(select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value))


# Recording


def record(
    connection: Connection,
    entries: Sequence[Entry],
    *,
    kind: str,
    name: str,
    sentence: str,
    at: datetime,
    operation_id: str | None = None,
    target_seq: int | None = None,
) -> Outcome:
    """Write one operation with its changes and chain it to the one before."""
    rows: list[Values] = []
    digests: list[str] = []
    for entry, salt in zip(entries, _salts(len(entries)), strict=True):
        before, after = entry.before if entry.before is None else _json(entry.before), _json(entry.after)
        digests.append(_change_digest(entry.table, entry.row_id, before, after, salt))
        rows.append(
            {
                "table_name": entry.table, "row_id": entry.row_id, "child_id": entry.child_id,
                "before": before, "after": after, "salt": salt, "digest": digests[-1],
            }
        )  # fmt: skip
    previous = connection.execute(select(_operation.c.digest).order_by(_operation.c.seq.desc()).limit(1)).scalar() or ""
    operation_id = operation_id or new_id()
    head: Values = {"id": operation_id, "kind": kind, "target_seq": target_seq, "name": name, "at": at}
    chained = {"digest": _operation_digest(previous, head, digests), "previous_digest": previous}
    statement = insert(_operation).values(head | chained | {"sentence": sentence, "state": "done"})
    seq: int = connection.execute(statement.returning(_operation.c.seq)).scalar_one()
    if rows:
        for row in rows:
            row["operation_seq"] = seq
        connection.execute(insert(_change), rows)
    return _outcome(seq, operation_id, kind, name, sentence, entries)


def supersede(connection: Connection) -> None:
    """What was undone can no longer be redone: something new was done on top of it."""
    connection.execute(update(_operation).where(_operation.c.state == "undone").values(state="superseded"))


def recorded(connection: Connection, operation_id: str) -> Outcome | None:
    """The operation recorded under this key, if there is one. For what other laptops send."""
    entry = connection.execute(select(_operation).where(_operation.c.id == operation_id)).first()
    if entry is None:
        return None
    entries = [Entry(row.table_name, row.row_id, row.child_id, None, {}) for row in _changes(connection, entry.seq)]
    return _outcome(entry.seq, entry.id, entry.kind, entry.name, entry.sentence, entries)


def apply(connection: Connection, table: Table, changes: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Set columns of rows, in bulk where the rows share their columns; every row's version rises.

    Raises `Stale` when a row is not there.
    """
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row_id, values in changes:
        parameters = {f"new_{name}": value for name, value in values.items()} | {"row": row_id}
        groups.setdefault(tuple(values), []).append(parameters)
    for names, rows in groups.items():
        new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        statement = update(table).where(table.c.id == bindparam("row")).values(**new, version=table.c.version + 1)
        if connection.execute(statement, rows).rowcount != len(rows):
            raise Stale("What was to be changed is not there any more. Nothing was changed.")


# Undo and redo


def undoable(connection: Connection) -> Row[Any] | None:
    """The operation that `undo` would undo (columns of `Operation`): the last one done since the last purge."""
    since = select(func.coalesce(func.max(_operation.c.seq), 0)).where(_IS_PURGE).scalar_subquery()
    statement = select(_operation).where(_operation.c.kind == "do", _operation.c.state == "done")
    return connection.execute(
        statement.where(_operation.c.seq > since).order_by(_operation.c.seq.desc()).limit(1)
    ).first()


def redoable(connection: Connection) -> Row[Any] | None:
    """The operation that `redo` would do again: the one undone last, until something new is done."""
    statement = select(_operation).where(_operation.c.kind == "do", _operation.c.state == "undone")
    return connection.execute(statement.order_by(_operation.c.seq).limit(1)).first()


def undo(engine: Engine, *, expect: str | None = None) -> Outcome | None:
    """Undo the last operation; None when there is none to undo.

    `expect` is the key of the operation the person means, "" for none; `Stale` if another one has come since.
    """
    with writing(engine) as connection:
        target = _expected(undoable(connection), expect)
        if target is None:
            return None
        return _turn_back(connection, target, target.seq, "undo", "undone", _turned("Undid", target))


def redo(engine: Engine, *, expect: str | None = None) -> Outcome | None:
    """Do again what was undone last; None when there is nothing to redo. `expect` as for `undo`."""
    with writing(engine) as connection:
        target = _expected(redoable(connection), expect)
        if target is None:
            return None
        undone = select(func.max(_operation.c.seq)).where(_operation.c.target_seq == target.seq)
        source = connection.execute(undone.where(_operation.c.kind == "undo")).scalar_one()
        return _turn_back(connection, target, source, "redo", "done", _turned("Redid", target))


def _turned(verb: str, target: Row[Any]) -> str:
    """`Undid Set RAG: AB 1042: red.`, so that undoing one time too many is noticed."""
    return f"{verb} {target.name}" if target.sentence == target.name else f"{verb} {target.name}: {target.sentence}"


def _expected(target: Row[Any] | None, expect: str | None) -> Row[Any] | None:
    if expect is not None and expect != (target.id if target else ""):
        raise Stale("Something else was done since, perhaps in another window. Nothing was changed; look again.")
    return target


def _turn_back(connection: Connection, target: Row[Any], source: int, kind: str, state: str, sentence: str) -> Outcome:
    """Take back what the operation `source` did, as an operation of its own upon `target`."""
    at = now()
    entries = _reversed(connection, source, at)
    # What goes makes room for what comes back: a reference is unique among the rows that are there.
    for going in (True, False):
        groups: dict[str, list[tuple[str, Values]]] = {}
        for entry in entries:
            if (entry.after.get("deleted_at") is not None) is going:
                groups.setdefault(entry.table, []).append((entry.row_id, entry.after))
        for name, changes in groups.items():
            table = SQLModel.metadata.tables[name]
            apply(connection, table, _typed(table, changes))
    connection.execute(update(_operation).where(_operation.c.seq == target.seq).values(state=state))
    return record(connection, entries, kind=kind, name=target.name, sentence=sentence, at=at, target_seq=target.seq)


def _reversed(connection: Connection, seq: int, at: datetime) -> list[Entry]:
    """The entries that take an operation back, last change first; a row that was new is softly deleted."""
    entries = []
    for row in reversed(_changes(connection, seq)):
        now_there: Values = json.loads(row.after)
        if row.before is not None:
            back = json.loads(row.before)
        else:
            now_there, back = {"deleted_at": now_there.get("deleted_at")}, {"deleted_at": at.isoformat()}
        entries.append(Entry(row.table_name, row.row_id, row.child_id, before=now_there, after=back))
    return entries


def _typed(table: Table, changes: Iterable[tuple[str, Values]]) -> Iterable[tuple[str, Values]]:
    """Values out of the journal's JSON, as the columns take them."""
    readers = {
        column.name: column.type.python_type.fromisoformat
        for column in table.c
        if column.type.python_type in (date, datetime)
    }
    for row_id, values in changes:
        yield (
            row_id,
            {
                name: readers[name](value) if value is not None and name in readers else value
                for name, value in values.items()
            },
        )


# The chain


def verify_chain(connection: Connection) -> list[str]:
    """Every fault of the journal's hash chain, a sentence each; empty when it is whole. For `iro check`.

    Values that a purge emptied are not missed, if a purge is on record.
    """
    faults: list[str] = []
    previous, last = "", 0
    purge = connection.execute(select(func.max(_operation.c.seq)).where(_IS_PURGE)).scalar() or 0
    digests: dict[int, list[str]] = {}
    statement = select(_change).order_by(_change.c.operation_seq, _change.c.id).execution_options(yield_per=2000)
    for row in connection.execute(statement):
        digests.setdefault(row.operation_seq, []).append(row.digest)
        if fault := _fault(row, purge):
            faults.append(f"Entry {row.operation_seq}: {fault}.")
    for row in connection.execute(select(_operation).order_by(_operation.c.seq)):
        if row.seq != last + 1:
            faults.append(f"Entry {row.seq}: entries before it are missing.")
        if row.previous_digest != previous:
            faults.append(f"Entry {row.seq}: it does not follow on from the entry before it.")
        if row.digest != _operation_digest(row.previous_digest, row._asdict(), digests.pop(row.seq, [])):
            faults.append(f"Entry {row.seq}: it was altered, or changes of it are missing.")
        previous, last = row.digest, row.seq
    faults += [f"Entry {seq}: it is missing, but its changes are there." for seq in digests]
    counted = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'operation'")).scalar() or 0
    if counted > last:
        faults.append(f"Entry {counted}: the last entries are missing.")
    return faults


def _fault(row: Row[Any], purge: int) -> str | None:
    if row.salt is None and row.before is None and row.after is None:
        return None if row.operation_seq <= purge else "values are missing though nothing was purged since"
    if row.digest != _change_digest(row.table_name, row.row_id, row.before, row.after, row.salt or ""):
        return "a change of it was altered"
    return None


def _operation_digest(previous: str, head: Mapping[str, Any], digests: Iterable[str]) -> str:
    own = [previous, head["id"], head["kind"], head["target_seq"], head["name"], head["at"]]
    return sha256(_json([*own, *digests]).encode()).hexdigest()


def _change_digest(table: str, row_id: str, before: str | None, after: str | None, salt: str) -> str:
    """The hash of a canonical JSON list; `before` and `after` are canonical JSON already."""
    names = f'"{salt}","{table}",{_json(row_id)}'
    return sha256(f"[{names},{before or 'null'},{after or 'null'}]".encode()).hexdigest()


def _salts(count: int) -> Iterable[str]:
    drawn = os.urandom(16 * count).hex()
    return (drawn[start : start + 32] for start in range(0, len(drawn), 32))


def _iso(value: date) -> str:
    return value.isoformat()


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso).encode


def _changes(connection: Connection, seq: int) -> Sequence[Row[Any]]:
    return connection.execute(select(_change).where(_change.c.operation_seq == seq).order_by(_change.c.id)).all()


def _outcome(seq: int, operation_id: str, kind: str, name: str, sentence: str, entries: Sequence[Entry]) -> Outcome:
    tables = frozenset(entry.table for entry in entries)
    children = frozenset(entry.child_id for entry in entries if entry.child_id is not None)
    return Outcome(seq, operation_id, kind, name, sentence, len(entries), tables, children)
