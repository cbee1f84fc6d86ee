"""Noticing that nobody is there: time without a key, a computer that slept, a clock that was set."""

from __future__ import annotations

import time
from collections.abc import Callable

from iro_tui import clock

LOOK_SECONDS = 5.0
"""How often the screens ask."""
_SLACK = 60.0
"""Seconds by which a clock may be set back without being taken for more than keeping time."""


class IdleWatch:
    """Counts from the last key by two clocks: the steady one stands still while some computers sleep, the other does
    not but can be set. Whichever says that the time is over, it is.
    """

    def __init__(
        self,
        minutes: float,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = lambda: clock.now().timestamp(),
    ) -> None:
        self._limit = minutes * 60
        self._steady, self._wall = steady, wall
        self.touched()

    def limit_to(self, minutes: float) -> None:
        """Another time from now on."""
        self._limit = minutes * 60

    def touched(self) -> None:
        """Somebody is there."""
        self._at = self._steady(), self._wall()

    @property
    def seconds(self) -> float:
        """How long nobody has been there, by the steady clock."""
        return self._steady() - self._at[0]

    @property
    def over(self) -> bool:
        """Whether nobody has been there for the whole time, as far as can be told."""
        steady, wall = self._steady() - self._at[0], self._wall() - self._at[1]
        return steady >= self._limit or wall >= self._limit or wall < -_SLACK
