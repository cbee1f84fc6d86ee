"""Bringing in files from the command line: nothing that can be read, whom to bring in, and how a path is written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.support.annex_a import ONE, table
from tests.support.commands import Iro
from tests.support.returns import ONE_CHILD, make_return
from tests.support.workbooks import Rows, csv_of

TWO = {
    "header": "ab 12,M,05/06/2015,WBRI,,,\n0077,F,25/06/2014,WBRI,,,\n",
    "episodes": "AB12,07/09/2026,S,V2,N1,U6,PR1,,,,,,\n0077,07/09/2026,S,V2,N1,U6,PR1,,,,,,\n",
    "reviews": "Ab12,05/06/2015,01/10/2026,XX\n0077,25/06/2014,01/10/2026,PN1\n",
}


@pytest.fixture
def store(iro: Iro) -> Iro:
    assert iro("init").code == 0
    return iro


NOTHING = {
    "half a workbook": (b"PK\x03\x04", "is damaged or cut off"),
    "no table of the return": (b"A,B\n1,2\n", "Not recognised"),
    "a table without rows": (b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n", "hold"),
    "a table that is not needed": (b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/01/2006,YES,F1,K1\n", "hold no child"),
    "month first": (
        b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nU1,01/05/2026,S,C2,U4,,\nU2,12/15/2025,S,C2,U4,,\n",
        "export.csv, row 3. This date can only be month first",
    ),
    "rounded numbers": (
        b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1.23457E+11,05/01/2026,S,C2,U4,,\n",
        "A spreadsheet has rounded this identifier",
    ),
}


@pytest.mark.parametrize(("data", "reason"), NOTHING.values(), ids=NOTHING.keys())
@pytest.mark.parametrize("options", [("--yes",), ("--dry-run",), ("--yes", "--json")])
def test_where_nothing_could_be_read_it_says_so_first_and_ends_with_1(
    store: Iro, tmp_path: Path, data: bytes, reason: str, options: tuple[str, ...]
) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(data)
    result = store("import", str(file), *options)
    assert result.code == 1
    assert result.err.startswith("Nothing could be read: ")
    assert reason in result.err.splitlines()[0] or reason == "hold"
    assert "Nothing to change" not in result.out + result.err
    assert "covers" not in result.err, "files that tell nothing cover nothing"
    if "--json" in options:
        assert result.json["nothing_read"].startswith("Nothing could be read")
    assert store("undo").code == 1, "nothing was done"


def test_a_file_that_brings_nothing_new_ends_with_0(store: Iro, tmp_path: Path) -> None:
    folder = str(make_return(tmp_path / "return", **ONE_CHILD))
    assert store("import", folder, "--yes").code == 0
    again = store("import", folder, "--yes", "--json")
    assert (again.code, again.json["nothing_read"]) == (0, None)


@pytest.mark.parametrize(
    ("options", "brought"),
    [
        ((), ["0077", "AB12"]),
        (("--only", "AB12"), ["AB12"]),
        (("--only", "'0077', ab12"), ["0077", "AB12"]),
        (("--only", "0077", "--only", "AB 12"), ["0077", "AB12"]),
        (("--only", "0077; 99"), ["0077"]),
    ],
)
def test_only_the_children_named_are_brought_in(
    store: Iro, tmp_path: Path, options: tuple[str, ...], brought: list[str]
) -> None:
    assert store("import", str(make_return(tmp_path / "return", **TWO)), *options, "--yes").code == 0
    assert sorted(child["ref"] for child in store("caseload", "--json").json["children"]) == brought


def test_of_children_left_out_nothing_is_said(store: Iro, tmp_path: Path) -> None:
    folder = str(make_return(tmp_path / "return", **TWO))
    messages = {
        only: [p["message"] for p in store("import", folder, "--only", only, "--dry-run", "--json").json["problems"]]
        for only in ("0077", "ab12", "0077,77,99")
    }
    assert messages["0077"] == []
    assert len(messages["ab12"]) == 1
    assert len(messages["0077,77,99"]) == 2, "two that are not in the files"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--only", "99,98"), "None of the references asked for is in these files"),
        (("--only", " , "), "left empty"),
        (("--iro", "Sam Green"), "do not say who the IRO of a child is"),
        (("--iro", " "), "left empty"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_a_sentence(
    store: Iro, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = store("import", str(make_return(tmp_path / "return", **TWO)), *options, "--yes")
    assert result.code == 1
    assert sentence in result.err
    assert store("caseload", "--json").json["children"] == []


def test_a_path_as_a_file_manager_gives_it(store: Iro, tmp_path: Path) -> None:
    folder = make_return(tmp_path / "my return", **ONE_CHILD)
    for text in (
        f'"{folder}"',
        f"'{folder}'",
        folder.as_uri(),
        f'"{folder / "header.csv"}" "{folder / "episodes.csv"}"',
    ):
        assert store("import", text, "--dry-run", "--json").json["new"] == 1


@pytest.mark.parametrize("spelling", ["ab 12", "AB12", "Ab12 ", "'ab12'"])
def test_a_child_is_looked_up_in_any_spelling(store: Iro, tmp_path: Path, spelling: str) -> None:
    store("import", str(make_return(tmp_path / "return", **TWO)), "--yes")
    assert store("child", spelling, "--json").json["ref"] == "AB12"


def test_what_is_piped_in_is_a_file_like_any_other(store: Iro, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the kind that it is, not of the name that it has not; without a terminal the question is a refusal."""
    data = csv_of(table([ONE, {**ONE, "CHILD": "B2"}]))
    monkeypatch.setattr("iro_tui.cli.imports._standard_input", lambda: data)
    refused = store("import", "-", "--today", "2026-04-20")
    assert (refused.code, "Bring in these children" in refused.err) == (1, True)
    assert store("import", "-", "--yes", "--today", "2026-04-20").code == 0
    listed = store("imported", "--format", "csv", "--today", "2026-04-20")
    assert [row["kind"] for row in csv.DictReader(io.StringIO(listed.out))] == ["new", "new"]


