"""One value of the settings file is changed, and nothing else in it; what cannot be followed changes nothing."""

from __future__ import annotations

import stat
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.own_settings import FILE
from iro_tui.tui.commands import COMMANDS, Command, Keymap
from iro_tui.tui.setting_rows import SettingLine, require_there, setting_rows, typed_keys, typed_value
from iro_tui.tui.settings import EXAMPLE, Settings, read_settings, remember_theme
from iro_tui.tui.settings_file import By, NotChanged, Value, change, with_value

WRITTEN = {
    "nothing": "",
    "the example": EXAMPLE,
    "remarks alone": "# mine\n\n# theme = 1\n",
    "a table alone": "# mine\n\n# my keys\n[keys]\n",
    "of Windows": "# mine\r\ntheme = 'dark' # at night\r\n\r\n[keys] # mine\r\nrag = 'z'\r\n",
    "over several lines": '[keys]\n# notes\ncontact = [ # two\n  "o", # old\n  "f7",\n]\nrag = "z" # "#"\n',
    "with dots": '# dots\nkeys.rag = "z" # z\nidle_minutes=7# seven\n',
    "without an end": 'idle_minutes = 7\n[keys]\nrag = "z"',
}
CHANGES: dict[By, Value] = {
    ("theme",): "high contrast",
    ("idle_minutes",): 9,
    ("names_minutes",): 60,
    ("backup_folder",): r"C:\Users\O'Hara\OneDrive",
    ("note_template",): "lcs",
    ("keys", "rag"): ["f8", "Z"],
    ("keys", "book"): ["Q"],
    ("keys", "theme"): ["Y"],
}


def remarks(text: str) -> list[str]:
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line]


@given(
    st.sampled_from(sorted(WRITTEN)), st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.booleans()), max_size=9)
)
def test_whatever_is_changed_all_else_stays(which: str, changes: list[tuple[By, bool]]) -> None:
    text = WRITTEN[which]
    for by, kept in changes:
        value = CHANGES[by] if kept else None
        before = text
        text = with_value(text, by, value)
        told = tomllib.loads(text)
        at = told if len(by) == 1 else told.get("keys", {})
        assert at.get(by[-1]) == (value[0] if isinstance(value, list) and len(value) == 1 else value)
        untouched = [line for line in before.splitlines() if line.strip() and by[-1] not in line and "," not in line]
        assert [line for line in untouched if line not in text.splitlines() and line != "]"] == []
    for remark in remarks(WRITTEN[which]):
        assert remark in text


@pytest.mark.parametrize("text", ['keys = {rag = "z", book = "Q"}\n', 'keys = "r"\n', "rag = r\n", "[keys]\nrag = [\n"])
def test_a_file_of_an_unusual_shape_is_refused_and_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(NotChanged):
        change(("keys", "hold"), ["H"], tmp_path)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_what_is_changed_mends_the_fault_it_was(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("idle_minutes = 99 # long\n", encoding="utf-8")
    with pytest.raises(NotChanged, match="idle_minutes is 99"):
        change(("theme",), "light", tmp_path)
    assert change(("idle_minutes",), 10, tmp_path).idle_minutes == 10
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "idle_minutes = 10  # long\n"


def test_a_clash_is_refused_in_the_words_of_the_keymap(tmp_path: Path) -> None:
    with pytest.raises(NotChanged, match="rag and book both have b: give one of them another"):
        change(("keys", "rag"), ["b"], tmp_path)
    assert not (tmp_path / FILE).exists()


def test_the_theme_of_the_file_holds_over_one_that_was_remembered(tmp_path: Path) -> None:
    remember_theme("light", tmp_path)
    assert change(("idle_minutes",), 9, tmp_path).theme == "light"
    assert change(("theme",), "high contrast", tmp_path).theme == "high contrast"
    assert read_settings(tmp_path).theme == "high contrast"


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_the_file_is_private_and_none_is_left_beside_it(tmp_path: Path) -> None:
    change(("idle_minutes",), 9, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    with pytest.raises(NotChanged, match="cannot be written"):
        change(("idle_minutes",), 9, tmp_path / "a file" / "below")


# As they are typed


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.keys], ids=lambda command: command.id)
def test_keys_as_they_are_shown_can_be_typed_again(command: Command) -> None:
    row = the_row("keys", command.id)
    assert Keymap({command.id: typed_keys(row.value)}).shown(command) == row.value


def the_row(*by: str) -> SettingLine:
    return next(row for row in setting_rows(Settings(), "dark") if row.by == by)


@pytest.mark.parametrize(
    ("by", "typed"),
    [
        (("idle_minutes",), "five"),
        (("names_minutes",), "2.5"),
        (("backup_folder",), "not/here"),
        (("letter_box",), "not/here"),
        (("letter_box",), "/not/here"),
        (("letter_box",), __file__),
        (("backup_folder",), __file__),
        (("keys", "rag"), "wurst"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(by: By, typed: str) -> None:
    row = the_row(*by)
    with pytest.raises(NotChanged, match=r"\.$"):
        require_there(row, typed_value(row, typed))


def test_no_second_backup_beside_the_first(tmp_path: Path) -> None:
    row = the_row("backup_folder")
    (tmp_path / "own" / "backups").mkdir(parents=True)
    require_there(row, typed_value(row, str(tmp_path)), [tmp_path / "own"])
    with pytest.raises(NotChanged, match="own folder"):
        require_there(row, typed_value(row, str(tmp_path / "own" / "backups")), [tmp_path / "own"])
