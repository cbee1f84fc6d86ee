"""The shape of a table, for reading: its columns, what kind of value each holds, and what an officer calls it.

`shapes` is made from the models, which define every stored field; reading needs none of what they stand on. The driver
is told the kind of a column by the name under which it is asked for (`booked [day]`), and hands over what it holds.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import sqlcipher3

from iro_tui.domain.fact import Fact, Kind

if TYPE_CHECKING:
    from iro_tui.store.tables.base import Base

_NO_WORDS: Mapping[str, str] = {}


class ColumnShape(NamedTuple):
    """A column: its name, what the driver is told it holds, and what an officer may know of it."""

    name: str
    held: str = ""
    """Empty: text, or a number, as it stands there."""
    label: str = ""
    """Empty: the store's own affair."""
    words: Mapping[str, str] = _NO_WORDS
    kind: Kind = Kind.TEXT
    private: bool = False
    since: int = 1
    no_at_first: bool = False
    """Whether it holds a no that nobody said."""
    goes_with: str = ""
    """The column without which it says nothing; empty: it speaks for itself."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A table as it is read."""

    name: str
    columns: tuple[ColumnShape, ...]

    @cached_property
    def by_name(self) -> dict[str, ColumnShape]:
        """Its columns by their names, in order."""
        return {column.name: column for column in self.columns}

    @cached_property
    def row(self) -> type[Any]:
        """What a whole row becomes."""
        return namedtuple(self.name, self.by_name)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What an officer may know of a row, in the order of its columns."""
        return tuple(
            Fact(column.label, column.words, column.private, column.since, column.kind, column.name, column.goes_with)
            for column in self.columns
            if column.label
        )

    @cached_property
    def wholes(self) -> dict[str, tuple[str, ...]]:
        """Its columns, those that only make sense together under the one that leads them: a booking under its day."""
        wholes: dict[str, tuple[str, ...]] = {column.name: (column.name,) for column in self.columns}
        for column in self.columns:
            if lead := column.goes_with:
                wholes[lead] += wholes.pop(column.name)
        return wholes

    def picked(self, *names: str, of: str = "") -> str:
        """These columns as the driver is asked for them, all without any; `of` is what the table is called."""
        before = f"{of}." if of else ""
        asked = []
        for name in names or self.by_name:
            held = self.by_name[name].held
            column = before + named(name)
            asked.append(f'{column} AS "{name} [{held}]"' if held else column)
        return ", ".join(asked)

    @cached_property
    def standing(self) -> str:
        """Every column of the rows that are there; conditions may follow."""
        return f"SELECT {self.picked()} FROM {self.name} WHERE deleted_at IS NULL"


def named(column: str) -> str:
    """A column in a statement: in quotation marks SQLite would take the name of one that is not there for a text."""
    return f"`{column}`"


Model: TypeAlias = "Shape | type[Base]"
"""A table, by its shape or by its model."""


def among(column: str, negated: str = "") -> str:
    """A condition: whether a column is one of the keys of a parameter, which `keys` makes."""
    return f"{column} {negated}IN (SELECT value FROM json_each(?))"


def keys(of: Collection[Any]) -> str:
    """Any number of keys as one parameter."""
    return json.dumps(list(of))


# What the driver makes of what it is told to be there


class _Days(dict[bytes, date]):
    """Days by their text: the same few thousand stand in every table."""

    def __missing__(self, text: bytes) -> date:
        day = self[text] = date.fromisoformat(text.decode())
        return day


def _moment(text: bytes) -> datetime:
    return datetime.fromisoformat(text.decode()).replace(tzinfo=UTC)


DAY, MOMENT, YES_NO = "day", "moment", "yes_no"
sqlcipher3.register_converter(DAY, _Days().__getitem__)
sqlcipher3.register_converter(MOMENT, _moment)
sqlcipher3.register_converter(YES_NO, {b"0": False, b"1": True}.__getitem__)


def stored(value: Any) -> Any:
    """A value as the file has it, for a parameter."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


# How the made file writes its columns


def text(name: str, label: str = "", words: Mapping[str, str] = _NO_WORDS, **more: Any) -> ColumnShape:
    """Text; where it has words for its codes, a code."""
    return ColumnShape(name, "", label, words, **({"kind": Kind.CODE if words else Kind.TEXT} | more))


def key(name: str, label: str = "", **more: Any) -> ColumnShape:
    """The key of another row, or what is as little said."""
    return ColumnShape(name, "", label, kind=Kind.KEY, **more)


def number(name: str, label: str = "", **more: Any) -> ColumnShape:
    return ColumnShape(name, "", label, kind=Kind.NUMBER, **more)


def day(name: str, label: str = "", **more: Any) -> ColumnShape:
    return ColumnShape(name, DAY, label, kind=Kind.DAY, **more)


def moment(name: str, label: str = "", **more: Any) -> ColumnShape:
    return ColumnShape(name, MOMENT, label, kind=Kind.MOMENT, **more)


def yes_no(name: str, label: str = "", **more: Any) -> ColumnShape:
    return ColumnShape(name, YES_NO, label, kind=Kind.YES_NO, **more)
