"""A column that says what is next and not whether it is booked is asked about; no limit becomes a booking unsaid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.extract import WAITS, Extract
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from tests.support.workbooks import Rows, csv_of, xlsx

TODAY = date(2026, 11, 20)
HEADINGS = ["Ref", "Name", "DOB", "LAC start", "Last review"]
CHILDREN = [
    ["A1", "QP", "03/04/2014", "05/01/2026", "18/06/2026"],
    ["A2", "ZT", "01/07/2012", "12/02/2026", "07/07/2026"],
]
LIMITS, OTHERS = ["18/12/2026", "07/01/2027"], ["03/12/2026", "15/12/2026"]


def table(title: str, days: list[str], *, held: bool = True) -> Rows:
    wide = 5 if held else 4
    return [[*HEADINGS[:wide], title], *([*child[:wide], day] for child, day in zip(CHILDREN, days, strict=True))]


def read(folder: Path, rows: Rows, answers: dict[str, bool] | None = None) -> Extract:
    (folder / "mine.csv").write_bytes(csv_of(rows))
    return read_files([folder / "mine.csv"], TODAY, answers=answers or {})


def columns(extract: Extract) -> tuple[str, ...]:
    [text] = extract.blocks
    return read_block(text).columns


BARE = [title for title in NAMES["next_review"] if "book" not in title and "meeting" not in title]


@pytest.mark.parametrize("title", BARE)
@pytest.mark.parametrize("of_a_workbook", [False, True])
def test_days_that_are_limits_are_asked_about(tmp_path: Path, title: str, of_a_workbook: bool) -> None:
    rows = table(title, LIMITS)
    name = "mine.xlsx" if of_a_workbook else "mine.csv"
    (tmp_path / name).write_bytes(xlsx({"Sheet": rows}) if of_a_workbook else csv_of(rows))
    waiting = read_files([tmp_path / name], TODAY)
    [question] = waiting.questions
    doubt = f"“{title}”: 2 of 2 days are six months after the day before, as a limit is"
    assert question.text == f"{doubt}. Are they booked, or due by then?"
    assert not waiting.blocks
    assert [problem.message for problem in waiting.problems] == [WAITS]
    for booked, last in ((True, "next_review"), (False, "next_due")):
        assert columns(read_files([tmp_path / name], TODAY, answers={question.key: booked}))[-1] == last


@pytest.mark.parametrize(
    ("title", "days", "held", "asked"),
    [
        ("Next review", OTHERS, True, False),  # no day a limit would be
        ("Next review", OTHERS, False, True),  # nothing to compare with
        ("Next review", [LIMITS[0], OTHERS[1]], True, True),  # one that a limit would be
        ("Next review", ["18/12/2026 10am", "07/01/2027"], True, False),  # a time is of a booking
        ("Next review", ["18/12/2026", "TBC"], True, False),  # so is that there is none yet
        ("Next review", ["18/12/2026", ""], False, True),
        ("Next review booked", LIMITS, True, False),
        ("Review arranged", LIMITS, True, False),
        ("Review due", LIMITS, True, False),
        ("Next conference", OTHERS, False, True),
        ("Conference booked", OTHERS, False, False),
    ],
)
def test_only_what_may_be_either_is_asked(tmp_path: Path, title: str, days: list[str], held: bool, asked: bool) -> None:
    assert bool(read(tmp_path, table(title, days, held=held)).questions) == asked


def test_where_another_column_says_when_it_is_booked_the_bare_one_says_by_when(tmp_path: Path) -> None:
    rows = table("Next review", LIMITS)
    rows = [[*row, beside] for row, beside in zip(rows, ["Booked", "03/12/2026 10am", "TBC"], strict=True)]
    assert columns(read(tmp_path, rows))[-2:] == ("next_due", "next_review")
    rows = table("Next review", OTHERS)
    rows = [[*row, beside] for row, beside in zip(rows, ["Review due", *LIMITS], strict=True)]
    assert columns(read(tmp_path, rows))[-2:] == ("next_review", "next_due")


@pytest.mark.parametrize(
    ("title", "days", "asked"),
    [
        ("Mid-point", ["18/09/2026", "07/10/2026"], True),  # three months after the reviews
        ("Mid-point check", ["18/09/2026", "01/10/2026"], True),
        ("Midway review", ["11/09/2026", "29/09/2026"], False),
        ("Mid-point done", ["18/09/2026", "07/10/2026"], False),
        ("Mid-point due", ["18/09/2026", "07/10/2026"], False),
    ],
)
def test_limits_of_mid_points_are_no_checks_unasked(tmp_path: Path, title: str, days: list[str], asked: bool) -> None:
    rows = table(title, days)
    waiting = read(tmp_path, rows)
    assert bool(waiting.questions) == asked
    if asked:
        [question] = waiting.questions
        assert question.text.endswith("Are they done, or due by then?")
        assert columns(read(tmp_path, rows, {question.key: True}))[-1] == "midpoint_done"
        assert columns(read(tmp_path, rows, {question.key: False}))[-1] == "midpoint_due"
    assert not read(tmp_path, table(title, days, held=False)).questions, "nothing stands there to compare with"


def test_two_columns_of_checks_are_both_of_checks() -> None:
    text = "Ref\tLast review\tMidway visit\tMid-point done\nA1\t18/06/2026\t02/09/2026\t11/09/2026\n"
    assert read_block(text).columns[2:] == ("midpoint_done", "midpoint_done #2")


def test_pasted_rows_say_it_of_their_column_until_a_person_does() -> None:
    text = "\n".join("\t".join(map(str, row)) for row in table("Next review", LIMITS))
    [note] = read_block(text).notes
    assert note == (
        "“Next review”: 2 of 2 days are six months after the day before, as a limit is: taken as booked. If they are "
        "limits, say so of the column"
    )
    assert not read_block(text, {5: "next_due"}).notes
    assert not read_block(text, {5: "next_review"}).notes
