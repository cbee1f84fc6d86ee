"""Booking, moving and taking away the day of the next review: worked examples."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import product

import pytest

from iro_tui.actions import action_of
from iro_tui.actions.base import plan
from iro_tui.actions.book import ACTION as BOOK
from iro_tui.actions.book import DETAILS
from iro_tui.actions.checks import clock_time, time_meant
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_booking import read_booking
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import (
    LIMIT,
    act,
    acts,
    aside_of,
    asked,
    counted,
    end_care,
    filled,
    look_after,
    plan_of,
    refuses,
    rows,
    scene_of,
)

TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
BEYOND = date(2026, 12, 1)


def booked(session: Session) -> list[date | None]:
    return [row.booked for row in session.lines(REVIEWS)]


def beside_the_day(session: Session, ids: str | list[str], day: date) -> set[str]:
    """What is asked of a booking for a day, beside the day and what may be said of it."""
    return asked(session, "book", ids, day=f"{day:%d/%m/%Y}").keys() - {"day", *DETAILS}


@pytest.mark.parametrize(("typed", "time"), [
    ("10", "10:00"), ("9", "09:00"), ("14", "14:00"), ("9.30", "09:30"), ("2", "14:00"), ("2:30", "14:30"),
    ("2pm", "14:00"), ("7.30 am", "07:30"), ("07:30", "07:30"), ("1430", "14:30"), ("12:15", "12:15"), ("8", "08:00"),
])  # fmt: skip
def test_a_time_is_read_as_in_a_booking_of_one_line_and_said(typed: str, time: str) -> None:
    assert clock_time(typed) == time == read_booking(f"1/12/26 {typed}", TODAY, WorkingCalendar()).time
    assert time_meant(typed, TODAY, WorkingCalendar()) == ("" if typed == time else time)


@pytest.mark.parametrize("typed", ["24", "9:7", "half 2", "2 Civic"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="give it as 14:30"):
        clock_time(typed)


def test_a_review_is_booked_within_its_limit(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    assert aside_of(session, "book", child) == "by Fri 27 Nov"
    assert beside_the_day(session, child, TUESDAY) == set()
    assert (
        plan_of(session, "book", child, day=TUESDAY).sentence
        == "AB 1042: review booked for Tue 24 Nov, 3 wd before its limit."
    )
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
    assert aside_of(session, "book", child) == "by Fri 27 Nov, booked Tue 24 Nov"
    assert beside_the_day(session, child, THURSDAY) == {"asked_by", "reason", "approved_by", "asked_on"}
    refuses(session, lambda: act(session, "book", child, day=THURSDAY), "Who asked is empty")
    refuses(
        session,
        lambda: act(session, "book", child, day=THURSDAY, asked_by="nan", reason="x"),
        "Who asked is 'nan': give one of IRO",
    )
    refuses(
        session,
        lambda: act(session, "book", child, day=THURSDAY, asked_by="IRO", reason=" "),
        "The reason is empty: a booking is changed",
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
    assert beside_the_day(session, child, BEYOND) == {"reason"}
    refuses(
        session, lambda: act(session, "book", child, day=BEYOND), "The reason is empty: the day lies beyond the limit"
    )
    changes = acts(session, lambda: act(session, "book", child, day=BEYOND, reason="in court"))
    assert changes.sentence == (
        "AB 1042: review booked for Tue 1 Dec, 2 wd beyond its limit of Fri 27 Nov (CPPCR 33(2))."
    )
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
    refuses(session, lambda: act(session, "unbook", child), "no booking to take away")
    act(session, "book", child, day=TUESDAY, time="09:30")
    refuses(session, lambda: act(session, "unbook", child, reason="x"), "Who asked is empty")
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
    refuses(session, lambda: act(session, "book", [child, free], day=TUESDAY), "AB 8 has left care: there is no review")
    refuses(session, lambda: act(session, "book", child, day=date(2126, 11, 24), reason="x"), "look at the year")
    refuses(session, lambda: act(session, "book", [], day=TUESDAY), "No child is chosen")
    refuses(session, lambda: act(session, "book", ["nobody"], day=TUESDAY), "not on record any more")
    refuses(session, lambda: act(session, "book", child, day=TUESDAY, time="25:00"), "The time is '25:00'")
    assert act(session, "book", child, day=TODAY).operation, "today is still to come"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 28), "Sat 28 Nov (a Saturday), 1 d beyond its limit of"),
        (date(2026, 11, 22), "Sun 22 Nov (a Sunday), 5 wd before its limit"),
        (date(2026, 12, 25), "Fri 25 Dec (a bank holiday), 19 wd beyond its limit of"),
        (LIMIT, "Fri 27 Nov, on its limit."),
    ],
)
def test_an_unusual_day_is_named(session: Session, day: date, words: str) -> None:
    [child] = look_after(session, "AB 1042")
    assert words in act(session, "book", child, day=day, reason="only day there is").sentence


def test_the_same_day_again_changes_nothing(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    act(session, "book", child, day=TUESDAY)
    assert beside_the_day(session, child, TUESDAY) == set()
    refuses(session, lambda: act(session, "book", child, day=TUESDAY), "Nothing was changed")


def test_an_adjourned_review_is_booked_again(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    with action(session.engine, "Adjourn") as work:
        met = date(2026, 11, 17)
        work.add(tables.ReviewRow(child_id=child, booked=met, held=met, adjourned=met))
    assert beside_the_day(session, child, THURSDAY) == set()
    assert "booked" not in aside_of(session, "book", child)
    acts(session, lambda: act(session, "book", child, day=THURSDAY))
    assert booked(session) == [THURSDAY]
    assert len(rows(session, tables.ReviewRow)) == 2


def test_every_act_for_several_children_says_each_one_s_limit(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    for verb in ("early", "task", "book"):
        each = action_of(verb).each(scene_of(session, verb, ids))
        assert list(each) == ["AB 1 by Fri 27 Nov", "AB 2 by Fri 27 Nov"], verb
        assert not action_of(verb).each(scene_of(session, verb, ids[:1])), "of one the title says it"
    checks = action_of("midpoint").each(scene_of(session, "midpoint", ids))
    assert list(checks) == ["AB 1 check by Mon 12 Oct", "AB 2 check by Mon 12 Oct"]


def test_several_children_are_one_action(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2", "AB 3")
    act(session, "book", ids[0], day=TUESDAY)
    assert aside_of(session, "book", ids) == "the first by Fri 27 Nov"
    scene = scene_of(session, "book", ids)
    assert BOOK.heading(scene) == "Book 3 reviews, 1 of them booked"
    assert list(BOOK.each(scene)) == [
        "AB 1 by Fri 27 Nov, booked Tue 24 Nov",
        "AB 2 by Fri 27 Nov",
        "AB 3 by Fri 27 Nov",
    ]
    assert beside_the_day(session, ids, THURSDAY) == {"asked_by", "reason", "approved_by", "asked_on"}
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
    one = plan_of(session, "unbook", ids, asked_by="other", reason="venue not booked")
    assert one.sentence == "3 children: 1 booking taken away."
    session.undo()
    refuses(session, lambda: act(session, "book", ids, day=BEYOND), "The reason is empty")
    beyond = act(session, "book", ids, day=BEYOND, reason="in court").sentence
    assert beyond == "3 children: reviews booked for Tue 1 Dec, 3 beyond their limits."


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        # Files that end before a limit passed do not tell whether it was kept: nobody is late, and nobody is within.
        (1, "beyond what is worked out: Tue 20 Oct, confirm it"),
        (2, "2 beyond what is worked out, confirm them"),
        (3, "1 beyond what is worked out: Tue 20 Oct, confirm it"),
        (4, "1 beyond its limit, 1 beyond what is worked out: Tue 20 Oct, confirm it"),
    ],
)
def test_a_day_after_a_limit_that_is_only_worked_out_is_told(session: Session, ahead: int, words: str) -> None:
    silent = look_after(session, "ZZ 1", "ZZ 2", held=(), started=date(2026, 9, 22))
    [sure] = look_after(session, "ZZ 3")
    with action(session.engine, "Files") as work:
        for child_id in silent:
            work.change(tables.ChildRow, child_id, file_ends=date(2026, 10, 1))
    ids, day = {1: (silent[:1], THURSDAY), 2: (silent, THURSDAY), 3: ([silent[0], sure], THURSDAY)}.get(
        ahead, ([silent[0], sure], BEYOND)
    )
    [line] = [q for q in BOOK.questions(scene_of(session, "book", ids)) if q.name == "day"]
    assert line.means is not None
    assert line.means(f"{day:%d/%m/%Y}", TODAY, session.caseload().practice.office) == words
    asks = beside_the_day(session, ids, day)
    assert asks == ({"reason"} if ahead == 4 else set()), "of a limit that is no fact nobody is asked why"
    sentence = act(session, "book", ids, day=day, **({"reason": "in court"} if asks else {})).sentence
    assert sentence.endswith(f", {words}.")


@pytest.mark.parametrize("before", [None, TUESDAY, BEYOND])
def test_just_what_is_needed_is_asked(session: Session, before: date | None) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    if before:
        act(session, "book", ids[0], day=before, reason="in court")
    for day in (date(2026, 11, 19), TODAY, TUESDAY, LIMIT, BEYOND):
        wanted = beside_the_day(session, ids, day)
        for asked_by, reason in product(("", "IRO"), ("", "in court")):
            book = partial(act, session, "book", ids, day=day, asked_by=asked_by, reason=reason)
            lacking = ("asked_by" in wanted and not asked_by) or ("reason" in wanted and not reason)
            if day < TODAY or lacking:
                refuses(session, book, " is ")
            else:
                assert book().operation
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
    assert len(moved) <= len(two) + 3, "beside the review what it was, the change of the date and the note"
    session.caseload()
    scene = scene_of(session, "book", ids)
    with counted(session) as planned:
        plan(BOOK, scene, filled(BOOK, scene, day=BEYOND, asked_by="IRO", reason="in court"))
    assert not planned, "a plan reads nothing"


def test_what_is_booked_already_stands_in_the_form_and_is_kept_changed_or_emptied_in_sight(session: Session) -> None:
    [child] = look_after(session, "AB 1042")
    booking = {"time": "09:30", "place": "school", "mode": "video", "locality": "East", "chair": "Kit Newcomer"}
    act(session, "book", child, day=TUESDAY, **booking)
    questions = asked(session, "book", child)
    assert {name: questions[name].default for name in DETAILS} == booking
    why = {"asked_by": "IRO", "reason": "double booked"}
    act(session, "book", child, day=THURSDAY, **why, time="14.00", chair="")
    [review] = rows(session, tables.ReviewRow, booked=THURSDAY)
    assert {name: review[column] for name, column in DETAILS.items()} == booking | {"time": "14:00", "chair": None}
    others = look_after(session, "AB 7")
    assert not any(asked(session, "book", [child, *others])[name].default for name in DETAILS), "each has its own"
    act(session, "book", [child, *others], day=LIMIT, **why, place="town hall")
    assert [(row["booked_time"], row["venue"]) for row in rows(session, tables.ReviewRow, booked=LIMIT)] == [
        ("14:00", "town hall"),
        (None, "town hall"),
    ]
