"""Between reviews: ratings, mid-point checks, decisions, escalations, contacts, events, tasks."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from iro_tui.domain.events import EVENTS
from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.vocabulary import ESCALATION_KINDS, MIDPOINT_ITEMS
from iro_tui.store.tables.base import AtReview, FromFiles, Kept, OfChild, Utc


class RatingRow(AtReview, table=True):
    """A RAG rating; `recorded_at` settles which of two of one day is the later."""

    __table_args__ = (
        # The lists ask for the last ones alone.
        Index("ix_rating_last", "child_id", "rated_on", sqlite_where=text("deleted_at IS NULL")),
    )

    value: Annotated[str, Fact("RAG")]
    theme: Annotated[str | None, Fact("Theme", goes_with="value")] = None
    reason: Annotated[str | None, Fact("Why", goes_with="value")] = None
    what_changed: Annotated[str | None, Fact("What changed for the child", goes_with="value")] = None
    """Of one that is better than the one before."""
    rated_on: Annotated[date, Fact("Rated")]
    recorded_at: Annotated[datetime | None, Fact("Recorded")] = Field(default=None, sa_type=Utc)
    told_manager_on: Annotated[date | None, Fact("Manager told")] = None
    told_service_on: Annotated[date | None, Fact("Service told")] = None
    followed_up_on: Annotated[date | None, Fact("Followed up")] = None
    as_listed: Annotated[bool, Fact("As on the list")] = False
    """Whether it came with the child from a list of before, so that nobody need be told of it."""


class MidpointCheckRow(AtReview, table=True):
    done_on: Annotated[date, Fact("Done")]
    with_whom: Annotated[str | None, Fact("With")] = None
    action: Annotated[str | None, Fact("What it led to")] = None
    note: Annotated[str | None, Fact("Note")] = None
    answers: Annotated[str | None, Fact("Answers", MIDPOINT_ITEMS, kind=Kind.ANSWERS)] = None
    """JSON."""


class DecisionRow(AtReview, table=True):
    __table_args__ = (
        # The lists ask for those that are open alone.
        Index(
            "ix_decision_open",
            "child_id",
            sqlite_where=text("deleted_at IS NULL AND done_on IS NULL AND dropped_on IS NULL"),
        ),
    )

    text: Annotated[str, Fact("Decision")]
    owner: Annotated[str | None, Fact("Whose")] = None
    due: Annotated[date | None, Fact("Due")] = None
    done_on: Annotated[date | None, Fact("Done")] = None
    dropped_on: Annotated[date | None, Fact("Dropped", goes_with="done_on")] = None
    chased_on: Annotated[date | None, Fact("Last chased")] = None
    made_on: Annotated[date | None, Fact("Made")] = None
    reason: Annotated[str | None, Fact("Why", goes_with="done_on")] = None
    repeated_from: Annotated[str | None, Fact("Repeats", kind=Kind.KEY)] = None
    """Key of the decision of an earlier review that this one repeats."""


class EscalationRow(AtReview, table=True):
    """A dispute, or a good-practice alert (`kind` dispute or good_practice)."""

    kind: Annotated[str, Fact("Kind", ESCALATION_KINDS)] = "dispute"
    issue: Annotated[str, Fact("Issue")]
    effect: Annotated[str | None, Fact("Effect on the child")] = None
    wanted: Annotated[str | None, Fact("What is wanted")] = None
    raised_on: Annotated[date, Fact("Raised")]
    closed_on: Annotated[date | None, Fact("Closed")] = None
    outcome: Annotated[str | None, Fact("Outcome", goes_with="closed_on")] = None
    what_changed: Annotated[str | None, Fact("What changed for the child", goes_with="closed_on")] = None
    child_told_on: Annotated[date | None, Fact("Child told")] = None
    followed_up_on: Annotated[date | None, Fact("Followed up")] = None


class EscalationStepRow(OfChild, table=True):
    """One stage of an escalation taken; `stage` is its id in the practice."""

    escalation_id: Annotated[str, Fact("Escalation")] = Field(foreign_key="escalation.id", index=True)
    stage: Annotated[str, Fact("Stage")]
    person: Annotated[str | None, Fact("To whom")] = None
    taken_on: Annotated[date, Fact("Taken")]
    reply_due: Annotated[date | None, Fact("Reply agreed for")] = None
    replied_on: Annotated[date | None, Fact("Replied")] = None
    reply: Annotated[str | None, Fact("Reply", goes_with="replied_on")] = None
    skipped_reason: Annotated[str | None, Fact("Why a stage was left out")] = None


class ContactRow(FromFiles, OfChild, table=True):
    """The IRO's contact with or about the child: the footprint."""

    __table_args__ = (
        # Every rule about the footprint asks for the days alone; the notes beside them fill most of the file.
        Index("ix_contact_footprint", "child_id", "on_day", "who", "how", sqlite_where=text("deleted_at IS NULL")),
    )

    on_day: Annotated[date, Fact("Day")]
    who: Annotated[str | None, Fact("With")] = None
    how: Annotated[str | None, Fact("How")] = None
    seen_alone: Annotated[bool | None, Fact("Seen alone")] = None
    reason: Annotated[str | None, Fact("Why")] = None
    note: Annotated[str | None, Fact("Note")] = None
    minutes: Annotated[int | None, Fact("Minutes")] = None


class VisitRow(FromFiles, OfChild, table=True):
    """The social worker saw the child, as files tell it: what an IRO looks at, no footprint of the IRO's own."""

    on_day: Annotated[date, Fact("Day")]
    seen_alone: Annotated[bool | None, Fact("Seen alone")] = None


class EventRow(OfChild, table=True):
    """A significant event: when it happened, since when the IRO knows of it, and whether anybody said so."""

    kind: Annotated[str, Fact("What happened", EVENTS)]
    what: Annotated[str | None, Fact("In words")] = None
    happened_on: Annotated[date, Fact("Happened")]
    known_on: Annotated[date, Fact("Known since")]
    """The day on which the IRO was told, or found out."""
    iro_told: Annotated[bool, Fact("IRO told", goes_with="known_on")]
    told_by: Annotated[str | None, Fact("By whom", goes_with="known_on")] = None
    followed: Annotated[str | None, Fact("What followed")] = None


class ChaseRow(OfChild, table=True):
    """Somebody was asked after what they owe; of a decision its own row says when."""

    duty: Annotated[str | None, Fact("Duty", kind=Kind.KEY)] = None
    """The duty's id, which stays the same from day to day."""
    what: Annotated[str, Fact("Asked after")]
    whom: Annotated[str | None, Fact("Asked")] = None
    answer: Annotated[str | None, Fact("Answer")] = None
    asked_on: Annotated[date, Fact("Chased")]


class TaskRow(Kept, table=True):
    """Something to do; of no child when `child_id` is None."""

    child_id: Annotated[str | None, Fact("Child")] = Field(default=None, foreign_key="child.id", index=True)
    type: Annotated[str, Fact("Type")] = "task"
    what: Annotated[str, Fact("What")]
    due: Annotated[date, Fact("Due")]
    time: Annotated[str | None, Fact("Time", goes_with="due")] = None
    """HH:MM."""
    place: Annotated[str | None, Fact("Place", goes_with="due")] = None
    done_on: Annotated[date | None, Fact("Done")] = None
    outcome: Annotated[str | None, Fact("What was found", goes_with="done_on")] = None
    repeats: Annotated[str | None, Fact("Comes again")] = None
    made_on: Annotated[date | None, Fact("Noted")] = None
