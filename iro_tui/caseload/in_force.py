"""The practices that a store works by, each from its first day on: what began under one is judged by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.caseload import history, practices
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.practices import Loaded
from iro_tui.domain.practice import Practice, in_force
from iro_tui.domain.words import day_words
from iro_tui.store import own
from iro_tui.store.connection import Connection, Engine

SETTING = "practice"
"""The setting that holds the text of the practice in force from the beginning; one from a later day has it after."""


@dataclass(frozen=True, slots=True)
class Practices:
    """In order, each with its first day; `date.min` is the beginning."""

    spans: tuple[tuple[date, Loaded], ...]
    chosen: bool
    """Whether one was ever chosen; else the statutory one is in force."""

    @classmethod
    def read(cls, connection: Connection) -> Practices:
        """As they are kept. Raises Refused."""
        kept = {
            _first_day(name): practices.parse(text, "the practice kept here")
            for name, text in own.read_settings(connection, SETTING).items()
        }
        chosen = bool(kept)
        if date.min not in kept:
            kept[date.min] = practices.find(practices.DEFAULT)
        return cls(tuple((first, kept[first]) for first in sorted(kept)), chosen)

    def practice(self, today: date) -> Practice:
        """The one in force today, which knows the others."""
        return in_force(((first, loaded.practice) for first, loaded in self.spans), today)

    def after(self, day: date) -> tuple[date, Practice] | None:
        """The first that comes into force after a day."""
        return next(((first, loaded.practice) for first, loaded in self.spans if first > day), None)

    def use(self, engine: Engine, loaded: Loaded, day: date | None, today: date) -> Changes:
        """Work by a practice from a day on, today where none is given; the first ever chosen from the beginning."""
        first = day or (today if self.chosen else date.min)
        from_words = f" from {'the beginning' if first == date.min else day_words(first, today)}"
        following = self.after(first)
        until = f", until {following[1].title} from {day_words(following[0], today)}" if following else ""
        name = SETTING if first == date.min else f"{SETTING} {first.isoformat()}"
        sentence = f"Work by {loaded.practice.title}{from_words}{until}."
        return history.change_setting(engine, name, loaded.text, f"Change {SETTING}", sentence)


def _first_day(name: str) -> date:
    day = name.removeprefix(SETTING).strip()
    return date.fromisoformat(day) if day else date.min
