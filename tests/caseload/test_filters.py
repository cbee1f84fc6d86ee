"""The named filters: what each lets through, that they combine, and how they are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_tui.caseload.filters import FILTERS, KINDS, described, filter_of, matching, own_filter, own_name
from iro_tui.caseload.lines import ChildLine
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.who import Who
from iro_tui.domain.review_clock import NextReview
from tests.support.stores import open_store

REVIEW = NextReview(date(2026, 11, 27), "rev2", "CPPCR 33(2)", "looked_after", date(2026, 8, 27))
BOOKED = REVIEW._replace(booked=date(2026, 11, 26))
PLAIN = ChildLine(
    who=Who("1", "AB 1042", "KB", "green"),
    age=15,
    status="looked_after",
    rag_trail=("green",),
    next_review=BOOKED,
    next_clock="soon",
    midpoint=None,
    last_seen=date(2026, 8, 28),
    open_escalations=0,
    open_decisions=0,
    legal_status="C2",
    placement="U6",
    worker="",
    last_review=date(2026, 8, 27),
)
"""A child whom no filter shows."""


def rated(value: str | None) -> dict[str, object]:
    return {"who": replace(PLAIN.who, rag=value)}


@pytest.mark.parametrize(
    ("filter_id", "shown", "hidden"),
    [
        ("rag", rated("amber"), rated(None)),
        ("rag", rated("red"), rated("green")),
        ("unbooked", {"next_review": REVIEW}, {"next_review": None}),
        ("unseen", {"last_seen": date(2026, 8, 27)}, {"last_review": None}),
        ("unseen", {"last_seen": None, "last_review": None}, {}),
        ("overdue", {"next_clock": "overdue"}, {"next_clock": "today"}),
        ("not_rated", rated(None), {}),
        ("older", {"age": 16}, {"age": None}),
        ("nearly_18", {"alerts": ("Other.", "Nearly 18: Mon 4 Jan 2027.")}, {"alerts": ("Other.",)}),
        ("uasc", {"uasc": True}, {}),
        ("out_of_area", {"out_of_area": True}, {}),
        ("child_protection", {"status": "both"}, {"status": "short_break"}),
        ("child_protection", {"status": "child_protection"}, {}),
        ("escalations", {"open_escalations": 2}, {}),
        ("decisions", {"open_decisions": 1}, {}),
        ("adjourned", {"adjourned": True}, {}),
        ("kept_too_long", {"kept_too_long": True}, {"kept_until": date(2026, 12, 1)}),
        ("flagged", {"who": replace(PLAIN.who, flagged=True)}, {}),
        ("worker:Ira Standin", {"worker": "Ira Standin"}, {"worker": "Ira Standing"}),
        ("team:North", {"team": "North"}, {"worker": "North"}),
        (own_filter("Priya, Friday", ["rag", "team:North"]), {**rated("red"), "team": "North"}, rated("red")),
    ],
)
def test_a_filter_shows_its_children(filter_id: str, shown: dict[str, object], hidden: dict[str, object]) -> None:
    is_shown, is_hidden = replace(PLAIN, **shown), replace(PLAIN, **hidden)  # type: ignore[arg-type]
    assert matching([is_hidden, is_shown, PLAIN], [filter_id]) == (is_shown,)


def test_filters_combine_and_keep_the_order() -> None:
    red, unbooked = replace(PLAIN, who=Who("2", "AB 1", "KB", "red")), replace(PLAIN, next_review=REVIEW)
    both = replace(red, next_review=REVIEW)
    rows = [red, both, unbooked]
    assert matching(rows, ("rag", "unbooked")) == (both,)
    assert matching(rows, ()) == tuple(rows)
    assert matching(rows, {"a filter of another version"}) == tuple(rows)


def test_filters_are_said_in_the_order_of_the_table() -> None:
    assert described(["unbooked", "rag"]) == "red or amber, not booked"
    assert described([]) == ""


def test_every_filter_finds_children_in_the_sample(filled: Path) -> None:
    session = open_store(filled)
    try:
        rows = [*session.lines(CHILDREN), *session.lines(CHILDREN, closed=True)]
        counts = {filter_id: len(matching(rows, [filter_id])) for filter_id in FILTERS}
        assert all(0 < count < len(rows) for count in counts.values()), counts
        cards = {row.child_id: session.child_card(row.child_id) for row in rows}
        assert all(row.last_review == cards[row.child_id].last_review for row in rows)
        assert all(row.manager == cards[row.child_id].manager for row in rows)
        assert any(row.team for row in rows)
    finally:
        session.close()


def test_a_filter_of_one_s_own_is_a_name_for_others_and_never_for_itself() -> None:
    first = own_filter("Priya, Friday", ["unbooked", "rag"])
    wider = own_filter("Mine", [first, "flagged"])
    assert (own_name(wider), described([wider])) == ("Mine", "«Mine»")
    assert own_name("rag") == own_name("own:{broken") == ""
    assert filter_of("own:{broken") is None
    assert wider == own_filter("Mine", ["unbooked", "rag", "flagged"]), "made of what it is made of"


def test_no_key_chooses_two_filters() -> None:
    keys = [item.key for item in FILTERS.values()] + [kind.key for kind in KINDS]
    assert all(keys)
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("jkfs+-890"), "which move, close, keep and drop, or choose one's own"
