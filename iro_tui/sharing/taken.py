"""What a file says of itself, and what taking it in does, child by child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from iro_tui.domain.vocabulary import HAND_OVERS
from iro_tui.sharing.entry import NO_HAND_OVER, ChildPart
from iro_tui.sharing.file import Inside
from iro_tui.sharing.seal import KeyCard, NotTaken
from iro_tui.sharing.settle import TwoValues
from iro_tui.store.passing_on import BESIDE, Cells
from iro_tui.text import clean


class TakenBefore(NotTaken):
    """All of a file was taken in before, and so nothing of it is new: its receipt is there already."""

    def __init__(self, sentence: str, parcel: str, code: str) -> None:
        super().__init__(sentence)
        self.parcel, self.code = parcel, code


class ChangedValue(NamedTuple):
    """A value of a child who was here that the file changes, as JSON has it."""

    table: str
    row_id: str
    column: str
    was: Any
    becomes: Any
    says: Cells | None = None
    """What all of the row says, where it is removed or comes back."""


@dataclass(slots=True)
class TakenChild:
    """What taking a file in does to one child."""

    child_id: str
    ref: str
    new: bool
    left_on: date | None = None
    """Of one who was removed here once a colleague had the child: since when. Such a one comes back."""
    rows: int = 0
    """How many rows come, of one who was here already."""
    changed: list[ChangedValue] = field(default_factory=list)
    differ: list[TwoValues] = field(default_factory=list)
    late_by: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """By table, row and column the name of who wrote the value that gave way; empty for the officer."""
    theirs: list[TwoValues] = field(default_factory=list)
    """Where the officer's own value gave way on the other laptop, which had it otherwise and took it in first."""
    notes: int = 0
    """Notes of others that are not on the council's system yet."""
    ends_cover: str = ""
    """Who covered the child until this file, and has not given it back to whoever wrote it: the name."""

    @property
    def yours_stand(self) -> list[TwoValues]:
        """Of what differs where the officer's own value, or what stood here, stands."""
        return [pair for pair in self.differ if self.late_by.get(pair[:3])]

    @property
    def theirs_stand(self) -> list[TwoValues]:
        """Of what differs where the officer's own value gave way: here, as a removal of what is in use, or there."""
        return [*(pair for pair in self.differ if not self.late_by.get(pair[:3])), *self.theirs]


@dataclass(slots=True)
class TakenFile:
    """What taking a file in does, or has done."""

    card: KeyCard
    parcel: str
    why: str
    until: date | None
    on: date
    code: str = ""
    """The receipt: of all who came by this file, now or before."""
    children: list[TakenChild] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """A sentence of each child who does not come."""


@dataclass(frozen=True, slots=True)
class FileTerms:
    """What a file says of itself."""

    parcel: str
    why: str
    until: date | None
    on_day: date
    made: datetime
    to: str
    """The person it was written for."""
    to_name: str
    practice: str
    children: tuple[ChildPart, ...]
    beside: Mapping[str, list[Any]]
    took: Mapping[str, frozenset[str]]
    """By which files of the receiver's these children came to whoever wrote it, each with all who came by it."""

    @classmethod
    def read(cls, inside: Inside, parcel: str) -> FileTerms:
        values = inside.values
        try:
            if values["parcel"] != parcel or values["why"] not in HAND_OVERS or not values["children"]:
                raise NotTaken(NO_HAND_OVER)
            until = values["until"]
            return cls(
                parcel, values["why"], date.fromisoformat(until) if until else None, date.fromisoformat(values["on"]),
                datetime.fromisoformat(values["made"]), str(values["to"]), clean(str(values["to_name"])),
                str(values["practice"]),
                tuple(map(ChildPart.read, values["children"])),
                {name: list(values["beside"].get(name, ())) for name in BESIDE},
                {str(file): frozenset(map(str, came)) for file, came in values["took"].items()},
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotTaken(NO_HAND_OVER) from None
