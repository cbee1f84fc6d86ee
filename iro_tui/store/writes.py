"""What an action writes, as plain data: rows to add, to put, to change and to remove. Importing this costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

Values = Mapping[str, Any]

_NAMED = UUID("2d0a8f5e-6c57-5b0e-9a51-3f1f0b7f4c11")
"""Never to change: keys made from it stand in stores."""


def person_key(name: str) -> str:
    """The key of somebody of the service who is known by name alone: the same on every laptop."""
    return made_key("person", *name.casefold().split())


def setting_key(name: str) -> str:
    """The key of a setting of the whole service: the same on every laptop."""
    return made_key("setting", name)


def made_key(kind: str, *of: str) -> str:
    """The key of a row that says what these say: the same on every laptop that makes it."""
    return uuid5(_NAMED, " ".join((kind, *of))).hex


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
