"""Trackers: sheets of any shape become rows such as are pasted, and no date is turned round unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.headings import known_heading
from iro_tui.exchange.pasted import Block, read_block
from iro_tui.exchange.readers import read_files
from iro_tui.exchange.tracker import COLOURED
from iro_tui.exchange.unread import NO_VALUE, UNKNOWN_SHEET, UNREAD_HIDDEN
from tests.support.workbooks import Rows, Value, coloured, csv_of, ods, ods_of, xlsx

TODAY = date(2026, 4, 20)
LAST = date(2025, 9, 15)
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


def ods_with_formulas(sheets: Mapping[str, Rows]) -> bytes:
    """As a workbook whose formulas nobody has worked out: the cells have their formula and no value."""
    cells = "".join(
        "<table:table-row>" + "".join(
            f"<table:table-cell table:formula={quoteattr(cell)}/>"
            if isinstance(cell, str) and cell[:1] == "=" else
            "<table:table-cell/>" if cell is None else
            f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>' if isinstance(cell, date) else
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        ) + "</table:table-row>"
        for row in next(iter(sheets.values()))
    )  # fmt: skip
    return ods_of(f'<table:table table:name="a">{cells}</table:table>')


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


@pytest.mark.parametrize("form", [xlsx, ods])
@pytest.mark.parametrize("title", [[], [["My reviews"]]], ids=["alone", "titled"])
def test_words_over_two_columns_beside_headings_of_one_line_stand_over_both(
    tmp_path: Path, form: Callable[[dict[str, Rows]], bytes], title: Rows
) -> None:
    held, booked = date(2026, 3, 2), date(2026, 12, 2)
    rows: Rows = [
        *title,
        ["Name", "ID", "Review", None, "Conference", None, "Social worker"],
        [None, None, "Last", "Next", "Last", "Next", None],
        ["AB", "1", held, booked, held, booked, "Ann"],
    ]
    [text] = read(tmp_path, form({"a": rows})).blocks
    [(_, row)] = read_block(text).rows
    assert (row["ref"], row["last_review"], row["next_review"]) == ("1", "02/03/2026", "02/12/2026")
    assert (row["last_conference"], row["worker"]) == ("02/03/2026", "Ann")


@pytest.mark.parametrize("below", [["see file", "TBC"], ["to ring", "see notes"], [None, "Next"]])
def test_a_row_of_words_without_a_child_is_no_second_line_of_headings(tmp_path: Path, below: list[Value]) -> None:
    rows: Rows = [["Name", "ID", "Last review", "Next review"], [None, None, *below],
                  ["AB", "1", date(2026, 3, 2), date(2026, 12, 2)]]  # fmt: skip
    row = rows_of(read(tmp_path, xlsx({"a": rows})))[-1]
    assert (row["last_review"], row["next_review"]) == ("02/03/2026", "02/12/2026")


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("title", [[], [["My reviews"]], [["My reviews"], [None]]], ids=["alone", "titled", "apart"])
def test_a_heading_of_two_lines_says_what_both_say(tmp_path: Path, form: str, title: Rows) -> None:
    rows: Rows = [
        *title,
        ["Child", None, None, "LAC", None, "Review", None, None],
        ["Name", "Mosaic ID", "DOB", "since", "Legal", "last", "booked", "venue"],
        [
            "AB",
            "100",
            date(2013, 5, 6),
            date(2024, 1, 8),
            "FCO",
            date(2025, 9, 15),
            "12 May 2026 or 1 June 2026",
            "hub",
        ],
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
        "12 May 2026 or 1 June 2026 hub",
    )


@pytest.mark.parametrize(
    ("headings", "review", "conference"),
    [
        (["RCPC booked", "Time", "Where"], None, "16/12/2026 10:30 hub"),
        (["Time", "RCPC booked", "Where"], None, "16/12/2026 10:30 hub"),
        (["Next review", "Time", "RCPC booked", "Where"], "11/05/2026 10:30", "16/12/2026 hub"),
        (["Next review", "Where", "RCPC booked", "Time"], "11/05/2026 hub", "16/12/2026 10:30"),
        (["RCPC booked", "Next review", "Time", "Where"], "11/05/2026 10:30 hub", "16/12/2026"),
    ],
)
def test_a_time_belongs_to_the_booking_before_it(
    tmp_path: Path, headings: list[Value], review: str | None, conference: str
) -> None:
    cells: dict[Value, Value] = {"Next review": date(2026, 5, 11), "RCPC booked": date(2026, 12, 16)}
    cells |= {"Time": "10:30", "Where": "hub"}
    rows: Rows = [["Name", "Mosaic ID", "DOB", *headings], ["AB", "100", None, *(cells[each] for each in headings)]]
    [text] = read(tmp_path, xlsx({"a": rows})).blocks
    [(_, row)] = read_block(text).rows
    assert (row.get("next_review"), row["next_conference"]) == (review, conference)


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


@pytest.mark.parametrize("word", [None, "G"], ids=["colours alone", "words and colours"])
def test_a_rating_by_colour_is_asked_about_wherever_its_cell_has_no_word(tmp_path: Path, word: str | None) -> None:
    data = coloured([["Child", "ID", "RAG"], ["AB", "100", None], ["CD", "101", word]], C2="FFC000")
    extract = read(tmp_path, data)
    [question] = extract.questions
    assert "rag" not in rows_of(extract)[0]
    answered = read(tmp_path, data, answers={question.key: True})
    assert [row.get("rag") for row in rows_of(answered)] == ["amber", word]


def test_a_rating_that_has_its_word_asks_nothing(tmp_path: Path) -> None:
    extract = read(tmp_path, coloured([["Child", "ID", "RAG"], ["AB", "100", "R"]], C2="FF0000"))
    assert (extract.questions, extract.problems) == ([], [])


def test_colours_outside_the_column_of_the_rating_are_said(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["Child", "ID", "Next booking"], ["AB", "100", "23/6/2026"]]
    extract = read(tmp_path, coloured(rows, A2="FF0000", B2="0000FF"))
    assert [(problem.field, problem.message) for problem in extract.problems] == [("Child", COLOURED)]


def test_the_line_that_names_more_is_the_heading_though_the_one_above_names_columns_too(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child", None, None, "Mid point", None],
        ["Name", "Mosaic ID", "DOB", "due", "done"],
        ["AB", "100", date(2013, 5, 6), date(2026, 3, 1), date(2026, 3, 2)],
    ]
    [text] = read(tmp_path, xlsx({"a": rows})).blocks
    [(_, cells)] = read_block(text).rows
    assert (cells["ref"], cells["midpoint_done"]) == ("100", "02/03/2026")


def test_numbers_in_a_column_of_days_are_days_as_the_workbook_counts_them(tmp_path: Path) -> None:
    rows: Rows = [["Child ID", "DOB", "Last review", "Age"], ["100", 41400, 46199.5, 13], ["101", 41401, 12, 13]]
    [text] = read(tmp_path, xlsx({"a": rows})).blocks
    assert [(cells["born"], cells["last_review"]) for _, cells in read_block(text).rows] == [
        ("06/05/2013", "26/06/2026"), ("07/05/2013", "12"),
    ]  # fmt: skip


def test_a_day_within_words_follows_the_order_of_its_file(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "Last review", "Next review"],
        ["100", "9/15/2025", "5/3 10am"],
        ["101", "9/16/2025", "5/3/2026 moved to 6/4/2026"],
        ["102", "9/16/2025 00:00:00", "5/3/2026 10:30"],
    ]
    questions = read(tmp_path, csv_of(rows), "t.csv").questions
    answered = rows_of(read(tmp_path, csv_of(rows), "t.csv", {question.key: True for question in questions}))
    one_of = "3/5/2025 or 3/5/2026 or 3/5/2027 10am"
    assert [row["next_review"] for row in answered] == [one_of, "3/5/2026 moved to 4/6/2026", "3/5/2026 10:30"]
    assert answered[2]["last_review"] == "16/09/2025"


def test_the_hour_of_what_may_be_booked_stays_beside_its_day(tmp_path: Path) -> None:
    """Also in a column that holds the last one, where a day is still to come, and of a spreadsheet's own date."""
    hour = datetime(2026, 5, 20, 14, 0)  # noqa: DTZ001 -- as a spreadsheet has it
    rows: Rows = [
        ["Child ID", "DOB", "Last review", "Next review"],
        ["100", "16/9/2014", "20/5/2026 14:00", hour],
        ["101", "16/9/2014", hour, "20/5/2026 2pm"],
        ["102", "16/9/2014", hour.replace(second=27), hour.replace(hour=0)],
        ["103", "16/9/2014", "15/9/2025 09:13:27", "20/5/2026 00:00"],
    ]
    said = [(row["last_review"], row["next_review"]) for row in rows_of(read(tmp_path, xlsx({"a": rows})))]
    assert said == [
        ("20/5/2026 14:00", "20/05/2026 14:00"),
        ("20/05/2026 14:00", "20/5/2026 2pm"),
        ("20/05/2026", "20/05/2026"),
        ("15/09/2025", "20/05/2026"),
    ]


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


