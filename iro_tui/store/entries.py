"""The entries of the journal, read: what came since, what can be turned back, and what each says of a row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from iro_tui.domain.words import joined, with_article
from iro_tui.store.connection import Connection
from iro_tui.store.mirrored import HOLDER, changes_of
from iro_tui.store.place import StoreError
from iro_tui.store.shape import DAY, MOMENT, among, keys, named
from iro_tui.store.shapes import SHAPES, OperationRow

Values = dict[str, Any]

DEVICE = "device"
"""The setting that keeps this installation's own key."""
THIS_DEVICE = f"(SELECT value FROM setting WHERE {named('key')} = '{DEVICE}' AND deleted_at IS NULL)"
"""The random key of this installation, as part of a statement."""
STAYS_HERE = frozenset({"hand_over"})
"""The tables about children that are this laptop's alone."""
LAST_PURGE = "(SELECT coalesce(max(seq), 0) FROM operation WHERE kind = 'purge')"
"""As the index has it: SQLite does not look into a parameter."""
LEFT = "Left with the hub"
"""What the journal calls a purge that no person asked for: children left by an exchange."""
_LAST_ASKED = f"(SELECT coalesce(max(seq), 0) FROM operation WHERE kind = 'purge' AND name <> '{LEFT}')"


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
class Touched:
    """What the operations after a number touched; `last` is the number of the last one."""

    last: int
    tables: frozenset[str]
    child_ids: frozenset[str]
    childless: bool
    """Whether a row that concerns no child was among it: a setting, or a task of the officer's own."""
    purged: bool = False
    """Whether children were removed for good; which, nobody says any more."""


# What came since


def last_operation(connection: Connection) -> int:
    """The number of the last operation; 0 when there is none."""
    return int(connection.value("SELECT max(seq) FROM operation") or 0)


_SINCE = f"operation_seq IN (SELECT {HOLDER} FROM operation WHERE seq > ?)"


def touched_since(connection: Connection, seq: int) -> Touched:
    """What the operations after this number touched."""
    last = last_operation(connection)
    statement = f"SELECT DISTINCT table_name, child_id FROM change WHERE {_SINCE}"
    rows = connection.rows(statement, (seq,)) if last > seq else []
    children = frozenset(child_id for _, child_id in rows)
    purged = last > seq and bool(connection.value(f"SELECT {LAST_PURGE} > ?", (seq,)))
    return Touched(last, frozenset(table for table, _ in rows), children - {None}, None in children, purged)


def rows_touched(connection: Connection, seq: int, table: str, row_ids: Collection[str]) -> frozenset[str]:
    """Those of the rows of a table that an operation after this number touched."""
    statement = f"SELECT row_id FROM change WHERE {_SINCE} AND table_name = ? AND {among('row_id')}"
    return frozenset(row_id for (row_id,) in connection.rows(statement, (seq, table, keys(row_ids))))


def names_of(connection: Connection, person_ids: Iterable[str | None]) -> str:
    """The names of the persons on record under these keys, joined; empty where there is none."""
    wanted = [key for key in person_ids if key]
    names = f"SELECT name FROM person WHERE {among('id')} ORDER BY name"
    return joined([name for (name,) in connection.rows(names, (keys(wanted),))]) if wanted else ""


def last_named(connection: Connection, name: str, row_id: str) -> int:
    """The number of the latest action of this name that touched a row and was not undone; 0 where there is none."""
    statement = (
        "SELECT max(operation.seq) FROM operation JOIN change ON change.operation_seq = operation.seq "
        "WHERE operation.kind = 'do' AND operation.state IN ('done', 'arrived') AND operation.name = ? "
        "AND change.row_id = ?"
    )
    return int(connection.value(statement, (name, row_id)) or 0)


# What can be turned back


_OWN = f"device = {THIS_DEVICE}"
_OPERATION = f"SELECT {OperationRow.picked()} FROM operation WHERE kind = 'do'"


