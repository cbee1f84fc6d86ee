"""What was done to children here that the colleague who has them, for good, again or to cover, has not got."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from iro_tui.store.connection import Connection
from iro_tui.store.entries import STAYS_HERE
from iro_tui.store.passing_on import DoneToChild, changes_to, done_to, shared_values, short, taken_in
from iro_tui.store.shape import among, keys

_HANDED = (
    "SELECT DISTINCT child_id, person_id FROM hand_over AS handed WHERE NOT received AND why != 'since' "
    "AND confirmed_on IS NOT NULL AND deleted_at IS NULL "
    "AND child_id NOT IN (SELECT child_id FROM stream WHERE child_id IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM hand_over AS other WHERE child_id = handed.child_id "
    "AND person_id = handed.person_id AND deleted_at IS NULL AND (NOT received AND confirmed_on IS NULL "
    "OR received AND why != 'since' AND other.rowid > handed.rowid))"
)
"""Who was handed to whom for good, to cover, or back from it, by files, where no other one is on its way and the child
did not come from there since; and no log at a hub does it by itself."""


_FILED = {"filed_at", "filed_by"}
_WRITTEN = (
    "SELECT hand_over.child_id, person_id, max(operation_seq) FROM hand_over JOIN change ON row_id = hand_over.id "
    "AND change.child_id = hand_over.child_id AND table_name = 'hand_over' AND before IS NULL "
    "WHERE NOT received AND confirmed_on IS NOT NULL AND deleted_at IS NULL GROUP BY hand_over.child_id, person_id"
)
"""By which operation the last file that arrived was written: what was done before it stood in it."""
_WORKED_ON = (
    "SELECT child_id, max(operation.seq) FROM change JOIN operation ON operation_seq = {of} "
    f"WHERE {among('child_id')} AND {among('table_name', 'NOT ')} AND kind IN ('do', 'undo', 'redo') "
    "AND operation.seq > ? GROUP BY child_id"
)


def read_not_there(connection: Connection) -> dict[tuple[str, str], int]:
    """By child and by the colleague how many things; only where there are any."""
    handed = _worked_on_since(connection, [(child_id, person) for child_id, person in connection.rows(_HANDED)])
    done = done_to(connection, {child_id for child_id, _ in handed}) if handed else {}
    behind = {}
    for child_id, person in handed:
        files = (each.knows for each in taken_in(connection, child_id) if each.person == person)
        there = frozenset[str]().union(*files)
        new = (each for each in done.get(child_id, ()) if short(each.key) not in there)
        if things := _things(each for each in new if _is_told(connection, each, child_id)):
            behind[child_id, person] = things
    return behind


def _worked_on_since(connection: Connection, handed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of these the children to whom something was done after the file: of the others nothing is read."""
    if not handed:
        return []
    written = {(child_id, person): seq for child_id, person, seq in connection.rows(_WRITTEN)}
    first = min(written.get(each, 0) for each in handed)
    children, worked_on = keys({child_id for child_id, _ in handed}), dict[str, int]()
    for of in ("operation.seq", "operation.mirrors"):
        for child_id, seq in connection.rows(_WORKED_ON.format(of=of), (children, keys(STAYS_HERE), first)):
            worked_on[child_id] = max(seq, worked_on.get(child_id, 0))
    return [each for each in handed if worked_on.get(each[0], 0) > written.get(each, 0)]


def _things(done: Iterable[DoneToChild]) -> int:
    """How many things were done, without those that were taken back."""
    stand: set[tuple[str, str]] = set()
    for each in done:
        if each.kind == "do":
            stand.add(("done", each.key))
        elif each.kind in ("undo", "redo"):
            was, now = ("done", "undone") if each.kind == "undo" else ("undone", "done")
            target = each.target_id or ""
            if (was, target) in stand:
                stand.remove((was, target))
            else:
                stand.add((now, target))
    return len(stand)


def _is_told(connection: Connection, done: DoneToChild, child_id: str) -> bool:
    """Whether others are to hear of it: a flag is the officer's own, and that a note is filed goes with what comes."""
    changes = changes_to(connection, done.seq, child_id)
    columns = (shared_values(change.table_name, json.loads(change.after or "{}")).keys() for change in changes)
    return any(names - _FILED for names in columns)
