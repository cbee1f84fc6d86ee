"""Whether a database is sound: every page as it was sealed, every row where it belongs, the journal whole."""

from __future__ import annotations

import sqlcipher3

from iro_tui.store.chain import verify_chain
from iro_tui.store.connection import Connection
from iro_tui.store.engine import LATEST

_MOST = 20


def spoilt_pages(connection: Connection) -> list[str]:
    """The pages that are not as they were sealed, a sentence each: what any other reading may pass over."""
    raw = connection.raw
    return [str(fault) + "." for (fault,) in raw.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST)]


def faults_of(connection: Connection) -> list[str]:
    """Every fault of a database, a sentence each; empty when it is sound."""
    raw = connection.raw
    faults = spoilt_pages(connection)
    try:
        answers = [str(fault) for (fault,) in raw.execute(f"PRAGMA integrity_check({_MOST})").fetchall()]
        faults += [f"The database says of itself: {fault}." for fault in answers if fault != "ok"]
        faults += [
            f"A row of {table} names one of {parent} that is not there."
            for table, _, parent, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
        ]
    except sqlcipher3.DatabaseError as fault:  # so spoilt that it cannot be looked through
        return [*faults, f"The database says of itself: {fault}."]
    # Of an earlier version's copy the chain is looked at once it is up to date: its entries have other columns.
    return faults + (verify_chain(connection) if is_of_today(connection) else [])


def is_of_today(connection: Connection) -> bool:
    """Whether a database has the schema that this version of the program writes."""
    return bool(connection.raw.execute("PRAGMA user_version").fetchone()[0] == LATEST)
