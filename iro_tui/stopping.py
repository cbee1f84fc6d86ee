"""Long work that a person can stop: whoever does it heeds, between one step and the next, whether they asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(Exception):
    """The person asked to stop. What the work had begun is to be left as if it had never begun."""


class Stop:
    """A way to ask work that goes on in another thread to stop."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        """Ask, and do not wait: the work ends at its next step."""
        self.asked = True

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """What is done within, in this thread, heeds it."""
        before = _heeded.set(self)
        try:
            yield
        finally:
            _heeded.reset(before)


_heeded: ContextVar[Stop | None] = ContextVar("heeded", default=None)


def heed() -> None:
    """Between two steps of long work: raises Stopped where the person has asked to stop. Costs next to nothing."""
    stop = _heeded.get()
    if stop is not None and stop.asked:
        raise Stopped
