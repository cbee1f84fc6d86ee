"""A duty: one thing a case asks of the officer, by when, on whose authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done. Derived from facts, never stored.

    `days` and `working_days` count from today to `due`, negative when late. `clock` is `overdue`, `today`, `soon` or
    `on_time`. `id` names the duty and is the same from day to day.
    """

    id: str
    child: str
    """The council's reference of the child; empty for a task that concerns no child."""
    kind: str
    what: str
    """What is to be done, in the words of an officer."""
    due: date
    rule: str
    authority: str
    days: int
    working_days: int
    clock: str
    rag: str | None = None
    booked: date | None = None
    inferred: bool = False
    """Whether the limit rests on something the record does not say and the officer should confirm."""
    note: str = ""
    """A further sentence: the other clock, a booking beyond the limit, the last working day before."""
    subject: str = ""
    """The key of the review, decision, escalation, task or rating the duty is about; empty when none is stored."""


@dataclass(frozen=True, slots=True)
class NextReview:
    """The review a child's case asks for next: the earliest of the clocks that run.

    `clock` is `looked_after`, `short_break`, `adoption`, `early` or `adjourned`; `since` the day the clock was set
    off (the previous review, or the start).
    """

    limit: date
    rule: str
    authority: str
    clock: str
    since: date
    booked: date | None = None
    inferred: bool = False
    final: bool = False
    """Whether it is the final review before the 18th birthday."""
    note: str = ""
    review_id: str = ""
    """The open review on record that will serve it; empty when none has been planned yet."""

    @property
    def beyond_limit(self) -> bool:
        return self.booked is not None and self.booked > self.limit
