"""Beside the looked-after review: child protection, court, missing, and the notes for the council's system."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from iro_tui.domain import codes
from iro_tui.domain.fact import Fact, Kind
from iro_tui.store.tables.base import FromFiles, OfChild, Utc


class ConferenceRow(OfChild, table=True):
    """A child protection conference: `kind` is initial, review or transfer."""

    kind: Annotated[str, Fact("Kind")]
    strategy_on: Annotated[date | None, Fact("Strategy discussion")] = None
    booked: Annotated[date | None, Fact("Booked")] = None
    booked_time: Annotated[str | None, Fact("Time")] = None
    """HH:MM."""
    venue: Annotated[str | None, Fact("Venue")] = None
    held: Annotated[date | None, Fact("Held")] = None
    cancelled_on: Annotated[date | None, Fact("Cancelled")] = None
    not_held_reason: Annotated[str | None, Fact("Why not held")] = None
    category: Annotated[str | None, Fact("Category")] = None
    outcome: Annotated[str | None, Fact("Outcome")] = None
    quorate: Annotated[bool | None, Fact("Quorate")] = None
    participation: Annotated[str | None, Fact("Participation")] = None


class ProtectionPlanRow(OfChild, table=True):
    """A child protection plan."""

    started: Annotated[date, Fact("From")]
    start_known: Annotated[bool, Fact("Start is on record")] = True
    ended: Annotated[date | None, Fact("Until")] = None
    category: Annotated[str | None, Fact("Category")] = None
    previous_plans: Annotated[int | None, Fact("Plans before")] = None


class CourtDateRow(OfChild, table=True):
    on_day: Annotated[date, Fact("Day")]
    what: Annotated[str, Fact("What")]
    done_on: Annotated[date | None, Fact("Done")] = None


class MissingEpisodeRow(FromFiles, OfChild, table=True):
    """An episode of being missing or away without authority."""

    kind: Annotated[str, Fact("Kind", codes.MISSING)]
    started: Annotated[date, Fact("From")]
    ended: Annotated[date | None, Fact("Until")] = None


class CaseNoteRow(OfChild, table=True):
    """A note for the council's own system; `filed_at` says when it was carried over there.

    It is in the outbox of whoever made it. `filed_by` is who filed it, None for the officer whose store this is.
    """

    # Those that wait are counted after every action, and are few among all that were ever filed.
    __table_args__ = (
        Index("ix_case_note_waiting", "child_id", sqlite_where=text("deleted_at IS NULL AND filed_at IS NULL")),
    )

    operation_id: Annotated[str | None, Fact("Action", kind=Kind.KEY)] = None
    on_day: Annotated[date, Fact("Day")]
    title: Annotated[str, Fact("Title")]
    body: Annotated[str, Fact("Note")]
    filed_at: Annotated[datetime | None, Fact("Filed")] = Field(default=None, sa_type=Utc)
    filed_by: Annotated[str | None, Fact("Filed by", kind=Kind.KEY)] = None
