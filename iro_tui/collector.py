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
    gc.set_threshold(10_000, 20, 20)


@contextmanager
def lasting() -> Iterator[None]:
    """What is made here stays for long: the collector looks through it neither now nor later.

    It goes when nothing refers to it any more, so it must not refer to itself in a circle.
    """
    gc.collect()  # or what is rubbish already would be kept with it
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
