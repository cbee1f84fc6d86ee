"""Undo and redo of a value that gave way at the hub say whose stands, and nothing that did not happen."""

from __future__ import annotations

import pytest

from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub


def said(desk: Desk, whose: str, *words: str) -> str:
    return " ".join(desk(whose, *words).out.split())


@pytest.fixture
def both(desk: Desk, head: Desk) -> None:
    """Two officers who have one child, A. Patel by holding and D. Hughes by cover."""
    joined(desk, head, "patel", "A. Patel")
    joined(desk, head, "hughes", "D. Hughes")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    head("hub", "exchange")
    head("do", "cover", "AB 1042", "--to", "D. Hughes", "--until", "2026-12-30")
    for whose in ("head", "hughes", "patel"):
        desk(whose, "hub", "exchange")


def book(desk: Desk, whose: str, day: str, *more: str) -> None:
    desk(whose, "do", "book", "AB 1042", "--day", day, *more)


@pytest.mark.usefixtures("both")
def test_of_two_first_bookings_the_one_that_stands_is_named(desk: Desk) -> None:
    book(desk, "patel", "2026-12-10")
    book(desk, "hughes", "2026-12-11")
    for whose in ("patel", "hughes"):
        desk(whose, "hub", "exchange")
    stands = "The review of A. Patel stands: booked Thu 10 Dec."
    for verb, done in (("undo", "Undid"), ("redo", "Redid")):
        told = said(desk, "hughes", verb)
        assert told.startswith(done)
        assert stands in told
        assert "booked Thu 10 Dec" in said(desk, "hughes", "child", "AB 1042")
    desk("patel", "hub", "exchange")
    assert "stays: D. Hughes changed it since" in said(desk, "patel", "undo")


@pytest.mark.usefixtures("both")
def test_of_a_booking_that_both_moved_too(desk: Desk) -> None:
    book(desk, "patel", "2026-12-10")
    desk("patel", "hub", "exchange")
    desk("hughes", "hub", "exchange")
    moved = ("--asked-by", "IRO", "--reason", "a clash")
    book(desk, "patel", "2026-12-09", *moved)
    book(desk, "hughes", "2026-12-11", *moved)
    for whose in ("patel", "hughes"):
        desk(whose, "hub", "exchange")
    for verb in ("undo", "redo"):
        assert "booked stays: A. Patel changed it since" in said(desk, "hughes", verb).replace("Booked", "booked")
        assert "booked Wed 9 Dec" in said(desk, "hughes", "child", "AB 1042")


@pytest.mark.usefixtures("both")
def test_what_a_colleague_took_away_is_not_said_to_be_done_again(desk: Desk) -> None:
    book(desk, "hughes", "2026-12-11")
    desk("hughes", "hub", "exchange")
    desk("patel", "hub", "exchange")
    said(desk, "hughes", "undo")
    assert "stands" not in said(desk, "hughes", "redo"), "on one laptop it is as it was"
