"""Long work that a person can stop, and see how far it is: between two steps it heeds whether they asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(Exception):
    """The person asked to stop. What the work had begun is to be left as if it had never begun."""


class Stop:
    """A way to ask work that goes on in another thread to stop, and to see how far it is."""

    done = total = 0
    of = ""

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        """Ask, and do not wait: the work ends at its next step."""
        self.asked = True

    @property
    def how_far(self) -> str:
        """What the work is at, in words: `1,200 of 2,675 children compared`; empty where it does not say."""
        return self.of and f"{self.done:,}{f' of {self.total:,}' if self.total else ''} {self.of}"

    def count(self, of: str, at: int | None, total: int) -> None:
        """Note a step of the work; a first one of another kind begins anew."""
        self.done = (self.done + 1 if of == self.of else 1) if at is None else at
        self.of, self.total = of, total

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """What is done within, in this thread, heeds it."""
        before = _heeded.set(self)
        try:
            yield
        finally:
            _heeded.reset(before)


_heeded: ContextVar[Stop | None] = ContextVar("heeded", default=None)


def heed(of: str = "", at: int | None = None, total: int = 0) -> None:
    """Between two steps of long work: raises Stopped where the person has asked to stop. Costs next to nothing.

    `of` is what the steps are, done, such as `rows read`: the next of them, or that of number `at`.
    """
    stop = _heeded.get()
    if stop is None:
        return
    if stop.asked:
        raise Stopped
    if of:
        stop.count(of, at, total)
