"""Which row on record and which row that files tell are one fact. Source: domain reference 1.7.

The same key or the same day is one fact. What a person entered and a file tells within five working days is one fact
too, in another code perhaps, over which the two then disagree; never two rows of files. What is left over on either
side is gone from the files, or new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_tui.actions.told_rows import (
    CARE_PERIOD,
    CONTACT,
    KIND,
    LEGAL_STATUS,
    PLACEMENT,
    REVIEW,
    VISIT,
    ToldRow,
    decoded,
)
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import RULES

NEAR = 5
"""Working days within which what a person entered and what a file tells are one fact."""
MOVED = 31
"""Days within which a fact that files no longer tell, and one they newly tell, are taken for one, its day put right."""
_BEGINS = ("started", "held", "booked", "on_day")
"""The columns of the day by which a fact is called, in whichever table it has one."""

Row = Any
"""A row on record: all columns of its table."""
_By = Callable[[Row, ToldRow], bool]


@dataclass(slots=True)
class Matched:
    pairs: list[tuple[Row, ToldRow]] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    """Rows that files told and tell no longer."""
    new: list[ToldRow] = field(default_factory=list)


def match(
    table: str, rows: Iterable[Row], told_rows: Iterable[ToldRow], practice: Practice, newest: date | None = None
) -> Matched:
    """Pair a child's rows of a table with what files tell, whose newest day is `newest`."""
    by_key = {row.id: row for row in rows}
    wanted, result = [], Matched()
    for told_row in told_rows:
        if told_row.key in by_key:
            result.pairs.append((by_key.pop(told_row.key), told_row))
        else:
            wanted.append(told_row)
    left = list(by_key.values())
    for same in _passes(table, practice, newest) if left and wanted else ():
        for told_row in tuple(wanted):
            fitting = [row for row in left if same(row, told_row)]
            if fitting:
                row = min(fitting, key=lambda row: (_apart(row, told_row), row.id))
                result.pairs.append((row, told_row))
                left.remove(row)
                wanted.remove(told_row)
    result.gone = [row for row in left if row.as_told is not None]
    result.new = wanted
    return result


def days_of(row: Row) -> tuple[date, ...]:
    """The days by which a row on record may be known."""
    names = ("held", "completed", "adjourned", "booked") if hasattr(row, "held") else ("on_day", "started")
    return tuple(day for name in names if (day := getattr(row, name, None)))


def is_near(one: date, other: date, practice: Practice) -> bool:
    """Whether two days may be of one fact that a person told and a file."""
    return abs(practice.statutory.between(one, other)) <= NEAR


def _apart(row: Row, told_row: ToldRow) -> int:
    return min((abs((day - told_row.day).days) for day in days_of(row)), default=9999)


def _passes(table: str, practice: Practice, newest: date | None) -> Sequence[_By]:
    kind = KIND[table]

    def same_kind(row: Row, told_row: ToldRow) -> bool:
        return all(getattr(row, name) == told_row.values[name] for name in kind)

    def told_before(row: Row, told_row: ToldRow) -> bool:
        """What the files told of the row last, whatever a person has made of it since."""
        names = (*kind, *(name for name in _BEGINS if name in told_row.values))
        before = decoded(row.as_told) if row.as_told is not None else None
        return before is not None and all(before.get(name) == told_row.values[name] for name in names)

    def same_day(row: Row, told_row: ToldRow) -> bool:
        return told_row.day in days_of(row) and same_kind(row, told_row)

    def day_alone(row: Row, told_row: ToldRow) -> bool:
        return told_row.day in days_of(row)

    def a_person_s_near(row: Row, told_row: ToldRow) -> bool:
        return row.as_told is None and any(is_near(day, told_row.day, practice) for day in days_of(row))

    def near(row: Row, told_row: ToldRow) -> bool:
        return same_kind(row, told_row) and a_person_s_near(row, told_row)

    def near_of_another_code(row: Row, told_row: ToldRow) -> bool:
        """A child has one legal status and one placement at a time; what began after the files end they cannot deny."""
        known = newest is None or row.started <= newest
        return known and at_once(row, told_row) and a_person_s_near(row, told_row)

    def completes(row: Row, told_row: ToldRow) -> bool:
        on = row.adjourned
        is_later = bool(on and not row.held and on < told_row.day and "held" in told_row.values)
        return is_later and told_row.day <= RULES["adjourn"].limit(on, practice.law)

    def at_once(row: Row, told_row: ToldRow) -> bool:
        ended = told_row.values.get("ended")
        return (row.ended is None or row.ended > told_row.day) and (ended is None or ended > row.started)

    def overlaps(row: Row, told_row: ToldRow) -> bool:
        """The person knows more of it than a record that begins in its middle; or two times in care at once."""
        own = row.as_told is None and same_kind(row, told_row) and at_once(row, told_row)
        middle = not (told_row.start_known and getattr(row, "start_known", True))
        return own and (table == CARE_PERIOD or middle)

    def moved(row: Row, told_row: ToldRow) -> bool:
        if row.as_told is None or not same_kind(row, told_row):
            return False
        return _apart(row, told_row) <= MOVED or (table != REVIEW and at_once(row, told_row))

    if table in (CONTACT, VISIT):
        return told_before, same_day
    if table == REVIEW:
        return told_before, same_day, near, completes, moved
    if table in (LEGAL_STATUS, PLACEMENT):
        return told_before, same_day, day_alone, near, overlaps, moved, near_of_another_code
    return (told_before, same_day, near, overlaps, moved) if table == CARE_PERIOD else (told_before, same_day, near)
