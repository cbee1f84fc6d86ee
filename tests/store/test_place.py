"""Where a store lives."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from iro_tui.store.files import write_private
from iro_tui.store.place import Place, StoreError, StoreTaken, default_place, sync_folder_warning

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX; Windows goes by the folder's list")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_names_in_a_store(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert (place.database.name, place.key.name) == ("caseload.db", "caseload.key")
    assert not place.exists


@pytest.mark.parametrize("name", ["caseload.db", "caseload.key", "caseload.db-wal", "backups"])
def test_half_a_store_is_a_store(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert Place(tmp_path).exists


def test_the_default_is_local_to_this_computer() -> None:
    folder = default_place().folder
    assert folder.parts[-2:] == ("iro-tui", "caseload"), "its own, for it gets its name when all of it is there"
    assert folder.is_absolute()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_store_gets_its_name_when_all_of_it_is_there(tmp_path: Path) -> None:
    place = Place(tmp_path / "store")
    with place.making() as draft:
        draft.key.write_text("key")
        assert not place.exists
    assert place.key.read_text() == "key"
    assert names(tmp_path) == ["store"]


def test_an_empty_folder_becomes_a_store_and_a_full_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with Place(tmp_path / "empty").making() as draft:
        draft.key.touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    with pytest.raises(StoreError, match="a folder of its own"), Place(tmp_path / "full").making() as draft:
        draft.key.touch()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["caseload.key", "empty", "full", "letter.txt"]


def test_what_is_made_at_the_same_time_is_neither_lost_nor_written_over(tmp_path: Path) -> None:
    place = Place(tmp_path / "store")

    def make_late() -> None:
        with place.making() as late:
            late.key.write_text("late")
            with place.making() as first:
                first.key.write_text("first")

    with pytest.raises(StoreTaken):
        make_late()
    assert place.key.read_text() == "first"
    assert names(tmp_path) == ["store"], "the loser leaves nothing, and takes nothing with it"


def test_whatever_goes_wrong_leaves_nothing_behind(tmp_path: Path) -> None:
    def make() -> None:
        with Place(tmp_path / "store").making() as draft:
            draft.key.touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make()
    assert names(tmp_path) == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may look into everything")
def test_a_folder_that_may_not_be_looked_into_is_not_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0)
    try:
        with pytest.raises(StoreError, match="cannot be looked into"):
            assert Place(folder).exists
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    "fault",
    [PermissionError(errno.EACCES, "no"), OSError(errno.EHOSTDOWN, "away"), ValueError("path too long for Windows")],
)
def test_what_cannot_be_known_is_not_absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: Exception) -> None:
    def out_of_reach(_: object) -> None:
        raise fault

    monkeypatch.setattr("iro_tui.store.place.os.lstat", out_of_reach)
    with pytest.raises(StoreError, match="is not known"):
        assert Place(tmp_path).exists


@posix
def test_a_drive_that_is_away_is_not_an_empty_folder() -> None:
    with pytest.raises(StoreError, match="not connected"):
        assert Place(Path("/mnt/no-such-drive/iro")).exists


@posix
def test_a_new_folder_is_its_owners_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Place(tmp_path / "a" / "b").prepare()
    finally:
        os.umask(before)
    assert mode(tmp_path / "a" / "b") == 0o700


@posix
def test_a_folder_shared_with_other_things_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letters.txt").touch()
    Place(tmp_path).prepare()
    assert mode(tmp_path) == 0o755
    (tmp_path / "caseload.key").touch()
    Place(tmp_path).prepare()
    assert mode(tmp_path) == 0o700


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        Place(tmp_path / "file" / "store").prepare()


@pytest.mark.parametrize(
    ("folder", "keeper"),
    [
        (r"C:\Users\ann\OneDrive - Anyshire Council\iro", "OneDrive"),
        (r"C:\Users\ann\OneDrive\Documents", "OneDrive"),
        (r"D:\Sync\Documents\iro", "OneDrive"),
        (r"d:\sync\documents\iro", "OneDrive"),
        (r"C:\Users\ann\Dropbox (Work)\iro", "Dropbox"),
        (r"G:\My Drive\iro", "Google Drive"),
        (r"C:\Users\ann\iCloudDrive\iro", "iCloud"),
        (r"C:\Users\ann\SharePoint\Reviewing", "SharePoint"),
        (r"\\fileserver\homes\ann", "network"),
        (r"\\?\UNC\fileserver\homes\ann", "network"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/iro", "iCloud"),
        (r"C:\Users\ann\AppData\Local\iro-tui", None),
        (r"\\?\C:\Users\ann\AppData\Local\iro-tui", None),
        (r"D:\Synchrony\iro", None),
        ("/home/ann/.local/share/iro-tui", None),
    ],
)
def test_folders_that_synchronise(folder: str, keeper: str | None) -> None:
    sentence = sync_folder_warning(PureWindowsPath(folder), {"OneDriveCommercial": r"D:\Sync", "OneDrive": ""})
    assert (sentence is None) if keeper is None else (sentence is not None and keeper in sentence)


def test_a_link_into_such_a_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in str(sync_folder_warning(tmp_path / "innocent", {}))


@posix
def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "f"
    before = os.umask(0)
    try:
        write_private(path, b"one")
        write_private(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_replacement_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    with pytest.raises(IsADirectoryError):
        write_private(tmp_path / "f", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_the_unlock_screen_need_not_wait_for_sql_or_ciphers() -> None:
    code = (
        "import sys, iro_tui.clock, iro_tui.store.keyfile, iro_tui.store.place, iro_tui.store.recovery\n"
        "import iro_tui.store.secret\n"
        "print([m for m in ('sqlalchemy', 'sqlmodel', 'sqlcipher3', 'cryptography') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
