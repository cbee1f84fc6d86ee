"""Whatever a file holds, reading it ends in facts and problems: never a crash, never overlapping periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iro_tui.exchange.extract import ChildFacts, Extract, LegalStatusFact, PlacementFact
from iro_tui.exchange.ssda903 import read_ssda903
from iro_tui.text import clean
from tests.support.examples import times
from tests.support.ssda903 import TODAY, episodes, header, reviews

_DAYS = st.one_of(
    st.integers(0, 900).map(lambda n: f"{date(2016, 1, 1) + timedelta(n):%d/%m/%Y}"),
    st.integers(0, 12).map(lambda n: f"{date(2016, 1, 1) + timedelta(n):%d/%m/%Y}"),
    st.sampled_from(["-", "31/02/2017", "xx"]),
)
_EPISODES = st.lists(
    st.tuples(
        _DAYS,
        st.sampled_from(["S", "L", "P", "T", "B", "U", "S", "?", "-"]),
        st.sampled_from(["C1", "C2", "V3", "?", "-"]),
        st.sampled_from(["U6", "K2", "A5", "?", "-"]),
        _DAYS,
        st.sampled_from(["X1", "X1", "E4A", "E8", "?", "-"]),
        st.sampled_from(["CARPL", "-"]),
    ).map(" ".join),
    max_size=8,
)
_BORN = st.sampled_from(["01/01/2006", "29/02/2000", "01/06/1998", "01/06/2016", "", "xx"])


def check(facts: ChildFacts) -> None:
    for before, after in pairwise(facts.periods):
        assert before.ended is not None
        assert before.started <= before.ended <= after.started
        assert before.started < after.started
    both: tuple[Sequence[LegalStatusFact | PlacementFact], ...] = (facts.legal_statuses, facts.placements)
    for spells in both:
        for fact in spells:
            assert fact.ended is None or fact.started <= fact.ended
            assert any(
                p.started <= fact.started and (p.ended is None or (fact.ended is not None and fact.ended <= p.ended))
                for p in facts.periods
            )
        for one, two in pairwise(spells):
            assert one.ended is not None
            assert one.ended <= two.started
    days = [review.day for review in facts.reviews]
    assert days == sorted(set(days))


@times(2)
@given(_EPISODES, _EPISODES, _BORN, st.lists(st.tuples(_DAYS, st.sampled_from(["PN0", "PN1", "?", "-"])), max_size=4))
def test_any_episodes_give_periods_in_order(
    rows: list[str], others: list[str], born: str, held: list[tuple[str, str]]
) -> None:
    files = [
        ("h.csv", header(f"A,1,{born},WBRI")),
        ("e.csv", episodes(*rows)),
        ("f.csv", episodes(*others)),
        ("r.csv", reviews(*(f"A,,{day},{code}".replace("-", "") for day, code in held))),
    ]
    extract = read_ssda903(files, TODAY)
    check(extract.children["A"])
    assert all(problem.message for problem in extract.problems)
    assert read_ssda903(files, TODAY) == extract


def refused_or_read(data: bytes) -> Extract:
    extract = read_ssda903([("f", data)], TODAY)
    for facts in extract.children.values():
        check(facts)
    for problem in extract.problems:
        assert problem.value is None or problem.value == clean(problem.value)
    return extract


@times(2)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=100).map(lambda b: b"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n" + b),
        st.binary(max_size=100).map(lambda b: b"<" + b),
        st.binary(max_size=100).map(lambda b: b"<EXPSSDA903>" + b),
        st.binary(max_size=100).map(lambda b: b"\xff\xfe" + b),
        st.text(max_size=200).map(lambda t: f"CHILD,REVIEW,REVIEW_CODE\n{t}".encode("utf-8", "surrogatepass")),
    )
)
@example(b'CHILD,REVIEW,REVIEW_CODE\n"A\n')
@example(b"<?xml version='1.0' encoding='utf-7'?><EXPSSDA903/>")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refused_or_read(data)


@pytest.mark.parametrize(
    "name",
    [
        "\x1b]52;c;ZXZpbA==\x07A",
        "\u202egnp.A",
        "[@click=app.pwn()]A[/]",
        "A\u200b",
        "' OR 1=1 --",
    ],
)
def test_hostile_text_in_a_cell_is_only_text(name: str) -> None:
    data = ("CHILD,REVIEW,REVIEW_CODE\n" + f'"{name}",01/02/2017,PN1\n').encode()
    extract = refused_or_read(data)
    (ref,) = extract.children
    assert ref.isprintable()
    assert "\u202e" not in ref


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 1000,
        b"CHILD,REVIEW,REVIEW_CODE\n" + b'"' * 1001,
        b"CHILD,REVIEW,REVIEW_CODE\n" + b'A,"01/02/2017,PN1\n' * 50_000,
        b'CHILD,REVIEW,REVIEW_CODE\n"' + b"A,01/02/2017,PN1\n" * 50_000,
        b"CHILD,REVIEW,REVIEW_CODE\n" + b",,\n" * 50_000,
        b"CHILD,REVIEW,REVIEW_CODE\nA" + b"," * 200_000,
        b"CHILD" * 100_000,
    ],
    ids=range(7),
)
def test_hostile_csv_is_read_or_refused_soon(data: bytes) -> None:
    refused_or_read(data)
