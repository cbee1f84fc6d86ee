"""Calls on files that another program may get in the way of, and that are to outlast a power cut.

On Windows whoever reads a file, if only to look for viruses or to copy it, keeps others from renaming or removing it.
That passes: it is tried again for a while. A right that is missing does not, and is said at once.

Imported before the first paint: the standard library only.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Any, BinaryIO, TypeVar, cast

_T = TypeVar("_T")

FILE_MODE = 0o600
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)
"""Seconds between one try and the next; 2.5 in all."""

_SHARED = frozenset({32, 33})
"""Windows' codes for what another program holds: a sharing violation, a lock."""
_IN_THE_WAY = _SHARED | {5}
"""The same at a renaming or a removal, where Windows also calls it a missing right."""

_MEANT: dict[int, int] = {
    **dict.fromkeys(_SHARED, errno.EBUSY),
    5: errno.EACCES,
    19: errno.EROFS,  # write protected
    **dict.fromkeys((39, 112), errno.ENOSPC),
    **dict.fromkeys((23, 1117), errno.EIO),
    # No drive of this letter, not ready, no such computer, share or network, gone meanwhile, not plugged in.
    **dict.fromkeys((15, 21, 51, 53, 55, 59, 64, 67, 121, 1112, 1167, 1231), errno.ENODEV),
}
"""By Windows' code the error it amounts to: Python has most of them down as another one, or as invalid."""

_WORDS = {errno.EBUSY: "another program is reading it", errno.ENODEV: "the drive is not connected"}


def meant(error: OSError) -> int:
    """The number of an error (`errno`), by Windows' own code where there is one; 0: none is known."""
    return _MEANT.get(getattr(error, "winerror", None) or 0, error.errno or 0)


def reason(error: OSError) -> str:
    """What the system says about a failure, in a few words and without the path."""
    return _WORDS.get(meant(error)) or (error.strerror or type(error).__name__).lower()


class HeldByAnother(OSError):
    """Another program held a file for longer than was waited."""

    def __init__(self, name: object = None) -> None:
        super().__init__(errno.EBUSY, _WORDS[errno.EBUSY], name)


def rename(source: Path, target: Path) -> None:
    """Give a file or folder a name, a file also over another; on Windows it is on the disk then. Raises OSError."""
    _patiently(lambda: _move(source, target), _IN_THE_WAY)


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True), _IN_THE_WAY)


def remove_tree(folder: Path) -> None:
    """Remove a folder with what is in it, if it is there. Raises OSError."""

    def gone() -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)

    _patiently(gone, _IN_THE_WAY)


def clear_away(path: Path) -> bool:
    """Remove a file or folder as far as that goes; whether it is gone. Never raises, so that it hides no failure."""
    try:
        remove_tree(path) if path.is_dir() and not path.is_symlink() else remove(path)
    except OSError:
        return False
    return True


def opened(path: Path, mode: str = "rb") -> BinaryIO:
    """A file, open, its bytes read or written. Raises OSError."""
    return _patiently(lambda: _open(path, mode), _SHARED)


def _open(path: Path, mode: str) -> BinaryIO:
    try:
        return cast("BinaryIO", path.open(mode))
    except PermissionError as error:
        if sys.platform == "win32" and error.winerror is None:  # opening asks the C library, which keeps no code
            raise _code_of_opening(path) from error
        raise


def _code_of_opening(path: Path) -> OSError:
    """Why Windows does not open a file, by its own code; where it does by now, that another program had it."""
    import ctypes

    from iro_tui.windows import library

    kernel = library("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), _READ, _SHARE_ALL, None, _IF_THERE, 0, None)
    if handle == ctypes.c_void_p(-1).value:
        return _by_code(ctypes.get_last_error(), path)  # type: ignore[attr-defined]
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return _by_code(min(_SHARED), path)


def _by_code(code: int, path: Path) -> OSError:
    """An error of Windows, of a file: whoever says it has to name the file."""
    import ctypes

    error = cast("OSError", ctypes.WinError(code))  # type: ignore[attr-defined]
    error.filename = str(path)
    return error


_READ, _SHARE_ALL, _IF_THERE = 0x80000000, 7, 3


def read_whole(path: Path) -> bytes:
    """What is in a file. Raises OSError."""
    with opened(path) as file:
        return file.read()


def flush(file: BinaryIO) -> None:
    """Have the disk take what was written. On macOS only this reaches it, not the usual call."""
    file.flush()
    fully = _fully()
    if fully:
        with suppress(OSError):  # a disk that knows it not: then the usual
            fully(file.fileno())
            return
    os.fsync(file.fileno())


def _fully() -> Callable[[int], Any] | None:
    if os.name != "posix":
        return None
    import fcntl

    number = getattr(fcntl, "F_FULLFSYNC", None)
    return None if number is None else lambda descriptor: fcntl.fcntl(descriptor, number)


def flush_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut; Windows has them on the disk already, by `rename`."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(path: Path) -> int:
    """Make an empty file that only its owner may read, never over another; its open descriptor.

    The mode is given at birth: a umask belongs to the whole process and would race between threads.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), FILE_MODE)
    if os.name == "posix":
        os.fchmod(descriptor, FILE_MODE)
    return descriptor


def write_private(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Replace a small file whole: after a crash the old one or the new one is there, readable by its owner only.

    Without `lasting` nobody waits for the disk: a power cut may then spoil it.

    Raises OSError with the old file left as it was.
    """
    import secrets  # with all of OpenSSL; nothing is written before the first paint

    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(make_private(part), "wb") as file:
            file.write(content)
            if lasting:
                flush(file)
        rename(part, path)
    except BaseException:
        clear_away(part)
        raise
    if lasting:
        flush_folder(path.parent)


def copy_private(source: Path, to: Path) -> None:
    """Copy a file to a new name, readable by its owner only and on the disk. Raises OSError."""
    with opened(source) as file, open(make_private(to), "wb") as copy:
        shutil.copyfileobj(file, copy, _PIECE)
        flush(copy)


_PIECE = 1 << 20


def not_writable(folder: Path) -> OSError | None:
    """Why nothing can be written into a folder, found by writing; None: it can. Rights that are told may be untrue."""
    import secrets

    probe = folder / f".probe {secrets.token_hex(4)}"
    try:
        with open(make_private(probe), "wb") as file:
            file.write(bytes(_PROBE_BYTES))
            file.flush()
    except OSError as error:
        return error
    finally:
        clear_away(probe)
    return None


_PROBE_BYTES = 1 << 17
"""As much as the smallest action and what SQLite keeps beside it need."""

_REPLACE_EXISTING, _WRITE_THROUGH = 1, 8


def _move(source: Path, target: Path) -> None:
    if sys.platform == "win32":
        import ctypes

        if target.is_dir() and not source.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))  # a missing right, says Windows
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        how = _WRITE_THROUGH | (0 if source.is_dir() else _REPLACE_EXISTING)
        if not kernel.MoveFileExW(str(source), str(target), how):
            raise ctypes.WinError(ctypes.get_last_error())
    else:
        source.replace(target)


def _patiently(call: Callable[[], _T], passing: frozenset[int]) -> _T:
    """Call, and again after a while where Windows names one of these codes. Raises OSError."""
    for seconds in WAITS:
        try:
            return call()
        except OSError as error:
            if getattr(error, "winerror", None) not in passing:
                raise
            sleep(seconds)
    try:
        return call()
    except OSError as error:
        if getattr(error, "winerror", None) not in passing:
            raise
        raise HeldByAnother(error.filename) from error
