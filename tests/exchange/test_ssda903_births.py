"""Whose facts they are: one date of birth under one identifier, in one spelling, and where each date is told."""

from __future__ import annotations

from itertools import permutations

import pytest

from iro_tui.exchange.extract import Extract, intake_of
from iro_tui.exchange.ssda903 import read_ssda903, words
from tests.support.ssda903 import TODAY, day, episodes, header, missing, reviews, uasc, workers

OLD, NEW = "01/01/2006", "02/02/2005"
CARE = episodes("A: 01/05/2017 S C2 U6", "B: 01/05/2017 S C2 U6")


@pytest.mark.parametrize(
    ("heads", "held", "told"),
    [
        ([f"A,1,{OLD},WBRI", f"A,2,{NEW},WBRI"], [], ("h.csv", 3, NEW, words.DOB_DIFFERS)),
        (
            [f"A,1,{OLD},WBRI"],
            [f"A,{NEW},01/06/2017,PN1", f"A,{NEW},01/09/2017,PN1"],
            ("r.csv", 2, NEW, words.DOB_NOT_HEADERS),
        ),
        ([], [f"A,{OLD},01/06/2017,PN1", f"A,{NEW},01/09/2017,PN1"], ("r.csv", 3, NEW, words.DOB_DIFFERS)),
    ],
)
def test_two_births_in_one_return_refuse_the_child_and_nobody_else(
    heads: list[str], held: list[str], told: tuple[str, int, str, str]
) -> None:
    head = header(*heads, f"B,1,{OLD},WBRI")
    extract = read_ssda903([("h.csv", head), ("e.csv", CARE), ("r.csv", reviews(*held))], TODAY)
    assert list(extract.children) == ["B"]
    assert extract.refused == {"A"}
    assert [(p.file, p.row, p.value, p.message) for p in extract.problems] == [told]


@pytest.mark.parametrize(
    "held", ["", "xx", "02/04/2018", "01/04/1970"], ids=["blank", "no date", "after today", "long ago"]
)
def test_a_birth_that_cannot_be_one_is_not_a_second(held: str) -> None:
    files = [("h.csv", header(f"A,1,{OLD},WBRI")), ("e.csv", CARE), ("r.csv", reviews(f"A,{held},01/06/2017,PN1"))]
    assert read_ssda903(files, TODAY).children["A"].born == day("01/01/06")


RETURNS = {
    "x": [
        ("header", header(f"A,1,{OLD},WBRI")),
        ("e", episodes("A: 01/05/2016 S C2 U6")),
        ("r", reviews(f"A,{OLD},01/06/2016,PN1")),
    ],
    "y": [
        ("header", header(f"A,1,{NEW},WBRI")),
        ("e", episodes("A: 01/05/2017 P C2 U6")),
        ("r", reviews(f"A,{NEW},01/06/2017,PN1")),
    ],
}


def row_of(place: str) -> str:
    """A place without what the return is called."""
    return place.partition(" (")[0]


def told_of_births(extract: Extract) -> list[tuple[str, str]]:
    births = {words.DOB_CORRECTED, words.DOB_DIFFERS, words.DOB_NOT_HEADERS}
    return [(p.file, p.message) for p in extract.problems if p.message in births]


@pytest.mark.parametrize("order", list(permutations(RETURNS)), ids="-".join)
def test_another_birth_in_a_later_return_is_a_correction(order: tuple[str, ...]) -> None:
    files = [(f"{folder}/{name}.csv", data) for folder in order for name, data in RETURNS[folder]]
    extract = read_ssda903(files, TODAY)
    assert extract.children["A"].born == day("02/02/05")
    assert extract.children["A"].where["born"] == "y/header.csv, row 2 (SSDA903 2017-18)"
    assert told_of_births(extract) == [("y/header.csv", words.DOB_CORRECTED)]


def test_headers_of_two_years_in_one_folder_are_no_two_births() -> None:
    files = [(f"{name}-{folder}.csv", data) for folder in RETURNS for name, data in RETURNS[folder]]
    extract = read_ssda903(files, TODAY)
    assert extract.children["A"].born == day("02/02/05")
    assert told_of_births(extract) == [("header-y.csv", words.DOB_CORRECTED)]


@pytest.mark.parametrize(
    ("in_header", "in_episodes", "in_reviews", "shown"),
    [
        ("ab 12", "AB12", "Ab12", "ab 12"),
        ("'Q1", "'Q1", "Q1", "Q1"),
        ('="0042"', "0042", "0042", "0042"),
        ("1234.0", "1234", "1234.00", "1234"),
        ("A\u030ase16", "\u00c5se16", "\u00e5se16", "\u00c5se16"),
    ],
)
def test_one_child_in_three_spellings_is_one_and_shown_as_first_written(
    in_header: str, in_episodes: str, in_reviews: str, shown: str
) -> None:
    head = header(f"{in_header},1,{OLD},WBRI")
    files = [
        ("h.csv", head),
        ("e.csv", episodes(f"{in_episodes}: 01/05/2017 S C2 U6")),
        ("r.csv", reviews(f"{in_reviews},{OLD},01/06/2017,PN1")),
    ]
    extract = read_ssda903(files, TODAY)
    assert list(extract.children) == [shown]
    assert len(extract.children[shown].reviews) == len(extract.children[shown].periods) == 1
    assert extract.problems == []


