"""A store in a place where nothing can be written: it is read all the same, and each write is refused with why.

SQLite writes to read: a database with a log wants an index of it beside it. Where there is no room for one, or no
right, the file is read as it is; where its log holds something, a copy of both among the temporary files, as encrypted.
Each write looks whether there is room by now: then it goes on as if there had always been.
"""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from iro_tui.store.connection import Engine
from iro_tui.store.engine import (
    AS_IT_IS,
    READING,
    StoreDenied,
    StoreDisk,
    StoreFull,
    StoreReadOnly,
    open_engine,
)
from iro_tui.store.files import clear_away, copy_private, meant, not_writable
from iro_tui.store.hooks import ANEW, ONLY_SHOWN
from iro_tui.store.place import StoreError
from iro_tui.store.secret import RootSecret

_NO_PLACE_TO_WRITE = (StoreDenied, StoreDisk, StoreFull, StoreReadOnly)


def open_as_it_lies(path: Path, secret: RootSecret, *, proven: bool = True) -> Engine:
    """Open a database to work in; only to be looked at, where it lies in a place that cannot be written.

    Whether it can is found by writing. Raises what `engine.open_engine` raises.
    """
    fault = _fault(path)
    if fault is None:
        return open_engine(path, secret, proven=proven)
    engine = _open_to_look(path, secret, proven)
    refuse_writing(engine, path, secret, fault)
    return engine


def refuse_writing(engine: Engine, path: Path, secret: RootSecret, fault: OSError) -> None:
    """Have each transaction that may write refused, with why, for as long as the place of the database has a fault."""

    def anew() -> None:
        if still := _fault(path):
            engine.hooks[ONLY_SHOWN] = _why(still, path.parent)
            return
        try:
            engine.become(open_engine(path, secret))
        except StoreError:  # there is room for a probe, not for a log
            return
        del engine.hooks[ONLY_SHOWN]

    engine.hooks |= {ONLY_SHOWN: _why(fault, path.parent), ANEW: anew}


def _fault(path: Path) -> OSError | None:
    """Why a database cannot be written where it lies; None: it can."""
    return not_writable(path.parent) or _kept_from(path)


def why_only_shown(engine: Engine) -> str:
    """Why each writing is refused; empty: none is."""
    return str(engine.hooks.get(ONLY_SHOWN, ""))


def _why(fault: OSError, folder: Path) -> str:
    """Why nothing can be saved, and what to do, in a sentence or two."""
    if meant(fault) in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full, so nothing can be saved. Free some space, and save again."
    return f"{folder} is read-only, so nothing can be saved. Make it writable, and save again."


def _kept_from(path: Path) -> OSError | None:
    """Whether the file itself may not be written; not found by opening it, for to close it would let its locks go."""
    if not path.is_file() or os.access(path, os.W_OK):
        return None
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _open_to_look(path: Path, secret: RootSecret, proven: bool) -> Engine:
    try:
        return open_engine(path, secret, proven=proven, how=READING)
    except _NO_PLACE_TO_WRITE as refused:
        if not _holds_something(_log_of(path)):
            return open_engine(path, secret, proven=proven, how=AS_IT_IS)
        return _open_copy(path, secret, proven, refused)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _holds_something(log: Path) -> bool:
    return log.is_file() and log.stat().st_size > 0


def _open_copy(path: Path, secret: RootSecret, proven: bool, refused: Exception) -> Engine:
    folder = Path(tempfile.mkdtemp(prefix="iro-look-"))
    try:
        for each in (path, _log_of(path)):
            copy_private(each, folder / each.name)
        engine = open_engine(folder / path.name, secret, proven=proven)
    except BaseException as error:
        clear_away(folder)
        if isinstance(error, OSError):  # no room there either
            raise refused from None
        raise
    engine.on_disposal.append(lambda: clear_away(folder))
    return engine