def barred_by(connection: Connection) -> str:
    """What keeps the last action here from being taken back: `asked`, a purge by a person; `left`, that a child it is
    about has left by an exchange. Empty: nothing does."""
    last = _last_done(connection)
    return _barred(connection, last.seq) if last else ""


def undoable(connection: Connection) -> Any | None:
    """The operation that `undo` would undo (columns of `Operation`): the last one done here, unless that is barred."""
    last = _last_done(connection)
    return None if last is None or _barred(connection, last.seq) else last


def _barred(connection: Connection, seq: int) -> str:
    asked = connection.value(f"SELECT {_LAST_ASKED} > ?", (seq,))
    return "asked" if asked else "left" if _is_emptied(connection, seq) else ""


def _last_done(connection: Connection) -> Any | None:
    return _first(connection, f"{_OPERATION} AND state = 'done' AND {_OWN} ORDER BY operation.seq DESC LIMIT 1")


def _is_emptied(connection: Connection, seq: int) -> bool:
    """Whether a purge took something out of an operation: it was about a child who was removed."""
    statement = f"SELECT 1 FROM change WHERE {LAST_PURGE} > ? AND operation_seq = ? AND salt IS NULL LIMIT 1"
    return bool(connection.rows(statement, (seq, seq)))


def redoable(connection: Connection) -> Any | None:
    """The operation that `redo` would do again: the one undone last here, until something new is done."""
    return _first(connection, f"{_OPERATION} AND state = 'undone' AND {_OWN} ORDER BY operation.seq LIMIT 1")


class StaysDone(NamedTuple):
    """What was done last here between colleagues, and no undo reaches: `written`, or what arrived."""

    name: str
    sentence: str
    written: bool


_HANDED = "EXISTS (SELECT 1 FROM change WHERE operation_seq = seq AND table_name = 'hand_over')"
_TURNED = f"SELECT seq FROM operation WHERE {_OWN} AND kind IN ('do', 'undo', 'redo') ORDER BY seq DESC LIMIT 1"
_STAYS = (
    f"SELECT name, sentence, kind = 'export' FROM operation WHERE seq > coalesce(({_TURNED}), 0) "
    f"AND kind IN ('export', 'receive') AND {_OWN} AND {_HANDED} ORDER BY seq DESC LIMIT 1"
)


def stays_done(connection: Connection) -> StaysDone | None:
    """A file written for a colleague or taken in, or a receipt, if nothing that can be undone was done here since."""
    rows = connection.rows(_STAYS)
    return StaysDone(rows[0][0], rows[0][1], bool(rows[0][2])) if rows else None


def allocated_since(connection: Connection, seq: int) -> frozenset[str]:
    """The children whom an operation touched, of whom a later one says who holds or covers them."""
    statement = (
        "SELECT DISTINCT child_id FROM change WHERE operation_seq > ? AND table_name = 'allocation' "
        "AND child_id IN (SELECT child_id FROM change WHERE operation_seq = ?)"
    )
    return frozenset(child_id for (child_id,) in connection.rows(statement, (seq, seq)))


def worked_on(connection: Connection, seq: int) -> frozenset[str]:
    """The children to whom an operation did what nobody does but who has them.

    Anybody may mark a note as filed, which is on the council's system; and who gave a child away had it until then.
    """
    about = "SELECT DISTINCT child_id FROM change WHERE operation_seq = ? AND child_id IS NOT NULL AND"
    gives = f"{about} table_name = 'allocation'"
    filed = "table_name = 'case_note' AND before LIKE '%\"filed_at\"%'"
    statement = f"{about} {among('table_name', 'NOT ')} AND NOT ({filed}) EXCEPT {gives}"
    return frozenset(child_id for (child_id,) in connection.rows(statement, (seq, keys(STAYS_HERE), seq)))


class GivenBack(NamedTuple):
    """In which file a child was written back: for whom, and of which day."""

    person: str
    on_day: date


