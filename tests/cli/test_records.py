"""`iro outbox`, `paperwork` and `export`: shapes, questions, refusals, and files that are safe."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from tests.support.commands import Iro

KINDS = ["decisions", "manager_reply", "care_plan_update", "full_record", "distribution"]


def test_the_outbox_as_json_and_as_text(filled: Iro) -> None:
    notes = filled("outbox", "--json").json["notes"]
    assert notes
    keys = {"note_id", "ref", "initials", "on", "title", "body", "waiting", "copied", "filed"}
    assert all(set(note) == keys for note in notes)
    oldest: dict[str, str] = {}
    for note in notes:
        oldest[note["ref"]] = min(note["on"], oldest.get(note["ref"], note["on"]))
    by_child = sorted(notes, key=lambda note: (oldest[note["ref"]], list(oldest).index(note["ref"]), note["on"]))
    assert notes == by_child, "child by child, the one with the oldest note first"
    assert not any(note["filed"] for note in notes)
    filed = filled("outbox", "--filed", "--json").json["notes"]
    assert all(note["filed"] for note in filed)
    said = filled("outbox").out
    assert all(note["title"] in said and note["ref"] in said for note in notes)
    assert f"{len(notes)} notes." in said


def test_an_empty_outbox_says_so(iro: Iro) -> None:
    iro("init")
    assert "The outbox is empty" in iro("outbox").out
    assert "No note has been filed yet" in iro("outbox", "--filed").out
    assert "No paperwork is waiting" in iro("paperwork").out
    assert iro("paperwork", "--json").json["held_in_time"] == {"numerator": 0, "denominator": 0}


def test_paperwork_has_five_steps_and_two_measures(filled: Iro) -> None:
    said = filled("paperwork", "--json").json
    assert set(said) == {"reviews", "held_in_time", "record_in_time"}
    for review in said["reviews"]:
        assert [step["kind"] for step in review["steps"]] == KINDS
        assert review["next"] in KINDS
        assert review["held"] <= review["completed"]
    duties = {duty["id"] for duty in filled("today", "--json").json["duties"]}
    waiting = {step["duty"] for review in said["reviews"] for step in review["steps"] if step["duty"]}
    assert waiting
    assert waiting <= duties
    over = filled("paperwork", "--done", "--json").json
    assert all(review["next"] is None for review in over["reviews"])
    assert {key: over[key] for key in over if key != "reviews"} == {key: said[key] for key in said if key != "reviews"}
    for measure in (said["held_in_time"], said["record_in_time"]):
        assert 0 < measure["numerator"] <= measure["denominator"]
    text = filled("paperwork").out
    assert "held in time     {numerator} of {denominator}".format(**said["held_in_time"]) in text
    assert "record in time   {numerator} of {denominator}".format(**said["record_in_time"]) in text


def test_no_list_holds_a_name(filled: Iro, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    filled("export", "casenotes", str(path), "--all", "--names", "--yes")
    names = {line.split('","')[0].strip('"\ufeff') for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    assert len(names) > 3
    plain = tmp_path / "plain.txt"
    filled("export", "casenotes", str(plain), "--all", "--yes")
    said = plain.read_text(encoding="utf-8") + filled("outbox").out + filled("paperwork", "--json").out
    assert not [name for name in names if name in said]


@pytest.mark.parametrize("kind", ["casenotes", "journal"])
@pytest.mark.parametrize("ending", [".csv", ".txt"])
def test_a_file_is_written_once_after_asking(filled: Iro, tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path / f"out{ending}"
    asked = filled("export", kind, str(path))
    assert asked.code == 1
    assert "not encrypted there. There is no terminal to answer on: say so with --yes" in asked.err.replace("\n", " ")
    assert not path.exists()
    done = filled("export", kind, str(path), "--yes", "--json")
    assert done.code == 0
    assert done.json["file"] == str(path)
    assert done.json["written"] > 0
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (ending == ".csv")
    before = path.read_bytes()
    again = filled("export", kind, str(path), "--yes", passphrase=False)
    assert (again.code, again.out) == (1, "")
    assert "already: give another name" in again.err
    assert path.read_bytes() == before


def test_a_file_of_another_kind_is_refused(filled: Iro, tmp_path: Path) -> None:
    said = filled("export", "journal", str(tmp_path / "out.doc"), "--yes")
    assert said.code == 1
    assert "ends in .txt or .csv" in said.err


@pytest.mark.parametrize("words", [["export"], ["export", "casenotes"], ["export", "secrets", "x.csv"]])
def test_wrong_usage_is_code_two(iro: Iro, words: list[str]) -> None:
    assert iro(*words).code == 2


def test_undo_asks_where_notes_are_filed_already(filled: Iro) -> None:
    assert filled("outbox", "--filed", "--json").json["notes"], "the sample holds filed ones"
    said = filled("undo")
    assert said.code == 1
    assert "on the council's system. Undo all the same?" in said.err
    assert filled("undo", "--yes").code == 0


def test_what_was_done_on_another_day_is_recorded_of_it(filled: Iro) -> None:
    asked = filled("today", "--json").json["duties"]
    record = next(duty for duty in asked if duty["kind"] == "full_record")
    child = record["child"]
    refused = filled("do", "done", "--id", record["id"], "--day", "21.11.", "--dry-run").err
    assert "Done on is " in refused
    said = filled("do", "rag", child, "--value", "green", "--day", "19.11.").out
    assert said == f"{child}: green. Dated Thu 19 Nov.\n"
    assert filled("do", "contact", child, "--who", "child", "--how", "phone", "--day", "2026-11-19").out.startswith(
        f"{child}: footprint of Thu 19 Nov"
    ), "whatever its form calls it"
    left = {note["title"]: note["on"] for note in filled("outbox", "--json").json["notes"] if note["ref"] == child}
    assert left["RAG green"] == left["IRO contact: phone, child"] == "2026-11-19"


def test_a_list_goes_to_a_file_that_its_reader_can_read(filled: Iro, tmp_path: Path) -> None:
    """Excel wants a byte order mark, and what reads JSON refuses one."""
    whole = filled("caseload", "--json").json
    for ending, mark in ((".csv", b"\xef\xbb\xbf"), (".json", b""), (".txt", b"")):
        path = tmp_path / f"list{ending}"
        assert filled("caseload", "-o", str(path), "--yes").code == 0
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bool(mark)
    assert json.loads((tmp_path / "list.json").read_bytes()) == whole


@pytest.mark.parametrize("name", ["b.txt:hidden.csv", "con.csv", "lpt1.txt"])
def test_no_file_is_written_under_a_name_that_hides_it(filled: Iro, tmp_path: Path, name: str) -> None:
    said = filled("export", "journal", str(tmp_path / name), "--yes")
    assert (said.code, said.out) == (1, "")
    assert "Nothing was written." in said.err
    assert not list(tmp_path.glob("*.csv*"))


@pytest.mark.parametrize("ending", ["html", "txt", "csv"])
def test_a_child_is_written_to_a_file_by_reference_or_with_names(filled: Iro, tmp_path: Path, ending: str) -> None:
    ref = filled("caseload", "--json").json["children"][0]["ref"]
    file, named = tmp_path / f"case.{ending}", tmp_path / f"named.{ending}"
    written = filled("child", ref, "-o", str(file), "--yes")
    assert (written.code, f"written to {file}" in written.out) == (0, True), written.err
    assert filled("child", ref, "--names", "-o", str(named), "--yes").code == 0
    text = file.read_text(encoding="utf-8-sig")
    assert ref in text
    assert ("<html" in text) == (ending == "html")
    assert len(named.read_bytes()) > len(file.read_bytes())
    assert "There is a file" in filled("child", ref, "-o", str(file), "--yes").err
    assert filled("child", ref, "-o", str(tmp_path / "case.docx"), "--yes").code == 1
