"""What an officer did between two days, by kind of work, from what is on record of each: nothing is typed for it.

Minutes are those noted with a contact. Nobody enters how long a review or a journey takes: of journeys it is said how
many there were, which is all that the record knows. Source: Kent 2011-12, line 92.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.domain.vocabulary import MODES, task_words
from iro_tui.store import shapes
from iro_tui.store.columns import columns_of

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

IN_PERSON = (MODES[0], MODES[2])
"""Ways of meeting for which somebody travels."""
VISIT, REGULATION_44 = "visit", "regulation 44 visit"
NO_WAY = "way not on record"


@dataclass(frozen=True, slots=True)
class OwnWork:
    """How much was done, the most first."""

    done: Counter[str]
    """Reviews, conferences, hearings, mid-point checks, and tasks by their kind."""
    reviews: Counter[str]
    """Reviews by the way people met."""
    minutes: Counter[str]
    """Minutes noted with contacts, by how one was in touch."""
    journeys: Counter[str]
    """What somebody had to travel to."""

    @property
    def minutes_words(self) -> str:
        """`2 h 15 min noted: visit 1 h 30 min, phone 0 h 45 min`; empty where none are."""
        each = ", ".join(f"{how} {hours_words(number)}" for how, number in self.minutes.most_common())
        return f"{hours_words(self.minutes.total())} noted: {each}" if self.minutes else ""


def hours_words(minutes: int) -> str:
    """`1 h 05 min`."""
    return f"{minutes // 60} h {minutes % 60:02} min"


def own_work(connection: Connection, since: date, today: date, of_children: Collection[str] | None = None) -> OwnWork:
    """What was done after a day, up to today; `of_children`: for these alone, and no task that concerns none."""
    work = OwnWork(Counter(), Counter(), Counter(), Counter())

    def lies_in(day: date | None, child_id: str | None) -> bool:
        return day is not None and since < day <= today and (of_children is None or child_id in of_children)

    for child_id, held, mode in columns_of(connection, shapes.ReviewRow, "child_id", "held", "mode"):
        if lies_in(held, child_id):
            work.done["reviews"] += 1
            work.reviews[mode or NO_WAY] += 1
            work.journeys["reviews"] += mode in IN_PERSON
    for child_id, day, what in _others(connection):
        if lies_in(day, child_id):
            work.done[what] += 1
            work.journeys[what] += what in ("hearings", f"{REGULATION_44}s")
    for child_id, day, how, minutes in columns_of(
        connection, shapes.ContactRow, "child_id", "on_day", "how", "minutes"
    ):
        if lies_in(day, child_id):
            work.minutes[how or NO_WAY] += minutes or 0
            work.journeys["visits to children"] += how == VISIT
    return OwnWork(*(+counter for counter in (work.done, work.reviews, work.minutes, work.journeys)))


def _others(connection: Connection) -> Iterator[tuple[str | None, date | None, str]]:
    """Everything else that is done on a day: for which child, and what it is called in the plural."""
    for child_id, held in columns_of(connection, shapes.ConferenceRow, "child_id", "held"):
        yield child_id, held, "conferences"
    for child_id, done in columns_of(connection, shapes.CourtDateRow, "child_id", "done_on"):
        yield child_id, done, "hearings"
    for child_id, done in columns_of(connection, shapes.MidpointCheckRow, "child_id", "done_on"):
        yield child_id, done, "mid-point checks"
    for child_id, done, kind in columns_of(connection, shapes.TaskRow, "child_id", "done_on", "type"):
        yield child_id, done, f"{task_words(kind)}s"
