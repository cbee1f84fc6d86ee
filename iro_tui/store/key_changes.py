"""Changes of what opens a store, each in one with its entry in the journal: so history tells who changed keys and when.

An entry holds no secret and no change of a row, and no undo reaches it: a key that was taken away stays so.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

from iro_tui.clock import now
from iro_tui.store import journal
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.files import write_private
from iro_tui.store.place import StoreError
from iro_tui.text import clean

KIND = "key"
"""The kind of such an entry."""
_LONGEST_NAME = 60


def on_record(engine: Engine, key_file: Path, name: str, sentence: str, change: Callable[[], object]) -> None:
    """Change a key file, with an entry of this name; none of both where either fails. Raises what each does.

    It is not asked whether the clock is right: who is locked out must get in, and the doubt stays.
    """
    before = key_file.read_bytes() if key_file.exists() else None
    try:
        with writing(engine) as connection:
            enter(connection, name, sentence)
            change()
    except BaseException as failed:
        if before is not None and key_file.read_bytes() != before:
            try:
                write_private(key_file, before)
            except OSError:
                raise StoreError(f"{failed} The keys are changed all the same; the journal does not say so.") from None
        raise


def enter(connection: Connection, name: str, sentence: str) -> None:
    """Write an entry into the journal, in a transaction of `engine.writing`."""
    journal.record(connection, (), kind=KIND, name=name, sentence=f"{sentence} {_by_whom()}".strip(), at=now())


def _by_whom() -> str:
    """Who is signed in to the computer, as it says; empty where it does not."""
    try:
        called = clean(getpass.getuser())[:_LONGEST_NAME]
    except (OSError, KeyError, ImportError):  # no name is set anywhere
        return ""
    return f"Signed in to the computer as {called}." if called else ""