def test_a_column_that_contradicts_itself_is_told_and_not_used_and_the_others_are_asked(tmp_path: Path) -> None:
    rows: Rows = [
        ["Child ID", "Last review", "Next booking"],
        ["100", "9/15/2025", "1/2/2026"],
        ["101", "15/9/2025", ""],
    ]
    extract = read(tmp_path, csv_of(rows), "t.csv")
    assert "“Next booking”" in extract.questions[0].text
    extract = read(tmp_path, csv_of(rows), "t.csv", {extract.questions[0].key: False})
    assert [problem.field for problem in extract.problems] == ["Last review"]
    assert "last_review" not in rows_of(extract)[0]
    assert rows_of(extract)[0]["next_review"] == "02/01/2026"


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


@pytest.mark.parametrize("numbers", [("1st", "2nd"), ("1", "2"), ("First", "Second")])
@pytest.mark.parametrize("group", ["Reviews", "LAC reviews", "Review"])
def test_numbers_below_a_heading_of_reviews_are_reviews(tmp_path: Path, group: str, numbers: tuple[str, str]) -> None:
    rows: Rows = [
        ["Child", None, None, "LAC since", group, None, "Next", "Midway"],
        ["Name", "Mosaic ID", "DOB", None, *numbers, "due", "done"],
        ["AB", "100", "25/5/2013", "8/1/2025", "5/2/2025", "1/5/2025", "19/10/2026", "20/7/2026"],
    ]
    [text] = read(tmp_path, xlsx({"a": rows})).blocks
    block = read_block(text)
    [(_, cells)] = block.rows
    assert (cells["last_review"], cells["last_review #2"], block.unread) == ("05/02/2025", "01/05/2025", ())


