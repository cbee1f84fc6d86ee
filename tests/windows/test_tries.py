"""Each thing that must hold on Windows, tried with Windows' own calls. `make windows` prints a line for each."""

from __future__ import annotations

import asyncio
import ctypes
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from iro_tui import windows
from iro_tui.caseload.opening import create, require, unlock
from iro_tui.caseload.refusals import Refused
from iro_tui.clipboard import KEPT_OUT, Clipboard, WindowsClipboard
from iro_tui.console_keys import ConsoleIn
from iro_tui.store import engine, files, keyfile, migrations
from iro_tui.store.place import Place, sync_folder_warning
from iro_tui.tui import console
from iro_tui.tui.settings import read_settings
from tests.support.commands import Iro
from tests.support.stores import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows' own calls")

_ALL_SHARED, _NONE = 7, 0


@contextmanager
def held(path: Path, sharing: int, access: int = 0x80000000) -> Iterator[Callable[[], None]]:
    """A file that another program has open; the call that lets it go."""
    kernel = windows.library("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.CreateFileW(str(path), access, sharing, None, 3, 0, None))
    closed: list[bool] = []

    def let_go() -> None:
        if not closed:
            closed.append(bool(kernel.CloseHandle(handle)))

    try:
        yield let_go
    finally:
        let_go()


def made(folder: Path) -> None:
    create(folder, PASSPHRASE, cost=keyfile.KdfCost.FLOOR)[0].close()


def test_4a_a_failed_init_leaves_nothing_and_hides_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(opened: Any) -> None:
        opened.connect()  # and it stays open
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "create", full)
        with pytest.raises(OSError, match="No space left"):
            made(tmp_path / "store")
    assert list(tmp_path.iterdir()) == []
    made(tmp_path / "store")


def test_4b_the_code_is_printed_before_what_may_fail(iro: Iro, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(self: Path, strict: bool = False) -> Path:
        raise OSError("a path of more than 260 characters")

    monkeypatch.setattr(Path, "resolve", too_long)
    done = iro("init", "--json")
    assert len(done.json["recovery_code"]) > 20


def test_4c_windows_says_whether_this_python_is_packaged() -> None:
    assert windows.packaged() is False


def test_4d_windows_says_what_kind_of_desktop_this_is() -> None:
    assert windows.forgets() in ("", "a remote session", "a temporary profile")


@pytest.mark.parametrize("sharing", [_NONE, _ALL_SHARED])
def test_4e_a_rename_waits_for_who_reads_the_file(tmp_path: Path, sharing: int) -> None:
    target = tmp_path / "caseload.key"
    target.write_bytes(b"old")
    with held(target, sharing) as let_go:
        Timer(0.3, let_go).start()
        files.write_private(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_4e_an_opening_waits_and_then_says_who_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "caseload.key"
    path.write_bytes(b"key")
    monkeypatch.setattr(files, "WAITS", (0.01,))
    with held(path, _NONE), pytest.raises(files.HeldByAnother, match="another program is reading it"):
        files.read_whole(path)
    assert files.read_whole(path) == b"key"


def test_4e_a_folder_where_a_file_is_wanted_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".") as refused:
        files.opened(tmp_path)
    assert refused.value.filename == str(tmp_path)


def test_4e_a_database_that_is_held_is_busy_and_not_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "store")
    monkeypatch.setattr(files, "WAITS", (0.01,))
    for name in ("caseload.key", "caseload.db"):
        with held(tmp_path / "store" / name, _NONE), pytest.raises(Refused, match=r"(?i)another program"):
            unlock(tmp_path / "store", PASSPHRASE)
    unlock(tmp_path / "store", PASSPHRASE).close()


@pytest.mark.parametrize("away", ["Q:\\work\\iro", r"\\nohost.invalid\share\iro"])
def test_4f_a_drive_that_is_away_is_not_no_caseload(away: str) -> None:
    with pytest.raises(Refused, match=r"is not known|not connected"):
        require(Path(away))


def test_4g_the_kind_of_drive_is_asked_of_windows(tmp_path: Path) -> None:
    assert not windows.on_network(tmp_path)
    assert not windows.synchronised(tmp_path)
    assert sync_folder_warning(Path(r"\\server\share\iro")), "a share"


def test_4h_the_console_takes_the_call_that_says_it_closes() -> None:
    kernel = windows.library("kernel32")
    kind = getattr(ctypes, "WINFUNCTYPE", None)
    assert kind is not None
    handler = kind(ctypes.c_int, ctypes.c_uint32)(lambda event: 0)
    assert kernel.SetConsoleCtrlHandler(handler, 1)
    assert kernel.SetConsoleCtrlHandler(handler, 0)
    assert console.seconds_awake() > 0


