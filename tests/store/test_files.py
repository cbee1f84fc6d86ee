"""Files that other programs hold, that lie on drives that are away, and that are to outlast a power cut."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iro_tui.caseload.exporting import CSV, write_new
from iro_tui.caseload.refusals import Refused
from iro_tui.store import files, keyfile
from iro_tui.store.connection import Engine, StoreBusy
from iro_tui.store.engine import StoreAway, StoreDenied, StoreDisk, StoreFull, StoreReadOnly, typed
from iro_tui.store.place import Place, StoreError
from iro_tui.store.secret import RootSecret
from tests.support.stores import ROOT

SHARING, LOCKED, DENIED = 32, 33, 5
MOVE: tuple[Any, str] = (files, "_move") if sys.platform == "win32" else (os, "replace")
"""What gives a file its name here."""


def windows(winerror: int) -> OSError:
    """An error as Windows' Python raises it: most codes are down as an invalid argument there."""
    denied = winerror in (DENIED, SHARING, LOCKED)
    fault = PermissionError(errno.EACCES, "Permission denied") if denied else OSError(errno.EINVAL, "Invalid argument")
    fault.winerror = winerror  # type: ignore[attr-defined]
    return fault


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr(files, "sleep", seconds.append)
    return seconds


def held(monkeypatch: pytest.MonkeyPatch, name: str, winerror: int, times: int) -> None:
    """Have a call fail so many times as it does where another program holds the file."""
    owner, name = MOVE if name == "replace" else (os, name)
    real, left = getattr(owner, name), [times]

    def call(*args: Any, **named: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise windows(winerror)
        return real(*args, **named)

    monkeypatch.setattr(owner, name, call)


def renamed(path: Path) -> None:
    files.rename(path, path.with_name("new"))


def replaced(path: Path) -> None:
    files.write_private(path, b"new")


@pytest.mark.parametrize("winerror", [SHARING, LOCKED, DENIED])
@pytest.mark.parametrize(("name", "call"), [("replace", renamed), ("replace", replaced), ("unlink", files.remove)])
def test_what_is_held_for_a_moment_is_renamed_and_removed_all_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    waited: list[float],
    name: str,
    call: Callable[[Path], None],
    winerror: int,
) -> None:
    path = tmp_path / "file"
    path.touch()
    held(monkeypatch, name, winerror, 3)
    call(path)
    assert waited == list(files.WAITS[:3])
    assert not path.exists() or path.read_bytes() == b"new"


def test_it_is_said_who_is_in_the_way_after_two_seconds_and_a_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path = tmp_path / "caseload.key"
    keyfile.create(path, RootSecret(ROOT), "quiet harbour lantern mossy", keyfile.KdfCost.FLOOR)
    before = path.read_bytes()
    held(monkeypatch, "replace", SHARING, 99)
    with pytest.raises(StoreError, match="another program is reading it"):
        keyfile.set_passphrase(path, RootSecret(ROOT), "another long lantern mossy", keyfile.KdfCost.FLOOR)
    assert sum(waited) == pytest.approx(2.5)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path], "and nothing is left of the try"


def test_a_missing_right_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(windows(DENIED)))
    with pytest.raises(PermissionError):
        files.opened(tmp_path / "file")
    assert waited == []


def test_an_opening_waits_for_whoever_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path, real, tries = tmp_path / "file", Path.open, []
    path.write_bytes(b"there")

    def open_late(self: Path, *args: Any) -> Any:
        tries.append(self)
        if len(tries) < 3:
            raise windows(SHARING)
        return real(self, *args)

    monkeypatch.setattr(Path, "open", open_late)
    assert files.read_whole(path) == b"there"
    assert len(waited) == 2


@pytest.mark.parametrize(
    ("winerror", "kind"),
    [
        (SHARING, StoreBusy),
        (LOCKED, StoreBusy),
        (DENIED, StoreDenied),
        (19, StoreReadOnly),
        (39, StoreFull),
        (112, StoreFull),
        (1117, StoreDisk),
        *((code, StoreAway) for code in (15, 21, 53, 64, 67, 1167)),
    ],
)
def test_an_error_is_told_by_the_code_of_windows(winerror: int, kind: type[StoreError]) -> None:
    assert isinstance(typed(windows(winerror)), kind)


@pytest.mark.parametrize("winerror", [15, 21, 53, 64, 67])
def test_a_drive_that_is_not_connected_is_not_the_place_of_a_new_caseload(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, winerror: int
) -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file or directory")
    missing.winerror = winerror  # type: ignore[attr-defined]

    def away(_: object) -> None:
        raise missing

    monkeypatch.setattr("iro_tui.store.place.os.lstat", away)
    with pytest.raises(StoreError, match="the drive is not connected"):
        assert Place(tmp_path).exists


def test_a_folder_that_is_not_there_yet_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not Place(tmp_path / "a" / "b").exists


def test_clearing_away_hides_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "flush", full)
    monkeypatch.setattr("iro_tui.caseload.exporting.flush", full)
    held(monkeypatch, "unlink", SHARING, 99)
    with pytest.raises(OSError, match="No space left"):
        files.write_private(tmp_path / "file", b"new")
    with pytest.raises(Refused, match=r"no space left.*An empty file of that name is left"):
        write_new(tmp_path / f"list{CSV}", b"1")


def test_whether_a_folder_can_be_written_is_found_by_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.not_writable(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(os, "access", lambda *_: True)  # as Windows says of every folder
    monkeypatch.setattr(files, "make_private", lambda _: (_ for _ in ()).throw(windows(DENIED)))
    fault = files.not_writable(tmp_path)
    assert fault is not None
    assert files.meant(fault) == errno.EACCES


def test_what_was_written_and_its_name_are_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_replace = getattr(*MOVE)
    monkeypatch.setattr(files, "flush", lambda _: calls.append("file"))
    monkeypatch.setattr(files, "flush_folder", lambda folder: calls.append(folder.name))

    def named(*paths: Any) -> None:
        calls.append("name")
        real_replace(*paths)

    monkeypatch.setattr(*MOVE, named)
    files.write_private(tmp_path / "file", b"new")
    assert calls == ["file", "name", tmp_path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="the other systems' own call")
def test_on_macos_the_disk_itself_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[int] = []

    def ask(_: int, number: int) -> None:
        asked.append(number)

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", ask)
    files.write_private(tmp_path / "file", b"new")
    assert asked == [51]


def test_the_database_asks_the_disk_itself_too(store: Engine) -> None:
    with store.connect() as connection:
        for setting in ("fullfsync", "checkpoint_fullfsync"):
            assert connection.raw.execute(f"PRAGMA {setting}").fetchone() == (1,)


def test_no_file_is_copied_by_a_call_that_leaves_it_to_everybody() -> None:
    """`copy_private` is the one way: a copy of the system's own has whatever mode others may read."""
    package = Path(files.__file__).parent.parent
    loose = re.compile(r"shutil\.(copy|copyfile|copy2|copytree|move)\(")
    assert not [path for path in package.rglob("*.py") if loose.search(path.read_text("utf-8"))]