def given_back_since(connection: Connection, seq: int) -> dict[str, GivenBack]:
    """The children whom an operation touched, and who stand in a later file back to a colleague; the last for each."""
    statement = (
        "SELECT hand_over.child_id, person_id, on_day FROM hand_over JOIN change ON table_name = 'hand_over' "
        "AND row_id = hand_over.id AND before IS NULL AND change.child_id = hand_over.child_id "
        "WHERE why IN ('back', 'since') AND NOT received AND deleted_at IS NULL AND operation_seq > ? "
        "AND hand_over.child_id IN (SELECT child_id FROM change WHERE operation_seq = ?) ORDER BY operation_seq"
    )
    rows = connection.rows(statement, (seq, seq))
    return {child_id: GivenBack(person, date.fromisoformat(day)) for child_id, person, day in rows}


class FileElsewhere(NamedTuple):
    """That a child of a file that is withdrawn is in another one: for whom each is, and of which day the other."""

    child_id: str
    person: str
    other: str
    on_day: date
    arrived: bool


def in_files_since(connection: Connection, seq: int) -> list[FileElsewhere]:
    """The children of the files that an operation withdrew, and are away, who are in another file or went in one since.

    One that waits hinders only where it is for another colleague: for the same one all goes once more.
    """
    statement = (
        "SELECT away.child_id, away.person_id, other.person_id, other.on_day, other.confirmed_on IS NOT NULL "
        "FROM hand_over AS away JOIN hand_over AS other USING (child_id) JOIN change ON table_name = 'hand_over' "
        "AND row_id = away.id WHERE operation_seq = ? AND away.deleted_at IS NOT NULL AND NOT away.received "
        "AND other.deleted_at IS NULL AND NOT other.received AND CASE WHEN other.confirmed_on IS NULL "
        "THEN other.person_id <> away.person_id ELSE EXISTS (SELECT 1 FROM change AS later "
        "WHERE later.table_name = 'hand_over' AND later.row_id = other.id AND later.operation_seq > ?) END "
        "ORDER BY other.rowid DESC"
    )
    rows = connection.rows(statement, (seq, seq))
    return [
        FileElsewhere(child_id, person, other, date.fromisoformat(day), bool(arrived))
        for child_id, person, other, day, arrived in rows
    ]


def _first(connection: Connection, statement: str) -> Any | None:
    rows = connection.rows(statement)
    return OperationRow.row(*rows[0]) if rows else None


# What they say


class OperationSize(NamedTuple):
    """How much an operation wrote: rows, the children they are about, and how many of those it brought in."""

    rows: int
    children: int
    brought: int


def size_of(connection: Connection, operation_seq: int) -> OperationSize:
    """How much an operation wrote."""
    counted = (
        "SELECT count(*), count(DISTINCT child_id), count(*) FILTER (WHERE table_name = 'child' AND before IS NULL) "
        "FROM change WHERE operation_seq = ?"
    )
    return OperationSize(*connection.rows(counted, (operation_seq,))[0])


def typed(table_name: str, values: Mapping[str, Any]) -> Values:
    """Values out of the journal's JSON, as the columns take them. Raises `HeldBack` for what this version knows not."""
    shape = SHAPES.get(table_name)
    unknown = table_name if shape is None else next((name for name in values if name not in shape.by_name), None)
    if shape is None or unknown:
        raise HeldBack(
            f"An entry tells of {unknown}, which this iro-tui does not know. It waits until the program is brought up "
            "to date; nothing was changed."
        )
    try:
        return {name: _read(shape.by_name[name].held, value) for name, value in values.items()}
    except (TypeError, ValueError, OverflowError):
        word = with_article(table_word(table_name))
        raise HeldBack(f"An entry about {word} cannot be read; nothing was changed.") from None


def _read(held: str, value: Any) -> Any:
    if value is None or held not in (DAY, MOMENT):
        return value
    return date.fromisoformat(value) if held == DAY else datetime.fromisoformat(value).astimezone(UTC)


def table_word(table_name: str) -> str:
    """What a row of a table is called in a sentence."""
    return table_name.replace("_", " ")


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
