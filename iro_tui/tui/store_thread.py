"""The one thread in which all work with the store is done, so that the screens never wait for a disk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Thread
from typing import TypeVar

from iro_tui.collector import keep_all

_T = TypeVar("_T")

HAND_OVER_SECONDS = 0.0005
"""How long one thread may keep the other waiting: keys are answered while the store thread computes."""


_NEEDED = (
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.hashes",
    "cryptography.hazmat.primitives.kdf.argon2",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "iro_tui.caseload.opening",
    "iro_tui.caseload.filters",
    "iro_tui.caseload.since",
    "iro_tui.caseload.reading.duties",
    "iro_tui.tui.screens.lists",
    "iro_tui.tui.screens.today",
    "iro_tui.tui.dialogs.tour",
    "iro_tui.tui.hub_watch",
    "iro_tui.tui.letter_box",
)
"""What opening a store and showing the first list would load."""


_TO_WRITE = ("iro_tui.store.core", "iro_tui.store.work")
"""What only writing loads: what the store is defined with."""


class StoreThread:
    """Runs calls one after another; each answer, or error, comes back where it was awaited."""

    def __init__(self) -> None:
        sys.setswitchinterval(HAND_OVER_SECONDS)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._writes = False

    async def run(self, call: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def ahead(self, call: Callable[[], object]) -> None:
        """Do what will soon be asked for. Nobody awaits it: an error will come again where it is asked for."""
        self._pool.submit(call)

    def warm_up(self) -> None:
        """Load what the first real call will need, while the first screen is already painted."""
        self.ahead(_load)

    def about_to_write(self) -> None:
        """Load what only writing needs, once and beside everything else: somebody has begun to type."""
        if not self._writes:
            self._writes = True
            Thread(target=_load_to_write, name="about to write", daemon=True).start()

    async def verbs(self) -> None:
        """Load every verb, beside everything else: what names them all is about to be shown."""
        await asyncio.to_thread(_load_verbs)

    def verbs_ahead(self) -> None:
        """The same, while nobody types."""
        Thread(target=_load_verbs, name="verbs ahead", daemon=True).start()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _load_to_write() -> None:
    for name in _TO_WRITE:
        import_module(name)
    keep_all()


def _load_verbs() -> None:
    from iro_tui.actions import all_actions

    all_actions()


def _load() -> None:
    from iro_tui.memory import keep_memory_closed

    keep_memory_closed()  # before anything is typed, and after the first picture, which would wait for it
    from iro_tui.domain.calendar import WorkingCalendar

    for name in _NEEDED:
        import_module(name)
    WorkingCalendar()
    from iro_tui.caseload import practices
    from iro_tui.store.migrations import first_statements
    from iro_tui.store.shapes import SHAPES

    practices.find(practices.DEFAULT)
    first_statements()
    for shape in SHAPES.values():
        _ = shape.row, shape.standing
