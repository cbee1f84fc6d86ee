"""Recognising the tables of the return, and what is said of each file."""

from __future__ import annotations

import random
from datetime import date

import pytest

from iro_tui.domain import codes
from iro_tui.exchange.extract import Recognised
from iro_tui.exchange.ssda903 import read_ssda903, words
from iro_tui.exchange.ssda903.tables import EPISODES, HEADER, REVIEWS, TABLES, UASC, TableSpec, recognise
from tests.support.ssda903 import TODAY, episodes, header, read, reviews, said


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_known_by_its_columns_in_any_order(table: TableSpec) -> None:
    columns = list(table.columns)
    random.Random(1).shuffle(columns)
    assert recognise(columns) is table
    assert recognise([*columns, "EXTRA"]) is table
    assert recognise(table.required) is table
    assert recognise(set(columns) - {"CHILD"}) is None


@pytest.mark.parametrize(
    ("columns", "table"),
    [
        ("CHILD SEX DOB DUC X", UASC),
        ("CHILD SEX DOB ETHNIC", HEADER),
        ("CHILD REVIEW REVIEW_CODE NAME", REVIEWS),
        ("CHILD SEX DOB", None),
        ("CHILD DOB NEXT_REVIEW", None),
        ("RULE CODE", None),
        ("", None),
    ],
)
def test_which_table_a_set_of_columns_is(columns: str, table: TableSpec | None) -> None:
    assert recognise(columns.split()) is table


def test_each_file_is_named_for_what_it_is() -> None:
    oc3 = b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nA,01/01/2006,YES,F1,K1\n"
    extract = read(episodes=episodes("01/05/2016 S C2 U6"), oc3=oc3)
    assert extract.recognised == [
        Recognised("header.csv", "SSDA903 Header", 1),
        Recognised("reviews.csv", "SSDA903 Reviews", 0),
        Recognised("episodes.csv", "SSDA903 Episodes", 1),
        Recognised("oc3.csv", "SSDA903 OC3 (not needed)", 1),
    ]
    assert extract.problems == []


def test_an_unknown_file_is_told_of_and_stops_nothing() -> None:
    extract = read(
        rules=b"Rule code,Message\n1,x\n", empty=b"\n", pdf=b"%PDF-1.7", episodes=episodes("01/05/2016 S C2 U6")
    )
    assert len(extract.children["A"].periods) == 1
    assert [(p.file, p.value, p.message) for p in extract.problems] == [
        ("rules.csv", "RULE CODE, MESSAGE", words.NOT_RECOGNISED),
        ("empty.csv", None, "This file is empty. Nothing in it was used."),
        ("pdf.csv", None, "This file is a PDF. Ask for the same data as CSV or XML. Nothing in it was used."),
    ]


def test_extra_and_absent_columns_are_told_once_a_file() -> None:
    data = b"LA,CHILD,DECOM,RNE,LS,PLACE,DEC,REC,*DUMMY*\nx,A,01/05/2016,S,C2,U6,,,y\nx,A,01/06/2016,P,C2,U6,,,y\n"
    extract = read(episodes=data)
    assert [(p.value, p.message) for p in extract.problems if p.row == 1] == [
        ("LA, *DUMMY*", words.EXTRA_COLUMNS),
        ("CIN, PLACE_PROVIDER, REASON_PLACE_CHANGE, HOME_POST, PL_POST, URN", words.ABSENT_COLUMNS),
    ]
    assert len(extract.children["A"].placements) == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(delimiter: str) -> None:
    data = episodes("01/05/2016 S C2 U6").replace(b",", delimiter.encode())
    assert len(read(episodes=data).children["A"].periods) == 1


def test_a_blank_or_overlong_child() -> None:
    long = "B" * 70
    extract = read(
        episodes=episodes("01/05/2016 S C2 U6", f"{long}: 01/05/2016 S C2 U6", f"{long}X: 01/05/2016 S C2 U6")
    )
    assert "B" * 60 in extract.children
    assert [m for m in said(extract) if m != words.NOT_IN_HEADER] == [words.LONG_CHILD, words.LONG_CHILD_CLASH]
    extract = read(reviews=reviews(",01/01/2006,01/02/2017,PN1"))
    assert [(p.row, p.field) for p in extract.problems if p.message == words.NO_CHILD] == [(2, "CHILD")]


def test_missing_tables_are_told_of_once() -> None:
    only = read_ssda903([("r.csv", reviews("A,01/01/2006,01/02/2017,PN1", "B,01/01/2006,01/02/2017,PN1"))], TODAY)
    assert said(only) == [words.NO_HEADER_TABLE, words.NO_EPISODES_TABLE]
    assert [len(child.reviews) for child in only.children.values()] == [1, 1]
    assert read_ssda903([], TODAY).problems == []


def test_a_child_in_one_table_only() -> None:
    extract = read(
        header=header("A,1,01/01/2006,WBRI", "C,1,01/01/2006,WBRI"),
        episodes=episodes("01/05/2016 S C2 U6"),
        reviews=reviews("B,02/02/2007,01/02/2017,PN1"),
    )
    assert extract.children["B"].born is not None
    assert extract.children["C"].periods == []
    assert [(p.file, p.row, p.value, p.message) for p in extract.problems] == [
        ("header.csv", 3, "C", words.NO_EPISODE),
        ("reviews.csv", 2, "B", words.NOT_IN_HEADER),
        ("reviews.csv", 2, "B", words.NO_EPISODE),
    ]


def test_words_are_whole_sentences_and_all_different() -> None:
    every = [value for name, value in vars(words).items() if name.isupper()]
    assert all(text.endswith((".", ")")) for text in every)
    same = {words.NO_MISSING_START, words.NO_WORKER_START, words.NO_START}
    assert len(same) == 3
    assert len(set(every)) == len(every)


def test_code_sets_hold_together() -> None:
    assert codes.LEGAL_STATUS.keys() >= codes.SHORT_BREAK | codes.AUTHORITY_TO_PLACE
    assert codes.PLACEMENT.keys() >= codes.PLACED_FOR_ADOPTION
    assert codes.PLACEMENT_CHANGE.keys() >= codes.UNPLANNED_MOVE
    assert {"H5", "P2", "Z1", "Z11", "Z14"} <= codes.PLACEMENT.keys()
    assert {"E43", "E44"} <= codes.END_REASON.keys()
    assert len(EPISODES.columns) == 13


def test_a_child_only_in_a_table_beside_the_core_is_left_out() -> None:
    """A mistyped identifier in the list of social workers must not become a child of its own."""
    files = [
        ("header.csv", b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,M,05/06/2015,WBRI,,,\n"),
        ("sw.csv", b"CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nCHILD10,05/12/1999,SW9,01/01/2020,,\n"),
    ]
    extract = read_ssda903(files, date(2020, 3, 1))
    assert list(extract.children) == ["7"]
    [problem] = [p for p in extract.problems if p.message == words.ONLY_BESIDE]
    assert (problem.file, problem.row, problem.value) == ("sw.csv", 2, "CHILD10")
