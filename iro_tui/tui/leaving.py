"""Leaving when the terminal goes: the session is closed and the program ends, where it would else run on unseen.

Textual's driver takes the end of its input for nothing typed yet: it asks again at once, for ever, with the store open.
Here the line is watched for its hanging up, and the signals that say so are heard. Not for Windows, where the console
ends the program.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from iro_tui.tui.handing_over import Handed, as_numbers, start_locked
from iro_tui.tui.locking import blank, within

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

LONGEST_SECONDS = 1.7
"""How long closing may take before the program is ended as it is: what was done is in the store already."""
BLANK_SECONDS = 0.2
"""How long drawing nothing may be waited for: a terminal that has gone draws nothing at all."""
KEEP_SECONDS = 1.0
"""How long what is being typed may take to be kept."""
SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)


class WatchedDriver(LinuxDriver):
    """A terminal that may go: then the app ends, with 128 and the number of the signal that says so."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._file = cast("Any", _Unheard(cast("IO[str]", self._file)))
        self._leaving = False

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        handed = cast("IroApp", self._app).launch.handed
        if handed is not None and handed.terminal:
            self.attrs_before = list(handed.terminal)  # as it was found is as the process before left it
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, partial(self._leave, number))
        gone = partial(loop.call_soon_threadsafe, partial(self._leave, signal.SIGHUP), context=copy_context())
        Thread(target=_watch, args=(self.fileno, gone), name="terminal-watch", daemon=True).start()

    def give_way(self, sealed: bytes, *, unfinished: bool) -> None:
        """Hand the terminal, as it stands and with what it shows, to the locked start. Returns where that cannot be."""
        if self._writer_thread is None:
            return
        self.write("\x1b[<u")  # the keyboard's own protocol is asked for anew
        self._disable_in_band_window_resize()
        self._writer_thread.stop()  # what is drawn is drawn
        try:
            termios.tcflush(self.fileno, termios.TCIFLUSH)  # what was typed so far was meant for what was open
            start_locked(Handed(sealed, as_numbers(self.attrs_before or []), unfinished))
        except OSError:
            self._writer_thread = WriterThread(cast("IO[str]", self._file))
            self._writer_thread.start()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the line has gone while it was read: the watch says so
            return

    def _leave(self, number: signal.Signals) -> None:
        """Once, in the loop of the app."""
        if self._leaving:
            return
        self._leaving = True
        code = 128 + number
        if number == signal.SIGHUP:
            self.exit_event.set()  # nothing more comes in
        last = Timer(LONGEST_SECONDS, os._exit, (code,))
        last.daemon = True
        last.start()
        self._task = asyncio.get_running_loop().create_task(_end(cast("IroApp", self._app), code))


async def _end(app: IroApp, code: int) -> None:
    """Show nothing any more, keep what is typed, and end with a code; the session closes, and the key is wiped."""
    if app.session is not None:
        await within(blank(app), BLANK_SECONDS)
        await within(app.keep_drafts(), KEEP_SECONDS)
    app.exit(return_code=code)


class _Unheard:
    """The terminal's side of what is written, which nobody may hear any more."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            return

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            return

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _watch(line: int, gone: Callable[[], object]) -> None:
    """Wait until a terminal hangs up, and say so; in a thread of its own."""
    watched = select.poll()
    watched.register(line, 0)  # hanging up is told without being asked for
    for _, what in watched.poll():
        if what & (select.POLLHUP | select.POLLERR):
            try:
                gone()
            except RuntimeError:  # the loop is over: the app has ended already
                return
