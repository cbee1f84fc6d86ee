"""Which store a command works on, and opening it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.cli.asking import passphrase

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


def folder(options: Namespace) -> Path:
    """--store, else IRO_STORE, else the person's own data folder."""
    from iro_tui.store.place import default_place

    chosen = getattr(options, "store", None) or os.environ.get("IRO_STORE")
    return Path(chosen).expanduser().absolute() if chosen else default_place().folder


def today(options: Namespace) -> date | None:
    """The day given with --today; None: the clock's."""
    return getattr(options, "today", None)


@contextmanager
def opened(options: Namespace) -> Iterator[Session]:
    """The store, open; closed at the end."""
    from iro_tui.caseload.opening import require, unlock

    where = folder(options)
    require(where)  # before a passphrase is asked for in vain
    session = unlock(where, passphrase(options), today(options))
    try:
        yield session
    finally:
        session.close()
