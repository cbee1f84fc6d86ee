"""What is done often costs no more keys than promised."""

from __future__ import annotations

import pytest

from tests.journeys.budgets import BUDGETS, Budget, found, pressed
from tests.journeys.day import acts


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.what)
def test_the_keys_suffice(budget: Budget) -> None:
    took, done = pressed(budget)
    assert done
    assert took <= budget.allowed


def test_three_letters_find_a_child() -> None:
    assert found() == (5, True)


def test_a_day_of_twelve_acts_is_done_by_keys_within_the_budgets() -> None:
    day = {act.what: act.keys for act in acts()}
    assert len(day) == 12
    budgets = {"RAG": 4, "a review held: a decision, the next one booked": 10, "book a review": 2, "find a child": 5}
    assert {what: day[what] for what in budgets if day[what] > budgets[what]} == {}
    assert sum(day.values()) <= 50
