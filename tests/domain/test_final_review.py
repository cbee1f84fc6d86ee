"""The final review before the 18th birthday is asked once: domain reference 1.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.calendar import birthday
from iro_tui.domain.case import Case, Decision, EarlyReview, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties
from iro_tui.domain.duty_kind import Group
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, looked_after
from tests.support.strategies import cases

BORN = "20.12.2008"
"""18 on Sunday 20 December 2026."""
NOW = "18.12.2026"
OF_A_REVIEW = {Group.REVIEW, Group.BOOKING, Group.PREPARATION, Group.MIDPOINT}


def case(last: str, *, final: bool | None, **more: object) -> Case:
    held = looked_after("02.02.2026", "27.02.2026", "26.05.2026")
    review = Review("last", held=d(last), final=final)
    return replace(held, born=d(BORN), reviews=(*held.reviews, review), **more)  # type: ignore[arg-type]


def of_a_review(asked: Case, today: str = NOW) -> set[str]:
    return {duty.kind for duty in duties(asked, STATUTORY, d(today)) if duty.declared.group in OF_A_REVIEW}


@pytest.mark.parametrize(
    ("last", "final", "asked"),
    [
        ("17.12.2026", True, False),  # held three days before the birthday, as the final one
        ("17.12.2026", None, True),  # within its own interval too, but nobody said that it was the final one
        ("25.11.2026", True, False),
        ("01.07.2026", True, False),  # six months on lie beyond the birthday
    ],
)
def test_no_second_one_after_one_recorded_as_the_final(last: str, final: bool | None, asked: bool) -> None:
    had = case(last, final=final)
    view = CaseOnDay(had, STATUTORY, d(NOW))
    assert (view.next_review is not None) is asked
    assert bool(of_a_review(had)) is asked
    if view.next_review:
        assert (view.next_review.limit, view.next_review.final) == (d("19.12.2026"), True)


def test_of_somebody_who_turned_out_younger_the_reviews_go_on() -> None:
    younger = replace(case("17.12.2026", final=True), born=d("20.12.2010"))
    view = CaseOnDay(younger, STATUTORY, d(NOW))
    assert view.next_review
    assert view.next_review.limit == d("17.06.2027")
    two_years_on = replace(younger, reviews=(*younger.reviews, Review("x", held=d("17.09.2028"))))
    later = CaseOnDay(two_years_on, STATUTORY, d("18.09.2028"))
    assert later.next_review
    assert later.next_review.final


def test_one_asked_for_early_or_booked_after_it_is_asked_all_the_same() -> None:
    early = EarlyReview("e", "early-a", d("02.12.2026"), d("16.12.2026"))
    had = case("25.11.2026", final=True, early_reviews=(early,))
    assert "early_review" in of_a_review(had, "04.12.2026")
    had = case("25.11.2026", final=True)
    booked = replace(had, reviews=(*had.reviews, Review("b", booked=d("14.12.2026"), apart=True)))
    assert "review" in of_a_review(booked, "04.12.2026")


def test_a_decision_without_a_day_is_due_before_the_birthday() -> None:
    had = case("17.12.2026", final=True, decisions=(Decision("d", "Savings"),))
    assert [duty.due for duty in duties(had, STATUTORY, d(NOW)) if duty.kind == "decision_due"] == [d("19.12.2026")]


@given(cases(open_care=True), st.integers(1, 400))
def test_only_a_final_limit_is_ever_settled(made: Case, days: int) -> None:
    """Calling the last review held the final one changes nothing but that the limit before 18 is not asked."""
    day = TODAY + timedelta(days)
    eighteen = birthday(made.born, 18) if made.born else None
    last = made.held_reviews[-1:]
    called = replace(made, reviews=tuple(r._replace(final=True) if r in last else r for r in made.reviews))
    before, after = CaseOnDay(made, STATUTORY, day).next_review, CaseOnDay(called, STATUTORY, day).next_review
    assert before == after or (before and eighteen and (before.final or before.latest))
    if before and after and before != after:
        assert after.limit >= before.limit
