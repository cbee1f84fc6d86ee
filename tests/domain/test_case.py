"""What the facts of a case say of themselves: which reviews count as held."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from iro_tui.domain.case import Case, Review
from tests.support.facts import d, days
from tests.support.strategies import cases


def test_a_day_counts_once_and_an_adjourned_review_only_when_completed() -> None:
    adjourned = Review("a", held=d("05.10.2026"), adjourned=d("05.10.2026"))
    case = Case(ref="x", reviews=(*days("01.09.2026", "03.08.2026", "01.09.2026"), adjourned, Review("b")))
    assert case.held_days == (d("03.08.2026"), d("01.09.2026"))
    assert [review.id for review in case.held_reviews] == ["r2", "r1", "r3"]
    assert case.last_held == d("01.09.2026")
    completed = replace(case, reviews=(adjourned._replace(completed=d("02.11.2026")),))
    assert completed.last_held == d("05.10.2026"), "the day of its first meeting"
    assert Case(ref="x").last_held is None


@given(cases())
def test_what_is_held_is_in_order_and_whole(case: Case) -> None:
    held = case.held_reviews
    assert set(held) == {review for review in case.reviews if review.is_held}
    assert tuple(dict.fromkeys(review.held for review in held)) == case.held_days
    assert case.last_held == max((review.held for review in held if review.held), default=None)
