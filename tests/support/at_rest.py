"""A pilot that waits for the app and not for the clock: a key is done when nothing is left to do for it.

Textual's own pilot sleeps until the processor has been idle for a fiftieth of a second, twice a key. That is slow, and
on a busy machine it gives up before the key has done anything.
"""

from __future__ import annotations

import asyncio
import unicodedata
from time import process_time
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer

from iro_tui.tui.app import IroApp

SOON_SECONDS = 0.05
"""A screen waits so long before it does what is not worth doing for every key: the card beside a list."""
ROUNDS = 400
"""What never comes to rest is not waited for: a list that is asked again and again."""
QUIET_ROUNDS = 2
HELD_UP_ROUNDS = 2
"""After so many while in which nothing is computed, a test holds the store up."""
A_MOMENT, A_WHILE = 0.005, 0.03


def pressed(key: str) -> events.Key:
    """The message of a key, by its name or its character."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)


class RestingPilot(Pilot[None]):
    """Presses keys, each when the one before it has been done."""

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            message = pressed(key)
            message.set_sender(self.app)
            driver.send_message(message)
            await self.rest()

    async def pause(self, delay: float | None = None) -> None:
        """Wait until nothing is left to do, or some seconds."""
        if delay is not None:
            await asyncio.sleep(delay)
        await self.rest()

    async def rest(self) -> None:
        """Wait until every message has been handled, the store has answered and what is to be seen is laid out."""
        quiet = 0
        for _ in range(ROUNDS):
            moved = await _all_run()
            moved |= self._lay_out()
            moved |= await self._until_soon()
            await self._until_answered()
            quiet = 0 if moved else quiet + 1
            if quiet == QUIET_ROUNDS:
                return

    @property
    def _screen(self) -> Screen[Any] | None:
        """The screen that shows; none when the app is ending."""
        stack = self.app._screen_stacks.get(self.app._current_mode)
        return stack[-1] if stack else None

    def _lay_out(self) -> bool:
        """Lay out what has changed on the screen, at once; whether there was something."""
        screen = self._screen
        if screen is None or self.app._batch_count or not screen.is_running or not _is_dirty(screen):
            return False
        screen._on_timer_update()
        return True

    async def _until_soon(self) -> bool:
        """Wait a moment for keys that are kept for what opens, and for what a screen does soon; whether there were."""
        app, screen = self.app, self._screen
        typing = isinstance(app, IroApp) and not app.type_ahead.at_rest
        if not typing and (screen is None or not any(map(_is_soon, screen._timers))):
            return False
        await asyncio.sleep(A_MOMENT)
        return True

    async def _until_answered(self) -> None:
        """Wait until the store thread has done all it was told, unless a test holds it up."""
        if not isinstance(self.app, IroApp) or self.app.store._pool._shutdown:
            return
        answer = asyncio.wrap_future(self.app.store._pool.submit(_nothing))
        idle = 0
        while not answer.done() and idle < HELD_UP_ROUNDS:
            before = process_time()
            await asyncio.wait({answer}, timeout=A_WHILE)
            idle = idle + 1 if process_time() - before < A_WHILE / 20 else 0


def _nothing() -> None:
    """What the store thread does when it has done everything else."""


async def _all_run() -> bool:
    """Let the loop run all that is ready; whether anything was."""
    loop: Any = asyncio.get_running_loop()
    moved = False
    await asyncio.sleep(0)
    while loop._ready:
        moved = True
        await asyncio.sleep(0)
    return moved


def _is_dirty(screen: Screen[Any]) -> bool:
    """Whether something of a screen waits for the next picture."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _is_soon(timer: Timer) -> bool:
    return timer._repeat == 0 and timer._interval <= SOON_SECONDS and timer._task is not None and not timer._task.done()
