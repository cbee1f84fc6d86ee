"""The system's clipboard: relied on where it can be, kept out of history, and cleared only where it is still ours."""

# ruff: noqa: N802 -- Windows names its calls so

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from iro_tui.clipboard import KEPT_OUT, Clipboard, Pasteboard, WindowsClipboard, of_this_system


class Kept:
    """A clipboard that anybody may write to."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, text: str) -> None:
        self.text = text

    def read(self) -> str:
        return self.text


class Unreachable:
    def put(self, text: str) -> None:
        raise RuntimeError("no mechanism")

    def read(self) -> str:
        raise OSError("in use")


def test_what_is_ours_is_taken_away_and_what_is_not_stays() -> None:
    kept = Kept()
    clipboard = Clipboard(kept)
    assert clipboard.put("a note\nof two lines")
    clipboard.clear()
    assert kept.text == ""
    assert clipboard.put("a note")
    kept.text = "somebody else's"
    clipboard.clear()
    assert kept.text == "somebody else's"


def test_a_copy_that_nothing_holds_is_not_relied_on() -> None:
    for clipboard in (Clipboard(None), Clipboard(Unreachable())):
        assert not clipboard.put("a note")
        clipboard.clear()


@pytest.mark.parametrize("ssh", ["SSH_CONNECTION", "SSH_TTY"])
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_over_ssh_it_would_be_another_computers(platform: str, ssh: str) -> None:
    assert of_this_system({ssh: "1", "DISPLAY": ":0"}, platform) is None


def test_a_desktop_has_one_and_a_bare_line_has_none() -> None:
    assert of_this_system({}, "linux") is None
    assert isinstance(of_this_system({"DISPLAY": ":0"}, "linux"), Pasteboard)
    assert isinstance(of_this_system({}, "darwin"), Pasteboard)


class Windows:
    """Windows' own calls, as far as they are used: what was set by which format."""

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}
        self.set: dict[int, bytes] = {}
        self.memory: dict[int, Any] = {}

    def OpenClipboard(self, _: object) -> int:
        return 1

    def CloseClipboard(self) -> int:
        return 1

    def EmptyClipboard(self) -> int:
        self.set.clear()
        return 1

    def RegisterClipboardFormatW(self, name: str) -> int:
        return self.forms.setdefault(name, 0xC000 + len(self.forms))

    def GlobalAlloc(self, _: int, size: int) -> int:
        buffer = ctypes.create_string_buffer(size)
        self.memory[ctypes.addressof(buffer)] = buffer
        return ctypes.addressof(buffer)

    def GlobalLock(self, memory: int) -> int:
        return memory

    def GlobalUnlock(self, _: int) -> int:
        return 1

    def SetClipboardData(self, form: int, memory: int) -> int:
        self.set[form] = bytes(self.memory[memory])
        return 1


def test_on_windows_it_is_kept_out_of_history_and_cloud() -> None:
    windows = Windows()
    WindowsClipboard(windows, windows).put("Zoë’s note")
    assert windows.set.pop(13).decode("utf-16-le") == "Zoë’s note\0"
    assert {name: windows.set[number] for name, number in windows.forms.items()} == KEPT_OUT
