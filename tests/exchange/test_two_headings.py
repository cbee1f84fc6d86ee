"""Headings of two lines, in a workbook and saved as CSV; days of a mid-point; months below each other in one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.pasted import Block, read_block
from iro_tui.exchange.readers import read_files
from tests.support.workbooks import Rows, csv_of, xlsx

TODAY = date(2026, 11, 20)
KINDS = pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])


def read(folder: Path, name: str, rows: Rows, answers: Mapping[str, bool] | None = None) -> Extract:
    (folder / name).write_bytes(csv_of(rows) if name.endswith(".csv") else xlsx({"Sheet1": rows}))
    return read_files([folder / name], TODAY, answers=answers or {})


def block_of(extract: Extract) -> Block:
    [text] = extract.blocks
    return read_block(text)


OWN: Rows = [["A1", "AB", "21/9/2026", "20/10/2026", "22/10/2026", "18/2/2027", "green"]]
NAMES = ["ref", "initials", "last_review", "midpoint_due", "midpoint_done", "next_review", "rag"]
LINES: Mapping[str, Rows] = {
    "names above": [
        ["Ref", "Init", "Last review", "Mid-point", None, "Next review booked", "RAG"],
        [None, None, None, "Due", "Done", None, None],
    ],
    "names below": [
        [None, None, None, "Mid-point", None, None, None],
        ["Ref", "Init", "Last review", "Due", "Done", "Next review booked", "RAG"],
    ],
    "both": [
        ["Child", None, "Review", "Mid-point", None, "Next review", None],
        ["Ref", "Init", "Last review", "Due", "Completed", "Booked", "RAG"],
    ],
    "other words": [
        [None, None, "Reviews", "Midway check", None, None, None],
        ["Ref", "Init", "Last", "Due by", "Date done", "Next review", "RAG"],
    ],
    "a date due": [
        ["Ref", "Init", "Last review", "Mid point review", None, "Next review", "RAG"],
        [None, None, None, "Date due", "Date completed", None, None],
    ],
    "a group of reviews": [
        [None, None, "Review dates", "Mid-point", None, "LAC review dates", None],
        ["Ref", "Init", "Last review", "Due", "Done", "Booked", "RAG"],
    ],
    "one line": [["Ref", "Init", "Last review", "Mid-point due", "Mid-point done", "Next review", "RAG"]],
    "a heading of two lines": [
        ["Ref", "Init", "Last\nreview", "Mid-point\ndue", "Mid-point\ndone", "Next review\nbooked", "RAG"],
    ],
}


@KINDS
@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("lines", LINES)
def test_each_column_is_what_both_lines_say(tmp_path: Path, lines: str, titled: bool, name: str) -> None:
    """A due is no check that was done."""
    title: Rows = [["My caseload", *[None] * 6], [None] * 7] if titled else []
    extract = read(tmp_path, name, [*title, *LINES[lines], *OWN])
    block = block_of(extract)
    assert list(block.columns) == NAMES
    [(_, cells)] = block.rows
    assert list(cells.values()) == ["A1", "AB", "21/09/2026", "20/10/2026", "22/10/2026", "18/02/2027", "green"]
    assert not extract.problems


@KINDS
@pytest.mark.parametrize("sub", ["Booked", "Date held", "Date of meeting", "Planned", "Due date"])
@pytest.mark.parametrize("group", ["Mid-point", "Supervision", "Health assessment"])
def test_what_stands_below_another_thing_is_no_day_of_a_review(tmp_path: Path, group: str, sub: str, name: str) -> None:
    rows: Rows = [[None, None, None, group, None], ["Ref", "Init", "DOB", sub, "Venue"],
                  ["A1", "AB", "15/6/2015", "21/10/2026", "Hub"]]  # fmt: skip
    block = block_of(read(tmp_path, name, rows))
    assert not {"last_review", "next_review", "next_due", "expected"} & set(block.columns), block.columns


def test_columns_that_are_called_the_same_are_all_there_to_be_named(tmp_path: Path) -> None:
    rows: Rows = [["Ref", "Init", "Review", "Review", None, "Date"], ["A1", "AB", "13/3/2026", "13/9/2026", "x", "y"]]
    for name in ("t.csv", "t.xlsx"):
        block = block_of(read(tmp_path, name, rows))
        assert list(block.rows[0][1].values()) == ["A1", "AB", "13/03/2026", "13/09/2026", "x", "y"]


@KINDS
@pytest.mark.parametrize("again", [True, False], ids=["headings again", "headings once"])
def test_months_below_each_other_are_tabs(tmp_path: Path, name: str, again: bool) -> None:
    head: list[str | None] = ["Ref", "Init", "Next review", "Last review"]
    rows: Rows = [
        ["MAY 2026", None, None, None], head, ["A1", "AB", "12th May 10am", "14/11/2025"],
        ["June 2026", None, None, None], *([head] if again else []), ["A2", "CD", "3 June", "13/12/2025"],
        ["July", None, None, None], ["A3", "EF", "7 July", "13/1/2026"],
    ]  # fmt: skip
    [question] = read(tmp_path, name, rows).questions
    assert "July" in question.text
    block = block_of(read(tmp_path, name, rows, {question.key: True}))
    said = {cells["ref"]: cells["next_review"] for _, cells in block.rows if "ref" in cells}
    assert said == {"A1": "12 May 2026 10am", "A2": "3 June 2026", "A3": "7 July 2026"}
    assert next(cells[""] for _, cells in block.rows if "" in cells) == "MAY 2026"


def test_a_tab_of_a_month_that_was_saved_by_itself_is_of_its_year(tmp_path: Path) -> None:
    rows: Rows = [["Ref", "Init", "Next review"], ["A1", "AB", "12th May 10am"]]
    block = block_of(read(tmp_path, "Reviews May 2027.csv", rows))
    assert block.rows[0][1]["next_review"] == "12 May 2027 10am"
    [question] = read(tmp_path, "Reviews.csv", rows).questions
    assert "names no year" in question.text


@KINDS
@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("group", ["Child", "CHILD", "Young person", "Child's details", "Name"])
def test_a_group_called_after_the_child_stands_over_what_is_said_of_it(
    tmp_path: Path, group: str, titled: bool, name: str
) -> None:
    rows: Rows = [[group, None, None, "LAC since", "Reviews", None, "Next review", None],
                  ["Initials", "Mosaic ID", "DOB", None, "1st", "2nd", "Due", "Booked"],
                  ["AB", "1001", "2/3/2014", "27/3/2026", "28/4/2026", "27/7/2026", "27/1/2027", "TBC"]]  # fmt: skip
    title: Rows = [["My caseload", *[None] * 7], [None] * 8] if titled else []
    block = block_of(read(tmp_path, name, [*title, *rows]))
    assert list(block.columns) == [
        *("initials", "ref", "born", "since", "last_review", "last_review #2", "next_due", "next_review")
    ]
    assert [cells["ref"] for _, cells in block.rows] == ["1001"]


@KINDS
@pytest.mark.parametrize("numbers", [("1st", "2nd", "3rd"), ("1", "2", "3"), ("First", "Second", "Third")])
def test_numbers_below_a_group_are_headings_though_the_line_above_names_more(
    tmp_path: Path, name: str, numbers: tuple[str, str, str]
) -> None:
    rows: Rows = [["Child", None, None, "LAC since", "Reviews", None, None, "Next review", None, "RAG", "SW"],
                  ["Initials", "Mosaic ID", "DOB", None, *numbers, "Due", "Booked", None, None],
                  ["AB", "1001", "2/3/2014", "27/3/2026", "28/4/2026", "27/7/2026", None, "27/1/2027", "TBC", "G", "N"],
                  ]  # fmt: skip
    block = block_of(read(tmp_path, name, rows))
    assert list(block.columns) == [
        *("initials", "ref", "born", "since", "last_review", "last_review #2", "last_review #3"),
        *("next_due", "next_review", "rag", "worker"),
    ]
    assert [cells["ref"] for _, cells in block.rows] == ["1001"]
