"""Who is called, or told, when a transaction of an open store begins and ends."""

from collections.abc import Callable
from typing import Any

from iro_tui.store.connection import Engine

REACHED = "iro_reached"
"""Of a connection: the last entry of the journal that its transaction made. Of an engine: who is told of it."""
PROOF = "iro_proof"
"""Of an engine: who looks whether anything may be written."""
ASKING = "iro_asking"
"""Of an engine: who asks before anything is done."""
ONLY_SHOWN = "iro_only_shown"
"""Of an engine: why nothing may be written."""
ANEW = "iro_anew"
"""Of an engine in which nothing may be written: who looks once more whether that is still so."""


def before_writing(engine: Engine, prove: Callable[[], None], ask: Callable[[], None]) -> None:
    """Have `prove` called before each transaction that may write, and `ask` before one in which something is done that
    the journal holds; each raises where it should not go on.
    """
    engine.hooks.update({PROOF: prove, ASKING: ask})


def tell_reached(engine: Engine, tell: Callable[[Any], None]) -> None:
    """Have the last entry of the journal told after each transaction that wrote one (`connection.info[REACHED]`)."""
    engine.hooks[REACHED] = tell
