"""The one rule: what came first stands, what comes late gives way column by column, and both values are shown.

First is what its receiver has: of a file the laptop that takes it in, of the service's hub its log. So in a file what
arrives gives way, and from the hub what is pending here does. What arrives is done as it was done, and what is to stand
is put back at once, by an operation of this laptop: so the journal has both values, and whoever hears of it later knows
that this one was decided knowing the other. Needs no clock; only the laptop that comes second decides. A row that one
removed and the other worked on stays, and is told.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from iro_tui.store.mirrored import ToldChange
from iro_tui.store.passing_on import Cells, Rows

Row = tuple[str, str]
Moved = dict[Row, Cells]
"""What was changed here that the sender did not know of: by row and column the value before."""
_REMOVED = "deleted_at"
_WHOSE = ("made_by", "kept_by")
"""Of a new row nobody is the officer whose store it is: said as much as any name."""
WHO_HOLDS, _DAYS = "allocation", ("notified", "allocated", "until", "letter_sent")
"""The table of who holds or covers a child. Of its days the earlier one holds on both sides: what ended has ended."""
NOT_THERE: Any = object()
"""What a row that is new held before."""


class First(Enum):
    """On which side lies what came first, and stands."""

    HERE = "here"
    THERE = "there"


class TwoValues(NamedTuple):
    """A value that gave way, and the one that stood."""

    table: str
    row_id: str
    column: str
    kept: Any
    late: Any


@dataclass(slots=True)
class WhatGaveWay:
    """What to put back, by row, and what to tell."""

    back: dict[Row, Cells] = field(default_factory=lambda: defaultdict(dict))
    again: dict[Row, Cells] = field(default_factory=lambda: defaultdict(dict))
    """What came where nothing is new here, by row: said again, since what was tried here and taken back came before."""
    differ: list[TwoValues] = field(default_factory=list)
    one: dict[Row, Row] = field(default_factory=dict)
    """By the row that is kept the one that says the same of the child, made apart from it, and is removed."""


def moved_here(history: Iterable[tuple[bool, ToldChange]], first: First = First.HERE) -> Moved:
    """What was changed here last without the sender's knowing, out of the child's history, the first change first.

    Each change stands with whether the sender knew of it. One that was known and came after one that was not knew
    nothing of it either, or the sender would: it says what the sender has. Where what is here was first, what was done
    here is still news there; else it has given way.
    """
    moved: Moved = defaultdict(dict)
    for is_known, change in history:
        row = change.table_name, change.row_id
        before = json.loads(change.before) if change.before else {}
        after = json.loads(change.after or "{}")
        if change.before is None:
            before = {_REMOVED: NOT_THERE}
            after = dict.fromkeys((_REMOVED, *_WHOSE)) | after
        for column in after:
            if is_known and first is First.THERE:
                moved[row].pop(column, None)
            elif is_known:
                if column in moved[row]:
                    moved[row][column] = after[column]
            else:
                moved[row].setdefault(column, before.get(column))
    return {row: columns for row, columns in moved.items() if columns}


def removed_here(before: Rows, moved: Moved) -> Iterator[Row]:
    """The rows that were removed here without the sender's knowing."""
    return (row for row, values in before.items() if values[_REMOVED] and _REMOVED in moved.get(row, {}))


def settle(before: Rows, after: Rows, moved: Moved, first: First = First.HERE) -> WhatGaveWay:
    """What gives way when something arrived: a child's rows before and after it, and what was changed here meanwhile.

    Of rows that were removed here meanwhile `after` says whether they were removed there.
    """
    settled = WhatGaveWay()
    theirs = set[Row]()
    for row, now in after.items():
        was = before.get(row)
        if was is None:
            theirs.add(row)
            continue
        mine = moved.get(row, {})
        for column in (name for name, value in now.items() if was[name] != value and name != _REMOVED):
            if column not in mine:
                theirs.add(row)
            elif now[column] == mine[column]:
                settled.back[row][column] = was[column]  # they have left it as it was
            elif was[column] == mine[column]:
                theirs.add(row)
                if first is First.HERE:
                    settled.again[row][column] = now[column]
            elif row[0] == WHO_HOLDS and column in _DAYS:
                theirs.add(row)
                settled.back[row][column] = min(filter(None, (was[column], now[column])))
            else:
                theirs.add(row)
                kept, late = (was[column], now[column]) if first is First.HERE else (now[column], was[column])
                settled.back[row][column] = kept
                if column not in _WHOSE:
                    settled.differ.append(TwoValues(*row, column, kept, late))
    _settle_removals(before, after, moved, theirs, settled, first)
    return settled


def _settle_removals(
    before: Rows, after: Rows, moved: Moved, theirs: set[Row], settled: WhatGaveWay, first: First
) -> None:
    """A row that one side has removed stays where the other has worked on it, or on what belongs to it."""
    for row, now in after.items():
        was = before.get(row)
        both = was is not None and was[_REMOVED] and now[_REMOVED] and was[_REMOVED] != now[_REMOVED]
        if was is not None and both and _REMOVED in moved.get(row, {}):
            settled.back[row][_REMOVED] = (was if first is First.HERE else now)[_REMOVED]
    ours = {row for row in moved if row in before and before[row][_REMOVED] is None}
    for worked, gone_by, elsewhere in ((ours, after, before), (theirs, before, after)):
        in_use = _in_use(worked, elsewhere)
        for row in _that_stay(in_use, gone_by, elsewhere, before, moved, mine=worked is ours):
            settled.back[row][_REMOVED] = None
            late = after[row][_REMOVED] if worked is ours else before[row][_REMOVED]
            settled.differ.append(TwoValues(*row, _REMOVED, None, late))
    for row, now in after.items():
        was = before.get(row)
        revived = was is not None and was[_REMOVED] is not None and now[_REMOVED] is None
        if was is not None and revived and _REMOVED in moved.get(row, {}) and _REMOVED not in settled.back.get(row, {}):
            settled.back[row][_REMOVED] = was[_REMOVED]  # removed here, and nothing was done to it there


def _that_stay(
    in_use: set[str], gone_by: Rows, elsewhere: Rows, before: Rows, moved: Moved, *, mine: bool
) -> Iterator[Row]:
    """The rows removed on one side only that are in use on the other, and what those belong to in their turn."""
    waiting = True
    stay = set[Row]()
    while waiting:
        waiting = False
        for row, values in gone_by.items():
            was = before.get(row)
            if row in stay or row[1] not in in_use or values[_REMOVED] is None or was is None:
                continue
            here_only = was[_REMOVED] is None if mine else _REMOVED in moved.get(row, {})
            if here_only:
                stay.add(row)
                in_use |= _keys_in(elsewhere.get(row, values))
                waiting = True
                yield row


def _in_use(worked: Iterable[Row], rows: Rows) -> set[str]:
    """The keys of rows that were worked on, and of whatever those refer to."""
    used = set[str]()
    for row in worked:
        if rows[row][_REMOVED] is None:
            used |= {row[1]} | _keys_in(rows[row])
    return used


def _keys_in(values: Mapping[str, Any]) -> set[str]:
    return {value for value in values.values() if isinstance(value, str)}
