"""What a row of a list comes to: what it writes, what is said of it, and what is asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_tui.actions.base import Scene
from iro_tui.actions.listed_cells import one_day, why_no_day
from iro_tui.domain.near_reviews import KEYS
from iro_tui.domain.typed_booking import TypedBooking, is_not_booked
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Change, New, Write

REVIEWS = "reviews"
"""What stands in no list, but is said of a row whose review is near another: what the two of them are."""
THEIRS, OURS = "theirs", "ours"
"""Beside `one` and `two`: they are one review on one day, that of the list, or that on record."""
OF_NEAR: Mapping[str, str] = {**{key: answer for answer, key in KEYS.items()}, "y": THEIRS, "n": OURS}
"""By its key what can be said of them."""


@dataclass(slots=True)
class Extra:
    """What a row comes to: what it writes, what is said of it, and what is asked before more of it is written."""

    take: bool | None = None
    """What a person answered to all that is asked; None: nothing yet."""
    writes: list[Write] = field(default_factory=list)
    adds: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    asked: bool = False
    """Whether anything was asked, also where it is answered."""
    reviews: str = ""
    """What a person said that a review of the row and one near it are, of `OF_NEAR`; empty: nothing yet."""
    asks_near: bool = False
    """Whether that is still asked."""

    def ask(self, words: str, writes: list[Write], adds: str) -> None:
        self.asked = True
        if self.take is None:
            self.asks.append(words)
        elif self.take:
            self.writes += writes
            self.adds.append(adds)

    def ask_near(self, words: str) -> None:
        """Ask what a review and one near it are. No answer to anything else that the row asks is one to this."""
        self.asked = self.asks_near = True
        self.asks.append(words)

    def stands(self, theirs: str, mine: str) -> None:
        """Tell that the list says one thing and the record another, which is left as it is."""
        self.notes.append(f"{theirs} in your list, {mine} on record: that stands")

    def value_of(self, key: str, name: str, table: str = "review") -> Any:
        """What a column of a row is set to so far."""
        mine = [w.values for w in self.writes if isinstance(w, New | Change) and w.table == table and w.key == key]
        return next((values[name] for values in mine if values.get(name)), None)

    def set_on(self, key: str, values: Mapping[str, Any], table: str = "review") -> None:
        """Set columns of a row: of one that is only now added, in its own."""
        for at, write in enumerate(self.writes):
            if isinstance(write, New | Change) and write.table == table and write.key == key:
                self.writes[at] = replace(write, values={**write.values, **values})
                return
        self.writes.append(Change(table, key, values))


def tell_due(scene: Scene, what: str, text: str, ours: date | None, extra: Extra) -> None:
    """Where a list calls another day due than is counted here, both are told; a cell that is no one day is told too."""
    if not text or is_not_booked(text):
        return
    theirs = one_day(scene, text, "ahead")
    if theirs is None:
        extra.notes.append(f"{what} “{text}” {why_no_day(scene, text, 'ahead')}, left out")
    elif theirs != ours:
        counted = f"by {day_words(ours, scene.today)} as counted here" if ours else "none is counted here"
        extra.notes.append(f"{what} {day_words(theirs, scene.today)} in your list, {counted}")


def more_of_booking(row: Any, booking: TypedBooking, extra: Extra, what: str) -> dict[str, Any]:
    """Of the day on record the time and the place: what there was none of; another one than on record is asked."""
    theirs = {"booked_time": booking.time, "venue": booking.place}
    new = {name: text for name, text in theirs.items() if text and not getattr(row, name)}
    if new:
        extra.adds.append("time and place of the booking" if len(new) > 1 else "more of the booking")
    other = {name: text for name, text in theirs.items() if text and _differ(text, getattr(row, name))}
    if other:
        pairs = [
            f"{'at ' if n == 'booked_time' else ''}{getattr(row, n)} here, {t} in your list" for n, t in other.items()
        ]
        extra.ask(
            f"the next {what} is booked {joined(pairs)}: y takes your list's, n keeps what is here",
            [Change(what, row.id, other)],
            f"another {joined([_PARTS[name] for name in other])} of the {what}",
        )
    return new


def _differ(one: str, other: str | None) -> bool:
    return bool(other) and one.casefold() != str(other).casefold()


_PARTS = {"booked_time": "time", "venue": "place"}
