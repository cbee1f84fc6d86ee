"""A console of Windows that is closed under the program: nothing shows, what is typed is kept, and the program ends."""

from __future__ import annotations

import asyncio
import ctypes
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
from iro_tui.tui.console import CLOSED, CTRL_BREAK, LOG_OFF, LONGEST_SECONDS, SHUT_DOWN, Console, seconds_awake
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


@pytest.mark.parametrize("event", [CTRL_BREAK, CLOSED, LOG_OFF, SHUT_DOWN])
def test_what_says_that_it_goes_is_answered_once_the_program_has_ended(event: int) -> None:
    kernel, ended, heard = Kernel(), Event(), []

    def leave() -> None:
        heard.append(event)
        ended.set()

    console = Console(kernel)
    console.watch(leave, ended)
    assert kernel.handler(0) == 0, "Ctrl+C is a key"
    assert not heard
    assert kernel.handler(event) == 1
    assert heard == [event]


def test_what_was_being_typed_is_kept_and_nothing_shows(filled: Path) -> None:
    kernel, ended, took = Kernel(), Event(), []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await with_a_form(pilot, app)
        ending = Ending(app, end=lambda code: None)
        loop = asyncio.get_running_loop()
        leave = partial(loop.call_soon_threadsafe, partial(ending.begin, 143), context=copy_context())
        console = Console(kernel)
        console.watch(leave, ended)
        began = monotonic()

        def closed() -> None:
            kernel.handler(CLOSED)
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
