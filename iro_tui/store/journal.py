"""The journal: what every operation did to every row, and what came since.

`work.action` is the way to write; this module records what it did. Two tables: `Operation` and `Change`. The version
of a row is not journalled: it only ever rises, so that whoever read the row before an undo notices too.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Row, ScalarSelect, Table, bindparam, func, insert, select, update
from sqlmodel import SQLModel

from iro_tui.domain.words import joined
from iro_tui.stopping import heed
from iro_tui.store import chain
from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.hooks import REACHED
from iro_tui.store.mark import Head
from iro_tui.store.mirrored import changes_of, holders_since
from iro_tui.store.place import MovedOn, StoreError
from iro_tui.store.tables import ChangeRow, OperationRow, PersonRow, SettingRow, new_id, table_of

Values = dict[str, Any]

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)
_setting = table_of(SettingRow)
_person = table_of(PersonRow)

DEVICE = "device"
"""The setting that keeps this installation's own key."""
SHARED_TABLES = frozenset({"person", "away"})
"""Beside what is about children, and the service's settings: what others are to have."""

Stale = MovedOn


class HeldBack(StoreError):
    """An operation of another device cannot be taken as it is; nothing of it was, and it may be offered again."""


@dataclass(slots=True)
class Entry:
    """What happened to one row: the columns touched, before (None: the row is new) and after."""

    table: str
    row_id: str
    child_id: str | None
    before: Values | None
    after: Values


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an operation was made that came from elsewhere: the device, the person, its key and its target's there."""

    device: str
    person: str
    operation_id: str
    at: datetime
    kind: str = "do"
    target_id: str | None = None

    def part(self, child_id: str) -> str:
        """The key of its part about one child: an operation over several children arrives child by child."""
        return uuid5(UUID(self.operation_id), child_id).hex


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
    statement = select(_change.c.table_name, _change.c.child_id).where(_change.c.operation_seq.in_(holders_since(seq)))
    rows = connection.execute(statement.distinct()).all() if last > seq else ()
    children = frozenset(child_id for _, child_id in rows)
    return Touched(last, frozenset(table for table, _ in rows), children - {None}, None in children)


def rows_touched(connection: Connection, seq: int, table: Table, row_ids: Collection[str]) -> frozenset[str]:
    """Those of the rows of a table that an operation after this number touched."""
    since = _change.c.operation_seq.in_(holders_since(seq)), _change.c.table_name == table.name
    statement = select(_change.c.row_id).where(*since)
    return frozenset(connection.execute(statement.where(among(_change.c.row_id, row_ids))).scalars())


def among(column: ColumnElement[Any], keys: Collection[str]) -> ColumnElement[bool]:
    """Whether a column is one of `keys`: any number of them, in one statement."""
    return column.in_(select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value))


# Recording


def this_device() -> ScalarSelect[Any]:
    """The random key of this installation, as part of a statement."""
    device = select(_setting.c.value).where(_setting.c.key == DEVICE, _setting.c.deleted_at.is_(None))
    return device.scalar_subquery()


def record(
    connection: Connection,
    entries: Sequence[Entry],
    *,
    kind: str,
    name: str,
    sentence: str,
    at: datetime,
    operation_id: str | None = None,
    target: Row[Any] | None = None,
    mirrors: bool = False,
    origin: Origin | None = None,
) -> Outcome:
    """Write one operation with its changes and chain it to the one before.

    `target` is the operation that it undoes or redoes; with `mirrors` all of it: it has no changes of its own then, and
    `entries` say only which rows. `origin` is where it was made, if it came from elsewhere: such a one is neither to be
    undone here nor to be sent.
    """
    own = () if mirrors else entries
    salt, *salts = chain.salts(1 + len(own))
    rows: list[Values] = []
    for entry, own_salt in zip(own, salts, strict=True):
        heed()
        before, after = entry.before if entry.before is None else canonical(entry.before), canonical(entry.after)
        digest = chain.change_digest(entry.table, entry.row_id, entry.child_id, before, after, own_salt)
        rows.append(
            {
                "table_name": entry.table, "row_id": entry.row_id, "child_id": entry.child_id,
                "before": before, "after": after, "salt": own_salt, "digest": digest,
            }
        )  # fmt: skip
    latest = select(_operation.c.digest).order_by(_operation.c.seq.desc()).limit(1).scalar_subquery()
    previous, device = connection.execute(select(func.coalesce(latest, ""), this_device())).one()
    head: Values = {
        "id": operation_id or new_id(), "kind": kind, "name": name, "at": at, "device": device, "person": None,
        "target_seq": target.seq if target else None, "target_id": target.id if target else None, "origin_id": None,
        "mirrors": target.seq if target and mirrors else None,
        "sentence_digest": chain.sentence_digest(sentence, salt),
    }  # fmt: skip
    if origin:
        head |= {"device": origin.device, "person": origin.person, "origin_id": origin.operation_id}
        head |= {"target_id": origin.target_id}
    sent = None if origin else _to_be_sent(connection, own)
    if target and mirrors:
        sent = None if target.sent is None else False
    chained = {
        "digest": chain.operation_digest(previous, head, (row["digest"] for row in rows)), "previous_digest": previous,
        "sentence": sentence, "salt": salt, "state": "arrived" if origin else "done",
        "sent": sent,
    }  # fmt: skip
    statement = insert(_operation).values(head | chained).returning(_operation.c.seq)
    seq: int = connection.execute(statement).scalar_one()
    if rows:
        for row in rows:
            row["operation_seq"] = seq
        connection.execute(insert(_change), rows)
    connection.info[REACHED] = Head(seq, chained["digest"], at)
    return _outcome(seq, head["id"], kind, name, sentence, entries)


