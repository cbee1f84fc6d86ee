"""Told to end from anywhere, a signal's handler too, which knows of no app: it ends with the code of what told it."""

from __future__ import annotations

import asyncio
from contextvars import Context
from pathlib import Path
from threading import Event

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.ending import Ending
from iro_tui.tui.locking import shows_nothing
from tests.support.driving import drive, stored, until
from tests.tui.test_locking import with_a_form


def test_it_ends_by_its_code_where_it_was_told_outside_the_app(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await with_a_form(pilot, app)
        busy = Event()
        app.store.ahead(lambda: busy.wait(60))  # what is being typed waits, and what shows is drawn meanwhile
        ending = Ending(app, end=lambda code: None)
        asyncio.get_running_loop().call_soon(ending.begin, 129, context=Context())
        await until(pilot, lambda: shows_nothing(app) and app.screen.is_mounted, "nothing shows")
        busy.set()
        await until(pilot, lambda: app.return_code is not None, "it ends")

    assert drive(stored(filled), steps).return_code == 129
