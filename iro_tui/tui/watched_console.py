"""Windows' console, which may be closed under the program."""

from __future__ import annotations

import asyncio
import signal
from contextvars import copy_context
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.windows_driver import WindowsDriver

from iro_tui.tui.console import Console
from iro_tui.tui.ending import Ending

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class WatchedConsole(WindowsDriver):
    """A console that may be closed: then the app ends, as when it is told so by a signal elsewhere."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._console, self._closed = Console(), Event()
        self._ending = Ending(cast("IroApp", self._app))

    def start_application_mode(self) -> None:
        super().start_application_mode()
        loop = asyncio.get_running_loop()
        begin = partial(self._ending.begin, 128 + signal.SIGTERM)
        self._console.watch(partial(loop.call_soon_threadsafe, begin, context=copy_context()), self._closed)

    def close(self) -> None:
        super().close()
        self._closed.set()  # the store is closed by then
