"""Two reviews within 14 days: one review in two meetings, or two? They never count as two steps without being asked.

Until the officer has answered, the limit runs from the earlier one. Source: domain reference 1.7.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain.case import Case, Review

NEAR = timedelta(days=14)


class Pair(NamedTuple):
    """Two reviews, one held within 14 days of the other; the later one keeps the officer's answer (`apart`)."""

    earlier: Review
    later: Review


def pairs(case: Case, since: date = date.min) -> tuple[Pair, ...]:
    """Every two reviews held one after the other within 14 days, from a day on, in order."""
    days = case.held_days
    if not any(later - earlier <= NEAR for earlier, later in itertools.pairwise(days)):
        return ()  # as of nearly every child
    held = [review for review in case.held_reviews if review.held and review.held >= since]
    return tuple(
        Pair(earlier, later)
        for earlier, later in itertools.pairwise(held)
        if earlier.held and later.held and timedelta(0) < later.held - earlier.held <= NEAR
    )


def counted_days(case: Case, since: date) -> tuple[date, ...]:
    """The days of the reviews held, in order, without those that are taken as a further meeting of the one before.

    Before `since`, where the present standing begins, nothing is put together.
    """
    further = {pair.later.held for pair in pairs(case, since) if not pair.later.apart}
    return tuple(day for day in case.held_days if day not in further) if further else case.held_days


def unasked(case: Case, asked: Pair | None) -> tuple[Pair, ...]:
    """Every pair about which nothing was said and that is not asked about, for no limit hangs on it, in order."""
    return tuple(pair for pair in pairs(case) if pair.later.apart is None and pair != asked)


def in_doubt(case: Case, since: date, held: Sequence[date]) -> Pair | None:
    """The pair on which the limit that runs now hangs, and about which nothing was said yet; None for none."""
    last = next(reversed(pairs(case, since)), None)
    return last if last and held and last.later.apart is None and last.later.held == held[-1] else None
