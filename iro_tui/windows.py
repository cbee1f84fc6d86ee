"""What Windows alone can say of this computer: whose rights, which Python, what kind of drive, desktop and console.

Elsewhere each answers what is usual, so nobody has to ask first which system it is. The standard library only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Any

RIGHTS = "IRO_ELEVATED"
"""Of the environment: `yes` or `no` instead of asking Windows; wine calls everybody an administrator."""
NO_ESCAPES = (
    "This console cannot place text: it prints every escape sequence as it is. Untick 'Use legacy console' in its "
    "properties, or open Windows Terminal, and say iro there. Lists print here all the same: iro today."
)

_STDOUT = -11
_PLACES_TEXT = 0x0004
"""Of a console's mode: what is written may hold escape sequences."""
_NO_PACKAGE = 15700
_REMOTE_DRIVE = 4
_REMOTE_SESSION = 0x1000
_TEMPORARY, _MANDATORY = 1, 4
_KEPT_BY_SYNC = 0x1000 | 0x80000 | 0x100000 | 0x400000
"""Attributes that only a synchronising program gives: offline, pinned, unpinned, fetched when it is read."""
_CLOUD_TAG, _CLOUD_NUMBER = 0x9000001A, 0xF000


def library(name: str) -> Any:
    """One of Windows' own libraries; nowhere else."""
    import ctypes  # here and below: not before the first picture

    return ctypes.WinDLL(name, use_last_error=True)  # type: ignore[attr-defined]  # Windows alone has it


def elevated(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether this runs with an administrator's rights: what it makes is then not the officer's own."""
    instead = environ.get(RIGHTS)
    if instead is not None or platform != "win32":
        return instead == "yes"
    return bool(library("shell32").IsUserAnAdmin())


def packaged(base: str = sys.base_prefix, kernel: Any = None, platform: str = sys.platform) -> bool:
    """Whether this Python is a package (Microsoft Store): what it writes beside the profile goes when it goes."""
    if platform != "win32":
        return False
    if "WindowsApps" in PureWindowsPath(base).parts:
        return True
    import ctypes

    length = ctypes.c_uint32()
    with suppress(AttributeError, OSError):
        asked = (kernel or library("kernel32")).GetCurrentPackageFullName
        return bool(asked(ctypes.byref(length), None) != _NO_PACKAGE)
    return False


def on_network(folder: Path, kernel: Any = None, platform: str = sys.platform) -> bool:
    """Whether Windows says of a folder's drive that it is another computer's, whatever letter it has."""
    if platform != "win32" or not folder.anchor:
        return False
    return bool((kernel or library("kernel32")).GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE)


def synchronised(folder: Path, look: Callable[[Path], Any] = os.lstat) -> bool:
    """Whether a folder, or one around it, has what only a synchronising program gives it, whatever its name is."""
    for path in (folder, *folder.parents):
        try:
            seen = look(path)
        except OSError:
            continue
        if getattr(seen, "st_file_attributes", 0) & _KEPT_BY_SYNC:
            return True
        if getattr(seen, "st_reparse_tag", 0) & ~_CLOUD_NUMBER == _CLOUD_TAG:
            return True
    return False


def forgets(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform, load: Callable[[str], Any] = library
) -> str:
    """Why what is written here may be gone at the next sign-in: `a remote session`, `a temporary profile`; or empty."""
    if platform != "win32":
        return ""
    import ctypes

    kind = ctypes.c_uint32()
    with suppress(AttributeError, OSError):
        if load("userenv").GetProfileType(ctypes.byref(kind)) and kind.value & (_TEMPORARY | _MANDATORY):
            return "a temporary profile"
    session = environ.get("SESSIONNAME", "Console")
    if session.casefold() != "console" or load("user32").GetSystemMetrics(_REMOTE_SESSION):
        return "a remote session"
    return ""


def may_be_gone(folder: Path, why: str) -> str:
    """The question before the first write on such a desktop."""
    return (
        f"This is {why}: what is kept in {folder} may be gone at the next sign-in. Ask your IT service whether the "
        "profile is kept, or name a folder that is with --store. Make the caseload there all the same?"
    )


def places_text(kernel: Any = None, platform: str = sys.platform) -> bool:
    """Whether the console follows escape sequences, or is none at all; a legacy console prints them."""
    if platform != "win32":
        return True
    import ctypes

    kernel = kernel or library("kernel32")
    kernel.GetStdHandle.restype = ctypes.c_void_p
    output, mode = ctypes.c_void_p(kernel.GetStdHandle(_STDOUT)), ctypes.c_uint32()
    if not kernel.GetConsoleMode(output, ctypes.byref(mode)):
        return True
    follows = bool(kernel.SetConsoleMode(output, mode.value | _PLACES_TEXT))
    kernel.SetConsoleMode(output, mode.value)
    return follows


def access_list(folder: Path, load: Callable[[str], Any] = library) -> str:
    """Who may do what in a folder, as Windows writes it (SDDL). Raises OSError."""
    import ctypes

    security, described, text = load("advapi32"), ctypes.c_void_p(), ctypes.c_wchar_p()
    fault = security.GetNamedSecurityInfoW(
        str(folder), _FILE, _WHO_MAY, None, None, None, None, ctypes.byref(described)
    )
    if fault or not security.ConvertSecurityDescriptorToStringSecurityDescriptorW(
        described, 1, _WHO_MAY, ctypes.byref(text), None
    ):
        raise OSError(fault, "the access list cannot be read")
    return text.value or ""


_FILE, _WHO_MAY = 1, 4


def long_paths() -> bool:
    """Whether paths of more than 259 characters are allowed to programs here."""
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key,
        ):
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        return False
    return True


def keep_crashes_home(load: Callable[[str], Any] = library) -> None:
    """Have Windows leave the heap out of what it reports of a crash, and show no box about it."""
    with suppress(AttributeError, OSError):
        load("kernel32").SetErrorMode(_NO_BOXES)
        load("kernel32").WerSetFlags(_NO_HEAP)


_NO_BOXES, _NO_HEAP = 0x0001 | 0x0002, 1
