"""What an action writes, as plain data: rows to add, to put, to change and to remove. Importing this costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class New:
    """A row to add, by the name of its table. Other rows of the same action may refer to its `key`."""

    table: str
    values: Values
    key: str = field(default_factory=lambda: uuid4().hex, compare=False)


@dataclass(frozen=True, slots=True)
class Put:
    """A row to be there under a key that others make too: added, there again if it was removed, or changed."""

    table: str
    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Change:
    """Fields of a row on record to set; what is so already is not written."""

    table: str
    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Remove:
    """A row to take away, softly."""

    table: str
    key: str


Write = New | Put | Change | Remove
