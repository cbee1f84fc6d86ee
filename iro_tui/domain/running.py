"""A clock that runs towards a review: what it is, by when, and how sure the record makes it."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple

from iro_tui.domain.timescales import Rule
from iro_tui.domain.words import day_words

ReviewClock = Literal["looked_after", "short_break", "adoption", "adjourned", "early"]
LOOKED_AFTER: Final = "looked_after"
SHORT_BREAK: Final = "short_break"
ADOPTION: Final = "adoption"
ADJOURNED: Final = "adjourned"
EARLY: Final = "early"

CLOCK_NAMES: dict[ReviewClock, str] = {
    LOOKED_AFTER: "Looked-after review",
    SHORT_BREAK: "Short-break review",
    ADOPTION: "Adoption review",
    ADJOURNED: "Adjourned review",
    EARLY: "Early review",
}
"""What a review is called by the clock that asks for it."""


Unknown = Literal["last_review", "order_day", "placed_day"]
NOT_ON_RECORD: dict[Unknown, str] = {
    "last_review": "Last review",
    "order_day": "Day of the order",
    "placed_day": "Day of the placing",
}
"""What a limit may hang on that is not on record, by the kind of duty that asks for it."""


class Running(NamedTuple):
    """A clock that runs towards a review. `since` is the day that set it off; `held` the reviews it has counted."""

    clock: ReviewClock
    rule: Rule
    limit: date
    since: date
    held: int = 0
    inferred: bool = False
    final: bool = False
    settled: bool = False
    """Whether the final review before the 18th birthday was held within its interval, so that it asks nothing more."""
    note: str = ""
    key: str = ""
    """The store's key of the adjourned review or the early trigger that set it off."""
    not_before: date | None = None
    """The first day on which a review answers it, where the law sets one too."""
    unknown: bool = False
    """Whether a fact that the limit hangs on is not on record: `limit` is then the earliest that is possible."""
    asks: Unknown = "last_review"
    """The kind of duty that asks for that fact."""
    if_first: date | None = None
    """What the limit were if the one review on record was the first: where care's first day is not on record."""
    latest: date | None = None
    """The latest limit that is possible, where it is not `limit`."""
    silent_from: date | None = None
    """The last day of the file after which the limit fell, so that the file cannot tell whether it was kept."""


def not_on_record(clock: Running, today: date) -> str:
    """What is not on record of the last review, and what that leaves open; empty where it is on record.

    Source: domain reference 1.7.
    """
    if clock.silent_from:
        since = day_words(clock.since, today)
        return f"No review on record since {since}; the file ends {day_words(clock.silent_from, today)}."
    if not clock.unknown:
        return ""
    limit = day_words(clock.limit, today)
    span = f"between {limit} and {day_words(clock.latest, today)}" if clock.latest else f"{limit} or later"
    return f"{NOT_ON_RECORD[clock.asks]} not on record: the limit lies {span}."


def on_the_start(clock: Running, today: date) -> str:
    """What hangs on the first day of care of a child of whom one review is on record."""
    if clock.if_first is None:
        return ""
    held, limit, first = (day_words(day, today) for day in (clock.since, clock.limit, clock.if_first))
    return f"The limit of {limit} takes the review of {held} as a later one; were it the first, it would be {first}."
