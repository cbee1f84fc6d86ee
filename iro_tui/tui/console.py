"""What Windows says of the console and of sleep: that the window is closed, the person logs off, the computer slept.

And timers that wait in the loop: on Windows Textual has each wait in a thread of a small pool, and with none free the
idle lock would stand still.
"""

from __future__ import annotations

import asyncio
import ctypes
from collections.abc import Callable
from threading import Event
from typing import Any

CTRL_BREAK, CLOSED, LOG_OFF, SHUT_DOWN = 1, 2, 5, 6
"""What a console tells its programs, of all that it tells; Ctrl+C is a key like others."""
LONGEST_SECONDS = 4.0
"""How long the program may take to end: Windows ends it after five, and at once where the answer comes before."""
_TICKS_A_SECOND = 10_000_000


def kernel32() -> Any:
    """Windows' own library; nowhere else."""
    return ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # Windows alone has it


class Console:
    """Hears that the console goes."""

    def __init__(self, kernel: Any = None) -> None:
        self._kernel = kernel or kernel32()
        self._handler: Any = None
        """What Windows calls, in a thread of its own: it must not be collected meanwhile."""

    def watch(self, leave: Callable[[], object], ended: Event) -> None:
        """Have `leave` called when it goes, and its end waited for until `ended`: the process goes with the answer."""

        def heard(event: int) -> int:
            if event not in (CTRL_BREAK, CLOSED, LOG_OFF, SHUT_DOWN):
                return 0
            leave()
            ended.wait(LONGEST_SECONDS)
            return 1

        kind = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(ctypes.c_int, ctypes.c_uint32)
        self._handler = kind(heard)
        self._kernel.SetConsoleCtrlHandler(self._handler, 1)


async def sleep(seconds: float) -> None:
    """Wait so long, holding nothing."""
    await asyncio.sleep(max(0.0, seconds))


def wait_in_the_loop() -> None:
    """Have every timer of Textual wait so."""
    from textual import _time, timer

    vars(_time)["sleep"] = vars(timer)["sleep"] = sleep


def seconds_awake(kernel: Any = None) -> float:
    """Seconds that the computer was awake since it was started; without its sleep."""
    ticks = ctypes.c_ulonglong()
    (kernel or kernel32()).QueryUnbiasedInterruptTime(ctypes.byref(ticks))
    return ticks.value / _TICKS_A_SECOND
