"""Booking, moving and taking away the day of the next review: worked examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product

import pytest

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import LIMIT, act, acts, counted, end_care, look_after, refuses, rows

OpenDesk = Callable[[date], Session]
TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
BEYOND = date(2026, 12, 1)


@pytest.fixture
def session(open_session: OpenDesk) -> Session:
    return open_session(TODAY)


def booked(session: Session) -> list[date | None]:
    return [row.booked for row in session.lines(REVIEWS)]


def test_a_review_is_booked_within_its_limit(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    plan = session.booking_plan(child, TUESDAY)
    assert (plan.limit, plan.authority, plan.booked) == (LIMIT, "CPPCR 33(2)", ())
    assert (plan.needs_asked_by, plan.needs_reason, plan.refused) == (False, False, False)
    assert plan.sentence == "Enter books the review for Tue 24 Nov, 3 wd before its limit."
    changes = acts(
        session, lambda: act(session, "book", [child], day=TUESDAY, time="9.30", place=" Civic\u200b centre ")
    )
    assert changes.name == "Book review"
    assert changes.sentence == "AB 1042: review booked for Tue 24 Nov, 3 wd before its limit."
    [row] = rows(session, tables.ReviewRow, booked=TUESDAY)
    assert (row["booked_time"], row["venue"], row["late_reason"]) == ("09:30", "Civic centre", None)
    assert not rows(session, tables.DateChangeRow)


def test_moving_a_booking_asks_who_and_why(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "book", child, day=TUESDAY, time="09:30", place="school")
    plan = session.booking_plan([child], THURSDAY)
    assert (plan.booked, plan.needs_asked_by, plan.needs_reason) == ((TUESDAY,), True, True)
    assert plan.sentence == (
        "Enter moves the review from Tue 24 Nov to Thu 26 Nov, 1 wd before its limit; say who asked and why."
    )
    refuses(session, lambda: act(session, "book", child, day=THURSDAY), "Who asked is empty")
    refuses(
        session,
        lambda: act(session, "book", child, day=THURSDAY, asked_by="nan", reason="x"),
        "Who asked is 'nan': give one of IRO",
    )
    refuses(
        session, lambda: act(session, "book", child, day=THURSDAY, asked_by="IRO", reason=" "), "The reason is empty"
    )
    changes = acts(
        session,
        lambda: act(
            session, "book", child, day=THURSDAY, asked_by="IRO", reason="double booked", approved_by="Manager"
        ),
    )
    assert changes.name == "Move review"
    assert changes.sentence == "AB 1042: review moved from Tue 24 Nov to Thu 26 Nov, 1 wd before its limit."
    [moved] = rows(session, tables.DateChangeRow)
    [review] = rows(session, tables.ReviewRow, booked=THURSDAY)
    assert moved["review_id"] == review["id"]
    assert (moved["requested_on"], moved["old_date"], moved["new_date"]) == (TODAY, TUESDAY, THURSDAY)
    assert (moved["asked_by"], moved["reason"], moved["approved_by"]) == ("IRO", "double booked", "Manager")
    assert (review["booked_time"], review["venue"]) == ("09:30", "school"), "what was not said again stays"


def test_a_day_beyond_the_limit_needs_a_reason_and_stays_marked(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    plan = session.booking_plan(child, BEYOND)
    assert (plan.needs_asked_by, plan.needs_reason, plan.refused) == (False, True, False)
    assert plan.sentence == (
        "Enter books the review for Tue 1 Dec, 2 wd beyond its limit of Fri 27 Nov (CPPCR 33(2)); say why."
    )
    refuses(
        session, lambda: act(session, "book", child, day=BEYOND), "The reason is empty: the day lies beyond the limit"
    )
    changes = acts(session, lambda: act(session, "book", child, day=BEYOND, reason="in court"))
    assert "2 wd beyond its limit of Fri 27 Nov" in changes.sentence
    [row] = session.lines(CHILDREN)
    assert row.next_review is not None
    assert row.next_review.beyond_limit
    assert rows(session, tables.ReviewRow, booked=BEYOND)[0]["late_reason"] == "in court"
    assert act(session, "book", child, day=BEYOND, place="school").operation, "a place alone asks for no reason again"
    assert rows(session, tables.ReviewRow, booked=BEYOND)[0]["late_reason"] == "in court"
    act(session, "book", child, day=THURSDAY, asked_by="IRO", reason="court is over")
    assert rows(session, tables.ReviewRow, booked=THURSDAY)[0]["late_reason"] is None


def test_a_booking_is_taken_away(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    assert session.booking_plan(child, None).sentence == "There is no booking to take away: give a day."
    refuses(session, lambda: act(session, "unbook", child), "no booking to take away")
    act(session, "book", child, day=TUESDAY, time="09:30")
    assert session.booking_plan(child, None).needs_asked_by
    changes = acts(session, lambda: act(session, "unbook", child, asked_by="court", reason="court timetabling"))
    assert changes.sentence == "AB 1042: booking of Tue 24 Nov taken away."
    assert booked(session) == [None]
    [moved] = rows(session, tables.DateChangeRow)
    assert (moved["old_date"], moved["new_date"]) == (TUESDAY, None)
    act(session, "book", child, day=THURSDAY)
    assert len(rows(session, tables.ReviewRow)) == 2, "the open review on record is used again"


def test_days_that_cannot_be(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    [met] = look_after(session, "AB 7", held=(date(2026, 8, 27), TODAY))
    [free] = look_after(session, "AB 8")
    end_care(session, free, date(2026, 11, 2))
    refuses(
        session, lambda: act(session, "book", child, day=date(2026, 11, 19)), "which has passed: a review that was held"
    )
    refuses(session, lambda: act(session, "book", met, day=TODAY), "the review of AB 7 met already: give a later day")
    refuses(session, lambda: act(session, "book", [child, free], day=TUESDAY), "Not looked after: AB 8")
    refuses(session, lambda: act(session, "book", child, day=date(2126, 11, 24), reason="x"), "look at the year")
    refuses(session, lambda: act(session, "book", [], day=TUESDAY), "No child is chosen")
    refuses(session, lambda: act(session, "book", ["nobody"], day=TUESDAY), "not on record any more")
    refuses(session, lambda: act(session, "book", child, day=TUESDAY, time="25:00"), "The time is '25:00'")
    assert session.booking_plan(free, TUESDAY).refused
    assert act(session, "book", child, day=TODAY).operation, "today is still to come"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 28), "Sat 28 Nov (a Saturday), 1 d beyond its limit of"),
        (date(2026, 11, 22), "Sun 22 Nov (a Sunday), 5 wd before its limit"),
        (date(2026, 12, 25), "Fri 25 Dec (a bank holiday), 19 wd beyond its limit of"),
        (LIMIT, "Fri 27 Nov, on its limit."),
    ],
)
def test_an_unusual_day_is_said(session: Session, day: date, said: str) -> None:
    [child] = look_after(session, "AB 1042")
    assert said in act(session, "book", child, day=day, reason="only day there is").sentence


def test_the_same_day_again_changes_nothing(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "book", child, day=TUESDAY)
    assert not session.booking_plan(child, TUESDAY).needs_asked_by
    assert not act(session, "book", child, day=TUESDAY).operation


def test_an_adjourned_review_is_booked_again(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    with action(session.engine, "Adjourn") as work:
        met = date(2026, 11, 17)
        work.add(tables.ReviewRow(child_id=child, booked=met, held=met, adjourned=met))
    plan = session.booking_plan(child, THURSDAY)
    assert (plan.needs_asked_by, plan.booked) == (False, ())
    acts(session, lambda: act(session, "book", child, day=THURSDAY))
    assert booked(session) == [THURSDAY]
    assert len(rows(session, tables.ReviewRow)) == 2


def test_several_children_are_one_action(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2", "AB 3")
    act(session, "book", ids[0], day=TUESDAY)
    plan = session.booking_plan(ids, THURSDAY)
    assert (plan.children, plan.limit, plan.booked, plan.needs_asked_by) == (3, LIMIT, (TUESDAY,), True)
    changes = acts(
        session, lambda: act(session, "book", ids, day=THURSDAY, asked_by="other", reason="one meeting for all")
    )
    assert changes.sentence == "3 children: reviews booked for Thu 26 Nov (1 moved), all within their limits."
    assert changes.child_ids == set(ids)
    assert booked(session) == [THURSDAY] * 3
    assert len(rows(session, tables.DateChangeRow)) == 1
    changes = acts(session, lambda: act(session, "unbook", ids, asked_by="other", reason="venue not booked"))
    assert changes.sentence == "3 children: 3 bookings taken away."
    act(session, "book", ids[0], day=TUESDAY)
    assert session.booking_plan(ids, None).sentence == "Enter takes 1 booking away; say who asked and why."
    session.undo()
    refuses(session, lambda: act(session, "book", ids, day=BEYOND), "The reason is empty")
    said = act(session, "book", ids, day=BEYOND, reason="in court").sentence
    assert said == "3 children: reviews booked for Tue 1 Dec, 3 beyond their limits."


@pytest.mark.parametrize("before", [None, TUESDAY, BEYOND])
def test_the_plan_says_just_what_is_asked(session: Session, before: date | None) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    if before:
        act(session, "book", ids[0], day=before, reason="in court")
    for day in (None, date(2026, 11, 19), TODAY, TUESDAY, LIMIT, BEYOND):
        plan = session.booking_plan(ids, day)
        for asked_by, reason in product(("", "IRO"), ("", "in court")):
            act = partial(session.book, ids, day, asked_by=asked_by, reason=reason)
            lacking = (plan.needs_asked_by and not asked_by) or (plan.needs_reason and not reason)
            if plan.refused or lacking:
                refuses(session, act, " is ")
            else:
                assert act().operation
                session.undo()


def test_many_children_cost_no_more_statements_than_two(session: Session) -> None:
    ids = look_after(session, *(f"AB {n}" for n in range(30)))
    session.caseload()
    with counted(session) as two:
        act(session, "book", ids[:2], day=TUESDAY)
    session.caseload()
    with counted(session) as many:
        act(session, "book", ids[2:], day=TUESDAY)
    assert len(many) == len(two)
    session.caseload()
    with counted(session) as moved:
        act(session, "book", ids, day=THURSDAY, asked_by="IRO", reason="x")
    assert len(moved) <= len(two) + 2
    session.caseload()
    with counted(session) as planned:
        session.booking_plan(ids, BEYOND)
    assert len(planned) <= 1, "a plan reads nothing but whether anything changed"
