"""Leaving when the terminal goes: the session is closed and the program ends, where it would else run on unseen.

Textual's driver takes the end of its input for nothing typed yet: it asks again at once, for ever, with the store open.
Here the line is watched for its hanging up, and the signals that say so are heard. On Windows the console says it:
`watched_console`.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from iro_tui.tui.ending import Ending
from iro_tui.tui.first_picture import ALTERNATE
from iro_tui.tui.handing_over import Handed, as_numbers, start_locked

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)


class WatchedDriver(LinuxDriver):
    """A terminal that may go: then the app ends, with 128 and the number of the signal that says so."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._file = cast("Any", _Unheard(cast("IO[str]", self._file)))
        app = cast("IroApp", self._app)
        self._ending = Ending(app)
        self._found = list(app.launch.terminal)
        self._stands = bool(self._found)
        """Whether a picture stands there, which what follows draws over."""

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._found:
            self.attrs_before = self._found
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, partial(self._leave, number))
        gone = partial(loop.call_soon_threadsafe, self._leave, signal.SIGHUP)
        Thread(target=_watch, args=(self.fileno, gone), name="terminal-watch", daemon=True).start()

    def write(self, data: str) -> None:
        if data == ALTERNATE and self._stands:
            self._stands = False  # once more would wipe it, and forget where the shell's line was
            return
        super().write(data)

    def give_way(self, handed: Handed) -> None:
        """Hand the terminal, as it stands and with what it shows, to the locked start. Returns where that cannot be."""
        if self._writer_thread is None:
            return
        self.write("\x1b[<u")  # the keyboard's own protocol is asked for anew
        self._disable_in_band_window_resize()
        self._writer_thread.stop()  # what is drawn is drawn
        try:
            termios.tcflush(self.fileno, termios.TCIFLUSH)  # what was typed so far was meant for what was open
            start_locked(replace(handed, terminal=as_numbers(self.attrs_before or [])))
        except OSError:
            self._writer_thread = WriterThread(cast("IO[str]", self._file))
            self._writer_thread.start()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the line has gone while it was read: the watch says so
            return

    def _leave(self, number: signal.Signals) -> None:
        """In the loop of the app."""
        if number == signal.SIGHUP:
            self.exit_event.set()  # nothing more comes in
        self._ending.begin(128 + number)


class _Unheard:
    """The terminal's side of what is written, which nobody may hear any more."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            self._goes_nowhere()

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            self._goes_nowhere()

    def _goes_nowhere(self) -> None:
        """Let go of what is left unwritten: Python would try it again at its end, and end with a code of its own."""
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), self._file.fileno())

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
