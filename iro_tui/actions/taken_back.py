"""What a record made, the other way: read from the journal, and only as far as it still holds.

Undo takes back an action as a whole and at once; this takes one child's part of it back at any later time, with what
corrected it since. What was added goes, what was set has the value it had before, what was taken away is there again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.store.writes import Change, Put, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection
    from iro_tui.store.entries import Entry

OF_THE_STORE = ("id", "version", "deleted_at")
NOTES = "case_note"


class RecordBack(NamedTuple):
    """What a record made, the other way, and the words for it; no writes for what was never recorded."""

    writes: tuple[Write, ...] = ()
    with_it: str = ""
    """What goes with the record; empty where nothing does."""
    again: bool = False
    """Whether what was recorded is asked again."""
    stays: tuple[str, ...] = ()
    """What the record did not make, a sentence each."""


def put_back(row: Any, turn: Entry) -> Write | None:
    """What an action set of a row or took away, the other way; None for a row that it added."""
    if turn.before is None:
        return None
    if turn.after.get("deleted_at"):
        values = {name: value for name, value in row._asdict().items() if name not in OF_THE_STORE}
        return Put(turn.table, row.id, values | _still(row, turn)) if row.deleted_at else None
    return None if row.deleted_at else Change(turn.table, row.id, _still(row, turn))


def _still(row: Any, turn: Entry) -> dict[str, Any]:
    before = turn.before or {}
    return {
        name: value
        for name, value in before.items()
        if name not in OF_THE_STORE and getattr(row, name) == turn.after[name]
    }


def taken_back(connection: Connection, turns: Iterable[Entry]) -> Iterator[Write]:
    """What actions did, the other way; their notes are left to whoever asks."""
    from iro_tui.store.reads import read_any
    from iro_tui.store.shapes import SHAPES

    for turn in turns:
        row = read_any(connection, SHAPES[turn.table], turn.row_id) if turn.table != NOTES else None
        if row is None:
            continue
        if turn.before is not None:
            if back := put_back(row, turn):
                yield back
        elif not row.deleted_at:
            yield Remove(turn.table, row.id)


def recorded_by(
    connection: Connection, table: str, row: Any, column: str, acts: Collection[str], corrections: str
) -> list[Entry]:
    """What the act of one of these names that filled a column of a row did about its child, and its corrections since.

    Each row once: as it was before the first of them, and as it was after the last. Nothing where another act filled
    it, as a file, a list or the made-up caseload do with all else of the child, or where a purge emptied it.
    """
    from iro_tui.store.entries import Entry, values_of
    from iro_tui.store.shape import among, keys

    of_row = (
        "SELECT operation.seq FROM operation JOIN change ON change.operation_seq = operation.seq "
        "WHERE operation.kind = 'do' AND operation.state IN ('done', 'arrived') "
        "AND change.table_name = ? AND change.row_id = ?"
    )
    path = f"$.{column}"
    filled = (
        f"{of_row} AND json_extract(change.after, ?) IS NOT NULL AND json_extract(change.before, ?) IS NULL "
        f"AND {among('operation.name')} ORDER BY operation.seq DESC LIMIT 1"
    )
    numbers = [seq for (seq,) in connection.rows(filled, (table, row.id, path, path, keys(acts)))]
    for first in numbers[:1]:
        later = f"{of_row} AND operation.name = ? AND operation.seq > ? ORDER BY operation.seq"
        numbers += [seq for (seq,) in connection.rows(later, (table, row.id, corrections, first))]
    turns: dict[tuple[str, str], Entry] = {}
    for seq in numbers:
        for turn in values_of(connection, seq):
            if turn.child_id != row.child_id:
                continue
            key = turn.table, turn.row_id
            was = turns.get(key, turn)
            before = None if was.before is None else {**(turn.before or {}), **was.before}
            turns[key] = Entry(turn.table, turn.row_id, turn.child_id, before, {**was.after, **turn.after})
    return [*turns.values()]
