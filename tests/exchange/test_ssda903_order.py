"""The order of day and month is decided for a whole return, never row by row."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.dates import DateOrder, order_of, parse_day
from iro_tui.exchange.extract import Extract
from iro_tui.exchange.ssda903 import read_ssda903, words
from tests.support.ssda903 import TODAY, episodes, header, reviews

DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


def read(births: str, starts: str, held: str) -> Extract:
    """One child with these days."""
    files = [
        ("h.csv", header(f"A1,1,{births},WBRI")),
        ("e.csv", episodes(f"A1: {starts} S C2 U6")),
        ("r.csv", reviews(f"A1,{births},{held},PN1")),
    ]
    return read_ssda903(files, TODAY)


@pytest.mark.parametrize(
    ("days", "message", "told"),
    [
        (("02/13/2006", "03/02/2017", "04/05/2017"), words.MONTH_FIRST, ("h.csv", 2, "DOB", "02/13/2006")),
        (("02/01/2006", "03/02/2017", "04/15/2017"), words.MONTH_FIRST, ("r.csv", 2, "REVIEW", "04/15/2017")),
        (("02/13/06", "03/02/2017", "04/05/2017"), words.MONTH_FIRST, ("h.csv", 2, "DOB", "02/13/06")),
        (("2/13/2006", "3/2/2017", "4/5/2017"), words.MONTH_FIRST, ("h.csv", 2, "DOB", "2/13/2006")),
        (("02/13/2006 12:00:00 AM", "03/02/2017", ""), words.MONTH_FIRST, None),
        (("02/13/2006", "23/02/2017", "04/05/2017"), words.BOTH_ORDERS, ("h.csv", 2, "DOB", "02/13/2006")),
        (("2/1/2006", "10/12/2016", "04/05/2017"), words.DOUBTFUL_ORDER, ("h.csv", 2, "DOB", "2/1/2006")),
    ],
)
def test_one_date_refuses_the_whole_return_and_its_row_is_named(
    days: tuple[str, str, str], message: str, told: tuple[str, int, str, str] | None
) -> None:
    extract = read(*days)
    assert extract.children == {}
    assert extract.recognised == []
    [proof] = [p for p in extract.problems if p.message == message]
    assert told is None or (proof.file, proof.row, proof.field, proof.value) == told
    others = {p.file for p in extract.problems if p.message == words.OTHER_FILE_REFUSED}
    assert others == {"h.csv", "e.csv", "r.csv"} - {proof.file}


@pytest.mark.parametrize(
    "days",
    [
        ("2006-02-01", "2017-03-02", "2017-04-05"),
        ("13/02/2006", "03/02/2017", "04/05/2017"),
        ("01/02/2006", "03/02/2017", "04/05/2017"),
        ("13/02/2006", "03/02/2017", "99/99/9999"),
        ("1/2/2006", "23/02/2017", "24/05/2017"),
    ],
)
def test_a_return_that_nothing_speaks_against_is_read(days: tuple[str, str, str]) -> None:
    assert list(read(*days).children) == ["A1"]


def test_another_return_beside_it_is_read() -> None:
    files = [
        ("2016/e.csv", episodes("A1: 01/05/2016 S C2 U6")),
        ("2017/e.csv", episodes("A1: 05/13/2017 S C2 U6")),
        ("2017/r.csv", reviews("A1,,06/07/2017,PN1")),
    ]
    extract = read_ssda903(files, TODAY)
    assert extract.children["A1"].periods[0].started == date(2016, 5, 1)
    assert extract.children["A1"].reviews == []


@given(st.lists(DAYS, min_size=1))
def test_no_day_of_a_month_first_file_is_ever_read_where_one_proves_it(days: list[date]) -> None:
    texts = [f"{day:%m/%d/%Y}" for day in days]
    proofs = [text for text in texts if order_of(text) is DateOrder.MONTH_FIRST]
    assert bool(proofs) is any(day.day > 12 for day in days)
    assert all(parse_day(text) is None for text in proofs)


@given(DAYS)
def test_no_day_first_date_speaks_against_its_file(day: date) -> None:
    assert order_of(f"{day:%d/%m/%Y}") in {DateOrder.DAY_FIRST, DateOrder.EITHER}
    assert parse_day(f"{day:%d/%m/%Y}") == day
