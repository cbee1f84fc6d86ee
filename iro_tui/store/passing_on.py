"""What of a store is passed on to another laptop: a child's rows, and what was done to them, as JSON has values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.entries import STAYS_HERE, THIS_DEVICE
from iro_tui.store.mirrored import ToldChange, changes_of
from iro_tui.store.shape import Shape, among, keys
from iro_tui.store.shapes import SHAPES, ChildRow, GoneRow, OperationRow
from iro_tui.text import ref_key

Cells = dict[str, Any]
Rows = dict[tuple[str, str], Cells]
"""Rows of one child by table and key, removed ones too."""

OWN_COLUMNS: Mapping[str, frozenset[str]] = {"child": frozenset({"flagged", "on_caseload_since"})}
"""The columns that are the officer's own, whoever else has the child."""
BESIDE = ("person", "intake")
"""What rows about children refer to beside them."""
_KEPT_HERE = {"version"}
KEY_LENGTH = 16
"""Characters of an operation's key that are passed on to say that it is known."""


@cache
def passed_on() -> tuple[Shape, ...]:
    """The tables about one child that are passed on, each after those it refers to."""
    return tuple(
        shape
        for shape in SHAPES.values()
        if shape is ChildRow or ({"child_id", "version"} <= shape.by_name.keys() and shape.name not in STAYS_HERE)
    )


def shared_values(table: str, values: Mapping[str, Any]) -> Cells:
    """The values of a row without those that are the officer's own."""
    own = OWN_COLUMNS.get(table, frozenset())
    return {name: value for name, value in values.items() if name not in own and name not in _KEPT_HERE}


def all_rows_of(connection: Connection, child_id: str) -> Rows:
    """Every row about a child, without the officer's own columns."""
    rows: Rows = {}
    for shape in passed_on():
        column = "id" if shape is ChildRow else "child_id"
        statement = f"SELECT {shape.picked()} FROM {shape.name} WHERE {column} = ?"
        for values in connection.rows(statement, (child_id,)):
            row = as_json(shape, values)
            rows[shape.name, row["id"]] = shared_values(shape.name, row)
    return rows


def as_json(shape: Shape, values: Sequence[Any]) -> Cells:
    """A row as JSON has it."""
    row: Cells = json.loads(canonical(dict(zip(shape.by_name, values, strict=True))))
    return row


def rows_beside(connection: Connection, rows: Iterable[Cells]) -> dict[str, list[Cells]]:
    """The rows beside children, by table, that these rows of children refer to."""
    wanted = {value for row in rows for value in row.values() if isinstance(value, str)}
    beside = {}
    for name in BESIDE:
        shape = SHAPES[name]
        rows_of = connection.rows(f"{shape.standing} AND {among('id')}", (keys(wanted),))
        beside[name] = [as_json(shape, values) for values in rows_of]
    return beside


class DoneToChild(NamedTuple):
    """An operation, as far as it is about one child."""

    key: str
    """Where it was made."""
    seq: int
    kind: str
    name: str
    sentence: str
    """Empty where it is about others too."""
    at: str
    device: str
    person: str | None
    target_id: str | None


def done_to(connection: Connection, child_ids: Collection[str]) -> dict[str, list[DoneToChild]]:
    """The operations upon each of the children, in order."""
    changed = (
        f"SELECT DISTINCT operation_seq, child_id FROM change WHERE {among('child_id')} "
        f"AND {among('table_name', 'NOT ')}"
    )
    by_child: defaultdict[str, list[int]] = defaultdict(list)
    for seq, child_id in connection.rows(changed, (keys(child_ids), keys(STAYS_HERE))):
        by_child[child_id].append(seq)
    mirrors: defaultdict[int, list[int]] = defaultdict(list)
    for seq, of in connection.rows("SELECT seq, mirrors FROM operation WHERE mirrors IS NOT NULL"):
        mirrors[of].append(seq)
    seqs = {child_id: sorted(own + [m for seq in own for m in mirrors[seq]]) for child_id, own in by_child.items()}
    every = {seq for own in seqs.values() for seq in own}
    others = _about_others(connection, every)
    names = ("seq", "id", "origin_id", "kind", "name", "sentence", "at", "device", "person", "target_id", "mirrors")
    statement = f"SELECT {OperationRow.picked(*names)} FROM operation WHERE {among('seq')}"
    operations = {}
    for seq, key, origin, kind, name, sentence, at, device, person, target, of in connection.rows(
        statement, (keys(every),)
    ):
        words = "" if (of or seq) in others else sentence
        operations[seq] = DoneToChild(origin or key, seq, kind, name, words, at.isoformat(), device, person, target)
    return {child_id: [operations[seq] for seq in own] for child_id, own in seqs.items()}


def _about_others(connection: Connection, seqs: Collection[int]) -> set[int]:
    """Those that are about more than one child."""
    of_it = "SELECT child_id FROM change WHERE operation_seq = seq AND child_id IS NOT NULL"
    # The first other one is enough: an import is about thousands.
    others = f"SELECT seq FROM operation WHERE {among('seq')} AND EXISTS ({of_it} AND child_id != ({of_it} LIMIT 1))"
    return {seq for (seq,) in connection.rows(others, (keys(seqs),))}