def test_4i_a_name_is_on_the_disk_when_it_is_given(tmp_path: Path) -> None:
    for kind in ("a file", "a folder"):
        old, new = tmp_path / kind, tmp_path / f"{kind}, renamed"
        old.mkdir() if kind == "a folder" else old.write_bytes(b"x")
        files.rename(old, new)
        assert new.exists()
        assert not old.exists()


@pytest.mark.parametrize("name", ["b.txt:hidden.csv", "con.csv", "aux.txt", "list.csv."])
def test_5_no_hidden_or_device_file_is_written(filled: Iro, tmp_path: Path, name: str) -> None:
    (tmp_path / "b.txt").write_text("there")
    assert filled("export", "journal", f"{tmp_path}\\{name}", "--yes").code == 1
    assert (tmp_path / "b.txt").read_text() == "there"


def test_5_the_clipboard_keeps_history_and_cloud_out_and_is_read_back() -> None:
    clipboard = Clipboard(WindowsClipboard())
    assert clipboard.put("Zoë’s note\nof two lines 🙂")
    user = windows.library("user32")
    for name in KEPT_OUT:
        assert user.IsClipboardFormatAvailable(user.RegisterClipboardFormatW(name)), name
    clipboard.clear()
    assert WindowsClipboard().read() == ""


def test_5_a_crash_is_reported_without_the_heap() -> None:
    windows.keep_crashes_home()
    kernel, flags = windows.library("kernel32"), ctypes.c_uint32()
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    if kernel.WerGetFlags(ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.byref(flags)) != 0:
        pytest.skip("wine has no error reporting")
    assert flags.value & 1


def test_5_no_store_is_made_elevated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(windows.RIGHTS, "yes")
    with pytest.raises(Refused, match="administrator"):
        made(tmp_path / "store")
    assert not Place(tmp_path / "store").exists
    monkeypatch.delenv(windows.RIGHTS)
    assert windows.elevated() in (True, False)


def test_6_windows_says_whether_the_console_places_text() -> None:
    assert windows.places_text() in (True, False)


def test_6_a_console_that_is_none_ends_its_reader() -> None:
    reader, mode = ConsoleIn(), ctypes.c_uint32()
    if windows.library("kernel32").GetConsoleMode(reader._handle, ctypes.byref(mode)):
        pytest.skip("there is a console")

    def many() -> None:
        for _ in range(100):
            reader.read(1)

    with pytest.raises(OSError, match="cannot be read"):
        many()


def test_6_timers_fire_with_many_others_waiting() -> None:
    from textual import timer

    console.wait_in_the_loop()

    async def many() -> bool:
        waiting = [asyncio.ensure_future(vars(timer)["sleep"](60)) for _ in range(40)]
        short = asyncio.ensure_future(vars(timer)["sleep"](0.05))
        done, _ = await asyncio.wait({short}, timeout=5)
        for each in waiting:
            each.cancel()
        return bool(done)

    assert asyncio.run(many())


def test_6_settings_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "settings.toml").write_bytes("idle_minutes = 7\r\n".encode(encoding))
        settings = read_settings(tmp_path)
        assert (settings.idle_minutes, settings.problem) == (7, "")


def test_6_completion_ignores_case(tmp_path: Path) -> None:
    from iro_tui.tui.paths import completed

    (tmp_path / "Report.csv").touch()
    assert completed(f"{tmp_path}\\re") == f"{tmp_path}\\Report.csv"


def test_6_a_closed_pipe_ends_quietly() -> None:
    begin = [sys.executable, "-m", "iro_tui", "demo", "--print", "--children", "120"]
    with subprocess.Popen(begin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        said = program.stderr.read().decode("utf-8", "replace")
    assert program.returncode == 0, said
    assert "went wrong" not in said


def test_6_a_list_in_a_file_has_a_byte_order_mark_where_excel_reads_it(filled: Iro, tmp_path: Path) -> None:
    for ending, mark in ((".csv", True), (".json", False)):
        path = tmp_path / f"list{ending}"
        assert filled("caseload", "-o", str(path), "--yes").code == 0
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") is mark


def test_the_store_is_wiped_from_memory_here_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`VirtualLock` and the rest are asked of Windows by SQLCipher: that must not fail."""
    monkeypatch.setattr(engine, "MEMORY_SECURITY", "ON")
    made(tmp_path / "store")


def test_7_the_doctor_looks_at_what_windows_alone_has(tmp_path: Path) -> None:
    from iro_tui.caseload.doctor import Surroundings, look_round
    from iro_tui.caseload.doctor_windows import LOOKS

    made(tmp_path / "store")
    seen = {each.id: each for each in look_round(Surroundings(tmp_path / "store"))}
    assert {look.id for look in LOOKS} <= seen.keys()
    assert not [each for each in seen.values() if "cannot be looked at" in each.words]
    assert seen["drive"].advice == ""
