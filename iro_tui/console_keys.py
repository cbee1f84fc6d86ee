"""Keys as the console of Windows hands them over, one record a key: the text of them, as it was meant.

Characters that no key of the keyboard has come only with the release of Alt: they are kept. What a bare Shift, Ctrl or
Alt sends (a zero) is none. The standard library only: the command line's passphrase is read by it too.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from iro_tui.windows import library

ALT = 0x12
"""The virtual key of Alt."""
MOST = 1024
"""Records that are read at once."""
_KEY, _SIZE, _STDIN, _TIMEOUT = 0x0001, 0x0004, -10, 0x102
_LINES, _ECHO = 0x0002, 0x0004
"""Of a console's mode: it hands over whole lines; it shows what is typed."""


class _Key(ctypes.Structure):
    _fields_ = (
        ("down", ctypes.c_int32), ("repeats", ctypes.c_uint16), ("virtual", ctypes.c_uint16),
        ("scan", ctypes.c_uint16), ("unit", ctypes.c_uint16), ("held", ctypes.c_uint32),
    )  # fmt: skip


class _Happened(ctypes.Union):
    _fields_ = (("key", _Key), ("size", ctypes.c_int16 * 2))


class _Record(ctypes.Structure):
    _fields_ = (("kind", ctypes.c_uint16), ("happened", _Happened))


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One key, as the console says it: pressed or let go, which, and the UTF-16 unit that it means."""

    down: bool
    virtual: int
    unit: str
    held: int = 0
    """What is held beside it, Num Lock included."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The window's new size, in cells."""

    columns: int
    lines: int


def text_of(keys: Iterable[KeyRecord]) -> str:
    """What was typed with these keys; a character of two units is put together."""
    units = "".join(each.unit for each in keys if _means(each))
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _means(key: KeyRecord) -> bool:
    if key.unit == "\0":
        return False
    if not key.down:
        return key.virtual == ALT
    # Of no key at all, with something held: a character that was pasted, or a report of the terminal's that is none.
    return bool(key.virtual or not key.held or key.unit.isprintable() or "\ud800" <= key.unit <= "\udfff")


class ConsoleIn:
    """The console's records."""

    def __init__(self, kernel: Any = None) -> None:
        self._kernel = kernel or library("kernel32")
        self._kernel.GetStdHandle.restype = ctypes.c_void_p
        self._handle = ctypes.c_void_p(self._kernel.GetStdHandle(_STDIN))
        self._records = (_Record * MOST)()

    def read(self, wait: int = 100) -> list[KeyRecord | Resized]:
        """What came within so many milliseconds (-1: however long it takes). Raises OSError: the console is gone."""
        if self._kernel.WaitForSingleObject(self._handle, wait & 0xFFFFFFFF) == _TIMEOUT:
            return []
        count = ctypes.c_uint32()
        if not self._kernel.ReadConsoleInputW(self._handle, self._records, MOST, ctypes.byref(count)):
            raise OSError("the console cannot be read")
        return [each for record in self._records[: count.value] if (each := _read(record))]

    def unseen(self) -> Callable[[], object]:
        """Have keys come one by one, and unseen; the call that sets the console back."""
        mode = ctypes.c_uint32()
        self._kernel.GetConsoleMode(self._handle, ctypes.byref(mode))
        self._kernel.SetConsoleMode(self._handle, mode.value & ~(_LINES | _ECHO))
        return lambda: self._kernel.SetConsoleMode(self._handle, mode.value)


def _read(record: Any) -> KeyRecord | Resized | None:
    if record.kind == _KEY:
        key = record.happened.key
        return KeyRecord(bool(key.down), key.virtual, chr(key.unit), key.held)
    if record.kind == _SIZE:
        return Resized(*record.happened.size)
    return None
