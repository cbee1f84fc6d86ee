"""A console of Windows that is closed under the program: nothing shows, what is typed is kept, and the program ends."""

from __future__ import annotations

import asyncio
import ctypes
import sys
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest
import sqlalchemy
from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.store.tables import table_of
from iro_tui.tui.app import IroApp
from iro_tui.tui.console import (
    CLOSED,
    CTRL_BREAK,
    LOG_OFF,
    LONGEST_SECONDS,
    SHUT_DOWN,
    Console,
    kernel32,
    seconds_awake,
)
from iro_tui.tui.ending import Ending
from tests.support.driving import drive, shown, stored, until
from tests.support.stores import open_store
from tests.tui.test_locking import WORDS, with_a_form


class Kernel:
    """The calls of Windows that are made, without Windows."""

    handler: Callable[[int], int]

    def SetConsoleCtrlHandler(self, handler: Callable[[int], int], add: int) -> int:  # noqa: N802 -- Windows' name
        self.handler = handler
        return add

    def QueryUnbiasedInterruptTime(self, ticks: Any) -> int:  # noqa: N802 -- Windows' name
        ctypes.cast(ticks, ctypes.POINTER(ctypes.c_ulonglong))[0] = 25_000_000
        return 1


class KernelOfWindows(Kernel):
    """Windows' own: what it calls is called by a thread that is none of Python's, as it does itself.

    Wine gives a program none of the events, so the thread is begun here.
    """

    def SetConsoleCtrlHandler(self, handler: Callable[[int], int], add: int) -> int:  # noqa: N802 -- Windows' name
        self._routine = ctypes.cast(handler, ctypes.c_void_p)  # type: ignore[arg-type]  # a function of ctypes
        self.handler = self._called
        _TAKEN.append(handler)
        return int(kernel32().SetConsoleCtrlHandler(handler, add))

    def QueryUnbiasedInterruptTime(self, ticks: Any) -> int:  # noqa: N802 -- Windows' name
        return int(kernel32().QueryUnbiasedInterruptTime(ticks))

    def _called(self, event: int) -> int:
        kernel, code = kernel32(), ctypes.c_uint32()
        kernel.CreateThread.restype = ctypes.c_void_p
        none, of = ctypes.c_void_p(None), ctypes.c_void_p(event)
        thread = ctypes.c_void_p(kernel.CreateThread(none, ctypes.c_size_t(0), self._routine, of, 0, none))
        assert thread.value
        kernel.WaitForSingleObject(thread, 60_000)
        kernel.GetExitCodeThread(thread, ctypes.byref(code))
        kernel.CloseHandle(thread)
        return code.value


_TAKEN: list[object] = []
"""What Windows may call until the process ends."""


def kernel_here() -> Kernel:
    """Windows' own where it is there."""
    return KernelOfWindows() if sys.platform == "win32" else Kernel()


@pytest.mark.parametrize("event", [CTRL_BREAK, CLOSED, LOG_OFF, SHUT_DOWN])
def test_what_says_that_it_goes_is_answered_once_the_program_has_ended(event: int) -> None:
    kernel, ended, heard = kernel_here(), Event(), []

    def leave() -> None:
        heard.append(event)
        ended.set()

    console = Console(kernel)
    console.watch(leave, ended)
    assert kernel.handler(0) == 0, "Ctrl+C is a key"
    assert not heard
    assert kernel.handler(event) == 1
    assert heard == [event]


@pytest.mark.parametrize("event", [CTRL_BREAK, CLOSED])
def test_what_was_being_typed_is_kept_and_nothing_shows(filled: Path, event: int) -> None:
    kernel, ended, took = kernel_here(), Event(), []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await with_a_form(pilot, app)
        ending = Ending(app, end=lambda code: None)
        loop = asyncio.get_running_loop()
        leave = partial(loop.call_soon_threadsafe, partial(ending.begin, 143), context=copy_context())
        console = Console(kernel)
        console.watch(leave, ended)
        began = monotonic()

        def closed() -> None:
            kernel.handler(event)
            took.append(monotonic() - began)

        thread = Thread(target=closed)
        thread.start()
        await until(pilot, lambda: WORDS not in shown(app), "nothing of it")
        await until(pilot, lambda: app.return_code == 143, "it ends")
        ended.set()
        thread.join()

    drive(stored(filled), steps)
    assert took[0] < LONGEST_SECONDS
    session = open_store(filled)
    with session.engine.connect() as connection:
        kept = [row.body for row in connection.execute(sqlalchemy.select(table_of(tables.DraftRow)))]
    session.close()
    assert [body for body in kept if WORDS in body]


def test_time_asleep_is_what_windows_leaves_out() -> None:
    assert seconds_awake(Kernel()) == 2.5
