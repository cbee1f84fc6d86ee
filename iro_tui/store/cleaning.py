"""The bytes in which what was purged stood: the file is written anew without them, at once or at the next opening."""

from __future__ import annotations

from iro_tui.store.connection import Engine
from iro_tui.store.engine import checkpoint, explaining, reading, writing
from iro_tui.store.own import read_draft, write_draft
from iro_tui.store.place import StoreError

OWED = "cleaning owed"
"""Kept beside the drafts from a purge until the file was written anew: what a kill between the two leaves behind."""


def clean(engine: Engine) -> bool:
    """Write the file anew, without what was removed, and empty its log; whether that could be done.

    Not on a full disk, nor while another window is reading: then it is owed, and done when the store is next opened.
    What was freed is written over at once in any case (`secure_delete`); this takes what moving rows about has left in
    the pages, and the log.
    """
    try:
        with explaining(engine.database, lambda: (Exception,)), engine.connect() as connection:
            raw = connection.raw
            raw.execute("PRAGMA query_only=OFF")
            raw.execute("VACUUM")
            if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return False
        with writing(engine) as connection:
            write_draft(connection, OWED, None)
        checkpoint(engine)
    except StoreError:
        return False
    return True


def clean_if_owed(engine: Engine) -> None:
    """Clean up after a purge that was cut off. Nobody asked for it, so it never raises."""
    try:
        with reading(engine) as connection:
            owed = read_draft(connection, OWED)
    except StoreError:
        return
    if owed:
        clean(engine)
