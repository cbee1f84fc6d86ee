"""Asking a folder something without waiting for it: a drive of the network may not answer for minutes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Thread

PATIENCE_SECONDS = 3.0
"""How long a folder may think; the screens go on meanwhile."""


async def answered(look: Callable[[], None]) -> bool:
    """Whether it answered in time; `look` asks it, in a thread that nobody waits for. Raises what `look` raises."""
    loop, answer = asyncio.get_running_loop(), asyncio.Future[BaseException | None]()

    def tell(fault: BaseException | None) -> None:
        if not answer.done():
            answer.set_result(fault)

    def ask() -> None:
        fault: BaseException | None = None
        try:
            look()
        except Exception as caught:  # raised where it is waited for
            fault = caught
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, fault)

    Thread(target=ask, name="far folder", daemon=True).start()
    done, _ = await asyncio.wait([answer], timeout=PATIENCE_SECONDS)
    if not done:
        answer.cancel()
        return False
    if fault := answer.result():
        raise fault
    return True
