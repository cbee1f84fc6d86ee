"""Leaving: what stays is named and not touched; a caseload is moved out of a folder that would go with its Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui import windows
from iro_tui.caseload.doctor_windows import open_to
from iro_tui.caseload.leaving import move_out, remains
from iro_tui.caseload.refusals import Refused
from iro_tui.store.place import default_place, own_place, private_folder_warning, private_place
from tests.support.stores import open_store


def test_what_stays_is_named_with_how_to_remove_it_and_nothing_is_touched(store: Path, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    before = sorted(tmp_path.rglob("*"))
    left = {each.what.split(",")[0]: each for each in remains(store, str(second))}
    assert left["the caseload"].where == str(store)
    assert left["the caseload"].there
    assert not left["backups in the second folder"].there
    assert {"settings of the screens", "the program", "what you exported"} <= left.keys()
    assert all(each.remove.endswith(".") for each in left.values())
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def packaged(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A caseload in the private folder of a packaged Python."""
    home = tmp_path / "home"
    home.mkdir()
    private = tmp_path / "private" / "iro-tui" / "caseload"
    private.parent.mkdir(parents=True)
    store.rename(private)
    monkeypatch.setattr(windows, "packaged", lambda: True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "private"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: private.parent)
    return private


def test_a_private_caseload_is_opened_said_and_moved_once(packaged: Path) -> None:
    assert default_place().folder == private_place().folder == packaged
    assert "iro doctor --move" in (private_folder_warning(packaged) or "")
    old, new = move_out()
    assert (old, new) == (packaged, default_place().folder)
    assert not packaged.exists()
    assert private_folder_warning(new) is None
    open_store(new).close()
    with pytest.raises(Refused, match="Nothing lies in the private folder"):
        move_out()


def test_no_caseload_is_moved_over_another_and_none_where_no_folder_is_private(
    packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = own_place().folder
    there.mkdir(parents=True)
    (there / "caseload.key").touch()
    with pytest.raises(Refused, match=r"already\. Nothing was moved"):
        move_out()
    monkeypatch.setattr(windows, "packaged", lambda: False)
    with pytest.raises(Refused, match="Nothing lies"):
        move_out()
    assert (packaged / "caseload.db").exists()


@pytest.mark.parametrize(
    ("access", "others"),
    [
        ("D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-5-21-1-2-3-1001)", ()),
        ("D:AI(A;OICIID;0x1200a9;;;BU)(A;OICIID;FA;;;SY)", ("all users",)),
        ("D:(D;;FA;;;WD)(A;;FA;;;WD)(A;;FR;;;AU)", ("everybody", "everybody signed in")),
    ],
)
def test_a_folder_that_others_may_open_is_known_by_its_access_list(access: str, others: tuple[str, ...]) -> None:
    assert open_to(access) == others
