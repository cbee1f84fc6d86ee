"""Reading CSV strictly."""

from __future__ import annotations

import csv

import pytest

from iro_tui.exchange import tables
from iro_tui.exchange.complaints import Complaints
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.tables import SWALLOWS_ROWS, Sheet, read_csv


def read(data: str | bytes, lines_per_row: int = 1) -> tuple[Sheet, list[tuple[int | None, str]]]:
    complaints = Complaints()
    data = data.encode() if isinstance(data, str) else data
    table = read_csv("f.csv", data, complaints, lines_per_row=lines_per_row)
    return table, [(problem.row, problem.message) for problem in complaints.problems]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "\ufeffa,b\r\n1,2\r\n",
        "A;B\n1;2",
        "a\tb\n1\t2\n",
        ' A , "b" \n 1 ,2\n'.replace('"b"', "b"),
        '"a","b"\n"1","2"\n',
        "a,b\r1,2\r",
        "sep=;\na;b\n1;2\n",
        "\n\na,b\n\n1,2\n,\n\x1a\n",
        "a,b,,\n1,2,,\n",
    ],
)
def test_the_same_table_however_it_is_written(text: str) -> None:
    table, problems = read(text)
    assert table.columns == ("A", "B")
    assert [row.cells for row in table.rows] == [{"A": "1", "B": "2"}]
    assert [message for _, message in problems if message != tables.TOO_FEW_CELLS] == []


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    table, _ = read("a,b\n1,2\n\n,\n3,4\n")
    assert [row.number for row in table.rows] == [2, 5]


def test_an_unclosed_quote_costs_its_own_row_and_no_other() -> None:
    table, problems = read('a,b\n1,2\n3,"4\n5,6\n7,"8"x\n9,"1,0"\n')
    assert [(row.number, row.get("B")) for row in table.rows] == [(2, "2"), (4, "6"), (6, "1,0")]
    assert problems == [(3, tables.BROKEN_ROW), (5, tables.BROKEN_ROW)]


def test_rows_over_several_lines_where_a_format_has_them() -> None:
    table, problems = read('a,b\n1,"two\nlines"\n2,"open\n3,x\n', lines_per_row=20)
    assert [(row.number, row.get("B")) for row in table.rows] == [(2, "two\nlines"), (4, "x")]
    assert problems == [(3, tables.BROKEN_ROW)]


def test_cells_that_could_stand_under_the_wrong_heading_are_not_used() -> None:
    table, problems = read("a,b\n1,2,3\n4\n5,6,,\n")
    assert [row.cells for row in table.rows] == [{"A": "4", "B": ""}, {"A": "5", "B": "6"}]
    assert problems == [(2, tables.TOO_MANY_CELLS), (3, tables.TOO_FEW_CELLS)]


def test_a_column_that_stands_twice_is_read_once() -> None:
    table, problems = read("a,b,a\n1,2,3\n")
    assert [row.cells for row in table.rows] == [{"A": "1", "B": "2"}]
    assert problems == [(1, tables.COLUMN_TWICE)]


def test_windows_1252_is_told() -> None:
    table, problems = read("a,b\nZoë,1\n".encode("cp1252"))
    assert table.rows[0].get("A") == "Zoë"
    assert problems == [(None, tables.READ_AS_1252)]


def test_a_cell_beyond_the_field_limit_costs_its_row() -> None:
    table, problems = read("a,b\n1," + "x" * 200_000 + "\n3,4\n")
    assert [row.get("A") for row in table.rows] == ["3"]
    assert problems == [(2, tables.BROKEN_ROW)]
    assert csv.field_size_limit() == 131_072


def test_control_characters_never_get_in() -> None:
    table, _ = read("a,b\n\x1b[2J1,\u202e2\n")
    assert table.rows[0].cells == {"A": "[2J1", "B": "2"}


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "is empty"),
        (b"\n \n,,\n", "is empty"),
        (b'"a,b\n1,2\n', "heading that cannot be read"),
        (b"a," * 400 + b"\n", "more than 300 columns"),
        (b"a\n" + b"1\n" * 500_001, "more than 500,000 rows"),
        (b"a\n" + b"\n" * 1_000_001, "more than 500,000 rows"),
        (b"a\n" + b'"\n' * 1_001, "broken in more than 1,000 rows"),
        (b"a\n1\x00\n", "not a text file"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(data: bytes, part: str) -> None:
    with pytest.raises(UnreadableFile, match=part):
        read(data)


def test_a_file_over_the_size_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="larger than"):
        read(b"a,b\n1,2\n3,4\n")


@pytest.mark.parametrize(
    ("rows", "read", "told"),
    [
        # Closed by a later row: the rows between are read, and both that the marks stand in are said.
        (['T1,AB,"open', "T2,CD,x", 'T3,EF,"', "T4,GH,y"], ["T2", "T4"], [2, 4]),
        (['T1,AB,"open', "T2,CD,x", 'T3,EF,closed"', "T4,GH,y"], ["T2", "T3", "T4"], [2]),
        (['T1,"open,x', 'T2",CD,x', "T3,EF,y"], ["T2", "T3"], [2]),
        # A note of several lines is one cell, whatever it holds.
        (['T1,AB,"rang mum, twice, late', 'and, then, dad"', "T2,CD,x"], ["T1", "T2"], []),
        (['T1,AB,"T2 is the brother', 'T3 too"', "T2,CD,x"], ["T1", "T2"], []),
    ],
)
def test_a_quotation_mark_that_a_later_row_closes_costs_its_own_row_alone(
    rows: list[str], read: list[str], told: list[int]
) -> None:
    complaints = Complaints()
    text = "\n".join(["ref,initials,notes", *rows]) + "\n"
    sheet = read_csv("f.csv", text.encode(), complaints, lines_per_row=30)
    assert [row.get("REF").strip('"') for row in sheet.rows] == read
    assert [problem.row for problem in complaints.problems] == told
    if told:
        assert complaints.problems[0].message == SWALLOWS_ROWS
        assert str(complaints.problems[0].value).startswith("closes in row ")