def test_the_request_for_the_data_team_is_a_page_and_needs_no_caseload(iro: Iro) -> None:
    result = iro("request")
    assert result.code == 0
    assert "CHILD, DOB, REVIEW, REVIEW_CODE" in result.out
    assert "date of latest statutory review" in result.out
    assert len(result.out.splitlines()) < 60


def test_a_tracker_comes_in_row_by_row_and_says_what_it_leaves_out(store: Iro, tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Initials", "DOB", "LAC since", "Legal", "Last review", "Next review", "Mood"],
        ["100", "AB", "06/05/2013", "08/01/2024", "FCO", "15/09/2025", "TBC", "x"],
        [None, "CD", "03/02/2015", "09/03/2026", "s20", None, None, None],
    ]
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(rows))
    dry = store("import", str(file), "--dry-run", "--today", "2026-04-20")
    assert (dry.code, store("caseload", "--json").json["children"]) == (0, [])
    for words in ("no reference", "Mood", "Adds 1 child, 0 with a booking"):
        assert words in " ".join(dry.err.split()), "each row is seen before any is kept"
    as_json = store("import", str(file), "--dry-run", "--json", "--today", "2026-04-20").json
    assert (as_json["new"], as_json["changed"]) == (1, 0)
    assert [asked["answer"] for asked in as_json["asked"]] == [["row 2 Ref=…"]]
    result = store("import", str(file), "--yes", "--today", "2026-04-20")
    assert result.code == 0
    assert "no reference" in result.err
    assert "Columns that are not read (on the screens a key says what one is): Mood" in " ".join(result.err.split())
    assert [child["ref"] for child in store("caseload", "--json", "--today", "2026-04-20").json["children"]] == ["100"]


def test_the_json_of_a_tracker_has_the_counts_and_the_questions_of_its_preview(store: Iro, tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Initials", "DOB", "LAC since", "Legal", "Last review", "Next review"],
        ["100", "AB", "06/05/2013", "08/01/2024", "FCO", "15/09/2025", "TBC"],
        ["101", "CD", "16/05/2013", "08/01/2024", "FCO", "15/09/2025", "w/c 26/4/2027"],
        ["102", "EF", "17/05/2013", "08/01/2024", "FCO", "15/09/2025", "23/4/2027"],
    ]
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(rows))
    dry = store("import", str(file), "--dry-run", "--json", "--today", "2026-04-20")
    assert "Adds 2 children, 1 with a booking" in dry.err
    assert (dry.json["new"], [(each["child"], each["about"]) for each in dry.json["asked"]]) == (2, [("101", "row 2")])
    assert "which day?" in dry.json["asked"][0]["text"]


def test_a_question_about_a_file_says_where_it_is_answered(store: Iro, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of([["Child ID", "DOB", "Last review"], ["100", "5/6/2013", "9/15/2025"]]))
    assert "F5" in store("import", str(file), "--dry-run", "--today", "2026-04-20").err
