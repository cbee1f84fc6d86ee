"""Reviews and the return's own rules on them."""

from __future__ import annotations

import pytest

from iro_tui.exchange.extract import ReviewFact
from iro_tui.exchange.ssda903 import words
from tests.support.ssda903 import day, episodes, header, read, reviews, said

CARE = ["01/05/2016 S C2 U6 01/06/2017 E8", "01/09/2017 S C2 U6"]


@pytest.mark.parametrize(
    ("rows", "facts", "messages"),
    [
        pytest.param(["01/02/2017,PN1"], ["01/02/17 held PN1"], [], id="held"),
        pytest.param(["01/04/2018,pn6"], ["01/04/18 held PN6"], [], id="today is held"),
        pytest.param(["02/04/2018,PN1"], ["02/04/18 booked -"], [words.BOOKING], id="after today is booked"),
        pytest.param(
            ["02/04/2018,"], ["02/04/18 booked -"], [words.NO_PARTICIPATION, words.BOOKING], id="booked, no code"
        ),
        pytest.param([",PN1"], [], [words.NO_REVIEW_DATE], id="166 blank"),
        pytest.param(["31/02/2017,PN1"], [], [words.NO_REVIEW_DATE], id="166 invalid"),
        pytest.param(["01/02/2017,PN8"], ["01/02/17 held -"], [words.BAD_PARTICIPATION], id="167 no such code"),
        pytest.param(["01/02/2017,"], ["01/02/17 held -"], [words.NO_PARTICIPATION], id="167 blank"),
        pytest.param(["01/02/2017,PN0"], ["01/02/17 held PN0"], [words.PN0_OVER_4], id="440"),
        pytest.param(["31/12/2005,PN0"], [], [words.REVIEW_BEFORE_BIRTH], id="before birth"),
        pytest.param(["01/05/2016,PN1"], ["01/05/16 held PN1"], [], id="on the first day"),
        pytest.param(["01/06/2017,PN1"], ["01/06/17 held PN1"], [], id="on the last day"),
        pytest.param(["30/04/2016,PN1"], ["30/04/16 held PN1"], [words.BEFORE_CARE], id="before care"),
        pytest.param(["01/07/2017,PN1"], ["01/07/17 held PN1"], [words.OUTSIDE_CARE], id="between periods"),
        pytest.param(["01/02/2017,PN1", "01/02/2017,PN1"], ["01/02/17 held PN1"], [], id="same row twice"),
        pytest.param(
            ["01/02/2017,PN1", "01/02/2017,PN2"],
            ["01/02/17 held PN2"],
            [words.SAME_DAY_REVIEWS],
            id="same day, other code",
        ),
        pytest.param(
            ["01/03/2017,PN1", "01/02/2017,PN2"], ["01/02/17 held PN2", "01/03/17 held PN1"], [], id="in date order"
        ),
    ],
)
def test_reviews(rows: list[str], facts: list[str], messages: list[str]) -> None:
    data = reviews(*(f"A,01/01/2006,{row}" for row in rows))
    extract = read(episodes=episodes(*CARE), reviews=data)
    found = [
        f"{r.day:%d/%m/%y} {'held' if r.held else 'booked'} {r.participation or '-'}"
        for r in extract.children["A"].reviews
    ]
    assert found == facts
    assert said(extract) == messages


@pytest.mark.parametrize("bad", ["", "31/02/2018", "01/08/2018", "31/12/2005"])
def test_of_a_review_on_no_day_that_has_been_the_last_one_is_to_be_found_out(bad: str) -> None:
    rows = ["A,01/01/2006,01/07/2017,PN1", f"A,01/01/2006,{bad},PN1", "B,01/01/2006,01/07/2017,PN1"]
    there = episodes(*CARE, "B:01/05/2017 S C2 U6")
    extract = read(header=header("A,1,01/01/2006,WBRI", "B,1,01/01/2006,WBRI"), episodes=there, reviews=reviews(*rows))
    assert [period.reviews_known_from for period in extract.children["A"].periods] == [None, day("02/09/17")]
    assert extract.children["B"].periods[0].reviews_known_from is None


@pytest.mark.parametrize(
    ("held", "code", "messages"),
    [
        ("31/12/2015", "PN0", []),
        ("01/01/2016", "PN0", []),
        ("02/01/2016", "PN0", [words.PN0_OVER_4]),
        ("31/12/2015", "PN7", [words.CODED_UNDER_4]),
        ("01/01/2016", "PN7", []),
    ],
)
def test_the_fourth_birthday(held: str, code: str, messages: list[str]) -> None:
    extract = read(
        header=header("A,1,01/01/2012,WBRI"),
        episodes=episodes("01/05/2013 S C2 U6"),
        reviews=reviews(f"A,01/01/2012,{held},{code}"),
    )
    assert said(extract) == messages


@pytest.mark.parametrize(
    ("statuses", "told"), [(["V3", "V3"], True), (["V4", "V3"], True), (["V3", "V2"], False), (["C2", "C2"], False)]
)
def test_a_review_of_short_breaks_is_kept_and_told(statuses: list[str], told: bool) -> None:
    extract = read(
        episodes=episodes(f"01/05/2016 S {statuses[0]} U6 01/06/2016 E8", f"01/07/2016 S {statuses[1]} U6"),
        reviews=reviews("A,01/01/2006,15/05/2016,PN1"),
    )
    assert said(extract) == ([words.SHORT_BREAKS_ONLY] if told else [])
    assert extract.children["A"].reviews == [ReviewFact(day("15/05/16"), True, "PN1")]


def test_before_a_period_that_began_off_the_record_nothing_is_wrong() -> None:
    extract = read(episodes=episodes("01/05/2016 P C2 U6"), reviews=reviews("A,01/01/2006,01/02/2016,PN1"))
    assert said(extract) == []


def test_the_rules_are_named_at_the_end() -> None:
    named = {
        "166": words.NO_REVIEW_DATE,
        "167": words.BAD_PARTICIPATION,
        "440": words.PN0_OVER_4,
        "441": words.CODED_UNDER_4,
        "399": words.SHORT_BREAKS_ONLY,
        "INT17": words.DOB_NOT_HEADERS,
    }
    assert all(message.endswith(f"(rule {number}).") for number, message in named.items())
