"""The one definition of every stored field: the tables, as SQLModel classes.

Every row that a person's action may touch is `Kept`: a UUID key, a version that only rises, and soft deletion. Such
rows are written through `work.action` alone. Days are dates, never timestamps; timestamps are UTC. Nothing that the
rules can derive has a column. The journal (`Operation`, `Change`) is written by `journal`; a `Draft` is not journalled.
"""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import DateTime, Dialect, Index, Table, TypeDecorator, text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


def new_id() -> str:
    """A fresh key for a row or an operation: the 32 hex digits of a random UUID."""
    return uuid4().hex


class Utc(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC without its mark in the file, so that text order is time order."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Base(SQLModel):
    """Names its table after itself: `CarePeriodRow` is `care_period`."""

    # Rows are not validated here, but by what makes them: pydantic's schemas would be built for nothing.
    model_config = {"defer_build": True}

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


def table_of(model: type[Base]) -> Table:
    """The Core table of a model, for statements."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


class Kept(Base):
    """A row that is journalled, versioned and, until a purge, only ever softly deleted."""

    id: str = Field(default_factory=new_id, primary_key=True)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=Utc)


class OfChild(Kept):
    """A row about one child."""

    child_id: str = Field(foreign_key="child.id", index=True)


class OfReview(OfChild):
    """A row about one review of a child."""

    review_id: str = Field(foreign_key="review.id", index=True)


class AtReview(OfChild):
    """A row about a child that may have come of a review."""

    review_id: str | None = Field(default=None, foreign_key="review.id", index=True)


# Child and care


class ChildRow(Kept, table=True):
    """A child or young person; `ref` is the council's own reference. The UPN is deliberately not kept."""

    __table_args__ = (Index("uq_child_ref", "ref", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    ref: str
    initials: str = ""
    name: str = ""
    born: date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    uasc: bool | None = None
    uasc_until: date | None = None
    disabled: bool | None = None
    parent: bool | None = None
    need: str | None = None
    permanence_plan: str = ""
    """Codes, comma separated where plans run in parallel."""
    sibling_group: str | None = None
    closed_on: date | None = None


class CarePeriodRow(OfChild, table=True):
    """A period of being looked after."""

    started: date
    start_known: bool = True
    reviews_known_from: date | None = None
    ended: date | None = None
    end_reason: str | None = None


class LegalStatusRow(OfChild, table=True):
    code: str
    started: date
    ended: date | None = None


class PlacementRow(OfChild, table=True):
    code: str
    provider: str | None = None
    started: date
    ended: date | None = None
    end_reason: str | None = None
    same_carer: bool = False
    out_of_area: bool | None = None


class WorkerRow(OfChild, table=True):
    """Who works with the child: `role` is social_worker, manager or iro."""

    role: str
    name: str
    team: str | None = None
    started: date | None = None
    ended: date | None = None


class AllocationRow(OfChild, table=True):
    """When the service was told of the child and when it named the IRO."""

    notified: date | None = None
    allocated: date | None = None
    iro: str | None = None
    previous_iro: str | None = None
    letter_sent: date | None = None


# Reviews


class ReviewRow(OfChild, table=True):
    """A review: planned, adjourned or held, with its preparation and its record."""

    booked: date | None = None
    booked_time: str | None = None
    """HH:MM."""
    venue: str | None = None
    mode: str | None = None
    locality: str | None = None
    chair: str | None = None
    held: date | None = None
    completed: date | None = None
    adjourned: date | None = None
    adjourned_reason: str | None = None
    form: str | None = None
    early_reason: str | None = None
    participation: str | None = None
    chaired_by: str | None = None
    child_chaired: bool | None = None
    late_reason: str | None = None
    follow_record: bool = False
    # Preparation
    talked_on: date | None = None
    invited_on: date | None = None
    report_on: date | None = None
    care_plan_received_on: date | None = None
    pep_received_on: date | None = None
    health_plan_received_on: date | None = None
    pathway_plan_received_on: date | None = None
    papers_on: date | None = None
    spoken_on: date | None = None
    spoken_alone: bool | None = None
    spoken_where: str | None = None
    not_spoken_reason: str | None = None
    advocate_offered: bool | None = None
    visitor_offered: bool | None = None
    interpreter: str | None = None
    # Record
    decisions_on: date | None = None
    manager_replied_on: date | None = None
    manager_reply: str | None = None
    record_on: date | None = None
    signed_off_on: date | None = None
    distributed_on: date | None = None
    care_plan_on: date | None = None
    permanence: str | None = None
    child_words: str | None = None


class DateChangeRow(OfReview, table=True):
    """A change of a review's booked date."""

    requested_on: date
    asked_by: str | None = None
    reason: str | None = None
    old_date: date | None = None
    new_date: date | None = None
    approved_by: str | None = None


class ConsultationRow(OfReview, table=True):
    """Consultation papers sent to one party before a review."""

    party: str
    sent_on: date | None = None
    returned_on: date | None = None


class ChecklistAnswerRow(OfReview, table=True):
    """An answer to one item of the practice's checklist; `source` is seen on file or reported."""

    item: str
    answer: str
    source: str | None = None
    grade: str | None = None
    remedy_by: date | None = None


class EarlyReviewRow(OfChild, table=True):
    """A reason to review before the normal limit; `trigger` is the rule's id."""

    trigger: str
    since: date
    by: date
    reason: str | None = None
    withdrawn_on: date | None = None


class AdoptionAuthorityRow(OfChild, table=True):
    """Authority to place for adoption that no legal status shows."""

    kind: str
    started: date
    ended: date | None = None


# Between reviews


class RatingRow(AtReview, table=True):
    """A RAG rating; `ordinal` settles which of two of one day is the later."""

    value: str
    theme: str | None = None
    reason: str | None = None
    rated_on: date
    ordinal: int = 0
    told_manager_on: date | None = None
    told_service_on: date | None = None
    followed_up_on: date | None = None


class MidpointCheckRow(AtReview, table=True):
    done_on: date
    with_whom: str | None = None
    action: str | None = None
    note: str | None = None
    answers: str | None = None
    """JSON."""


class DecisionRow(AtReview, table=True):
    text: str
    owner: str | None = None
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    reason: str | None = None
    repeated_from: str | None = None
    """Key of the decision of an earlier review that this one repeats."""


class EscalationRow(AtReview, table=True):
    """A dispute, or a good-practice alert (`kind` dispute or good_practice)."""

    kind: str = "dispute"
    issue: str
    effect: str | None = None
    wanted: str | None = None
    raised_on: date
    closed_on: date | None = None
    outcome: str | None = None
    child_told_on: date | None = None
    followed_up_on: date | None = None


class EscalationStepRow(OfChild, table=True):
    """One stage of an escalation taken; `stage` is its id in the practice."""

    escalation_id: str = Field(foreign_key="escalation.id", index=True)
    stage: str
    person: str | None = None
    taken_on: date
    reply_due: date | None = None
    replied_on: date | None = None
    reply: str | None = None
    skipped_reason: str | None = None


class ContactRow(OfChild, table=True):
    """The IRO's contact with or about the child: the footprint."""

    on_day: date
    who: str | None = None
    how: str | None = None
    seen_alone: bool | None = None
    reason: str | None = None
    note: str | None = None
    minutes: int | None = None


class TaskRow(Kept, table=True):
    """Something to do; of no child when `child_id` is None."""

    child_id: str | None = Field(default=None, foreign_key="child.id", index=True)
    type: str = "task"
    what: str
    due: date
    place: str | None = None
    done_on: date | None = None
    repeats: str | None = None


# Beside the looked-after review


class ConferenceRow(OfChild, table=True):
    """A child protection conference: `kind` is initial, review or transfer."""

    kind: str
    strategy_on: date | None = None
    booked: date | None = None
    held: date | None = None
    cancelled_on: date | None = None
    not_held_reason: str | None = None
    category: str | None = None
    outcome: str | None = None
    quorate: bool | None = None
    participation: str | None = None


class ProtectionPlanRow(OfChild, table=True):
    """A child protection plan."""

    started: date
    ended: date | None = None
    category: str | None = None
    previous_plans: int | None = None


class CourtDateRow(OfChild, table=True):
    on_day: date
    what: str
    done_on: date | None = None


class MissingEpisodeRow(OfChild, table=True):
    """An episode of being missing or away without authority."""

    kind: str
    started: date
    ended: date | None = None


class CaseNoteRow(OfChild, table=True):
    """A note for the council's own system; `filed_at` says when it was carried over there."""

    operation_id: str | None = None
    on_day: date
    title: str
    body: str
    filed_at: datetime | None = Field(default=None, sa_type=Utc)


# Of the program


class SettingRow(Kept, table=True):
    __table_args__ = (Index("uq_setting_key", "key", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    key: str
    value: str


class DraftRow(Base, table=True):
    """What was typed and not yet saved; not journalled."""

    key: str = Field(primary_key=True)
    body: str
    saved_at: datetime = Field(sa_type=Utc)


# The journal


class OperationRow(Base, table=True):
    """One action, or the undoing, redoing or purging of actions. `digest` chains it to the one before.

    `kind` is do, undo, redo or purge; `state` is done, undone or superseded (undone, and no longer to be redone).
    """

    __table_args__ = {"sqlite_autoincrement": True}

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    target_seq: int | None = Field(default=None, foreign_key="operation.seq", index=True)
    name: str
    sentence: str
    at: datetime = Field(sa_type=Utc)
    state: str = Field(default="done", index=True)
    digest: str
    previous_digest: str


class ChangeRow(Base, table=True):
    """What an operation did to one row: the columns it touched, before and after, as JSON.

    `before` is None for a new row. A purge empties `before`, `after` and `salt` and leaves `digest`, which without
    the salt cannot be guessed back into the values.
    """

    id: int | None = Field(default=None, primary_key=True)
    operation_seq: int = Field(foreign_key="operation.seq", index=True)
    table_name: str
    row_id: str
    child_id: str | None = Field(default=None, index=True)
    before: str | None = None
    after: str | None = None
    salt: str | None = None
    digest: str
