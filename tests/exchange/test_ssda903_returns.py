"""Several returns read together, and from when on the reviews are known."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.ssda903 import read_ssda903, words
from tests.support.ssda903 import TODAY, day, episodes, header, reviews, said

HEAD = ("header.csv", header())
LAST = episodes("01/05/2016 S C2 U6")
THIS = episodes("01/05/2016 S C2 U6 01/06/2017 X1", "01/06/2017 P C2 K2")


def read(*files: tuple[str, bytes], today: date = TODAY) -> Extract:
    return read_ssda903([HEAD, *files], today)


def test_this_year_ends_what_last_year_left_open_and_nothing_is_wrong() -> None:
    held = reviews("A,01/01/2006,01/06/2016,PN1", "A,01/01/2006,01/07/2017,PN1")
    for files in ([("a.csv", LAST), ("b.csv", THIS)], [("b.csv", THIS), ("a.csv", LAST)]):
        extract = read(*files, ("r.csv", held))
        assert extract.problems == []
        assert [p.code for p in extract.children["A"].placements] == ["U6", "K2"]


def test_of_two_returns_that_differ_the_later_is_used() -> None:
    other = episodes("01/05/2016 S C1 U6 01/06/2017 X1", "01/06/2017 P C2 K2")
    held = reviews("A,01/01/2006,01/06/2016,PN1", "A,01/01/2006,01/07/2017,PN1")
    for files in ([("a.csv", LAST), ("b.csv", other)], [("b.csv", other), ("a.csv", LAST)]):
        extract = read(*files, ("r.csv", held))
        assert [f.code for f in extract.children["A"].legal_statuses] == ["C1", "C2"]
        assert [(p.file, p.field, p.message) for p in extract.problems] == [("b.csv", "LS", words.EPISODE_DIFFERS)]


def test_what_a_return_corrects_of_one_brought_in_earlier_is_no_difference_to_check() -> None:
    """Each kind of row that is told otherwise: the preview says what is corrected."""
    beside = {
        "uasc.csv": "CHILD,SEX,DOB,DUC\nA,1,01/01/2006,{}/01/2024\n",
        "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\nA,01/01/2006,{},01/06/2017,02/06/2017\n",
        "workers.csv": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nA,01/01/2006,W{},01/06/2017,,\n",
    }

    def files(born: str, sex: str, status: str, *cells: str) -> list[tuple[str, bytes]]:
        others = [(name, text.format(cell).encode()) for (name, text), cell in zip(beside.items(), cells, strict=True)]
        head = ("h.csv", header(f"A,{sex},{born},WBRI"))
        return [head, ("e.csv", episodes(f"01/05/2017 S {status} U6")), ("r.csv", reviews()), *others]

    first, second = files("01/01/2006", "1", "C1", "01", "M", "1"), files("02/01/2006", "2", "C2", "02", "A", "2")
    second = [(name, data.replace(b"A,01/01/2006", b"A,02/01/2006")) for name, data in second]
    second = [(name, data.replace(b"A,1,01/01/2006", b"A,2,02/01/2006")) for name, data in second]
    before = read_ssda903(first, TODAY)
    bodies = {ref: body for (_, _, ref), body in before.tellings.items()}
    after = read_ssda903(second, TODAY, [(before.intakes[0], bodies)])
    assert [f.code for f in after.children["A"].legal_statuses] == ["C2"]
    assert (after.children["A"].born, after.children["A"].sex) == (day("02/01/06"), "F")
    assert (after.children["A"].missing[0].kind, after.children["A"].workers[0].name) == ("A", "W2")
    assert after.problems == []


def test_of_two_files_of_one_year_the_last_given_is_used() -> None:
    one, two = episodes("01/05/2017 S C1 U6"), episodes("01/05/2017 S C2 U6")
    extract = read(("a.csv", two), ("b.csv", one), ("r.csv", reviews()))
    assert [f.code for f in extract.children["A"].legal_statuses] == ["C1"]
    assert said(extract) == [words.EPISODE_DIFFERS]


def test_a_folder_tells_which_header_is_the_later() -> None:
    new, old = header("A,1,02/01/2006,WBRI"), header("A,1,01/01/2006,WBRI")
    files = [
        ("2017/header.csv", new),
        ("2017/episodes.csv", THIS),
        ("2016/header.csv", old),
        ("2016/episodes.csv", LAST),
        ("r.csv", reviews("A,,01/06/2016,PN1")),
    ]
    extract = read_ssda903(files, TODAY)
    assert extract.children["A"].born == day("02/01/06")
    assert [(p.file, p.message) for p in extract.problems] == [("2017/header.csv", words.DOB_CORRECTED)]
    assert extract.reviews_known_from == date(2016, 4, 1)


def test_of_two_reviews_of_a_day_the_later_return_is_used() -> None:
    new, old = reviews("A,,01/06/2016,PN2", "A,,01/06/2017,PN2"), reviews("A,,01/06/2016,PN1")
    extract = read(("e.csv", THIS), ("new.csv", new), ("old.csv", old), today=TODAY)
    # One Episodes table beside both: the order given decides, and the older file was given last.
    assert extract.children["A"].reviews[0].participation == "PN1"
    extract = read_ssda903([HEAD, ("x/e.csv", THIS), ("y/e.csv", LAST), ("x/r.csv", new), ("y/r.csv", old)], TODAY)
    assert extract.children["A"].reviews[0].participation == "PN2"


@pytest.mark.parametrize(
    ("starts", "today", "reviewed", "known"),
    [
        pytest.param(["31/03/2018"], "01/04/18", "", date(2017, 4, 1), id="one return"),
        pytest.param(["01/04/2017"], "01/04/18", "", date(2017, 4, 1), id="on its first day"),
        pytest.param(["31/03/2017"], "01/04/18", "", date(2016, 4, 1), id="an older return"),
        pytest.param(["01/05/2018"], "01/04/18", "", None, id="only what is to come"),
        pytest.param(["01/05/2017", "01/05/2016"], "01/04/18", "01/06/2016", date(2016, 4, 1), id="two returns"),
        pytest.param(["01/05/2016", "01/05/2017"], "01/04/18", "01/06/2016", date(2016, 4, 1), id="in any order"),
        pytest.param(["01/05/2017"], "01/04/18", "01/06/2016", date(2016, 4, 1), id="earlier reviews in one file"),
        pytest.param(["01/05/2017", "01/05/2015"], "01/04/18", "01/06/2015", date(2017, 4, 1), id="a year between"),
        pytest.param(
            ["01/05/2017", "01/05/2016"], "01/04/18", "01/06/2017", date(2017, 4, 1), id="its reviews missing"
        ),
    ],
)
def test_reviews_known_from(starts: list[str], today: str, reviewed: str, known: date | None) -> None:
    files = [(f"e{at}.csv", episodes(f"{start} S C2 U6")) for at, start in enumerate(starts)]
    held = reviews(*([f"A,,{reviewed},PN1"] if reviewed else []))
    extract = read(*files, ("r.csv", held), today=day(today))
    assert extract.reviews_known_from == known
    gone = len(starts) == 2 and reviewed == "01/06/2017"
    assert (words.EARLIER_YEAR_WITHOUT_REVIEWS in said(extract)) is gone


def test_a_stray_review_is_not_a_year_of_them() -> None:
    held = reviews("A,,01/06/2016,PN1", *(f"A,,{n:02}/06/2017,PN1" for n in range(1, 29)))
    extract = read(("e.csv", episodes("01/05/2017 S C2 U6")), ("r.csv", held), today=day("01/04/18"))
    assert extract.reviews_known_from == date(2017, 4, 1)


def test_with_no_reviews_table_no_review_is_known() -> None:
    extract = read(("e.csv", LAST))
    assert extract.reviews_known_from == date(2018, 4, 2)
    assert said(extract) == [words.NO_REVIEWS_TABLE]


def test_with_no_episodes_nothing_is_said_of_reviews() -> None:
    assert read(("r.csv", reviews("A,,01/06/2016,PN1"))).reviews_known_from is None
