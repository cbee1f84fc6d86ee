"""Keys typed while something opens: kept, in order, and given on when it is there."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

if TYPE_CHECKING:
    from textual.app import App

AT_MOST_SECONDS = 10.0
BETWEEN_KEYS_SECONDS = 0.05
"""How far apart keys are given on: an answer may bring another question first."""


def _typed_at(key: events.Key) -> float:
    return key.time


class TypeAhead:
    """A practised hand is faster than a form: `begin` when something starts to open, `end` when it is there."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: list[events.Key] = []
        self._opening = 0
        """How many things are opening."""
        self._timer: Timer | None = None

    def takes(self, key: events.Key, at_once: Collection[str]) -> bool:
        """Whether a key has to wait, for what is opening or for one typed before it; it is kept then.

        `at_once` are keys that nothing holds up: those that lock and leave.
        """
        if key.key in at_once:
            return False
        waits = bool(self._opening) or (bool(self._waiting) and key.time > self._waiting[0].time)
        if waits:
            insort(self._waiting, key, key=_typed_at)
        return waits

    def begin(self) -> None:
        """Keep the keys that are typed from now on for what is opening."""
        self._opening += 1
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(AT_MOST_SECONDS, self._never_came)

    def end(self) -> None:
        """What was opening is there: it gets the keys that were kept for it."""
        self._opening = max(0, self._opening - 1)
        if not self._opening:
            # After what was just shown has taken the focus.
            self._app.call_after_refresh(self._give_on)

    def clear(self) -> None:
        """Forget every key: the screens go."""
        self._waiting.clear()
        self._opening = 0

    def _never_came(self) -> None:
        """Whatever was to open never said that it is there; the keyboard must not stay silent for it."""
        self._opening = 0
        self._give_on()

    def _give_on(self) -> None:
        """One key after the other, each when what the one before has changed may stand."""
        if self._waiting and not self._opening:
            waiting = self._waiting.pop(0)
            key = events.Key(waiting.key, waiting.character)
            key.time = waiting.time
            key.set_sender(self._app)  # as the driver's keys have it: what has a screen as its sender ends there
            self._app.post_message(key)
            self._app.set_timer(BETWEEN_KEYS_SECONDS, self._give_on)
