"""What was done to children here that the colleague who has them, for good or again, has not got."""

from __future__ import annotations

import json
from collections.abc import Iterable

from iro_tui.store.connection import Connection
from iro_tui.store.passing_on import DoneToChild, changes_to, done_to, shared_values, short, taken_in

_HANDED = (
    "SELECT DISTINCT child_id, person_id FROM hand_over AS handed WHERE NOT received AND why IN ('transfer', 'back') "
    "AND confirmed_on IS NOT NULL AND deleted_at IS NULL "
    "AND child_id NOT IN (SELECT child_id FROM stream WHERE child_id IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM hand_over AS other WHERE child_id = handed.child_id "
    "AND person_id = handed.person_id AND deleted_at IS NULL AND (NOT received AND confirmed_on IS NULL "
    "OR handed.why = 'back' AND received AND why != 'since' AND other.rowid > handed.rowid))"
)
"""Who was handed to whom for good, or back from a cover, by files, where no other one is on its way and the child did
not come to be covered again; and no log at a hub does it by itself."""


def read_not_there(connection: Connection) -> dict[tuple[str, str], int]:
    """By child and by the colleague how many things; only where there are any."""
    handed = [(child_id, person) for child_id, person in connection.rows(_HANDED)]
    done = done_to(connection, {child_id for child_id, _ in handed}) if handed else {}
    behind = {}
    for child_id, person in handed:
        files = (each.knows for each in taken_in(connection, child_id) if each.person == person)
        there = frozenset[str]().union(*files)
        new = (each for each in done.get(child_id, ()) if short(each.key) not in there)
        if things := _things(each for each in new if _is_told(connection, each, child_id)):
            behind[child_id, person] = things
    return behind


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
    """Whether others hear of it: a flag is the officer's own."""
    changes = changes_to(connection, done.seq, child_id)
    return any(shared_values(change.table_name, json.loads(change.after or "{}")) for change in changes)
