"""The clipboard of the system, where it can be relied on: a note goes there, and is taken away if it is still ours.

What the terminal is asked to do (OSC 52) is dropped by many without a word. On Windows the note is kept out of the
clipboard's history and out of the cloud, by the formats that password managers use. Over SSH the system's clipboard
would be that of another computer: then there is the terminal alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from iro_tui.windows import library

OVER_SSH = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
KEPT_OUT = {
    "ExcludeClipboardContentFromMonitorProcessing": b"\x00\x00\x00\x00",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
}
"""Windows' formats that keep a text out of history (Win+V), monitors and the cloud, each with its value."""
CF_UNICODETEXT, GMEM_MOVEABLE = 13, 0x0002


class Holder(Protocol):
    """A clipboard that can be written and read. Both raise OSError or RuntimeError where it cannot be reached."""

    def put(self, text: str) -> None: ...
    def read(self) -> str: ...


class Pasteboard:
    """The clipboard of macOS and of a Linux desktop."""

    def put(self, text: str) -> None:
        import pyperclip

        pyperclip.copy(text)

    def read(self) -> str:
        import pyperclip

        return str(pyperclip.paste())


class WindowsClipboard:
    """The clipboard of Windows, kept out of history and cloud."""

    def __init__(self, user: Any = None, kernel: Any = None) -> None:
        import ctypes

        if user is None:
            user, kernel = library("user32"), library("kernel32")
            # Handles and places have 64 bits; undeclared, they would be cut to 32.
            handle, number = ctypes.c_void_p, ctypes.c_uint32
            user.GetClipboardData.restype = user.SetClipboardData.restype = handle
            user.GetClipboardData.argtypes, user.SetClipboardData.argtypes = (number,), (number, handle)
            kernel.GlobalAlloc.restype, kernel.GlobalAlloc.argtypes = handle, (number, ctypes.c_size_t)
            kernel.GlobalLock.restype = handle
            kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = (handle,)
        self._user, self._kernel = user, kernel

    def put(self, text: str) -> None:
        if not self._user.OpenClipboard(None):
            raise OSError("the clipboard is in use")
        try:
            self._user.EmptyClipboard()
            for name, value in KEPT_OUT.items():
                self._set(self._user.RegisterClipboardFormatW(name), value)
            if text:
                self._set(CF_UNICODETEXT, text.encode("utf-16-le") + b"\x00\x00")
        finally:
            self._user.CloseClipboard()

    def _set(self, form: int, value: bytes) -> None:
        import ctypes

        memory = self._kernel.GlobalAlloc(GMEM_MOVEABLE, len(value))
        place = self._kernel.GlobalLock(memory)
        ctypes.memmove(place, value, len(value))
        self._kernel.GlobalUnlock(memory)
        if not self._user.SetClipboardData(form, memory):
            raise OSError("the clipboard did not take the text")

    def read(self) -> str:
        import ctypes

        if not self._user.OpenClipboard(None):
            raise OSError("the clipboard is in use")
        try:
            memory = self._user.GetClipboardData(CF_UNICODETEXT)
            if not memory:
                return ""
            try:
                return ctypes.wstring_at(self._kernel.GlobalLock(memory))
            finally:
                self._kernel.GlobalUnlock(memory)
        finally:
            self._user.CloseClipboard()


def of_this_system(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Holder | None:
    """The clipboard that a copy can be relied on to reach; None over SSH, and where no desktop is there."""
    if any(environ.get(name) for name in OVER_SSH):
        return None
    if platform == "win32":
        return WindowsClipboard()
    if platform == "darwin" or any(environ.get(name) for name in DISPLAYS):
        return Pasteboard()
    return None


class Clipboard:
    """What was copied, and whether it can be taken away again."""

    def __init__(self, holder: Holder | None) -> None:
        self._holder = holder
        self._ours = ""

    def put(self, text: str) -> bool:
        """Copy a text; whether it is known to have arrived."""
        if self._holder is None:
            return False
        try:
            self._holder.put(text)
            self._ours = text
            return _same(self._holder.read(), text)
        except (OSError, RuntimeError):  # pyperclip's own error is a RuntimeError
            return False

    def clear(self) -> None:
        """Take away what was copied, where it is still there; what somebody else has put there stays."""
        ours, self._ours = self._ours, ""
        if not ours or self._holder is None:
            return
        try:
            if _same(self._holder.read(), ours):
                self._holder.put("")
        except (OSError, RuntimeError):
            return


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
