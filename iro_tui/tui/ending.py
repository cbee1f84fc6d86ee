"""The program is told to end, by a signal or by a terminal that goes: nothing shows any more, what is typed is kept,
the store is closed, and all of it soon.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from iro_tui.tui.locking import blank, end_within, within

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

LONGEST_SECONDS = 3.0
"""How long closing may take before the program is ended as it is: what was done is in the store already."""
BLANK_SECONDS = 0.2
"""How long drawing nothing may be waited for: a terminal that has gone draws nothing at all."""
KEEP_SECONDS = 1.0
"""How long what is being typed may take to be kept."""


class Ending:
    """The end of an app that was told so; once, in its loop."""

    def __init__(self, app: IroApp, end: Callable[[int], object] = os._exit) -> None:
        """`end` ends the process where closing takes too long."""
        self._app, self._end = app, end
        self._task: asyncio.Task[None] | None = None

    def begin(self, code: int) -> None:
        """End with this code; a second time changes nothing."""
        if self._task is not None:
            return
        end_within(LONGEST_SECONDS, code, self._end)
        # A signal knows no app: its handler was set anew by whatever signal came last (SIGCONT comes with a hang-up).
        with self._app._context():
            self._task = asyncio.get_running_loop().create_task(self._close(code))

    async def _close(self, code: int) -> None:
        app = self._app
        if app.session is not None:
            await within(blank(app), BLANK_SECONDS)
            await within(app.keep_drafts(), KEEP_SECONDS)
        app.exit(return_code=code)  # its session closes with it, and the key is wiped
