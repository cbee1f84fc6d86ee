"""The journal: what every operation did to every row, written down; `entries` reads it.

`work.action` is the way to write; this module records what it did. Two tables: `Operation` and `Change`. The version
of a row is not journalled: it only ever rises, so that whoever read the row before an undo notices too.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Row, ScalarSelect, Table, bindparam, func, insert, select, update

from iro_tui.stopping import heed
from iro_tui.store import chain
from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.entries import DEVICE, STAYS_HERE, Entry, Values
from iro_tui.store.hooks import REACHED
from iro_tui.store.mark import Head
from iro_tui.store.mirrored import changes_of
from iro_tui.store.place import MovedOn
from iro_tui.store.tables import ChangeRow, OperationRow, SettingRow, new_id, table_of

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)
_setting = table_of(SettingRow)

SHARED_TABLES = frozenset({"person", "away"})
"""Beside what is about children, and the service's settings: what others are to have."""

Stale = MovedOn


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


# Recording


def among(column: ColumnElement[Any], keys: Collection[str]) -> ColumnElement[bool]:
    """Whether a column is one of `keys`: any number of them, in one statement."""
    return column.in_(select(func.json_each(json.dumps(list(keys))).table_valued("value").c.value))


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
        heed("entries put in the journal", total=len(own))
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
    about = (
        entry.child_id is not None or entry.table in SHARED_TABLES for entry in entries if entry.table not in STAYS_HERE
    )
    if any(about):
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


def _outcome(seq: int, operation_id: str, kind: str, name: str, sentence: str, entries: Sequence[Entry]) -> Outcome:
    tables = frozenset(entry.table for entry in entries)
    children = frozenset(entry.child_id for entry in entries if entry.child_id is not None)
    return Outcome(seq, operation_id, kind, name, sentence, len(entries), tables, children)