def _to_be_sent(connection: Connection, entries: Iterable[Entry]) -> bool | None:
    """False where something of it is for others; None where all of it is this officer's or this laptop's own."""
    settings = [entry.row_id for entry in entries if entry.table == _setting.name]
    statement = select(_setting.c.id).where(among(_setting.c.id, settings), _setting.c.scope == "service")
    if any(entry.child_id is not None or entry.table in SHARED_TABLES for entry in entries):
        return False
    return False if settings and connection.execute(statement).first() else None


def supersede(connection: Connection) -> None:
    """What was undone can no longer be redone: something new was done on top of it."""
    connection.execute(update(_operation).where(_operation.c.state == "undone").values(state="superseded"))


def recorded(connection: Connection, operation_ids: Collection[str]) -> Outcome | None:
    """The operation recorded under one of these keys, if there is one. For what other laptops send."""
    entry = connection.execute(select(_operation).where(among(_operation.c.id, operation_ids))).first()
    if entry is None:
        return None
    entries = [Entry(row.table_name, row.row_id, row.child_id, None, {}) for row in changes_of(connection, entry.seq)]
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


# What it says, read again


def typed(table_name: str, values: Mapping[str, Any]) -> Values:
    """Values out of the journal's JSON, as the columns take them. Raises `HeldBack` for what this version knows not."""
    table = SQLModel.metadata.tables.get(table_name)
    unknown = table_name if table is None else next((name for name in values if name not in table.c), None)
    if table is None or unknown:
        raise HeldBack(
            f"An entry tells of {unknown}, which this iro-tui does not know. It waits until the program is brought up "
            "to date; nothing was changed."
        )
    try:
        return {name: _read(table.c[name].type.python_type, value) for name, value in values.items()}
    except (TypeError, ValueError):
        raise HeldBack(f"An entry about a {table_word(table_name)} cannot be read; nothing was changed.") from None


def _read(kind: type[Any], value: Any) -> Any:
    return kind.fromisoformat(value) if value is not None and kind in (date, datetime) else value


def table_word(table_name: str) -> str:
    """What a row of a table is called in a sentence."""
    return table_name.replace("_", " ")


def names_of(connection: Connection, person_ids: Iterable[str | None]) -> str:
    """The names of the persons on record under these keys, joined; empty where there is none."""
    keys = [key for key in person_ids if key]
    names = select(_person.c.name).where(among(_person.c.id, keys)).order_by(_person.c.name)
    return joined(list(connection.execute(names).scalars())) if keys else ""


def last_named(connection: Connection, name: str, row_id: str) -> int:
    """The number of the latest action of this name that touched a row and was not undone; 0 where there is none."""
    touched = select(func.max(_operation.c.seq)).join(_change, _change.c.operation_seq == _operation.c.seq)
    standing = touched.where(_operation.c.kind == "do", _operation.c.state.in_(("done", "arrived")))
    return connection.execute(standing.where(_operation.c.name == name, _change.c.row_id == row_id)).scalar() or 0


def values_of(connection: Connection, seq: int) -> list[Entry]:
    """What an operation did, as the columns take it; nothing of what a purge emptied. Raises `HeldBack` as `typed`."""
    return [
        Entry(
            change.table_name,
            change.row_id,
            change.child_id,
            typed(change.table_name, json.loads(change.before)) if change.before else None,
            typed(change.table_name, json.loads(change.after)),
        )
        for change in changes_of(connection, seq)
        if change.after
    ]


def _outcome(seq: int, operation_id: str, kind: str, name: str, sentence: str, entries: Sequence[Entry]) -> Outcome:
    tables = frozenset(entry.table for entry in entries)
    children = frozenset(entry.child_id for entry in entries if entry.child_id is not None)
    return Outcome(seq, operation_id, kind, name, sentence, len(entries), tables, children)
