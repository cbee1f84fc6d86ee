"""Which early reviews still wait: one asked for on the day of a review does. Source: domain reference 1.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import Case, EarlyReview, Review
from iro_tui.domain.review_clock import next_review
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, looked_after
from tests.support.strategies import cases

ASKED = EarlyReview("e1", "early-a", d("25.11.2026"), d("08.01.2027"))


@pytest.mark.parametrize(
    ("held", "answered_by", "waits"),
    [
        ((), "", True),
        (("24.11.2026",), "", True),  # held before: never answers, however late it is typed
        (("25.11.2026",), "", True),  # decided at that very review, or told by a file
        (("25.11.2026",), "r1", False),  # recorded that day, after it was asked for
        (("25.11.2026",), "taken away since", True),
        (("24.11.2026",), "r1", True),
        (("26.11.2026",), "", False),
        (("25.11.2026", "26.11.2026"), "", False),
    ],
)
def test_what_answers_an_early_review(held: tuple[str, ...], answered_by: str, waits: bool) -> None:
    case = looked_after("07.09.2026", *held, early_reviews=(ASKED._replace(answered_by=answered_by),))
    assert bool(case.waiting_early) is waits


def test_one_asked_for_on_the_day_of_a_review_governs() -> None:
    case = looked_after("07.09.2026", "05.10.2026", "25.11.2026", early_reviews=(ASKED,))
    coming = next_review(case, STATUTORY, d("26.11.2026"))
    assert coming
    assert (coming.rule, coming.limit) == ("early-a", d("08.01.2027"))


def test_a_review_that_was_adjourned_on_that_day_answers_nothing_yet() -> None:
    case = looked_after("07.09.2026", early_reviews=(ASKED,), reviews=(Review("r1", adjourned=d("26.11.2026")),))
    assert case.waiting_early == (ASKED,)


@given(cases(), st.dates(TODAY - timedelta(400), TODAY), st.dates(TODAY, TODAY + timedelta(400)))
def test_an_early_review_never_moves_the_limit_later(case: Case, since: date, by: date) -> None:
    more = replace(case, early_reviews=(*case.early_reviews, EarlyReview("e9", "early-b", since, by)))
    before, after = next_review(case, STATUTORY, TODAY), next_review(more, STATUTORY, TODAY)
    assert (before is None) == (after is None)
    if before and after:
        assert after.limit <= before.limit
