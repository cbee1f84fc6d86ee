"""Where one's own record and a colleague's differ: both values, in words, until one is chosen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.fact import Fact, Kind, spoken
from iro_tui.domain.words import in_a_sentence
from iro_tui.store.entries import table_word
from iro_tui.store.passing_on import Cells, values_now
from iro_tui.store.shape import DAY, MOMENT
from iro_tui.store.shapes import SHAPES, DifferenceRow

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

REMOVED = "deleted_at"
_MOST, _LONG = 4, 40
"""How much is said of a row: so many values, each of so many characters."""
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
    """What is on record now; of columns that go together by column, as `column`'s."""
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
    """A value as JSON has it, as the column holds it; None where it is no such day."""
    kind = {DAY: date, MOMENT: datetime}.get(SHAPES[table].by_name[column].held)
    try:
        return kind.fromisoformat(value) if kind else value
    except (TypeError, ValueError):
        return None


def label_words(table: str, column: str) -> str:
    """What a value is of: `review: booked`; of a row that was removed the row itself."""
    if column == REMOVED:
        return table_word(table)
    return f"{table_word(table)}: {in_a_sentence(SHAPES[table].by_name[column].label or column)}"


def cells_of(column: str, value: Any) -> Cells:
    """A value by column: of columns that go together each, of one alone that one."""
    return value if isinstance(value, dict) else {column: value}


def is_private(table: str, column: str) -> bool:
    """Whether a value says who a child is."""
    shape = SHAPES[table]
    return any(shape.by_name[name].private for name in shape.wholes.get(column, (column,)))


def value_words(
    table: str, column: str, value: Any, today: date, *, names: bool = False, apart: Collection[str] = ()
) -> str:
    """A value as an officer reads it; what says who a child is only with `names`.

    Of those that go together all, `apart` before the others: what is cut short shows how two differ.
    """
    if column == REMOVED:
        return "removed" if value else "kept"
    facts = {fact.name: fact for fact in SHAPES[table].facts}
    if column not in facts:
        return label_words(table, column)
    if is_private(table, column) and not names:
        return HIDDEN
    cells = cells_of(column, value)
    order = sorted((name for name in facts if name in cells), key=lambda name: (name != column, name not in apart))
    words_of = {
        name: words for name in order if (words := spoken(facts[name], value_of(table, name, cells[name]), today))
    }
    first = words_of.pop(column, "nothing")
    return ", ".join((first, *(_beside_words(facts[name], words) for name, words in words_of.items())))


def row_words(table: str, cells: Cells, today: date) -> str:
    """What a row says before anything else: `foster care, since Fri 1 May`; empty where that is who a child is."""
    says = [
        _beside_words(fact, shorten(words, _LONG, placeholder="…"))
        for fact in SHAPES[table].facts
        if not fact.private and cells.get(fact.name) is not False
        if (words := spoken(fact, value_of(table, fact.name, cells.get(fact.name)), today))
    ]
    return ", ".join(says[:_MOST])


def both_words(table: str, column: str, one: Any, two: Any, today: date, *, names: bool = False) -> tuple[str, str]:
    """Two values that differ, as an officer reads them."""
    first, second = (cells_of(column, value) for value in (one, two))
    apart = {name for name in first if first[name] != second.get(name)}
    words = partial(value_words, table, column, today=today, names=names, apart=apart)
    return words(one), words(two)


def _beside_words(fact: Fact, words: str) -> str:
    """What is said behind another one: with what it is where that does not show."""
    return f"{in_a_sentence(fact.label)} {words}" if fact.kind in (Kind.DAY, Kind.YES_NO) else words


def two_values(table: str, column: str, here: Any, other: Any, by: str, other_by: str, today: date) -> str:
    """`review: booked: Thu 3 Dec here, Tue 8 Dec D. Hughes`."""
    if is_private(table, column):
        return f"{label_words(table, column)}: one {by}, another {other_by}"
    one, two = both_words(table, column, here, other, today)
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
    names = [name for name in cells_of(row.of_column, kept) if name in SHAPES[row.of_table].by_name]
    cells = values_now(connection, row.of_table, row.of_row, names)
    now = cells if isinstance(kept, dict) else cells.get(row.of_column)
    turned = now == late and now != kept
    here_by, other_by = (row.late_by, row.kept_by) if turned else (row.kept_by, row.late_by)
    other = kept if turned else late
    here, there = (caseload.name_of(person) if person else "" for person in (here_by, other_by))
    words = two_values(row.of_table, row.of_column, now, other, "stands", there or "yours", caseload.today)
    who = who_of(caseload, row.child_id)
    return DifferingValue(
        row.id, who, row.of_table, row.of_row, row.of_column, now, other, there, here, words, row.arose_on
    )
