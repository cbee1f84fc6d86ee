"""The one rule: what came first stands, what comes late gives way column by column, and both values are shown.

Columns that only make sense together, as the day, hour and place of a booking, are one value: where both worked on any
of them the one's stand whole, and the other's are shown whole, so that nobody has what nobody arranged.

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
from iro_tui.store.shapes import SHAPES

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
    """A value that gave way, and the one that stood; of columns that go together by column, under their first."""

    table: str
    row_id: str
    column: str
    kept: Any
    late: Any

    @classmethod
    def of(cls, row: Row, kept: Cells, late: Cells) -> TwoValues:
        """Of a column alone, or of those that go together."""
        column = next(iter(kept))
        return cls(*row, column, *((kept, late) if len(kept) > 1 else (kept[column], late[column])))


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
    """What gives way when something arrived: a child's rows before it, and as its sender has them, of what both know.

    `moved` is what was changed here meanwhile.
    """
    settled = WhatGaveWay()
    theirs = set[Row]()
    for row, now in after.items():
        was = before.get(row)
        if was is None:
            theirs.add(row)
            continue
        mine = moved.get(row, {})
        differing = {name for name, value in now.items() if was[name] != value and name != _REMOVED}
        for names in SHAPES[row[0]].wholes.values() if differing else ():
            if not differing.isdisjoint(names):
                here, there = ({name: values[name] for name in names} for values in (was, now))
                moved_of_it = {name: mine[name] for name in names if name in mine}
                if _settle_whole(row, here, there, moved_of_it, settled, first):
                    theirs.add(row)
    _settle_removals(before, after, moved, theirs, settled, first)
    return settled


def _settle_whole(row: Row, here: Cells, there: Cells, mine: Cells, settled: WhatGaveWay, first: First) -> bool:
    """Settle a column, or those that only make sense together; whether somebody there has worked on it."""
    lead, was = next(iter(here)), here | mine
    if there == was:
        settled.back[row] |= here
        return False
    if here == was:
        if first is First.HERE and (again := {name: there[name] for name in mine if there[name] != here[name]}):
            settled.again[row] |= again
    elif row[0] == WHO_HOLDS and lead in _DAYS:
        settled.back[row][lead] = min(filter(None, (here[lead], there[lead])))
    else:
        kept, late = (here, there) if first is First.HERE else (there, here)
        settled.back[row] |= kept
        if lead not in _WHOSE:
            settled.differ.append(TwoValues.of(row, kept, late))
    return True


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
