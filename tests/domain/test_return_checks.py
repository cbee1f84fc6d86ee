"""What the return's rules ask of a review: worked examples, and that every rule says what puts it right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import LegalStatus
from iro_tui.domain.return_checks import (
    RULES,
    ReturnReview,
    asked_of,
    only_short_breaks,
    return_year,
    usual_year,
    year_ends,
)

BORN = date(2022, 3, 1)
FOURTH = date(2026, 3, 1)
HELD = date(2025, 9, 1)


@pytest.mark.parametrize(
    ("review", "asks"),
    [
        (ReturnReview(HELD, "PN0", BORN), []),
        (ReturnReview(None, None, BORN), ["166"]),
        (ReturnReview(HELD, None, BORN), ["167"]),
        (ReturnReview(HELD, "PN8", BORN), ["167"]),
        (ReturnReview(HELD, "PN1", BORN), ["441"]),
        (ReturnReview(FOURTH - timedelta(1), "PN1", BORN), ["441"]),
        # On the birthday itself neither rule asks: one says after, the other before.
        (ReturnReview(FOURTH, "PN0", BORN), []),
        (ReturnReview(FOURTH, "PN1", BORN), []),
        (ReturnReview(FOURTH + timedelta(1), "PN0", BORN), ["440"]),
        (ReturnReview(HELD, "PN0", BORN, only_short_breaks=True), ["399"]),
        (ReturnReview(HELD, "PN0", BORN, header_born=date(2022, 3, 2)), ["INT17"]),
        (ReturnReview(HELD, "PN0", BORN, header_born=BORN), []),
        (ReturnReview(HELD, "PN0", None), ["INT17"]),
    ],
)
def test_a_rule_asks_of_what_it_is_for(review: ReturnReview, asks: list[str]) -> None:
    assert list(asked_of(review)) == asks
    assert set(asks) <= set(RULES)


@pytest.mark.parametrize(
    ("statuses", "only"),
    [
        ([], False),
        ([("V4", date(2024, 1, 1), None)], True),
        ([("V3", date(2024, 1, 1), date(2025, 6, 1)), ("V2", date(2025, 6, 1), None)], False),
        ([("V2", date(2024, 1, 1), date(2025, 3, 31)), ("V3", date(2025, 4, 1), None)], True),
    ],
)
def test_all_episodes_of_the_year_count(statuses: list[tuple[str, date, date | None]], only: bool) -> None:
    begins = date(2025, 4, 1)
    assert only_short_breaks([LegalStatus(*each) for each in statuses], begins, year_ends(begins)) is only


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_a_day_lies_in_its_own_year(day: date) -> None:
    begins = return_year(day)
    assert begins <= day <= year_ends(begins)
    assert year_ends(begins) + timedelta(1) == date(begins.year + 1, 4, 1)
    assert usual_year(day) in (begins, date(begins.year - 1, 4, 1))
    assert (usual_year(day) < begins) == (day.month in (4, 5, 6, 7))
