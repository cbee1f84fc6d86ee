"""The one rule in both directions, of values alone: what is here first stands, or what lies in the hub's log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.sharing.settle import NOT_THERE, First, moved_here, settle
from iro_tui.store.mirrored import ToldChange
from iro_tui.store.shapes import SHAPES

ROW = ("review", "r1")
HERE, THERE = First.HERE, First.THERE


def row(**values: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {ROW: dict.fromkeys(SHAPES["review"].by_name) | values}


@pytest.mark.parametrize(
    ("first", "was", "now", "mine_was", "becomes", "differ"),
    [
        # both moved it: what is first stands, the other is shown
        (HERE, "5", "8", "1", "5", ("5", "8")),
        (THERE, "5", "8", "1", "8", ("8", "5")),
        # they left it as it was: mine is the only change, whoever is first
        (HERE, "5", "1", "1", "5", None),
        (THERE, "5", "1", "1", "5", None),
        # both set the same
        (HERE, "5", "5", "1", "5", None),
        (THERE, "5", "5", "1", "5", None),
        # only they moved it
        (HERE, "1", "8", NOT_THERE, "8", None),
        (THERE, "1", "8", NOT_THERE, "8", None),
    ],
)
def test_what_stands_and_what_is_shown(
    first: First, was: str, now: str, mine_was: Any, becomes: str, differ: tuple[str, str] | None
) -> None:
    moved = {} if mine_was is NOT_THERE else {ROW: {"booked": mine_was}}
    before, after = row(booked=was), row(booked=now)
    settled = settle(before, after, moved, first)
    assert {**after[ROW], **settled.back.get(ROW, {})}["booked"] == becomes
    both = [(pair.kept["booked"], pair.late["booked"]) for pair in settled.differ]
    assert both == ([differ] if differ else [])


@pytest.mark.parametrize(("first", "removed_at"), [(HERE, "mine"), (THERE, "theirs")])
def test_removed_by_both_it_was_removed_when_the_first_did(first: First, removed_at: str) -> None:
    before, after = row(deleted_at="mine"), row(deleted_at="theirs")
    settled = settle(before, after, {ROW: {"deleted_at": None}}, first)
    assert settled.back[ROW]["deleted_at"] == removed_at
    assert settled.differ == []


@pytest.mark.parametrize("first", First)
def test_removed_by_one_and_worked_on_by_the_other_it_stays_and_is_shown(first: First) -> None:
    mine = settle(row(deleted_at="mine"), row(booked="8"), {ROW: {"deleted_at": None}}, first)
    theirs = settle(row(booked="5"), row(booked="5", deleted_at="theirs"), {ROW: {"booked": "1"}}, first)
    for settled, late in ((mine, "mine"), (theirs, "theirs")):
        assert settled.back[ROW]["deleted_at"] is None
        assert [(pair.column, pair.late) for pair in settled.differ] == [("deleted_at", late)]


BOOKING = SHAPES["review"].wholes["booked"]
EDITS = st.dictionaries(st.sampled_from(BOOKING), st.sampled_from([None, "1", "2"]))


@pytest.mark.parametrize("first", First)
@given(was=EDITS, mine=EDITS, theirs=EDITS)
def test_of_any_two_edits_of_a_booking_one_stands_whole_and_the_other_is_shown_whole(
    first: First, was: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    was = dict.fromkeys(BOOKING) | was
    here, there = was | mine, was | theirs
    settled = settle(row(**here), row(**there), {ROW: {name: was[name] for name in mine}} if mine else {}, first)
    stands = there | settled.back.get(ROW, {})
    earlier, late = (here, there) if first is HERE else (there, here)
    only = here if there == was else there if here == was else earlier
    assert stands == only
    both_moved = was not in (here, there) and here != there
    assert [(pair.column, pair.kept, pair.late) for pair in settled.differ] == [("booked", earlier, late)] * both_moved


def change(before: dict[str, Any] | None, after: dict[str, Any]) -> ToldChange:
    return ToldChange(*ROW, "c1", None if before is None else json.dumps(before), json.dumps(after))


def test_what_has_given_way_to_the_log_is_no_news_of_ones_own_any_more() -> None:
    history = [(False, change({"booked": "1"}, {"booked": "5"})), (True, change({"booked": "5"}, {"booked": "8"}))]
    assert moved_here(history, THERE) == {}
    assert moved_here(history, HERE) == {ROW: {"booked": "8"}}
    again = (False, change({"booked": "8"}, {"booked": "9"}))
    assert moved_here([*history, again], THERE) == {ROW: {"booked": "8"}}
