"""Two reviews within 14 days: one review in two meetings, or two? They never count as two steps without being asked.

Until the officer has answered, the limit runs from the earlier one. Source: domain reference 1.7.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from iro_tui.domain.care_status import care_began
from iro_tui.domain.case import Case, Review

NEAR = timedelta(days=14)
ONE, TWO = "one", "two"
WORDS: Mapping[str, str] = {ONE: "one review in two meetings", TWO: "two reviews"}
"""What can be said of two reviews near each other: the same words in a form, of a return, of a list and by option."""
KEYS: Mapping[str, str] = {ONE: "1", TWO: "2"}
"""By which key each is said, wherever it is asked."""
WAYS = tuple(f"{words} ({KEYS[answer]})" for answer, words in WORDS.items())
"""The answers with their keys, as a question ends."""
_DONE = (
    "decisions_on",
    "manager_replied_on",
    "manager_reply",
    "record_on",
    "signed_off_on",
    "distributed_on",
    "care_plan_on",
)
"""What is done once for the record of a review, in however many meetings it is held."""


class Pair(NamedTuple):
    """Two reviews, one held within 14 days of the other; the later one keeps the officer's answer (`apart`)."""

    earlier: Review
    later: Review


def pairs(case: Case, since: date = date.min, days: tuple[date, ...] | None = None) -> tuple[Pair, ...]:
    """Every two reviews held one after the other within 14 days, from a day on, in order.

    `days` are the case's held days, where they are known already.
    """
    days = case.held_days if days is None else days
    if not any(later - earlier <= NEAR for earlier, later in itertools.pairwise(days)):
        return ()  # as of nearly every child
    held = [review for review in case.held_reviews if review.held and review.held >= since]
    return tuple(
        Pair(earlier, later)
        for earlier, later in itertools.pairwise(held)
        if earlier.held and later.held and timedelta(0) < later.held - earlier.held <= NEAR
    )


def counted_days(days: tuple[date, ...], near: Sequence[Pair]) -> tuple[date, ...]:
    """The days of the reviews held, in order, without those that are taken as a further meeting of the one before.

    `near` are the pairs since the present standing began: before it nothing is put together.
    """
    further = {pair.later.held for pair in near if not pair.later.apart}
    return tuple(day for day in days if day not in further) if further else days


def held_as_one(case: Case) -> tuple[Review, ...]:
    """The reviews held, in order, each that is taken as a further meeting of the one before put together with it.

    One review has one record: it begins with the first meeting, its clocks run from the completion of the last, and
    what is done for either is done. It keeps the key of its last meeting whose record is followed here. How the child
    is looked after now has no say in it: a record goes on after care. Source: domain reference 1.2, 1.7.
    """
    held = case.held_reviews
    further = {pair.later.id for pair in pairs(case) if _is_one(case, pair)}
    if not further:
        return held
    of_one: list[list[Review]] = []
    for review in held:
        if review.id in further and of_one:
            of_one[-1].append(review)
        else:
            of_one.append([review])
    return tuple(_together(meetings) if len(meetings) > 1 else meetings[0] for meetings in of_one)


def _is_one(case: Case, pair: Pair) -> bool:
    """Whether the two are taken as one: as was said; else where neither care nor full care began between them."""
    earlier, later = pair
    if later.apart is not None:
        return not later.apart
    begins = {period.started for period in case.periods} | {began.day for began in care_began(case)}
    return not any(earlier.held < day <= later.held for day in begins if earlier.held and later.held)


def taken_as_one(case: Case) -> tuple[Pair, ...]:
    """The pairs that count as one review though nobody has said so yet, in order."""
    return tuple(pair for pair in pairs(case) if pair.later.apart is None and _is_one(case, pair))


def _together(meetings: Sequence[Review]) -> Review:
    first, last = meetings[0], meetings[-1]
    kept = next((meeting for meeting in reversed(meetings) if meeting.follow_record), last)
    completed = last.completed_on
    done: dict[str, Any] = {
        name: next(filter(None, (getattr(each, name) for each in reversed(meetings))), None) for name in _DONE
    }
    return kept._replace(
        held=first.held,
        completed=completed,
        adjourned=first.adjourned if completed else None,
        form=last.form,
        **done,
    )


def unasked(case: Case, asked: Pair | None) -> tuple[Pair, ...]:
    """Every pair about which nothing was said and that is not asked about, for no limit hangs on it, in order."""
    return tuple(pair for pair in pairs(case) if pair.later.apart is None and pair != asked)


def in_doubt(near: Sequence[Pair], held: Sequence[date]) -> Pair | None:
    """The pair on which the limit that runs now hangs, and about which nothing was said yet; None for none."""
    last = next(reversed(near), None)
    return last if last and held and last.later.apart is None and last.later.held == held[-1] else None
