"""Ratings in their order: by their day, then by the moment they were recorded, then by their keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import Case, Rating
from iro_tui.domain.rag import before, current, trail
from tests.support.facts import looked_after

DAYS = st.dates(date(2026, 11, 16), date(2026, 11, 18))
MOMENTS = st.none() | st.integers(9, 11).map(lambda hour: datetime(2026, 11, 20, hour, tzinfo=UTC))
VALUES = st.sampled_from(("green", "amber", "red"))
RATINGS = st.lists(st.tuples(VALUES, DAYS, MOMENTS), max_size=5)


def rated(ratings: list[tuple[str, date, datetime | None]]) -> Case:
    made = (Rating(f"r{n}", value, day, recorded_at=at) for n, (value, day, at) in enumerate(ratings))  # type: ignore[arg-type]
    return replace(looked_after("03.08.2026"), ratings=tuple(made))


@given(RATINGS)
def test_from_the_current_rating_each_leads_to_the_one_before_it(
    ratings: list[tuple[str, date, datetime | None]],
) -> None:
    case = rated(ratings)
    values, at = [], current(case)
    while at is not None:
        values.append(at.value)
        at = before(case, at)
    assert tuple(reversed(values)) == trail(case)
    assert len(values) == len(ratings)
