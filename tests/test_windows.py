"""What Windows says of a computer, its calls patched: rights, Python, drives, desktops, consoles, names of files."""

# ruff: noqa: N802 -- Windows names its calls so

from __future__ import annotations

import ctypes
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from iro_tui import windows
from iro_tui.store.place import AS_ADMINISTRATOR, Place, StoreError, default_place, sync_folder_warning
from iro_tui.text import decoded
from iro_tui.typed_path import why_no_name


def answer(value: int) -> Any:
    return lambda *_: value


def put(pointer: Any, value: int) -> None:
    ctypes.cast(pointer, ctypes.POINTER(ctypes.c_uint32))[0] = value


class System:
    """Windows' calls, as far as they are asked: each answers what it is made with."""

    def __init__(self, profile: int = 0, remote: int = 0, drive: int = 3, package: int = 15700) -> None:
        self.profile, self.GetSystemMetrics, self.GetDriveTypeW = profile, answer(remote), answer(drive)
        self.GetCurrentPackageFullName = answer(package)

    def GetProfileType(self, kind: Any) -> int:
        put(kind, self.profile)
        return 1


@pytest.mark.parametrize(
    ("environ", "system", "why"),
    [
        ({"SESSIONNAME": "Console"}, System(), ""),
        ({"SESSIONNAME": "Console"}, System(profile=2), ""),  # roaming: it is kept
        ({"SESSIONNAME": "Console"}, System(profile=1), "a temporary profile"),
        ({"SESSIONNAME": "Console"}, System(profile=4), "a temporary profile"),
        ({"SESSIONNAME": "RDP-Tcp#3"}, System(), "a remote session"),
        ({"SESSIONNAME": "ICA-tcp#1"}, System(), "a remote session"),
        ({}, System(remote=1), "a remote session"),
    ],
)
def test_a_desktop_that_forgets_is_known(environ: dict[str, str], system: System, why: str) -> None:
    assert windows.forgets(environ, "win32", lambda _: system) == why
    assert windows.forgets(environ, "linux") == ""


def test_a_packaged_python_is_known_by_its_place_or_by_what_windows_says() -> None:
    store = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_3.12.2800.0_x64"
    assert windows.packaged(store, System(), "win32")
    assert windows.packaged(r"C:\Python312", System(package=122), "win32")
    assert not windows.packaged(r"C:\Python312", System(), "win32")
    assert not windows.packaged(store, platform="linux")


def test_a_packaged_python_keeps_its_caseload_where_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "packaged", lambda: True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "private"))
    assert default_place().folder == tmp_path / "iro-tui" / "caseload"


@pytest.mark.parametrize(
    ("attributes", "tag", "kept"),
    [(0x10, 0, False), (0x1000, 0, True), (0x80010, 0, True), (0x400000, 0, True), (0x410, 0x9000701A, True)],
)
def test_a_folder_kept_by_a_synchronising_program_is_known_by_what_it_has(
    tmp_path: Path, attributes: int, tag: int, kept: bool
) -> None:
    def look(path: Path) -> Any:
        return SimpleNamespace(st_file_attributes=attributes if path == tmp_path.parent else 0x10, st_reparse_tag=tag)

    assert windows.synchronised(tmp_path, look) is kept


def test_a_drive_of_another_computer_is_known_whatever_its_letter_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert windows.on_network(tmp_path, System(drive=4), "win32")
    assert not windows.on_network(tmp_path, System(drive=3), "win32")
    monkeypatch.setattr(windows, "on_network", lambda _: True)
    assert "a network drive" in (sync_folder_warning(tmp_path) or "")


def test_no_store_is_made_with_an_administrators_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(windows.RIGHTS, "yes")
    with pytest.raises(StoreError) as refused, Place(tmp_path / "caseload").making():
        raise AssertionError("nothing is made")
    assert str(refused.value) == AS_ADMINISTRATOR
    assert list(tmp_path.iterdir()) == []


class OldConsole:
    """A console's calls: whether there is one, and whether it follows escape sequences."""

    def __init__(self, there: bool, follows: bool) -> None:
        self.there, self.follows, self.mode = there, follows, 3
        self.GetStdHandle = SimpleNamespace()
        self.GetStdHandle = answer(7)

    def GetConsoleMode(self, _: object, mode: Any) -> int:
        put(mode, self.mode)
        return int(self.there)

    def SetConsoleMode(self, _: object, mode: int) -> int:
        if mode & 4 and not self.follows:
            return 0
        self.mode = mode
        return 1


@pytest.mark.parametrize(
    ("there", "follows", "draws"), [(True, True, True), (True, False, False), (False, False, True)]
)
def test_a_console_without_escapes_is_known_and_left_as_it_was(there: bool, follows: bool, draws: bool) -> None:
    console = OldConsole(there, follows)
    assert windows.places_text(console, "win32") is draws
    assert console.mode == 3


def test_a_crash_is_reported_without_the_heap() -> None:
    asked: dict[str, int] = {}
    system = SimpleNamespace(
        SetErrorMode=lambda mode: asked.update(boxes=mode), WerSetFlags=lambda flags: asked.update(report=flags)
    )
    windows.keep_crashes_home(lambda _: system)
    assert asked == {"boxes": 3, "report": 1}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (PurePosixPath("/tmp/list.csv"), ""),
        (PurePosixPath("/tmp/Zoë’s list.csv"), ""),
        (PurePosixPath("console.csv"), ""),
        (PurePosixPath("b.txt:hidden.csv"), "colon"),
        (PurePosixPath("con.csv"), "device"),
        (PurePosixPath("NUL .csv"), "device"),
        (PurePosixPath("com1.tar.csv"), "device"),
        (PurePosixPath("COM¹.csv"), "device"),
        (PurePosixPath("CONIN$"), "device"),
        (PurePosixPath("list.csv."), "dot or a blank"),
        (PurePosixPath("list.csv "), "dot or a blank"),
        (PurePosixPath("a\x07.csv"), "cannot be seen"),
        (PureWindowsPath(r"C:\Users\a\list.csv"), ""),
        (PureWindowsPath(r"C:\Users\aux\list.csv"), "device"),
        (PureWindowsPath(r"C:\Users\a\b.txt:c.csv"), "colon"),
        (PureWindowsPath(r"\\server\share\list.csv"), ""),
    ],
    ids=str,
)
def test_a_name_that_hides_a_file_is_refused_on_every_system(path: PurePosixPath | PureWindowsPath, why: str) -> None:
    said = why_no_name(path)
    assert (why in said) if why else not said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_with_a_byte_order_mark_or_without(encoding: str) -> None:
    assert decoded("theme = 'dark'  # Zoë".encode(encoding)) == "theme = 'dark'  # Zoë"
