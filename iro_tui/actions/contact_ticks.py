"""The ticks that hang on a contact: those that it made go where it is no such talk any more, the others stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.domain.case import Case
from iro_tui.domain.duty_kind import Done
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.footprint import ANSWERING, Answering
from iro_tui.domain.several import parted
from iro_tui.domain.words import joined
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


_TELLING = ("on_day", "how", "who", "seen_alone")
"""The columns by which a contact is what is asked."""


class Tick(NamedTuple):
    """What was ticked in one action with the contact: the row and the column that its day stands in."""

    table: str
    row_id: str
    column: str
    answering: Answering
    made: bool
    """Whether the contact made it; else it is the tick that left the contact."""
    was: dict[str, Any]
    """What stood there before it."""
    rated: date | None
    held: date | None
    """Of what it is a tick: a rating of a day, a review held on a day or to come."""

    def can_lie_on(self, on: date, case: Case) -> bool:
        """Whether a day lies after what it hangs on, and not after the review that it prepares."""
        before = self.rated or max((day for day in case.held_days if not self.held or day < self.held), default=None)
        return (before is None or on >= before) and (self.held is None or on <= self.held)

    def back(self) -> Change:
        """It is not ticked any more."""
        return Change(self.table, self.row_id, self.was)


def ticks_of(connection: Connection, contact: Any) -> list[Tick]:
    """The ticks of a contact, as far as they are still of its day; each once."""
    ticks: dict[tuple[str, str], Tick] = {}
    for tick in _ticks(connection, contact):
        ticks.setdefault((tick.row_id, tick.column), tick)
    return [*ticks.values()]


def _ticks(connection: Connection, contact: Any) -> Iterator[Tick]:
    from iro_tui.store.reads import read_row
    from iro_tui.store.set_with import set_with
    from iro_tui.store.shapes import SHAPES

    # It was ticked when the contact was noted, or when it was corrected into what is asked.
    for each in (each for column in _TELLING for each in set_with(connection, "contact", contact.id, column)):
        for answering in ANSWERING:
            done = BY_ID[answering.duty].done
            if not isinstance(done, Done) or done.table != each.table or done.column not in each.columns:
                continue
            row = read_row(connection, SHAPES[each.table], each.row_id)
            # One action notes a contact with several children: each has ticks of her own.
            if row is None or row.child_id != contact.child_id or getattr(row, done.column) != contact.on_day:
                continue
            made = answering.fits(parted(contact.who or ""), contact.how or "", alone=contact.seen_alone)
            columns = [name for name in (done.column, *dict(done.also)) if name in each.columns]
            was = {name: each.before.get(name) for name in columns}
            of_day = getattr(row, "rated_on", None), getattr(row, "held", None)
            yield Tick(each.table, each.row_id, done.column, answering, made, was, *of_day)


def ticks_words(ticks: Sequence[Tick]) -> str:
    """`speak with the child alone and talk with the social worker`."""
    return joined([tick.answering.words for tick in ticks])
