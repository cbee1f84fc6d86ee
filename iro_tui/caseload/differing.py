"""Where one's own record and a colleague's differ: both values, in words, until one is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.fact import spoken
from iro_tui.domain.words import in_a_sentence
from iro_tui.store.entries import table_word
from iro_tui.store.passing_on import value_now
from iro_tui.store.shape import DAY, MOMENT
from iro_tui.store.shapes import SHAPES, DifferenceRow

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

REMOVED = "deleted_at"
HIDDEN = "hidden (p, --names)"
"""In place of a value that says who a child is, until names are asked for."""


@dataclass(frozen=True, slots=True)
class DifferingValue:
    """A value that two laptops have otherwise; which of the two stands is on the record itself."""

    key: str
    who: Who
    table: str
    row_id: str
    column: str
    here: Any
    """What is on record now."""
    other: Any
    """What a choice of the other one would set."""
    other_by: str
    """Whose the other one is, by name; empty for the officer."""
    here_by: str
    """The same of the one on record."""
    words: str
    """Both values in a sentence."""
    since: date


def value_of(table: str, column: str, value: Any) -> Any:
    """A value as JSON has it, as the column holds it."""
    kind = {DAY: date, MOMENT: datetime}.get(SHAPES[table].by_name[column].held)
    return kind.fromisoformat(value) if kind and isinstance(value, str) else value


def label_words(table: str, column: str) -> str:
    """What a value is of: `review: booked`; of a row that was removed the row itself."""
    if column == REMOVED:
        return table_word(table)
    return f"{table_word(table)}: {in_a_sentence(SHAPES[table].by_name[column].label or column)}"


def is_private(table: str, column: str) -> bool:
    """Whether a value says who a child is."""
    return any(fact.private for fact in SHAPES[table].facts if fact.name == column)


def value_words(table: str, column: str, value: Any, today: date, *, names: bool = False) -> str:
    """A value as an officer reads it; what says who a child is only with `names`."""
    if column == REMOVED:
        return "removed" if value else "kept"
    fact = next((fact for fact in SHAPES[table].facts if fact.name == column), None)
    if fact is None:
        return label_words(table, column)
    if fact.private and not names:
        return HIDDEN
    return spoken(fact, value_of(table, column, value), today) or "nothing"


def two_values(table: str, column: str, here: Any, other: Any, by: str, other_by: str, today: date) -> str:
    """`review: booked: Thu 3 Dec here, Tue 8 Dec D. Hughes`."""
    if is_private(table, column):
        return f"{label_words(table, column)}: one {by}, another {other_by}"
    one, two = (value_words(table, column, value, today) for value in (here, other))
    return f"{label_words(table, column)}: {one} {by}, {two} {other_by}"


def differing_values(connection: Connection, caseload: Caseload) -> Iterator[DifferingValue]:
    """What differs and nobody has chosen yet; of a child who has left it is for the one who has the child now."""
    from iro_tui.store.reads import read_rows

    rows = read_rows(connection, DifferenceRow, settled_on=None)
    for row in sorted(rows, key=lambda row: (row.arose_on, row.id)):
        if row.of_table in SHAPES and row.child_id in caseload.whose and caseload.whose[row.child_id].counts:
            yield _differing(connection, caseload, row)


def _differing(connection: Connection, caseload: Caseload, row: Any) -> DifferingValue:
    kept, late = json.loads(row.kept), json.loads(row.late)
    now = value_now(connection, row.of_table, row.of_row, row.of_column)
    turned = now == late and now != kept
    here_by, other_by = (row.late_by, row.kept_by) if turned else (row.kept_by, row.late_by)
    other = kept if turned else late
    here, there = (caseload.name_of(person) if person else "" for person in (here_by, other_by))
    words = two_values(row.of_table, row.of_column, now, other, "stands", there or "yours", caseload.today)
    who = who_of(caseload, row.child_id)
    return DifferingValue(
        row.id, who, row.of_table, row.of_row, row.of_column, now, other, there, here, words, row.arose_on
    )
