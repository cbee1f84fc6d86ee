"""What a child has one of at a time: where two apart each enter one it is the same, and is settled like one row.

So the values of who was first stand, what only the other said stands beside, and where both said otherwise both are
shown. Of the two rows the one is removed, by the laptop that comes second, and what belongs to it belongs to the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from iro_tui.domain.fact import Kind
from iro_tui.sharing.settle import NOT_THERE, First, Moved, Row, TwoValues, WhatGaveWay
from iro_tui.store.passing_on import Cells, Rows
from iro_tui.store.shape import ColumnShape
from iro_tui.store.shapes import SHAPES


class Alone(NamedTuple):
    """Of which rows there is one: those that have none of the days in `ends`, and the same in `by`."""

    ends: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    def of(self, values: Cells) -> bool:
        """Whether a row is such a one: it is there, and not over."""
        return values["deleted_at"] is None and not any(values[name] for name in self.ends)


ONE_AT_A_TIME: Mapping[str, Alone] = {
    "care_period": Alone(("ended",)),
    "legal_status": Alone(("ended",)),
    "placement": Alone(("ended",)),
    "adoption_authority": Alone(("ended",), ("kind",)),
    "worker": Alone(("ended",), ("role",)),
    "review": Alone(("held",)),
    "conference": Alone(("held", "not_held_on"), ("kind",)),
    "protection_plan": Alone(("ended",)),
    "proceedings": Alone(("concluded_on",), ("application",)),
    "consultation": Alone(by=("review_id", "party")),
    "attendance": Alone(by=("review_id", "who")),
    "checklist_answer": Alone(by=("review_id", "item")),
}
"""By table; what is told of a review stands behind it. Who holds a child is no value to choose, and not among them."""
_OWN = ("id", "version", "deleted_at", "child_id")


def make_one(settled: WhatGaveWay, before: Rows, after: Rows, moved: Moved, first: First, at: str) -> None:
    """Settle what is new on both sides, of which a child has one at a time; `at` is the moment. Pure."""
    became: dict[str, str] = {}
    for here, there in _doubles(before, after, moved, became):
        earlier, late = (here, there) if first is First.HERE else (there, here)
        # What a file told is found again by its key; of the others the log's is kept, or the same one on both sides.
        in_order = sorted((here, there), key=lambda row: (
            not after[row].get("told_by"), first is First.THERE and row in before, _by_what_it_says(row, after[row])
        ))  # fmt: skip
        keep, gone = in_order
        became[gone[1]] = keep[1]
        settled.one[keep] = gone
        settled.back[gone]["deleted_at"] = at
        shape = SHAPES[keep[0]]
        for lead, names in shape.wholes.items():
            if lead not in _OWN:
                one, other = ({name: after[row][name] for name in names} for row in (earlier, late))
                _settle_whole(settled, keep, [shape.by_name[name] for name in names], one, other)
    for row, values in after.items():
        for name, value in (values | settled.back.get(row, {})).items():
            if name != "id" and isinstance(value, str) and value in became:
                settled.back[row][name] = became[value]


def in_place_of(before: Rows, after: Rows) -> Iterator[tuple[Row, Row]]:
    """The rows that are new where another was removed, of which there is one at a time; with the one they replace."""
    for table, alone in ONE_AT_A_TIME.items():
        gone: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row, values in before.items():
            if row[0] == table and alone.of(values) and row in after and after[row]["deleted_at"]:
                gone[tuple(values[name] for name in alone.by)].append(row)
        came = [row for row, values in after.items() if row[0] == table and row not in before and alone.of(values)]
        for row in came:
            if rows := gone[tuple(after[row][name] for name in alone.by)]:
                yield row, rows.pop()


def _doubles(before: Rows, after: Rows, moved: Moved, became: Mapping[str, str]) -> Iterator[tuple[Row, Row]]:
    """Each row that was made here unknown to the sender, with one that came and is the same."""
    for table, alone in ONE_AT_A_TIME.items():
        new: defaultdict[tuple[Any, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        rows = ((row, values) for row, values in after.items() if row[0] == table)
        for row, values in sorted(rows, key=lambda each: _by_what_it_says(*each)):
            here = moved.get(row, {}).get("deleted_at") is NOT_THERE
            if alone.of(values) and (here or row not in before):
                what = tuple(became.get(values[name], values[name]) for name in alone.by)
                new[what][not here].append(row)
        for made, came in new.values():
            yield from zip(made, came, strict=False)


def _by_what_it_says(row: Row, values: Cells) -> tuple[str, Row]:
    """In an order that is the same on every laptop, and for whoever does the same again: keys are made at random."""
    says = {fact.name: values[fact.name] for fact in SHAPES[row[0]].facts if fact.kind is not Kind.KEY}
    return json.dumps(says), row


def _settle_whole(settled: WhatGaveWay, keep: Row, columns: Sequence[ColumnShape], first: Cells, late: Cells) -> None:
    """Settle a column, or those that only make sense together. Who says all that the other does, and more, is right."""
    tells, late_tells = (
        {column.name: values[column.name] for column in columns if _says(column, values[column.name])}.items()
        for values in (first, late)
    )
    is_said = bool(columns[0].label) and columns[0].kind is not Kind.KEY
    settled.back[keep] |= late if is_said and tells <= late_tells else first
    if is_said and not tells <= late_tells and not late_tells <= tells:
        settled.differ.append(TwoValues.of(keep, first, late))


def _says(column: ColumnShape, value: Any) -> bool:
    return value is not None and value != "" and not (value is False and column.no_at_first)
