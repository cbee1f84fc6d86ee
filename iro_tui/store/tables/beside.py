"""Beside the looked-after review: child protection, court, missing, and the notes for the council's system."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from iro_tui.domain import codes, protection
from iro_tui.domain.codes import ORDERS
from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.store.tables.base import FromFiles, OfChild, Utc


class ConferenceRow(FromFiles, OfChild, table=True):
    """A child protection conference."""

    kind: Annotated[str, Fact("Kind", protection.CONFERENCES)]
    strategy_on: Annotated[date | None, Fact("Strategy discussion")] = None
    notified_on: Annotated[date | None, Fact("Written notification")] = None
    booked: Annotated[date | None, Fact("Booked")] = None
    booked_time: Annotated[str | None, Fact("Time", goes_with="booked")] = None
    """HH:MM."""
    venue: Annotated[str | None, Fact("Where", goes_with="booked")] = None
    mode: Annotated[str | None, Fact("How", goes_with="booked")] = None
    chair: Annotated[str | None, Fact("Chair", goes_with="booked")] = None
    parents_report_on: Annotated[date | None, Fact("Parents had the report")] = None
    agencies_report_on: Annotated[date | None, Fact("Agencies had the report")] = None
    invited: Annotated[str | None, Fact("Asked", protection.AGENCIES, kind=Kind.CODES)] = None
    reported: Annotated[str | None, Fact("Sent a report", protection.AGENCIES, kind=Kind.CODES)] = None
    held: Annotated[date | None, Fact("Held")] = None
    not_held_on: Annotated[date | None, Fact("Not held", goes_with="held")] = None
    not_held_reason: Annotated[str | None, Fact("Why not held", protection.NOT_HELD, goes_with="held")] = None
    came: Annotated[str | None, Fact("Came", protection.AGENCIES, kind=Kind.CODES)] = None
    quorate: Annotated[bool | None, Fact("Quorate", goes_with="held")] = None
    outcome: Annotated[str | None, Fact("Outcome", protection.OUTCOMES, goes_with="held")] = None
    category: Annotated[str | None, Fact("Category", CATEGORIES, kind=Kind.CODES, goes_with="held")] = None
    legal_considered: Annotated[bool | None, Fact("Going to court considered")] = None
    child_part: Annotated[str | None, Fact("The child", protection.CHILD_PART)] = None
    parents_part: Annotated[str | None, Fact("The parents", protection.PARENTS_PART)] = None


class ConferenceMoveRow(OfChild, table=True):
    """A booking of a conference that was moved or taken away: counted by itself, never among the reviews."""

    conference_id: Annotated[str, Fact("Conference")] = Field(foreign_key="conference.id", index=True)
    requested_on: Annotated[date, Fact("Asked on")]
    asked_by: Annotated[str | None, Fact("Who asked")] = None
    reason: Annotated[str | None, Fact("Why")] = None
    old_date: Annotated[date | None, Fact("From")] = None
    new_date: Annotated[date | None, Fact("To")] = None


class ProtectionPlanRow(FromFiles, OfChild, table=True):
    """A child protection plan."""

    started: Annotated[date, Fact("From")]
    start_known: Annotated[bool, Fact("Start is on record")] = True
    by_inference: Annotated[bool, Fact("Inferred from the conference")] = False
    ended: Annotated[date | None, Fact("Until")] = None
    category: Annotated[str | None, Fact("Category", CATEGORIES, kind=Kind.CODES)] = None
    previous_plans: Annotated[int | None, Fact("Plans before")] = None


class CoreGroupRow(OfChild, table=True):
    """A meeting of the core group of a plan."""

    held: Annotated[date, Fact("Met")]
    came: Annotated[str | None, Fact("Came", protection.AGENCIES, kind=Kind.CODES)] = None
    missed: Annotated[str | None, Fact("Did not come", protection.AGENCIES, kind=Kind.CODES)] = None
    note: Annotated[str | None, Fact("Note")] = None


class ProceedingsRow(OfChild, table=True):
    """Proceedings about a child in court."""

    application: Annotated[str, Fact("Application", protection.APPLICATIONS)] = "care"
    applied_on: Annotated[date | None, Fact("Applied")] = None
    issued_on: Annotated[date, Fact("Issued")]
    extended_to: Annotated[date | None, Fact("Extended to")] = None
    extensions: Annotated[int | None, Fact("Extensions")] = None
    court: Annotated[str | None, Fact("Court")] = None
    reference: Annotated[str | None, Fact("Court reference")] = None
    guardian: Annotated[str | None, Fact("Guardian")] = None
    guardian_on: Annotated[date | None, Fact("Guardian since", goes_with="guardian")] = None
    guardian_contact: Annotated[str | None, Fact("Guardian's telephone or e-mail", goes_with="guardian")] = None
    solicitor: Annotated[str | None, Fact("Child's solicitor")] = None
    concluded_on: Annotated[date | None, Fact("Ended")] = None
    outcome: Annotated[str | None, Fact("Order made", ORDERS, goes_with="concluded_on")] = None


class CourtDateRow(OfChild, table=True):
    """A day of court."""

    proceedings_id: Annotated[str | None, Fact("Proceedings")] = Field(
        default=None, foreign_key="proceedings.id", index=True
    )
    on_day: Annotated[date, Fact("Day")]
    time: Annotated[str | None, Fact("Time", goes_with="on_day")] = None
    """HH:MM."""
    place: Annotated[str | None, Fact("Where", goes_with="on_day")] = None
    kind: Annotated[str | None, Fact("Kind", protection.HEARINGS)] = None
    what: Annotated[str, Fact("What")]
    filing_on: Annotated[date | None, Fact("Filing by")] = None
    filed_on: Annotated[date | None, Fact("Filed")] = None
    panel_on: Annotated[date | None, Fact("Panel")] = None
    to_ratify: Annotated[bool | None, Fact("Care plan is filed")] = None
    ratified_on: Annotated[date | None, Fact("Care plan agreed")] = None
    view_on: Annotated[date | None, Fact("Your view to the court")] = None
    done_on: Annotated[date | None, Fact("Took place")] = None
    order_made: Annotated[str | None, Fact("Order made", ORDERS, goes_with="done_on")] = None


class CourtMoveRow(OfChild, table=True):
    """A day of court that was moved: who asked for it, and why."""

    court_date_id: Annotated[str, Fact("Day of court")] = Field(foreign_key="court_date.id", index=True)
    requested_on: Annotated[date, Fact("Asked on")]
    asked_by: Annotated[str | None, Fact("Who asked")] = None
    reason: Annotated[str | None, Fact("Why")] = None
    old_date: Annotated[date | None, Fact("From")] = None
    new_date: Annotated[date | None, Fact("To")] = None


class HealthYearRow(FromFiles, OfChild, table=True):
    """What a return says of health in its collection year: yes or no, and on no day, so no clock runs from it."""

    year: Annotated[int, Fact("Year")]
    """The year in which it began."""
    assessment: Annotated[bool | None, Fact("Health assessment")] = None
    dental_check: Annotated[bool | None, Fact("Dental check")] = None
    immunisations: Annotated[bool | None, Fact("Immunisations up to date")] = None
    development_check: Annotated[bool | None, Fact("Development check (under 5)")] = None
    substance_misuse: Annotated[bool | None, Fact("Substance misuse")] = None
    convicted: Annotated[bool | None, Fact("Convicted, or warned")] = None
    sdq: Annotated[int | None, Fact("SDQ score")] = None
    sdq_reason: Annotated[str | None, Fact("Why no SDQ score")] = None
    """By its code, SDQ1 to SDQ5."""
    intervention_received: Annotated[bool | None, Fact("Intervention received")] = None
    intervention_offered: Annotated[bool | None, Fact("Intervention offered")] = None


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
    title: Annotated[str, Fact("Title", goes_with="body")]
    body: Annotated[str, Fact("Note")]
    filed_at: Annotated[datetime | None, Fact("Filed")] = Field(default=None, sa_type=Utc)
    filed_by: Annotated[str | None, Fact("Filed by", kind=Kind.KEY)] = None
