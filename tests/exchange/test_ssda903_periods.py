"""From episodes to periods, legal statuses and placements: each row of a table is one rule."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.ssda903 import words
from tests.support.ssda903 import TODAY, child, day, episodes, header, read, said


def shown(extract: Extract) -> list[str]:
    """Each period as `start(?) end reason`: "?" where the start is not known, "-" for nothing."""
    return [
        f"{p.started:%d/%m/%y}{'' if p.start_known else '?'} "
        f"{f'{p.ended:%d/%m/%y}' if p.ended else '-'} {p.end_reason or '-'}"
        for p in extract.children["A"].periods
    ]


@pytest.mark.parametrize(
    ("rows", "periods", "messages"),
    [
        pytest.param(["01/05/2016 S C2 U6"], ["01/05/16 - -"], [], id="open"),
        pytest.param(["01/05/2016 S C2 U6 - X1"], ["01/05/16 - -"], [], id="open with X1 is harmless"),
        pytest.param(["01/05/2016 S C2 U6 01/06/2016 E4A"], ["01/05/16 01/06/16 E4A"], [], id="ended"),
        pytest.param(["01/05/2016 P C2 U6"], ["01/05/16? - -"], [], id="begins off the record"),
        pytest.param(
            ["01/06/2016 P C2 K2 01/07/2016 E8", "01/05/2016 S C2 U6 01/06/2016 X1"],
            ["01/05/16 01/07/16 E8"],
            [],
            id="joined by X1, in whatever order",
        ),
        pytest.param(
            ["01/05/2016 S V3 U6 03/05/2016 E8", "01/06/2016 S V3 U6 03/06/2016 E8"],
            ["01/05/16 03/05/16 E8", "01/06/16 03/06/16 E8"],
            [],
            id="two short breaks",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016 E4A", "01/06/2016 S C2 U6"],
            ["01/05/16 01/06/16 E4A", "01/06/16 - -"],
            [],
            id="ended and started again the same day",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/04/2016 X1", "01/06/2016 P C2 U6"],
            ["01/05/16 - -"],
            [words.END_BEFORE_START],
            id="end before start, another follows",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/04/2016 E4A"],
            ["01/05/16 - -"],
            [words.END_BEFORE_START],
            id="end before start, last",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 31/02/2017 E4A"], ["01/05/16 - -"], [words.NOT_A_DATE], id="end is no date, last"
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/08/2016 X1", "01/06/2016 P C2 U6"], ["01/05/16 - -"], [words.OVERLAP], id="overlap"
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/08/2016 E8", "01/06/2016 S C2 U6"],
            ["01/05/16 01/06/16 E8", "01/06/16 - -"],
            [words.OVERLAP],
            id="overlap of two periods",
        ),
        pytest.param(["01/05/2016 S C2 U6", "01/06/2016 P C2 U6"], ["01/05/16 - -"], [words.LEFT_OPEN], id="left open"),
        pytest.param(
            ["01/05/2016 S C2 U6 - E8", "01/06/2016 S C2 U6"],
            ["01/05/16 01/06/16 E8", "01/06/16 - -"],
            [words.LEFT_OPEN],
            id="left open with an end reason, then a new start",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 20/05/2016 X1", "01/06/2016 P C2 U6"], ["01/05/16 - -"], [words.GAP], id="gap after X1"
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016 X1", "01/06/2016 S C2 U6"],
            ["01/05/16 01/06/16 -", "01/06/16 - -"],
            [words.RESTART_WITHOUT_END],
            id="X1, then a new start",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016 E8", "01/07/2016 P C2 U6"],
            ["01/05/16 01/06/16 E8", "01/07/16? - -"],
            [words.ENDED_BUT_CONTINUES],
            id="ended, but goes on",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016", "01/06/2016 P C2 U6"],
            ["01/05/16 - -"],
            [words.NO_REASON_CONTINUES],
            id="end without reason, goes on",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016", "01/07/2016 S C2 U6"],
            ["01/05/16 01/06/16 -", "01/07/16 - -"],
            [words.NO_REASON_ENDED],
            id="end without reason, then a new start",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016"],
            ["01/05/16 01/06/16 -"],
            [words.NO_REASON_ENDED],
            id="end without reason, last",
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 - E4A"], ["01/05/16 - -"], [words.REASON_WITHOUT_END], id="reason without end, last"
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016 X1"], ["01/05/16 - -"], [words.LAST_CONTINUES], id="X1, and nothing follows"
        ),
        pytest.param(
            ["01/05/2016 S C2 U6 01/06/2016 E99"],
            ["01/05/16 01/06/16 -"],
            [words.BAD_CODE, words.NO_REASON_ENDED],
            id="end reason is no code",
        ),
        pytest.param(["01/05/2016 Q C2 U6"], ["01/05/16? - -"], [words.BAD_CODE], id="RNE is no code: start not known"),
        pytest.param(["01/05/2016 s c2 u6"], ["01/05/16 - -"], [], id="small letters are codes too"),
        pytest.param(
            ["01/05/2016 S C2 U6", "01/05/2016 S C2 K2 01/06/2016 E8"],
            ["01/05/16 - -"],
            [words.SAME_START],
            id="same start twice: the one that ends later",
        ),
        pytest.param(["01/05/2016 S C2 U6", "01/05/2016 S C2 U6"], ["01/05/16 - -"], [], id="same row twice"),
        pytest.param(["01/05/2018 S C2 U6"], [], [words.FUTURE_START], id="starts after today"),
        pytest.param(["01/05/2016 S C2 U6 01/05/2018 E8"], ["01/05/16 - -"], [words.FUTURE_END], id="ends after today"),
        pytest.param(["- S C2 U6"], [], [words.NO_START], id="no start"),
        pytest.param(["01/05/2005 S C2 U6"], ["01/05/05 - -"], [words.BEFORE_BIRTH], id="before birth"),
        pytest.param(["01/04/2018 S C2 U6 01/04/2018 E8"], ["01/04/18 01/04/18 E8"], [], id="begins and ends today"),
    ],
)
def test_periods(rows: list[str], periods: list[str], messages: list[str]) -> None:
    extract = read(episodes=episodes(*rows))
    assert shown(extract) == periods
    assert said(extract) == messages


@pytest.mark.parametrize(
    ("born", "rows", "today", "periods", "messages"),
    [
        ("15/06/1999", ["01/05/2016 S C2 U6"], "14/06/17", ["01/05/16 - -"], []),
        ("15/06/1999", ["01/05/2016 S C2 U6"], "15/06/17", ["01/05/16 - -"], [words.TURNED_18]),
        ("29/02/2000", ["01/05/2016 S C2 U6"], "28/02/18", ["01/05/16 - -"], []),
        ("29/02/2000", ["01/05/2016 S C2 U6"], "01/03/18", ["01/05/16 - -"], [words.TURNED_18]),
        ("15/06/1999", ["01/05/2016 S C2 U6 01/07/2017 E17"], "01/04/18", ["01/05/16 01/07/17 E17"], []),
        ("15/06/1999", ["01/07/2017 S C2 U6"], "01/04/18", ["01/07/17 - -"], [words.TURNED_18]),
    ],
)
def test_an_open_period_past_18_is_told_and_left_open(
    born: str, rows: list[str], today: str, periods: list[str], messages: list[str]
) -> None:
    extract = read(day(today), header=header(f"A,1,{born},WBRI"), episodes=episodes(*rows))
    assert shown(extract) == periods
    assert said(extract) == messages
    facts = extract.children["A"]
    ended = facts.periods[-1].ended
    assert [fact.ended for fact in facts.legal_statuses] == [ended]
    assert [fact.ended for fact in facts.placements] == [ended]


@pytest.mark.parametrize(
    ("rows", "spells"),
    [
        (["01/05/2016 S C2 U6 01/06/2016 X1", "01/06/2016 P C2 K2"], ["C2 01/05 -"]),
        (
            ["01/05/2016 S C1 U6 01/06/2016 X1", "01/06/2016 L C2 U6 01/07/2016 E8"],
            ["C1 01/05 01/06", "C2 01/06 01/07"],
        ),
        (["01/05/2016 S C2 U6 20/05/2016 X1", "01/06/2016 P C2 K2"], ["C2 01/05 -"]),
        (["01/05/2016 S C1 U6 20/05/2016 X1", "01/06/2016 B C2 K2"], ["C1 01/05 20/05", "C2 01/06 -"]),
        (["01/05/2016 S C2 U6 01/06/2016 X1", "01/06/2016 L ?? U6"], ["C2 01/05 01/06"]),
        (["01/05/2016 S ?? U6 01/06/2016 X1", "01/06/2016 L C2 U6"], ["C2 01/06 -"]),
        (["01/05/2016 S V3 U6 01/06/2016 E8", "01/06/2016 S V3 U6"], ["V3 01/05 01/06", "V3 01/06 -"]),
        (["01/05/2016 S C2 U6 01/06/2016 X1"], ["C2 01/05 -"]),
    ],
)
def test_legal_statuses(rows: list[str], spells: list[str]) -> None:
    found = child(episodes=episodes(*rows)).legal_statuses
    assert [f"{f.code} {f.started:%d/%m} {f'{f.ended:%d/%m}' if f.ended else '-'}" for f in found] == spells


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1", "01/06/2016 L C2 U6"], ["U6 01/05 - - -"], id="L, same place: one"
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1 CARPL", "01/06/2016 L C2 U4"],
            ["U6 01/05 01/06 CARPL -", "U4 01/06 - - same"],
            id="L, other place: new, same carer",
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1 PLACE", "01/06/2016 T C1 U4"],
            ["U6 01/05 01/06 PLACE -", "U4 01/06 - - same"],
            id="T, other place: new, same carer",
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1", "01/06/2016 U C2 U6"], ["U6 01/05 - - -"], id="U, same place: one"
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1 CREQB", "01/06/2016 P C1 U6"],
            ["U6 01/05 01/06 CREQB -", "U6 01/06 - - -"],
            id="P: always new",
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1 -", "01/06/2016 B C2 U6"],
            ["U6 01/05 01/06 - -", "U6 01/06 - - -"],
            id="B: always new",
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 20/05/2016 X1", "01/06/2016 L C2 U6"], ["U6 01/05 - - -"], id="a gap is bridged"
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1", "01/06/2016 P C1 XX 01/07/2016 X1", "01/07/2016 T C1 U6"],
            ["U6 01/05 01/06 - -", "U6 01/07 - - same"],
            id="no code: no placement for that time",
        ),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 E8 OTHER", "01/06/2016 S C1 U6"],
            ["U6 01/05 01/06 OTHER -", "U6 01/06 - - -"],
            id="a new period, a new placement",
        ),
        pytest.param(["01/05/2016 L C1 U6"], ["U6 01/05 - - -"], id="the first is never a continuation"),
        pytest.param(
            ["01/05/2016 S C1 U6 01/06/2016 X1", "01/06/2016 ? C1 U6 01/07/2016 X1", "01/07/2016 ? C1 K2"],
            ["U6 01/05 01/07 - -", "K2 01/07 - - -"],
            id="RNE is no code: by the place alone",
        ),
    ],
)
def test_placements(rows: list[str], stays: list[str]) -> None:
    found = child(episodes=episodes(*rows)).placements
    assert [
        f"{f.code} {f.started:%d/%m} {f'{f.ended:%d/%m}' if f.ended else '-'} {f.end_reason or '-'} "
        f"{'same' if f.same_carer else '-'}"
        for f in found
    ] == stays


def test_need_and_provider() -> None:
    data = (
        b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        b"A,01/05/2016,S,C1,N1,U6,PR1,01/06/2016,X1,ZZZ,,,\nA,01/06/2016,P,C1,N9,K2,PR9,,,,,,\n"
    )
    extract = read(episodes=data)
    assert extract.children["A"].need == "N1"
    assert [f.provider for f in extract.children["A"].placements] == ["PR1", None]
    assert [(p.row, p.field, p.value) for p in extract.problems] == [
        (2, "REASON_PLACE_CHANGE", "ZZZ"),
        (3, "CIN", "N9"),
        (3, "PLACE_PROVIDER", "PR9"),
    ]


@pytest.mark.parametrize("place", ["H5", "P2", "Z1", "K3", "Z11", "Z14"])
def test_codes_of_every_year_are_taken(place: str) -> None:
    assert said(read(episodes=episodes(f"01/05/2016 S C2 {place} 01/06/2016 E44"))) == []


def test_a_blank_code_is_told() -> None:
    extract = read(episodes=episodes("01/05/2016 - - -"))
    assert [(p.field, p.value, p.message) for p in extract.problems] == [
        ("RNE", "", words.NO_CODE),
        ("LS", "", words.NO_CODE),
        ("PLACE", "", words.NO_CODE),
    ]
    assert shown(extract) == ["01/05/16? - -"]


def test_a_future_episode_leaves_the_one_before_as_it_is() -> None:
    rows = ["01/05/2016 S C2 U6 01/05/2018 X1", "01/05/2018 P C2 K2"]
    assert shown(read(episodes=episodes(*rows))) == ["01/05/16 - -"]
    later = read(date(2018, 6, 1), episodes=episodes(*rows))
    assert shown(later) == ["01/05/16 - -"]
    assert len(later.children["A"].placements) == 2
    assert later.problems == []
    assert date(2018, 5, 1) > TODAY