DIARY: list[Value] = ["Date", "Time", "Child", "ID", "Review", "Venue", "Held"]


def test_a_diary_of_meetings_books_its_days_and_holds_those_that_say_so(tmp_path: Path) -> None:
    rows: Rows = [
        DIARY,
        ["12th May", "10.00", "AB", "100", "2nd", "Town Hall", "Y"],
        ["13/5", "2pm", "CD", "101", "1st", "Teams", None],
        ["14/5", "2pm", "EF", "102", "1st", "Teams", "N - SW off sick"],
        ["15/5", None, "GH", "103", "1st", None, "16/5"],
        [None, None, "JK", "104", "1st", None, "N"],
    ]
    told = rows_of(read(tmp_path, xlsx({"May 2026": rows})))
    assert [(row.get("next_review"), row.get("last_review")) for row in told] == [
        (None, "12 May 2026"),
        ("13/5/2026 2pm Teams", None),
        ("14/5/2026 not held", None),
        (None, "16/5/2026"),
        (None, None),
    ]


def test_a_diary_that_has_conferences_among_its_reviews_is_not_taken_for_reviews(tmp_path: Path) -> None:
    rows: Rows = [DIARY, ["25/5/2026", "10.00", "AB", "100", "RCPC", "Town Hall", None]]
    [text] = read(tmp_path, xlsx({"May 2026": rows})).blocks
    assert "next_review" not in read_block(text).columns


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Date held", "last_review"), ("Decisions out (5)", "decisions_on"), ("Minutes typed (15)", "record_on"),
     ("Distributed (20)", "distributed_on"), ("SW report in", "report_on")],
)  # fmt: skip
def test_the_columns_of_paperwork(heading: str, name: str) -> None:
    assert known_heading(heading) == name


