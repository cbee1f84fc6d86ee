"""What was written to a file for others, entered in the journal: both, or neither. No undo reaches it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iro_tui.clock import now
from iro_tui.store import journal
from iro_tui.store.connection import Engine
from iro_tui.store.engine import writing
from iro_tui.store.files import clear_away

KIND = "export"
"""The kind of such an entry."""
NAME = "Write to a file"


def sent_out(engine: Engine, sentence: str, path: Path, write: Callable[[], None]) -> None:
    """Write a file that was not there, with its entry. Raises what each does; then neither is left."""
    written = False
    try:
        with writing(engine) as connection:
            journal.record(connection, (), kind=KIND, name=NAME, sentence=sentence, at=now())
            write()
            written = True
    except BaseException:
        if written:
            clear_away(path)
        raise
