"""A day without its year has that of its tab, however it is written; a tab without a year is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.headings import DAYS, LIES
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from iro_tui.exchange.tab_years import around, span_of, with_year, year_of
from tests.support.workbooks import Rows, csv_of, xlsx

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("title", "year"),
    [("May 2026", 2026), ("2028", 2028), ("Jan '27", 2027), ("Jan 27", 2027), ("Dec-26", 2026), ("June", None),
     ("2025-26", None), ("2025/26", None), ("Apr 25 - Mar 26", None),
     ("Team 12", None), ("My kids", None), ("May 2026 reviews", 2026)],
)  # fmt: skip
def test_the_year_of_a_tab(title: str, year: int | None) -> None:
    assert year_of(title) == year


@pytest.mark.parametrize(
    ("text", "title", "dated"),
    [
        ("12/5", "May 2026", "12/5/2026"),
        ("14.5.", "May 2026", "14.5.2026"),
        ("14-5", "May 2026", "14-5-2026"),
        ("12th May", "May 2026", "12 May 2026"),
        ("Tue 12 May 10.30", "May 2026", "Tue 12 May 2026 10.30"),
        ("May 12th", "May 2026", "12 May 2026"),
        ("12/5 10.30 Hub", "May 2026", "12/5/2026 10.30 Hub"),
        ("12/5 moved to 26/5", "May 2026", "12/5/2026 moved to 26/5/2026"),
        ("12/5/25", "May 2026", "12/5/25"),
        ("TBC", "May 2026", "TBC"),
        ("2nd Jan", "Dec 2026", "2 Jan 2026 or 2 Jan 2027"),
        ("30/12", "Jan 2026", "30/12/2025 or 30/12/2026"),
        ("9/3", "2028", "9/3/2028"),
        ("1 Apr", "2025-26", "1 Apr 2025"),
        ("31/12", "Reviews 2025/26", "31/12/2025"),
        ("w/c 5 Jan", "25-26", "w/c 5 Jan 2026"),
        ("31/3", "2025-2026", "31/3/2026"),
    ],
)
def test_each_day_without_a_year_has_that_of_its_tab(text: str, title: str, dated: str) -> None:
    year = year_of(title) or span_of(title)
    assert year
    assert with_year(text, (year,), title, "", TODAY) == dated


OFFERED = {
    "long ago": ("12/5", "1/12"),
    "behind": ("12/5/2025 or 12/5/2026", "1/12/2024 or 1/12/2025"),
    "either": ("12/5/2025 or 12/5/2026 or 12/5/2027", "1/12/2025 or 1/12/2026 or 1/12/2027"),
    "ahead": ("12/5/2026 or 12/5/2027", "1/12/2025 or 1/12/2026 or 1/12/2027"),
}
"""By where the days of a column lie: of 12 May and 1 December, on 20 November 2026, the years that are offered."""


@pytest.mark.parametrize("name", sorted(DAYS))
def test_of_no_column_a_year_is_offered_in_which_its_day_cannot_be(name: str) -> None:
    for text, offered in zip(("12/5", "1/12"), OFFERED[LIES[name]], strict=True):
        assert with_year(text, around(TODAY), "", name, TODAY) == offered
        for at in (2020, 2030):  # of a tab near which no year is sure either
            assert with_year(text, (at - 1, at, at + 1), "", name, TODAY).count(" or ") in (
                (0,) if LIES[name] == "long ago" else (1, 2)
            )
    assert with_year("2 Jan", (2026,), "Dec 2026", name, TODAY) == {
        "long ago": "2 Jan", "behind": "2 Jan 2025 or 2 Jan 2026",
    }.get(LIES[name], "2 Jan 2026 or 2 Jan 2027")  # fmt: skip
    assert with_year("12/5", (2026,), "May 2026", name, TODAY) == "12/5/2026", "that of its tab alone is sure"


def test_a_child_in_care_since_a_day_without_a_year_is_offered_none(tmp_path: Path) -> None:
    rows: Rows = [HEADS, ["1", "1/12", "25/9/2026", "27/1/2027"], ["2", "1/9/2025", "25/9/2026", "28/1/2027"]]
    assert days(read(tmp_path, {"Mine": rows}), "since") == ["1/12", "01/09/2025"]


def read(folder: Path, sheets: dict[str, Rows], answers: Mapping[str, bool] | None = None) -> Extract:
    (folder / "t.xlsx").write_bytes(xlsx(sheets))
    return read_files([folder / "t.xlsx"], TODAY, answers=answers or {})


def days(extract: Extract, name: str) -> list[str]:
    return [cells[name] for text in extract.blocks for _, cells in read_block(text).rows if name in cells]


@pytest.mark.parametrize(("heading", "name"), [("Last review", "last_review"), ("Next review", "next_review"),
                                               ("Midpoint done", "midpoint_done"), ("Minutes", "record_on"),
                                               ("LAC since", "since"), ("CP since", "plan_since")])  # fmt: skip
def test_every_column_of_days_has_the_year_of_its_tab(tmp_path: Path, heading: str, name: str) -> None:
    rows: Rows = [["Child", "ID", heading], ["AB", "1", "12/5"], ["CD", "2", "14.5."], ["EF", "3", "12th May"]]
    assert days(read(tmp_path, {"May 2025": rows}), name) == ["12/5/2025", "14.5.2025", "12 May 2025"]


def test_a_tab_without_a_year_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["Child", "ID", "Next booking"], ["AB", "1", "3/6"]]
    other: Rows = [["Child", "ID", "Next booking"], ["CD", "2", "19/12/2027"]]
    alone = read(tmp_path, {"Mar": rows})
    [question] = alone.questions
    assert ("“Mar”" in question.text, question.take, alone.blocks) == (True, None, [])
    doubtful = read(tmp_path, {"May 2026": other, "June": rows, "Dec 2027": other})
    [question] = doubtful.questions
    assert (question.yes, question.take, doubtful.blocks) == ("2026", None, [])
    sure = read(tmp_path, {"May 2026": other, "June": rows, "Dec 2026": other})
    [question] = sure.questions
    assert (question.yes, question.take) == ("2026", True)
    assert "3/6/2026" in days(sure, "next_review")
    asked = read(tmp_path, {"May 2026": other, "June": rows, "Dec 2026": other}, {question.key: False})
    assert "3/6/2026 or 3/6/2027" in days(asked, "next_review")


def test_days_with_their_year_ask_nothing_of_a_tab(tmp_path: Path) -> None:
    rows: Rows = [["Child", "ID", "Next booking"], ["AB", "1", "23/6/2027"]]
    assert read(tmp_path, {"Mar": rows, "My kids": rows}).questions == []


@pytest.mark.parametrize(
    ("tabs", "asked"),
    [
        (("Dec 2025", "Jan"), {"Jan": ("2026", None)}),
        (("Nov 2025", "Dec", "Jan", "Feb"), {"Dec": ("2025", True), "Jan": ("2026", None), "Feb": ("2026", None)}),
        (("Mar 2026", "Feb", "Jan", "Dec"), {"Feb": ("2026", True), "Jan": ("2026", True), "Dec": ("2025", None)}),
        (("Nov", "Dec", "Jan 2026"), {"Nov": ("2025", None), "Dec": ("2025", None)}),
        (("May 2026", "Notes", "June"), {"Notes": ("2026", True), "June": ("2026", True)}),
        (("Nov", "Dec", "Jan"), {"Nov": ("2026", None), "Dec": ("2026", None), "Jan": ("2027", None)}),
        (("2025-26",), {}),
        (("Reviews",), {"Reviews": ("nearest", None)}),
    ],
)  # fmt: skip
def test_a_tab_of_a_month_follows_the_one_beside_it_and_what_is_not_of_their_year_waits(
    tmp_path: Path, tabs: tuple[str, ...], asked: dict[str, tuple[str, bool | None]]
) -> None:
    rows: Rows = [["Child", "ID", "Next booking"], ["AB", "1", "3/6"]]
    questions = read(tmp_path, dict.fromkeys(tabs, rows)).questions
    assert {question.key.split(":")[-1]: (question.yes, question.take) for question in questions} == asked


@pytest.mark.parametrize("day", ["1 Dec", "12/5", "w/c 12/5", "5th Jan"])
@pytest.mark.parametrize("name", ["Next review", "Last review", "Midpoint done", "Minutes"])
def test_a_file_that_names_no_year_at_all_is_asked_about(tmp_path: Path, name: str, day: str) -> None:
    """A sheet or a text: its days without a year are the nearest, or each is asked, as a person says."""
    rows: Rows = [["Child", "ID", name], ["AB", "1", day]]
    (tmp_path / "t.csv").write_bytes(csv_of(rows))
    (tmp_path / "t.xlsx").write_bytes(xlsx({"Reviews": rows}))
    for path in (tmp_path / "t.csv", tmp_path / "t.xlsx"):
        extract = read_files([path], TODAY)
        [question] = extract.questions
        assert (question.yes, question.take, extract.blocks) == ("nearest", None, [])
        assert "names no year" in question.text
        [nearest] = read_files([path], TODAY, answers={question.key: True}).blocks
        assert nearest.endswith(f"\t{day}")
        [asked] = read_files([path], TODAY, answers={question.key: False}).blocks
        assert asked.count(" or ") in (1, 2)


HEADS = ["ID", "LAC since", "Last review", "Next booking"]


def test_single_days_without_a_year_are_asked_by_their_rows(tmp_path: Path) -> None:
    rows: Rows = [HEADS, ["1", "1/9/2025", "25/9/2026", "27/1 2pm"], ["2", "1/9/2025", "25/9/2026", "28/1/2027"]]
    extract = read(tmp_path, {"Mine": rows})
    assert extract.questions == []
    assert days(extract, "next_review") == ["27/1/2026 or 27/1/2027 2pm", "28/01/2027"]


@pytest.mark.parametrize("without", [1, 2, 6])
def test_a_file_of_which_many_days_have_no_year_is_asked_once(tmp_path: Path, without: int) -> None:
    many = 1 if without < 6 else 20
    lack: Rows = [[f"A{n}", "1/9/2025", "25/9/2026", "27/1"] for n in range(without)]
    have: Rows = [[f"B{n}", "1/9/2025", "25/9/2026", "27/1/2027"] for n in range(many)]
    asked = [question.key for question in read(tmp_path, {"Mine": [HEADS, *lack, *have]}).questions]
    assert asked == ([] if without == 1 else ["year:t.xlsx:Mine"])
