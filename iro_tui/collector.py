"""Keeping the garbage collector from looking again and again through what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def seldom_collect() -> None:
    """For a short life: nearly all that a verb of the command line makes stays until its end."""
    gc.set_threshold(100_000, 50, 50)


def keep_all() -> None:
    """What has been made so far stays: the collector need not look through it any more.

    Called when the first picture stands, and again when the rest is loaded: looking through it takes longer than a key
    may wait.
    """
    gc.freeze()
    # Young rubbish goes a little at a time, in a few milliseconds; all is looked through only when nobody types.
    gc.set_threshold(4_000, 3, 1_000)


def sweep() -> None:
    """Look through everything, also what was kept, and let go of what nothing refers to. Takes as long as it takes."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def lasting() -> Iterator[None]:
    """What is made here stays for long: the collector does not look through it until a `sweep`.

    It goes when nothing refers to it any more, so it must not refer to itself in a circle. What is rubbish already
    stays until the next `sweep` too: looking for it now would stand in the way of whoever waits.
    """
    with without_collector():
        yield
        gc.freeze()


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the garbage collector wait: it would look through a hundred thousand facts again and again, for nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
