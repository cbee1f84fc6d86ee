"""What is done often costs no more keys than promised."""

from __future__ import annotations

import pytest

from tests.journeys.budgets import BUDGETS, Budget, found, pressed


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: budget.what)
def test_the_keys_suffice(budget: Budget) -> None:
    took, done = pressed(budget)
    assert done
    assert took <= budget.allowed


def test_three_letters_find_a_child() -> None:
    assert found() == (5, True)
