"""A path however a file manager, a shell or a person gives it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.tui.paths import completed
from iro_tui.typed_path import as_path, as_paths, is_there

HERE = [
    ("{}", "plain"),
    ("  {}  ", "with blanks round it"),
    ('"{}"', "Windows, copied as path"),
    ("'{}'", "Linux, dropped"),
    ("“{}”", "out of a document"),
    ("& '{}'", "PowerShell, dropped"),
    ("\u202a{}", "Windows, out of the properties"),
    ('"{}"\n', "with a line end"),
]


@pytest.mark.parametrize("dress", [dress for dress, _ in HERE], ids=[name for _, name in HERE])
@pytest.mark.parametrize("name", ["return", "my files", "it's 2026", "a,b; c", "50% done", "Ünï ’26"])
@pytest.mark.parametrize("there", [True, False])
def test_one_path_in_any_dress(tmp_path: Path, dress: str, name: str, there: bool) -> None:
    path = tmp_path / name
    if there:
        path.mkdir()
    if "'" in name and "'" in dress:
        return
    assert as_paths(dress.format(path)) == (path,)


@pytest.mark.parametrize("name", ["my files", "it's 2026", "a (1) & b", "Ünï"])
def test_blanks_and_signs_escaped_as_macos_does(tmp_path: Path, name: str) -> None:
    escaped = "".join(f"\\{c}" if not c.isalnum() else c for c in name)
    assert as_paths(f"{tmp_path.as_posix()}/{escaped} ", "posix") == (tmp_path / name,)


def test_an_address_of_a_file(tmp_path: Path) -> None:
    assert as_path((tmp_path / "my files é").as_uri()) == tmp_path / "my files é"
    assert as_path("file://localhost/tmp/a%20b", "posix") == Path("/tmp/a b")
    assert as_path("file:" + "///C:/Users/me/a%20b.csv", "nt") == Path("C:/Users/me/a b.csv")
    assert as_path("file://server/share/a.csv", "nt") == Path("//server/share/a.csv")


@pytest.mark.parametrize("between", [" ", "\n", ", ", "\r\n", "  "])
@pytest.mark.parametrize("dress", ['"{}"', "'{}'", "{}"])
def test_several(tmp_path: Path, between: str, dress: str) -> None:
    paths = tuple(tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    for path in paths:
        path.touch()
    assert as_paths(between.join(dress.format(path) for path in paths)) == paths


def test_backslashes_are_no_escapes_under_windows() -> None:
    assert as_paths(r'"C:\My files\new return"', "nt") == (Path(r"C:\My files\new return"),)
    assert as_paths(r"C:\files\new", "nt") == (Path(r"C:\files\new"),)
    assert as_paths(r'"C:\a b" "D:\c"', "nt") == (Path(r"C:\a b"), Path(r"D:\c"))


def test_blanks_that_part_nothing_that_is_there_belong_to_the_name(tmp_path: Path) -> None:
    assert as_paths(f"{tmp_path}/not there/a.csv") == (tmp_path / "not there/a.csv",)
    assert as_paths(f'{tmp_path}/odd"mark') == (tmp_path / 'odd"mark',)


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u202a"])
def test_nothing(text: str) -> None:
    assert as_paths(text) == ()


odd = st.text(st.characters(exclude_categories=[])) | st.lists(
    st.sampled_from(
        ["~", "~nobody", "/", "\\", "file:", "//", "[", "]", "\x00", "..", "%00", "%ff", " ", "'", '"', "é"]
    )
).map("".join)


@given(odd)
@pytest.mark.parametrize("system", ["posix", "nt"])
def test_any_text_is_paths_or_none_and_can_be_completed(system: str, text: str) -> None:
    for path in as_paths(text, system):
        is_there(path)
    assert isinstance(completed(text), str)


def test_a_path_is_completed_as_the_system_compares_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Report of May.csv").touch()
    typed = f"{tmp_path}{os.sep}RE"
    if os.path.normcase("A") == "A":
        assert completed(typed) == typed
    monkeypatch.setattr(os.path, "normcase", str.lower)  # as under Windows
    assert completed(typed) == str(tmp_path / "Report of May.csv"), "written as it is on the disk"
    (tmp_path / "report of june.csv").touch()
    assert completed(typed).lower() == f"{tmp_path}{os.sep}report of ".lower()
