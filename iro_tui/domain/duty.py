"""A duty: one thing a case asks of the officer, by when, on whose authority."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from iro_tui.domain.case import Rag
from iro_tui.domain.duty_kind import (
    BOOKING,
    FOR_THE_CHILD,
    MEETINGS,
    NOT_DELETED,
    DutyKind,
    Group,
    Opens,
    Removes,
    Verb,
)
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.timescales import Weight
from iro_tui.domain.words import NOT_KNOWN, day_words, distance_words

ClockState = Literal["overdue", "today", "soon", "on_time"]


class Duty(NamedTuple):
    """One thing to be done. Derived from facts, never stored.

    `days` and `working_days` count from today to `due`, negative when late. `id` names the duty and is the same from
    day to day.
    """

    id: str
    child: str
    """The council's reference of the child; empty for a task that concerns no child."""
    kind: str
    """The id of its row in `duty_kinds`."""
    what: str
    """What is to be done, in the words of an officer."""
    due: date
    rule: str
    authority: str
    weight: Weight
    days: int
    working_days: int
    clock: ClockState
    rag: Rag | None = None
    booked: date | None = None
    time: str = ""
    """HH:MM, where the day on which it is done has an hour for it."""
    place: str = ""
    """Where it is done, as far as that is agreed."""
    inferred: bool = False
    """Whether the limit rests on something the record does not say and the officer should confirm."""
    note: str = ""
    """A further sentence: the other clock, a booking beyond the limit, the last working day before."""
    subject: str = ""
    """The key of the review, decision, escalation, task or rating the duty is about; empty when none is stored."""
    silent_limit: date | None = None
    """Of a meeting of which nobody knows whether it was held in time: its limit. It is asked about, never late."""
    latest_limit: date | None = None
    """The latest limit that is possible, where what it hangs on is not on record; `limit` is then the earliest."""
    meeting: str = ""
    """What the meeting is called, where `what` says more: its days, or what is not on record."""
    left_care: bool = False
    """Whether the child has left care, so that it is asked of what was left open."""

    @property
    def declared(self) -> DutyKind:
        """What holds for every duty of its kind."""
        return BY_ID[self.kind]

    @property
    def is_review(self) -> bool:
        """Whether it asks for the review itself, early or not."""
        return self.declared.group is Group.REVIEW

    @property
    def is_meeting(self) -> bool:
        """Whether it asks for a review or a conference, which have an agreed day."""
        return self.declared.group in MEETINGS

    @property
    def on(self) -> date:
        """The day on which it is done: the agreed one of a meeting that is still to come, else the last day for it.

        Source: product, "Two days": Today goes by this one, the clock counts to `due`.
        """
        if self.booked is None or not self.is_meeting:
            return self.due
        return self.booked if self.booked >= self.due - timedelta(days=self.days) else self.due

    @property
    def limit(self) -> date:
        """The limit, also where nobody is late by it."""
        return self.silent_limit or self.due

    def when(self, today: date) -> str:
        """The days for a meeting: `by Tue 22 Dec`; of a limit that hangs on what is not on record, between which."""
        limit = day_words(self.limit, today)
        return f"between {limit} and {day_words(self.latest_limit, today)}" if self.latest_limit else f"by {limit}"

    @property
    def distance(self) -> str:
        """How far off it is, in words; of what nobody can be late by, that it is not known."""
        if self.silent_limit and self.booked is None:
            return NOT_KNOWN
        return distance_words(self.days, self.working_days)

    @property
    def anchor(self) -> str:
        """The last part of its id: the key of what it hangs on, or the day its clock began."""
        return self.id.rpartition(":")[2]

    @property
    def removes(self) -> str | None:
        """The kind of what `d` takes away; None where it takes nothing away."""
        delete = self.declared.delete
        if not isinstance(delete, Removes):
            return None
        if self.booked if delete.what == BOOKING else self.subject:
            return delete.what
        return delete.without_it or None

    def why_not(self, verb: Verb) -> str | None:
        """Why a key does nothing to this duty, in a sentence; None where it does something."""
        meaning = self.declared.meaning(verb)
        if self.left_care and verb in FOR_THE_CHILD and (meaning == Opens(verb) or isinstance(meaning, str)):
            return f"{self.child} has left care: there is no review to book, to hold or to check."
        if isinstance(meaning, Removes):
            return None if self.removes else NOT_DELETED
        if isinstance(meaning, Opens) and meaning.under and self.rule not in meaning.under:
            return meaning.otherwise
        return meaning if isinstance(meaning, str) else None
