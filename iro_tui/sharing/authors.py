"""Who has set what of a child: by what was done to it, and by what a file told where all there is came as rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iro_tui.domain.fact import Kind
from iro_tui.store.connection import Connection
from iro_tui.store.passing_on import Cells, Rows, changes_to, done_to, set_by_of
from iro_tui.store.shapes import SHAPES
from iro_tui.store.work import RECEIVE, ROWS

SetBy = Mapping[str, Mapping[str, Sequence[str]]]
"""By person and by the key of a row the columns that somebody set."""


class OneSet(NamedTuple):
    """What somebody, None the officer, set of a row."""

    person: str | None
    row: tuple[str, str]
    after: Cells


def all_set(connection: Connection, child_id: str, me: str) -> Iterator[OneSet]:
    """Who has set what of a child, the last first; what was put back is its author's all the same, and not here.

    What came as rows is whose the file said, and else its sender's: whoever carried it on is no author.
    """
    for each in reversed(done_to(connection, [child_id]).get(child_id, [])):
        if each.kind == RECEIVE:
            continue
        by: SetBy = json.loads(set_by_of(connection, child_id, each.key) or "{}") if each.kind == ROWS else {}
        for change in changes_to(connection, each.seq, child_id):
            row, after = (change.table_name, change.row_id), json.loads(change.after or "{}")
            for person, rows in by.items():
                theirs = {name: after.pop(name) for name in rows.get(change.row_id, ()) if name in after}
                if theirs:
                    yield OneSet(person if person != me else None, row, theirs)
            if change.before is None and each.kind == ROWS:
                after = {name: value for name, value in after.items() if value is not None}
            yield OneSet(each.person, row, after)


def others_set(connection: Connection, child_id: str, rows: Rows, me: str) -> SetBy:
    """What stands in these rows as somebody else than the officer set it."""
    known: set[tuple[tuple[str, str], str]] = set()
    by: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person, row, after in all_set(connection, child_id, me):
        now = rows[row]
        for name in _said(row[0]) & after.keys() & now.keys():
            if (row, name) not in known and after[name] == now[name]:
                known.add((row, name))
                if person:
                    by[person][row[1]].append(name)
    return {person: {key: sorted(names) for key, names in of_person.items()} for person, of_person in by.items()}


def kept_set_by(by: SetBy, there: str, here: str) -> str:
    """What a file told of it, as it is kept; the child's own row by its key here."""
    if not by:
        return ""
    each = {person: {here if key == there else key: list(names) for key, names in rows.items()}
            for person, rows in by.items()}  # fmt: skip
    return json.dumps(each, sort_keys=True)


def _said(table: str) -> set[str]:
    return {fact.name for fact in SHAPES[table].facts if fact.kind is not Kind.KEY}
