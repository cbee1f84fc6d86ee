"""The one thread in which all work with the store is done, so that the screens never wait for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


class StoreThread:
    """Runs calls one after another; each answer, or error, comes back where it was awaited."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, call: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def warm_up(self) -> None:
        """Load what the first real call will need, while the first screen is already painted."""
        self._pool.submit(_load)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _load() -> None:
    import iro_tui.services.opening  # noqa: F401
    from iro_tui.domain.calendar import WorkingCalendar

    WorkingCalendar()
