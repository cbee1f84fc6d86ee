"""Backups, restoring, the recovery code and the long look, as commands."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_tui import clock
from iro_tui.cli import main
from iro_tui.store.place import Place
from tests.support.commands import Iro


def any_ref(iro: Iro) -> str:
    return str(iro("caseload", "--json").json["children"][0]["ref"])


def test_backed_up_listed_and_put_in_place(filled: Iro, tmp_path: Path) -> None:
    ref = any_ref(filled)
    made = filled("backup", "--json").json["backup"]
    assert filled("do", "rag", ref, "--value", "green").code == 0
    [kept] = filled("restore", "--json").json["backups"]
    assert (kept["when"], kept["lacks"]) == (Path(made).name, 1)
    assert kept["children"] >= 40
    assert "1 later action not in it" in filled("restore").out
    refused = filled("restore", "newest")
    assert refused.code == 1
    assert "1 later action" in refused.err, "without a terminal the question is a refusal"
    assert filled("restore", "newest", "--yes").code == 0
    rows = filled("restore", "--json").json["backups"]
    assert [backup["lacks"] for backup in rows] == [0, 0], "what was there was backed up before"
    assert list((tmp_path / "store").glob("set aside */caseload.db"))


def test_what_is_done_here_is_backed_up_once_a_day(filled: Iro, tmp_path: Path) -> None:
    place = Place(tmp_path / "store")
    filled("caseload")
    assert not place.backups.exists(), "looking is not doing"
    ref = any_ref(filled)
    for _ in range(2):
        assert filled("do", "rag", ref, "--value", "green").code == 0
    assert len(list(place.backups.iterdir())) == 1


def test_a_backup_that_fails_is_said_and_what_was_done_stands(filled: Iro, tmp_path: Path) -> None:
    (tmp_path / "store" / "backups").write_text("in the way")
    done = filled("do", "rag", any_ref(filled), "--value", "green")
    assert done.code == 0
    assert "No backup could be made" in done.err


def test_a_backup_that_is_not_there_is_named(filled: Iro) -> None:
    filled("backup")
    refused = filled("restore", "1999", "--yes")
    assert refused.code == 1
    assert "no backup called '1999'" in refused.err


def test_the_long_look_finds_a_sound_store_sound(filled: Iro) -> None:
    filled("backup")
    result = filled("check", "--json")
    assert (result.code, result.json["faults"]) == (0, [])
    assert len(result.json["looked_at"]) >= 5


def test_after_a_restore_the_long_look_is_well_and_says_that_there_was_one(filled: Iro) -> None:
    filled("backup")
    assert filled("do", "rag", any_ref(filled), "--value", "green").code == 0
    assert filled("restore", "newest", "--yes").code == 0
    looked = filled("check")
    assert (looked.code, "All of it is sound." in looked.out) == (0, True)
    assert "On record: A backup was restored" in looked.out
    result = filled("check", "--json")
    assert (result.code, result.json["faults"], len(result.json["on_record"])) == (0, [], 1)


def test_over_a_store_without_key_file_a_restore_says_that_of_it(filled: Iro, tmp_path: Path) -> None:
    filled("backup")
    assert filled("do", "rag", any_ref(filled), "--value", "green").code == 0
    Place(tmp_path / "store").key.unlink()
    done = filled("restore", "newest", "--yes")
    assert done.code == 0
    assert "It was not backed up before: No backup was made, since the key file" in done.out
    assert "space" not in done.out
    assert filled("caseload").code == 0


@pytest.mark.parametrize("verb", [["restore"], ["passphrase"]])
def test_without_a_code_it_is_the_code_that_is_asked_for(
    filled: Iro, monkeypatch: pytest.MonkeyPatch, verb: list[str]
) -> None:
    filled("backup")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    refused = filled(*verb, "--recovery-code", passphrase=False)
    assert (refused.code, "recovery code" in refused.err, "assphrase" in refused.err) == (1, True, False)


def test_until_the_code_is_typed_back_each_command_says_so(iro: Iro) -> None:
    iro("init")
    assert "iro recovery-code" in iro("today").err
    shown = iro("recovery-code", "--json")
    assert shown.err == ""
    assert len(shown.json["recovery_code"].split("-")) == 7


def test_wrong_guesses_slow_down_and_outlast_the_command(filled: Iro, tmp_path: Path) -> None:
    moment = [datetime(2026, 11, 20, 9, tzinfo=UTC)]
    right = tmp_path / "passphrase"
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase\n")

    def tried(file: Path) -> str:
        return filled("caseload", "--passphrase-file", str(file), passphrase=False).err

    with clock.clock(lambda: moment[0]):
        assert "does not open" in tried(wrong)
        assert "does not open" in tried(wrong)
        assert "Wrong 2 times. Try again in 1 s." in tried(right)
        moment[0] += timedelta(seconds=1)
        assert tried(right) == ""
        assert "does not open" in tried(wrong)
        assert tried(right) == "", "the count began anew"


def test_a_clock_that_can_hardly_be_right_is_said_and_the_command_goes_on(
    filled: Iro, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["caseload", "--json", "--passphrase-file", str(tmp_path / "passphrase")]
    with clock.clock(lambda: datetime.now(UTC) - timedelta(days=400)):
        assert main(words) == 0
    assert "clock says" in (printed := capsys.readouterr()).err
    assert json.loads(printed.out)
    assert "clock says" not in filled("caseload").err, "a day that is named is no fault"


def test_looking_round_says_a_line_each_with_or_without_a_store(filled: Iro, iro: Iro, tmp_path: Path) -> None:
    filled("backup")
    result = filled("doctor", "--json")
    looks = {look["id"]: look for look in result.json["looks"]}
    assert result.code == int(result.json["to_do"] > 0)
    assert looks["caseload"]["well"]
    assert looks["code"]["well"]
    text = filled("doctor")
    assert all(look["title"] in text.out for look in looks.values())
    assert "ok  Caseload" in text.out
    unopened = filled("doctor", "--json", passphrase=False).json["looks"]
    assert "not opened" in next(look["words"] for look in unopened if look["id"] == "caseload")
    (tmp_path / "store").rename(tmp_path / "away")
    assert "do  Place" in iro("doctor").out


def test_cases_kept_too_long_are_shown_asked_about_and_removed(filled: Iro) -> None:
    shown = filled("purge", "--dry-run", "--json").json
    refs = [case["ref"] for case in shown["cases"]]
    assert refs
    asked = filled("purge")
    assert asked.code == 1
    assert "for good" in asked.err, "without a terminal the question is a refusal"
    on_it = filled("purge", any_ref(filled), "--yes")
    assert (on_it.code, "is on the caseload" in on_it.err) == (1, True)
    done = filled("purge", "--yes", "--unfiled", "--json").json
    assert done["name"] == "Purge"
    assert filled("child", refs[0]).code == 1
    assert filled("check").code == 0
    assert len(filled("purge", "--past", "--json").json["past_cases"]) == len(refs)
    assert "born in" in filled("purge", "--past").out


def test_a_path_that_stays_stands_on_a_line_of_its_own(
    iro: Iro, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"a folder {'long-' * 20}" / "iro-tui"
    monkeypatch.setenv("IRO_STORE", str(folder))
    lines = iro("doctor", "--leaving").out.splitlines()
    assert any(line.removesuffix(" (not there)") == f"    {folder}" for line in lines)
