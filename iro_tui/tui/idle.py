"""Noticing that nobody is there: time without a key, a computer that slept, a clock that was set."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from iro_tui import clock

LOOK_SECONDS = 1.0
"""How often the screens ask: so long after waking a computer may still show what it showed."""
MANAGERS_MINUTES = 2
"""A manager's store, where thousands of children can be read, locks after no more, whatever the settings say."""
_SLACK = 60.0
"""Seconds by which a clock may be set, forward or back, without being taken for more than keeping time."""
_NAP = 5.0
"""Seconds of sleep that are taken for none: the clocks are not read at the very same moment."""


def asleep() -> float:
    """Seconds that the computer has slept, from some moment on; 0 where the system does not say."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    if sys.platform == "win32":
        from iro_tui.tui.console import seconds_awake

        return time.monotonic() - seconds_awake()
    return 0.0


class IdleWatch:
    """Counts from the last key by two clocks: the steady one stands still while some computers sleep, the other does
    not but can be set. Whichever says that the time is over, it is; and so it is after a sleep, however short, and
    where the two went apart: somebody has set the clock.
    """

    def __init__(
        self,
        minutes: float,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = lambda: clock.now().timestamp(),
        slept: Callable[[], float] = asleep,
    ) -> None:
        self._limit = minutes * 60
        self._steady, self._wall, self._slept = steady, wall, slept
        self.touched()

    def limit_to(self, minutes: float) -> None:
        """Another time from now on."""
        self._limit = minutes * 60

    def touched(self) -> None:
        """Somebody is there."""
        self._at = self._steady(), self._wall(), self._slept()

    @property
    def seconds(self) -> float:
        """How long nobody has been there, by the steady clock."""
        return self._steady() - self._at[0]

    @property
    def over(self) -> bool:
        """Whether nobody has been there for the whole time, as far as can be told."""
        steady, wall, slept = self._steady() - self._at[0], self._wall() - self._at[1], self._slept() - self._at[2]
        return steady >= self._limit or wall >= self._limit or slept > _NAP or abs(wall - steady - slept) > _SLACK
