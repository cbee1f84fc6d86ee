"""Adjourned late, a series that goes on, a booking that has passed, two reviews within 14 days: reference 1.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties_of
from iro_tui.domain.review_clock import next_review
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, due, every, looked_after, running_clocks, upcoming
from tests.support.strategies import cases

NOW = "20.11.2026"


# Two reviews within 14 days


def near(*held: str, apart: bool | None = None) -> Case:
    """In care since 3 August 2026; of the last review of these it was said, or not, that it is one of its own."""
    case = looked_after("03.08.2026", *held)
    return replace(case, reviews=(*case.reviews[:-1], case.reviews[-1]._replace(apart=apart)))


@pytest.mark.parametrize(
    ("held", "apart", "limit", "rule", "asked"),
    [
        (("27.08.2026", "28.08.2026"), None, "27.11.2026", "rev2", True),
        (("27.08.2026", "10.09.2026"), None, "27.11.2026", "rev2", True),
        (("27.08.2026", "11.09.2026"), None, "11.03.2027", "rev3+", False),
        (("27.08.2026", "03.09.2026"), False, "27.11.2026", "rev2", False),
        (("27.08.2026", "03.09.2026"), True, "03.03.2027", "rev3+", False),
        (("27.08.2026", "03.09.2026", "16.11.2026"), None, "16.05.2027", "rev3+", False),
    ],
)
def test_they_are_two_steps_only_by_the_officers_word(
    held: tuple[str, ...], apart: bool | None, limit: str, rule: str, asked: bool
) -> None:
    coming = upcoming(near(*held, apart=apart), NOW)
    assert (coming.limit, coming.rule, coming.inferred) == (d(limit), rule, asked)
    assert len(every(near(*held, apart=apart), NOW, "near_reviews")) == asked


def test_it_is_asked_now_and_marked_as_inferred() -> None:
    duty = due(near("27.08.2026", "28.08.2026"), NOW, "near_reviews")
    assert (duty.due, duty.inferred, duty.subject) == (d(NOW), True, "r2")
    assert duty.what == "Held Thu 27 Aug and Fri 28 Aug: one review in two meetings, or two?"


@given(cases(open_care=True))
def test_saying_that_two_are_one_never_moves_the_limit_later(case: Case) -> None:
    def limit(apart: bool | None) -> date | None:
        told = replace(case, reviews=tuple(review._replace(apart=apart) for review in case.reviews))
        coming = next_review(told, STATUTORY, TODAY)
        return coming.limit if coming else None

    one, two, unsaid = limit(False), limit(True), limit(None)
    assert one == unsaid
    assert (one is None) == (two is None)


RECORD = {"decisions", "care_plan_update", "full_record", "distribution"}


def followed(*held: str, apart: bool | None = None, **first: object) -> Case:
    """The last two reviews held, both with their record followed here; more is said of the first of them."""
    case = near(*held, apart=apart)
    reviews = [review._replace(follow_record=True) for review in case.reviews]
    reviews[-2] = reviews[-2]._replace(**first)  # type: ignore[arg-type]
    return replace(case, reviews=tuple(reviews))


def records(case: Case, today: str = NOW) -> list[tuple[str, date, str]]:
    every_kind = CaseOnDay(case, STATUTORY, d(today))
    return sorted((duty.kind, duty.due, duty.subject) for duty in duties_of(every_kind) if duty.kind in RECORD)


@pytest.mark.parametrize("apart", [None, False])
def test_taken_as_one_they_have_one_record_from_the_last_meeting(apart: bool | None) -> None:
    one = replace(near("10.11.2026"), reviews=(Review("r2", held=d("10.11.2026"), follow_record=True),))
    assert {kind for kind, _, _ in records(one)} == RECORD
    assert records(followed("03.11.2026", "10.11.2026", apart=apart)) == records(one)
    only_first = followed("03.11.2026", "10.11.2026", apart=apart)
    only_first = replace(
        only_first, reviews=(only_first.reviews[0], only_first.reviews[1]._replace(follow_record=False))
    )
    assert [(kind, due) for kind, due, _ in records(only_first)] == [(kind, due) for kind, due, _ in records(one)]
    assert {subject for _, _, subject in records(only_first)} == {"r1"}


def test_what_is_done_for_either_meeting_is_done() -> None:
    case = followed("03.11.2026", "10.11.2026", decisions_on=d("12.11.2026"), care_plan_on=d("13.11.2026"))
    assert {kind for kind, _, _ in records(case)} == {"full_record", "distribution"}
    assert due(case, NOW, "manager_reply").due == d("19.11.2026")


def test_a_series_is_completed_by_the_meeting_taken_as_its_last() -> None:
    case = followed("03.11.2026", "10.11.2026", apart=False, form="series")
    assert not every(case, NOW, "complete_review")
    assert every(replace(case, reviews=case.reviews[:1]), NOW, "complete_review")


def test_two_reviews_have_a_record_each() -> None:
    both = records(followed("03.11.2026", "10.11.2026", apart=True))
    assert len(both) == 2 * len(RECORD)
    assert {subject for _, _, subject in both} == {"r1", "r2"}


# Adjourned past its limit


def test_what_was_late_when_it_was_adjourned_stays_late() -> None:
    case = looked_after("03.08.2026", reviews=(Review("r1", adjourned=d("08.09.2026")),))
    coming = upcoming(case, "09.09.2026")
    assert (coming.limit, coming.rule) == (d("01.09.2026"), "rev1")
    assert "Adjourned review: limit Tue 6 Oct (CPPCR 36(2))." in coming.note
    review = due(case, "09.09.2026", "review")
    assert review.clock == "overdue"
    assert due(case, "09.09.2026", "review_unbooked").due > d("09.09.2026"), "by the limit of the adjourned one"


def test_what_was_adjourned_in_time_has_its_own_limit_alone() -> None:
    case = looked_after("03.08.2026", reviews=(Review("r1", adjourned=d("01.09.2026")),))
    clocks = running_clocks(case, STATUTORY, d("09.09.2026"))
    assert [(clock.rule.id, clock.limit) for clock in clocks] == [("adjourn", d("29.09.2026"))]


# A series that goes on


def test_a_series_that_goes_on_asks_to_be_completed_and_nothing_of_its_record() -> None:
    series = Review("r1", held=d("16.11.2026"), form="series", follow_record=True)
    case = looked_after("03.11.2026", reviews=(series,))
    duty = due(case, NOW, "complete_review")
    assert (duty.due, duty.what) == (d("14.12.2026"), "Complete the review that began on Mon 16 Nov")
    assert not every(case, NOW, "decisions")
    done = replace(case, reviews=(series._replace(completed=d("18.11.2026")),))
    assert not every(done, NOW, "complete_review")
    assert due(done, NOW, "decisions").due == d("25.11.2026")
    assert upcoming(case, NOW).limit == upcoming(done, NOW).limit, "its date is that of the first meeting"


# A booking that has passed


def booked(day: str, *held: str, apart: bool | None = None) -> Case:
    case = looked_after("03.08.2026", *held)
    return replace(case, reviews=(*case.reviews, Review("b1", booked=d(day), apart=apart)))


def test_a_booking_in_the_past_is_none_and_asks_to_be_recorded() -> None:
    case = booked("19.11.2026", "27.08.2026")
    assert upcoming(case, "19.11.2026").booked == d("19.11.2026")
    coming = upcoming(case, NOW)
    assert (coming.booked, coming.review_id) == (None, "b1")
    duty = due(case, NOW, "review_to_record")
    assert (duty.due, duty.what) == (d("19.11.2026"), "Record the review booked for Thu 19 Nov")
    assert not every(case, NOW, "review_unbooked")


@pytest.mark.parametrize(
    ("held", "apart", "stays"),
    [
        ("25.11.2026", None, False),
        ("16.11.2026", None, False),
        ("15.11.2026", None, True),
        ("25.11.2026", True, True),
    ],
)
def test_a_review_held_shortly_before_uses_the_booking_up(held: str, apart: bool | None, stays: bool) -> None:
    case = booked("30.11.2026", "27.08.2026", held, apart=apart)
    assert (upcoming(case, "27.11.2026").booked is not None) is stays
    assert (not every(case, "10.05.2027", "review_unbooked")) is stays


@given(cases(open_care=True), st.integers(0, 60))
def test_the_next_review_is_never_booked_in_the_past(case: Case, later: int) -> None:
    day = TODAY + timedelta(later)
    clocks = CaseOnDay(case, STATUTORY, day).clocks
    if clocks:
        assert clocks.next.booked is None or clocks.next.booked >= day
