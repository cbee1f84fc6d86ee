"""Trackers: sheets of any shape become rows such as are pasted, and no date is turned round unseen."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.pasted import Block, read_block
from iro_tui.exchange.readers import read_files
from iro_tui.exchange.unread import UNKNOWN_SHEET, UNREAD_HIDDEN
from tests.support.workbooks import Rows, Value, csv_of, ods, xlsx

TODAY = date(2026, 4, 20)
HEADING: list[Value] = [
    "Name",
    "Mosaic ID",
    "DOB",
    "LAC since",
    "Legal",
    "Last review",
    "Booked",
    "Time",
    "Venue",
    "RAG",
    "Notes",
]


def read(folder: Path, data: bytes, name: str = "tracker.xlsx", answers: Mapping[str, bool] | None = None) -> Extract:
    (folder / name).write_bytes(data)
    return read_files([folder / name], TODAY, answers=answers or {})


def rows_of(extract: Extract) -> list[dict[str, str]]:
    """The cells of each row that say something known."""
    [text] = extract.blocks
    block: Block = read_block(text)
    return [{name: cell for name, cell in cells.items() if cell and name in _READ} for _, cells in block.rows]


_READ = {"ref", "initials", "born", "since", "status", "last_review", "next_review", "rag", ""}
ROW: list[Value] = [
    "AB",
    "100",
    date(2013, 5, 6),
    date(2024, 1, 8),
    "FCO",
    date(2025, 9, 15),
    date(2026, 5, 12),
    "4pm",
    "school",
    "A",
    "x",
]
READ = {
    "initials": "AB", "ref": "100", "born": "06/05/2013", "since": "08/01/2024", "status": "FCO",
    "last_review": "15/09/2025", "next_review": "12/05/2026 4pm school", "rag": "A",
}  # fmt: skip


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_heading_below_a_title_is_found_and_a_booking_is_one_cell(tmp_path: Path, write: object) -> None:
    rows: Rows = [["My caseload"], ["updated 17/4"], [None], HEADING, ROW, [None], ["CLOSED"], ["CD", "101"]]
    extract = read(tmp_path, write({"Reviews": rows}))  # type: ignore[operator]
    assert rows_of(extract) == [READ, {"": "CLOSED"}, {"initials": "CD", "ref": "101"}]
    assert (extract.nothing_read, extract.tells_of, extract.questions) == ("", set(), [])


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("title", [[], [["My reviews"]], [["My reviews"], [None]]], ids=["alone", "titled", "apart"])
def test_a_heading_of_two_lines_says_what_both_say(tmp_path: Path, form: str, title: Rows) -> None:
    rows: Rows = [
        *title,
        ["Child", None, None, "LAC", None, "Review", None, None],
        ["Name", "Mosaic ID", "DOB", "since", "Legal", "last", "booked", "venue"],
        ["AB", "100", date(2013, 5, 6), date(2024, 1, 8), "FCO", date(2025, 9, 15), "12/5 moved to 26/5", "hub"],
        ["CD", "101", None, date(2024, 1, 8), "FCO", None, "TBC", "hub"],
    ]
    if form == "csv":
        extract = read(tmp_path, csv_of(rows), "t.csv")
    else:
        extract = read(tmp_path, (xlsx if form == "xlsx" else ods)({"a": rows}))
    [row, open_one] = rows_of(extract)
    assert open_one["next_review"] == "TBC"
    assert (row["since"], row["last_review"], row["next_review"]) == (
        "08/01/2024",
        "15/09/2025",
        "12/5 moved to 26/5 hub",
    )


def test_a_line_of_words_over_columns_is_not_the_heading_though_it_names_some(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child", None, None, "Social worker", "Review", None, None],
        ["Initials", "ID", "DOB", "name", "last", "booked", "last"],
        ["AB", "100", date(2013, 5, 6), "Ada Byrne", date(2025, 9, 15), "25/5/2026", "x"],
    ]
    for extract in (read(tmp_path, csv_of(rows), "t.csv"), read(tmp_path, xlsx({"a": rows}))):
        [row] = rows_of(extract)
        assert (row["ref"], row["last_review"], row["next_review"]) == ("100", "15/09/2025", "25/05/2026")


def test_a_tab_a_month_is_one_list_and_gives_its_days_their_year(tmp_path: Path) -> None:
    heading: list[Value] = ["Child", "ID", "Date of review"]
    sheets: dict[str, Rows] = {
        "May 2026": [heading, ["AB", "100", "12th May"]],
        "June 2026": [heading, ["CD", "101", "w/c 8/6"]],
    }
    assert rows_of(read(tmp_path, xlsx(sheets))) == [
        {"": "May 2026"},
        {"initials": "AB", "ref": "100", "next_review": "12 May 2026"},
        {"": "June 2026"},
        {"initials": "CD", "ref": "101", "next_review": "w/c 8/6/2026"},
    ]


def test_month_first_is_proven_by_one_column_and_asked_once_for_all(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "DOB", "Last review"],
        ["100", "5/6/2013", "9/15/2025"],
        ["101", "1/2/2012", "11/3/2025"],
    ]
    extract = read(tmp_path, csv_of(rows), "t.csv")
    [question] = extract.questions
    assert (question.take, extract.blocks) == (None, [])
    answered = read(tmp_path, csv_of(rows), "t.csv", {question.key: True})
    assert [row["born"] for row in rows_of(answered)] == ["06/05/2013", "02/01/2012"]
    assert rows_of(answered)[1]["last_review"] == "03/11/2025"


def test_columns_that_prove_opposite_orders_are_asked_one_by_one(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "DOB", "Last review"],
        ["100", "25/6/2013", "9/15/2025"],
        ["101", "1/2/2012", "4/3/2025"],
    ]
    extract = read(tmp_path, csv_of(rows), "t.csv")
    [question] = extract.questions
    assert "“Last review”" in question.text
    answered = read(tmp_path, csv_of(rows), "t.csv", {question.key: True})
    assert [(row["born"], row["last_review"]) for row in rows_of(answered)] == [
        ("25/06/2013", "15/09/2025"), ("01/02/2012", "03/04/2025"),
    ]  # fmt: skip


def test_a_rating_by_colour_alone_is_asked_about(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Child", "ID", "RAG"], ["AB", "100", None], ["CD", "101", None]):
        sheet.append(row)
    sheet["C2"].fill = PatternFill("solid", fgColor="FFC000")
    stream = io.BytesIO()
    book.save(stream)
    extract = read(tmp_path, stream.getvalue())
    [question] = extract.questions
    assert "rag" not in rows_of(extract)[0]
    answered = read(tmp_path, stream.getvalue(), answers={question.key: True})
    assert [row.get("rag") for row in rows_of(answered)] == ["amber", None]


def test_the_line_that_names_more_is_the_heading_though_the_one_above_names_columns_too(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child", None, None, "Mid point", None],
        ["Name", "Mosaic ID", "DOB", "due", "done"],
        ["AB", "100", date(2013, 5, 6), date(2026, 3, 1), date(2026, 3, 2)],
    ]
    [text] = read(tmp_path, xlsx({"a": rows})).blocks
    [(_, cells)] = read_block(text).rows
    assert (cells["ref"], cells["midpoint_done"]) == ("100", "02/03/2026")


def test_a_day_within_words_follows_the_order_of_its_file(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "Last review", "Next review"],
        ["100", "9/15/2025", "5/3 10am"],
        ["101", "9/16/2025", "5/3/2026 moved to 6/4/2026"],
        ["102", "9/16/2025 00:00:00", "5/3/2026 10:30"],
    ]
    [question] = read(tmp_path, csv_of(rows), "t.csv").questions
    answered = rows_of(read(tmp_path, csv_of(rows), "t.csv", {question.key: True}))
    assert [row["next_review"] for row in answered] == ["3/5 10am", "3/5/2026 moved to 4/6/2026", "3/5/2026 10:30"]
    assert answered[2]["last_review"] == "16/09/2025"


def test_where_columns_prove_opposite_orders_each_other_is_asked_for_itself(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "DOB", "Last review", "Next review", "LAC since"],
        ["100", "25/6/2013", "9/15/2025", "1/2/2026", "3/4/2024"],
    ]
    questions = read(tmp_path, csv_of(rows), "t.csv").questions
    assert ["“Last review”" in questions[0].text, "“Next review”" in questions[1].text] == [True, True]
    answers = {question.key: True for question in questions}  # month first, day first, day first
    [row] = rows_of(read(tmp_path, csv_of(rows), "t.csv", answers))
    assert (row["last_review"], row["next_review"], row["since"]) == ("15/09/2025", "01/02/2026", "03/04/2024")


def test_a_column_that_contradicts_itself_is_told_and_not_used(tmp_path: Path) -> None:
    rows: Rows = [["Child ID", "Last review"], ["100", "9/15/2025"], ["101", "15/9/2025"]]
    extract = read(tmp_path, csv_of(rows), "t.csv")
    assert [problem.field for problem in extract.problems] == ["Last review"]
    assert "last_review" not in rows_of(extract)[0]


def test_a_sheet_that_is_not_read_is_told(tmp_path: Path) -> None:
    other: Rows = [["Person", "Opened", "Last visit"], ["A1", date(2025, 9, 1), date(2026, 3, 9)]]
    extract = read(tmp_path, xlsx({"Reviews": [HEADING, ROW], "Old": [HEADING, ROW], "Visits": other}, hidden=["Old"]))
    assert {problem.field: problem.message for problem in extract.problems} == {
        "Old": UNREAD_HIDDEN, "Visits": UNKNOWN_SHEET,
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["Seen", "LAC rev", "When"])
def test_days_under_an_unknown_heading_have_the_order_of_the_file(tmp_path: Path, heading: str) -> None:
    """It may be given its meaning by hand, and is then read day first."""
    rows: Rows = [
        ["Child ID", "Last review", heading],
        ["100", "9/15/2025", "4/3/2025"],
        ["101", "9/16/2025", "5/3/2025"],
    ]
    [question] = read(tmp_path, csv_of(rows), "t.csv").questions
    [text] = read(tmp_path, csv_of(rows), "t.csv", {question.key: True}).blocks
    block = read_block(text, {2: "midpoint_done"})
    assert [cells["midpoint_done"] for _, cells in block.rows] == ["03/04/2025", "03/05/2025"]