def test_an_identifier_on_record_keeps_its_spelling() -> None:
    first = read_ssda903([("h.csv", header("ab 12,1,,WBRI")), ("e.csv", episodes("ab 12: 01/05/2016 S C2 U6"))], TODAY)
    bodies = {ref: body for (_, _, ref), body in first.tellings.items()}
    again = [("e.csv", episodes("AB12: 01/05/2016 S C2 U6", "AB12: 01/06/2017 P C2 K2"))]
    assert list(read_ssda903(again, TODAY, [(first.intakes[0], bodies)]).children) == ["ab 12"]


def test_leading_zeros_are_handed_on_to_be_asked_about() -> None:
    care = episodes("001234: 01/05/2017 S C2 U6", "1234: 01/05/2017 S C2 U6", "77: 01/05/2017 S C2 U6")
    extract = read_ssda903([("e.csv", care)], TODAY)
    assert extract.alike == [("1234", "001234")]
    assert [p.value for p in extract.problems if p.message == words.MAY_BE_ONE] == ["1234 and 001234"]
    assert list(extract.children) == ["001234", "1234", "77"]


@pytest.mark.parametrize("ref", ["1.23457E+11", "1E+12", "1.2e+09", "1,23457E+11", "1.23457E11"])
def test_a_number_that_a_spreadsheet_rounded_is_refused_by_name(ref: str) -> None:
    head = header(f'"{ref}",1,{OLD},WBRI', f'"{ref}",1,{NEW},WBRI', f"B,1,{OLD},WBRI")
    extract = read_ssda903([("h.csv", head), ("e.csv", CARE), ("r.csv", reviews())], TODAY)
    assert ref not in extract.children
    told = [(p.file, p.row, p.value) for p in extract.problems if p.message == words.ROUNDED_CHILD]
    assert told == [("h.csv", 2, ref)]


def test_an_identifier_that_only_looks_like_such_a_number_is_kept() -> None:
    assert list(read_ssda903([("e.csv", episodes("3E14: 01/05/2017 S C2 U6"))], TODAY).children) == ["3E14"]


def test_each_date_says_which_file_and_row_tell_it() -> None:
    care = episodes(
        "A: 01/05/2017 S C2 U6 01/06/2017 X1",
        "A: 01/06/2017 P C2 K2 01/07/2017 X1",
        "A: 01/08/2017 L E1 K2 01/09/2017 E8",
    )
    extract = read_ssda903(
        [
            ("h.csv", header(f"A,1,{OLD},WBRI")),
            ("e.csv", care),
            ("r.csv", reviews(f"A,{OLD},01/06/2017,PN1")),
            ("u.csv", uasc(f"A,1,{OLD},01/01/2024")),
            ("m.csv", missing(f"A,{OLD},M,01/06/2017,02/06/2017")),
            ("s.csv", workers(f"A,{OLD},SW1,01/06/2017,")),
        ],
        TODAY,
    )
    child = extract.children["A"]
    assert {intake_of(place) for place in child.where.values()} == {"SSDA903 2017-18"}
    assert {name: row_of(place) for name, place in child.where.items()} == {
        "born": "h.csv, row 2",
        "uasc_until": "u.csv, row 2",
    }
    assert [(row_of(p.where), row_of(p.ended_where)) for p in child.periods] == [("e.csv, row 2", "e.csv, row 4")]
    assert [(row_of(p.where), row_of(p.ended_where)) for p in child.placements] == [
        ("e.csv, row 2", "e.csv, row 2"),
        ("e.csv, row 3", "e.csv, row 4"),
    ]
    assert [(row_of(s.where), row_of(s.ended_where)) for s in child.legal_statuses] == [
        ("e.csv, row 2", "e.csv, row 3"),
        ("e.csv, row 4", "e.csv, row 4"),
    ]
    assert [row_of(r.where) for r in child.reviews] == ["r.csv, row 2"]
    assert [(row_of(m.where), row_of(m.ended_where)) for m in child.missing] == [("m.csv, row 2", "m.csv, row 2")]
    assert [(row_of(w.where), row_of(w.ended_where)) for w in child.workers] == [("s.csv, row 2", "")]


def test_no_row_tells_an_end_that_was_worked_out() -> None:
    extract = read_ssda903([("e.csv", episodes("A: 01/05/2016 S C2 U6", "A: 01/06/2017 P C2 K2"))], TODAY)
    first, _ = extract.children["A"].placements
    assert (first.ended, first.ended_where) == (day("01/06/17"), "")
