"""Header, dates of birth, UASC, times missing, social workers."""

from __future__ import annotations

import pytest

from iro_tui.exchange.extract import MissingFact, WorkerFact
from iro_tui.exchange.ssda903 import words
from tests.support.ssda903 import child, day, episodes, header, missing, read, said, uasc, workers

CARE = episodes("01/05/2016 S C2 U6")


@pytest.mark.parametrize(
    ("sex", "found"), [("1", "M"), ("2", "F"), ("M", "M"), ("f", "F"), ("U", "U"), ("", None), ("3", None)]
)
def test_sex_of_every_year(sex: str, found: str | None) -> None:
    extract = read(header=header(f"A,{sex},01/01/2006,WBRI"), episodes=CARE)
    assert extract.children["A"].sex == found
    assert said(extract) == ([words.BAD_CODE] if sex == "3" else [])


@pytest.mark.parametrize(("mother", "found"), [("1", True), ("1.0", True), ("0", False), ("", None)])
def test_the_header(mother: str, found: bool | None) -> None:
    facts = child(header=header(f"A,2,01/01/2006,WBRI,d0519,{mother}"), episodes=CARE)
    assert (facts.born, facts.ethnicity, facts.parent) == (day("01/01/06"), "WBRI", found)


@pytest.mark.parametrize(
    ("born", "message"),
    [
        ("", words.NO_DOB),
        ("xx", words.NOT_A_DATE),
        ("02/04/2018", words.DOB_FUTURE),
        ("01/04/1988", words.DOB_LONG_AGO),
    ],
)
def test_a_date_of_birth_that_cannot_be_right_is_left_blank(born: str, message: str) -> None:
    extract = read(header=header(f"A,1,{born},WBRI"), episodes=CARE)
    assert extract.children["A"].born is None
    assert said(extract) == [message]
    assert extract.children["A"].periods[0].ended is None


def test_two_header_rows_that_differ() -> None:
    extract = read(header=header("A,1,01/01/2006,WBRI", "A,F,01/01/2006,"), episodes=CARE)
    facts = extract.children["A"]
    assert (facts.sex, facts.ethnicity) == ("F", "WBRI")
    assert [(p.row, p.value, p.message) for p in extract.problems] == [(3, "A: SEX", words.HEADER_DIFFERS)]


def test_uasc_needs_its_table() -> None:
    two = header("A,1,01/01/2006,WBRI", "B,1,01/01/2006,WBRI")
    care = episodes("01/05/2016 S C2 U6", "B: 01/05/2016 S C2 U6")
    assert [c.uasc for c in read(header=two, episodes=care).children.values()] == [None, None]
    extract = read(header=two, episodes=care, uasc=uasc("B,1,01/01/2006,01/01/2024"))
    assert [(c.uasc, c.uasc_until) for c in extract.children.values()] == [(False, None), (True, day("01/01/24"))]
    assert extract.problems == []


@pytest.mark.parametrize(
    ("row", "facts", "messages"),
    [
        ("M,01/02/2018,03/02/2018", [MissingFact("M", day("01/02/18"), day("03/02/18"))], []),
        ("a,01/02/2018,", [MissingFact("A", day("01/02/18"))], []),
        ("X,01/02/2018,", [], [words.NO_MISSING_KIND]),
        ("M,,01/02/2018", [], [words.NO_MISSING_START]),
        ("M,xx,", [], [words.NOT_A_DATE]),
        ("M,01/02/2018,31/01/2018", [MissingFact("M", day("01/02/18"))], [words.END_BEFORE_START]),
        ("M,02/04/2018,", [], [words.FUTURE_START]),
    ],
)
def test_missing(row: str, facts: list[MissingFact], messages: list[str]) -> None:
    extract = read(episodes=CARE, missing=missing(f"A,01/01/2006,{row}"))
    assert extract.children["A"].missing == facts
    assert said(extract) == messages


@pytest.mark.parametrize(
    ("row", "facts", "messages"),
    [
        ("SW1,01/02/2018,03/02/2018,MANAGE", [WorkerFact("SW1", day("01/02/18"), day("03/02/18"))], []),
        ("SW1,01/02/2018,,SWLAZY", [WorkerFact("SW1", day("01/02/18"))], []),
        (",01/02/2018,", [], [words.NO_WORKER]),
        ("SW1,,", [], [words.NO_WORKER_START]),
    ],
)
def test_workers(row: str, facts: list[WorkerFact], messages: list[str]) -> None:
    extract = read(episodes=CARE, workers=workers(f"A,01/01/2006,{row}"))
    assert extract.children["A"].workers == facts
    assert said(extract) == messages


def test_rows_that_differ_about_the_same_thing() -> None:
    extract = read(
        episodes=CARE,
        missing=missing(
            "A,,M,01/02/2018,03/02/2018", "A,,A,01/02/2018,03/02/2018", "A,,M,01/01/2018,", "A,,M,01/01/2018,02/01/2018"
        ),
        workers=workers("A,,SW1,01/02/2018,", "A,,SW2,01/02/2018,", "A,,SW0,01/01/2018,01/02/2018"),
        uasc=uasc("A,1,,01/01/2024", "A,1,,02/01/2024"),
    )
    facts = extract.children["A"]
    assert [m.kind for m in facts.missing] == ["M", "A"]
    assert [w.name for w in facts.workers] == ["SW0", "SW2"]
    assert facts.uasc_until == day("02/01/24")
    assert said(extract) == [words.MISSING_DIFFERS, words.WORKER_DIFFERS, words.UASC_DIFFERS]