def changes_to(connection: Connection, seq: int, child_id: str) -> Iterator[ToldChange]:
    """What an operation did to one child, without what a purge emptied and what is this laptop's alone."""
    for change in changes_of(connection, seq):
        if change.child_id == child_id and change.after and change.table_name not in STAYS_HERE:
            yield change


# What others are known to know


def short(key: str) -> str:
    """An operation's key as it is passed on to say that it is known."""
    return key[:KEY_LENGTH]


def parted(run_together: str) -> frozenset[str]:
    """Keys that stand run together."""
    return frozenset(run_together[at : at + KEY_LENGTH] for at in range(0, len(run_together), KEY_LENGTH))


class TakenIn(NamedTuple):
    """What somebody knows of one child by a file that came from there, or has arrived there."""

    parcel: str
    person: str
    knows: frozenset[str]


THE_HUB = ""
"""Who it is whom what lies in a child's log at the service's hub is known to: no person."""


def taken_in(connection: Connection, child_id: str) -> list[TakenIn]:
    """What others know of a child by files that arrived, the first first, and what lies in its log at the hub."""
    by_file = (
        "SELECT parcel, person_id, knows FROM hand_over WHERE child_id = ? AND confirmed_on IS NOT NULL "
        "AND deleted_at IS NULL ORDER BY rowid"
    )
    in_log = (
        "SELECT stream, group_concat(knows, '') FROM stream_place WHERE stream IN "
        "(SELECT stream FROM stream WHERE child_id = ?) GROUP BY stream"
    )
    files = [TakenIn(parcel, person, parted(knows)) for parcel, person, knows in connection.rows(by_file, (child_id,))]
    logs = [TakenIn(stream, THE_HUB, parted(knows)) for stream, knows in connection.rows(in_log, (child_id,))]
    return files + logs


def set_by_of(connection: Connection, child_id: str, key: str) -> str:
    """What was told with all there is of a child, by the key of the rows, of who had set what; empty for nothing."""
    by_file = "SELECT set_by FROM hand_over WHERE child_id = ? AND parcel = ? AND received AND deleted_at IS NULL"
    in_log = (
        "SELECT set_by FROM stream_place WHERE set_by != '' AND stream IN "
        "(SELECT stream FROM stream WHERE child_id = ?) AND instr(knows, ?) > 0"
    )
    return str(connection.value(by_file, (child_id, key)) or connection.value(in_log, (child_id, short(key))) or "")


def parcels_known(connection: Connection) -> frozenset[str]:
    """The keys of the files that were written or taken in here."""
    return frozenset(parcel for (parcel,) in connection.rows("SELECT DISTINCT parcel FROM hand_over"))


def this_device(connection: Connection) -> str:
    """The random key of this installation."""
    return str(connection.value(f"SELECT {THIS_DEVICE}"))


def child_here(connection: Connection, key: str, ref: str) -> str | None:
    """The key under which a child is kept here who has this key elsewhere: the same, an alias, or by the reference,
    however it is written."""
    for statement, parameter in (
        ("SELECT id FROM child WHERE id = ?", key),
        ("SELECT child_id FROM hand_over WHERE their_key = ? AND deleted_at IS NULL", key),
        ("SELECT id FROM child WHERE ref = ? AND deleted_at IS NULL", ref),
    ):
        if rows := connection.rows(statement, (parameter,)):
            return str(rows[0][0])
    wanted = ref_key(ref)
    refs = connection.rows("SELECT id, ref FROM child WHERE deleted_at IS NULL ORDER BY ref, id")
    return next((str(here) for here, other in refs if ref_key(other) == wanted), None)


def there_already(connection: Connection, table: str, row_ids: Collection[str]) -> bool:
    """Whether a row of one of these keys is in a table, removed ones too."""
    return bool(connection.rows(f"SELECT id FROM {table} WHERE {among('id')} LIMIT 1", (keys(row_ids),)))


def values_now(connection: Connection, table: str, row_id: str, columns: Iterable[str]) -> Cells:
    """Values on record, of a removed row too, as JSON has them; empty where there is no such row."""
    names = tuple(columns)
    rows = connection.rows(f"SELECT {SHAPES[table].picked(*names)} FROM {table} WHERE id = ?", (row_id,))
    values: Cells = json.loads(canonical(dict(zip(names, rows[0], strict=True)))) if rows else {}
    return values


class LeftFor(NamedTuple):
    """Why and when a child was gone from here for good."""

    why: str
    on: date


def gone_for(connection: Connection, child_ids: Collection[str]) -> dict[str, LeftFor]:
    """Of these children those who are gone from here for good."""
    statement = f"SELECT {GoneRow.picked('child_id', 'why', 'on_day')} FROM gone WHERE {among('child_id')}"
    return {child: LeftFor(why, on) for child, why, on in connection.rows(statement, (keys(child_ids),))}
