"""Windows' console, which may be closed under the program, and whose keyboard may fall silent."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from textual.drivers import win32
from textual.drivers.windows_driver import WindowsDriver

from iro_tui.console_keys import ConsoleIn
from iro_tui.tui.console import Console
from iro_tui.tui.console_input import ConsoleInput
from iro_tui.tui.ending import Ending

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


NO_KEYS = "The keyboard could not be read any more, so iro has closed. Your work is saved. Open it again."


async def _without_keys(app: IroApp) -> None:
    """Nobody can hide what shows any more: lock, where the locked start reads the keys anew, or leave."""
    if app.session is not None and app.launch.folder is not None:
        await app.do_lock()
    else:
        app.leave(NO_KEYS)


class WatchedConsole(WindowsDriver):
    """A console that may be closed: then the app ends, as when it is told so by a signal elsewhere."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._console, self._closed = Console(), Event()
        self._ending = Ending(cast("IroApp", self._app))

    def start_application_mode(self) -> None:
        loop = asyncio.get_running_loop()
        app = cast("IroApp", self._app)

        def in_the_loop(call: Callable[[], object]) -> Callable[[], object]:
            return partial(loop.call_soon_threadsafe, call, context=copy_context())

        silent = in_the_loop(lambda: loop.create_task(_without_keys(app)))

        def reader(_loop: object, _app: object, stopped: Event, hand_over: Callable[[Any], None]) -> ConsoleInput:
            return ConsoleInput(lambda: ConsoleIn().read, stopped, hand_over, silent)

        # Textual's own reader drops what comes with a key's release, and ends unheard.
        vars(win32)["EventMonitor"] = reader
        super().start_application_mode()
        self._console.watch(in_the_loop(partial(self._ending.begin, 128 + signal.SIGTERM)), self._closed)

    def close(self) -> None:
        super().close()
        self._closed.set()  # the store is closed by then
