"""Locking: nothing of a child shows from the key on, whatever the store is doing, and what was typed is there again."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from textual.pilot import Pilot

from iro_tui.tui import locking
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.unlock import Unlock
from tests.support.driving import at_today, drive, form_of, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE

WORDS = "half a sentence"


async def with_a_form(pilot: Pilot[None], app: IroApp) -> None:
    """Unlock, and begin a note."""
    await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")
    await at_today(pilot)
    await pilot.press("a")
    await until(pilot, lambda: form_of(app), "the form")
    await type_in(pilot, WORDS)


def test_a_busy_store_holds_up_neither_the_blank_screen_nor_the_lock(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LONGEST_SECONDS", 0.1)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await with_a_form(pilot, app)
        busy = Event()
        app.store.ahead(lambda: busy.wait(30))
        began = monotonic()
        try:
            await pilot.press("ctrl+l")
            await until(pilot, lambda: WORDS not in shown(app), "nothing of it")
            await until(pilot, lambda: isinstance(app.screen, Unlock) and app.session is None, "locked")
            assert monotonic() - began < 10
        finally:
            busy.set()

    drive(stored(filled), steps)