@pytest.mark.parametrize("proof", ["28/05/2026", "28/5/26", "28.05.2026"])
def test_proof_in_any_column_of_days_holds_for_all(tmp_path: Path, proof: str) -> None:
    rows: Rows = [["Mosaic ID", "DOB", "Last review"], ["100", "5/6/2013", "1/2/2026"], ["101", None, proof]]
    extract = read(tmp_path, xlsx({"May 2026": rows, "June 2026": [*rows[:2], ["102", "7/8/2014", None]]}))
    assert extract.questions == []
    assert [row["born"] for row in rows_of(extract) if "born" in row] == ["05/06/2013", "05/06/2013", "07/08/2014"]


@pytest.mark.parametrize("write", [xlsx, ods_with_formulas], ids=["xlsx", "ods"])
def test_a_formula_without_its_value_is_told_of_every_column_that_is_read(tmp_path: Path, write: object) -> None:
    rows: Rows = [["Mosaic ID", "Last review", "Next review booked", "RAG", "Shoe size"],
                  ["100", date(2025, 9, 15), "=B2+180", '=IF(B2,"A","")', "=1+1"],
                  ["101", date(2025, 9, 16), "=B3+180", "A", None]]  # fmt: skip
    extract = read(tmp_path, write({"a": rows}))  # type: ignore[operator]
    told = [(p.field, p.row) for p in extract.problems if p.message == NO_VALUE]
    assert told == [("Next review booked", 2), ("RAG", 2)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Ref no", "ref"), ("PID", "ref"), ("Mosaic number", "ref"), ("Young person", "initials"),
     ("Next LAC review due", "next_due"), ("Next LAC review booked", "next_review"), ("Review next", "next_review"),
     ("Review last held", "last_review"), ("Invites out", "invited_on"), ("Independent Reviewing Officer", "iro")],
)  # fmt: skip
def test_the_columns_of_ones_own_trackers(heading: str, name: str) -> None:
    assert known_heading(heading) == name


def test_a_diary_of_young_people_with_their_numbers_is_read(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Start", "Young person", "PID", "DOB", "Review no."],
                  ["25/05/2026", "10:00", "AB", "100", "13/01/2012", "2"]]  # fmt: skip
    assert rows_of(read(tmp_path, csv_of(rows), "diary.csv"))[0] == {
        "ref": "100", "initials": "AB", "born": "13/01/2012", "next_review": "25/05/2026 10:00"
    }  # fmt: skip


@pytest.mark.parametrize("write", [xlsx, None], ids=["xlsx", "csv"])
def test_headings_without_a_row_hold_no_child_and_that_is_said(tmp_path: Path, write: object) -> None:
    data, name = (xlsx({"a": [HEADING]}), "t.xlsx") if write else (csv_of([HEADING]), "t.csv")
    assert read(tmp_path, data, name).nothing_read == "Nothing could be read: the files hold no child."
