"""Note templates: those that ship are read, a note's words go in as they are, and a fault is said by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.note_template import SHIPPED, note_fields, read_template
from iro_tui.caseload.own_settings import FILE
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.tui.setting import TEMPLATES
from iro_tui.tui.setting_rows import setting_rows, typed_value
from iro_tui.tui.settings import Settings, read_settings
from iro_tui.tui.settings_file import NotChanged
from tests.support.acting import NAME, act, look_after


@pytest.mark.parametrize("name", SHIPPED)
def test_a_template_that_ships_takes_the_whole_note(session: Session, name: str) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "contact", child, who="child", how="visit", note="Says {title} \\1 and {nothing}")
    [row] = session.lines(NOTES)
    said = [field.words(row, names=False) for field in note_fields(name)]
    assert "20/11/2026" in said
    assert row.body in said, "braces in a note are no places"
    assert row.title in said
    assert NAME not in "".join(said)
    assert TEMPLATES == SHIPPED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# only a remark\n", "has 0 fields"),
        ("Title {title}\n", r"own.txt, line 1: write a field, a colon"),
        ("Title: {title}\nWho: {surname}\n", r"line 2: \{surname\} is not known: give one of \{day\}"),
        ("F: x\n" * 31, "has 31 fields"),
        ("", "has 0 fields"),
        ("Title: {title\n", r"own.txt, line 1: a brace stands alone: write one of \{day\}"),
        ("Title: title}\n", "a brace stands alone"),
        ("Title: {{title}}\n", "a brace stands alone"),
        ("Title: {}\n", "is not known"),
    ],
)
def test_a_fault_is_said_by_line(text: str, fault: str) -> None:
    with pytest.raises(Refused, match=fault):
        read_template(text, "own.txt")


def test_a_file_of_ones_own_is_read_and_one_that_is_not_there_is_said(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_bytes(b"\xef\xbb\xbf# ours\r\nHeading: IRO, {title}\r\n")
    [field] = note_fields(str(own))
    assert field.label == "Heading"
    for path, why in (
        (tmp_path / "none.txt", "is not there"),
        (tmp_path, "is a folder, no note template"),
        (Path("~nobody-here/own.txt"), "is not there"),
        (own / "below.txt", r"is not there|cannot be read"),
        (tmp_path / ("o" * 300 + ".txt"), r"cannot be read|is not there"),
    ):
        with pytest.raises(Refused, match=why):
            note_fields(str(path))
    for content, why in (
        (b"x: \xff\n" * 3, "save it as UTF-8"),
        (b"\xff\xfex", "save it as UTF-8"),
        (b"F: x\n" * 9000, "larger than a note template"),
        (b"", "has 0 fields"),
    ):
        own.write_bytes(content)
        with pytest.raises(Refused, match=why):
            note_fields(str(own))


def test_a_template_in_the_own_folder_goes_by_its_name_also_in_place_of_one_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IRO_SETTINGS", str(tmp_path))
    folder = tmp_path / "notes"
    with pytest.raises(Refused, match=r"the name of a \.txt file in .*notes"):
        note_fields("ours")
    row = next(row for row in setting_rows(Settings(), "dark") if row.by == ("note_template",))
    with pytest.raises(NotChanged, match="give one of eclipse, lcs, mosaic, the name of"):
        typed_value(row, "ours")
    (folder / "ours.txt").mkdir(parents=True)
    with pytest.raises(NotChanged, match="is a folder"):
        typed_value(row, "ours")
    (folder / "ours.txt").rmdir()
    (folder / "ours.txt").write_text("Heading {title}\n", "utf-8")
    with pytest.raises(NotChanged, match="line 1: write a field"):
        typed_value(row, "ours")
    (folder / "ours.txt").write_text("Heading: {title}\n", "utf-8")
    (folder / "lcs.txt").write_text("Kind: IRO, ours\n", "utf-8")
    assert [field.label for field in note_fields("ours")] == ["Heading"]
    assert [field.pattern for field in note_fields("lcs")] == ["IRO, ours"]
    assert typed_value(row, "ours") == "ours"
    for strange in ("../ours", "ou rs", ""):
        with pytest.raises(Refused):
            note_fields(strange)


@pytest.mark.parametrize(
    ("written", "holds"),
    [("gone", True), ("/gone/ours.txt", True), ("../ours", False), ("~nobody-here/x.txt", False), (7, False)],
)
def test_a_template_that_is_not_there_any_more_takes_no_other_setting_with_it(
    tmp_path: Path, written: object, holds: bool
) -> None:
    words = f'"{written}"' if isinstance(written, str) else written
    (tmp_path / FILE).write_text(f"idle_minutes = 3\nnote_template = {words}\n", "utf-8")
    read = read_settings(tmp_path)
    assert (read.idle_minutes == 3, not read.problem) == (holds, holds), read.problem
