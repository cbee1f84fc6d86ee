"""A computer's clock is doubted where it goes before what was done, or far beyond it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.machine_clock import LONGEST_AWAY_DAYS, clock_doubt

LAST = date(2026, 11, 20)


@given(st.integers(-20_000, 12_000))
def test_it_is_believed_from_the_last_day_on_for_sixty_days(days: int) -> None:
    doubt = clock_doubt(LAST + timedelta(days=days), LAST)
    assert bool(doubt) is not (0 <= days <= LONGEST_AWAY_DAYS)
    if doubt:
        assert "Fri 20 Nov 2026" in doubt
        assert ("before that day" in doubt) is (days < 0)


def test_where_nothing_was_done_there_is_nothing_to_doubt_it_by() -> None:
    assert clock_doubt(date(1970, 1, 1), None) == ""
