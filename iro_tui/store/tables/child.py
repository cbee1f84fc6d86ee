"""The child, and care: periods, legal statuses, placements, who works with the child."""

from datetime import date
from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from iro_tui.domain import codes
from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.vocabulary import ALLOCATION_MODES, ROLES
from iro_tui.store.tables.base import FromFiles, OfChild


class ChildRow(FromFiles, table=True):
    """A child or young person; `ref` is the council's own reference. The UPN is deliberately not kept."""

    __table_args__ = (Index("uq_child_ref", "ref", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    ref: Annotated[str, Fact("Reference")]
    also_written: Annotated[str, Fact("Also written")] = ""
    """Other identifiers that files use for this child, a blank between: a person said that they are one."""
    initials: Annotated[str, Fact("Initials")] = ""
    name: Annotated[str, Fact("Name", private=True)] = ""
    born: Annotated[date | None, Fact("Born", private=True)] = None
    expected: Annotated[date | None, Fact("Birth expected")] = None
    """Of a child who is not born yet."""
    sex: Annotated[str | None, Fact("Sex", codes.SEX)] = None
    ethnicity: Annotated[str | None, Fact("Ethnicity", codes.ETHNICITY)] = None
    uasc: Annotated[bool | None, Fact("Unaccompanied asylum seeker")] = None
    uasc_until: Annotated[date | None, Fact("Asylum seeker until", goes_with="uasc")] = None
    disabled: Annotated[bool | None, Fact("Disabled")] = None
    interpreter_language: Annotated[str, Fact("Interpreter")] = ""
    """The language an interpreter is needed for."""
    parent: Annotated[bool | None, Fact("Is a parent")] = None
    need: Annotated[str | None, Fact("Category of need", codes.NEED)] = None
    permanence_plan: Annotated[str, Fact("Permanence plan", codes.PERMANENCE, kind=Kind.CODES)] = ""
    """Codes, comma separated where plans run in parallel."""
    permanence_on: Annotated[date | None, Fact("Permanence plan since", goes_with="permanence_plan")] = None
    """Since when there is one, whichever it was first; None where that is not on record."""
    pathway_plan_on: Annotated[date | None, Fact("Pathway plan since")] = None
    sibling_group: Annotated[str | None, Fact("Sibling group", kind=Kind.KEY)] = None
    on_caseload_since: Annotated[date | None, Fact("On my caseload since")] = None
    """From when guidance and local duties are asked; what fell due before it is left to whoever had the child."""
    file_ends: Annotated[date | None, Fact("File's last day")] = None
    """The newest day in the latest return or extract that tells of the child."""
    absent_from: Annotated[str, Fact("Not in")] = ""
    """The return that lists everybody, the child not among them, while nobody has said that care ended."""
    of_age_known_on: Annotated[date | None, Fact("Known to be 18 on")] = None
    """When a date of birth that was put right showed that the child had turned 18."""
    flagged: Annotated[bool | None, Fact("Flagged by you")] = None
    closed_on: Annotated[date | None, Fact("Closed")] = None


class CarePeriodRow(FromFiles, OfChild, table=True):
    """A period of being looked after."""

    started: Annotated[date, Fact("Looked after since")]
    start_known: Annotated[bool, Fact("Start is on record")] = True
    reviews_known_from: Annotated[date | None, Fact("Reviews on record from")] = None
    ended: Annotated[date | None, Fact("Care ended")] = None
    end_known: Annotated[bool, Fact("End is on record")] = True
    end_reason: Annotated[str | None, Fact("Why care ended", codes.END_REASON, goes_with="ended")] = None


class LegalStatusRow(FromFiles, OfChild, table=True):
    code: Annotated[str, Fact("Legal status", codes.LEGAL_STATUS)]
    started: Annotated[date, Fact("From")]
    start_known: Annotated[bool, Fact("Start is on record")] = True
    ended: Annotated[date | None, Fact("Until")] = None
    care_plan_on: Annotated[date | None, Fact("Care plan after the remand")] = None
    detention_plan_on: Annotated[date | None, Fact("Detention placement plan")] = None


class PlacementRow(FromFiles, OfChild, table=True):
    code: Annotated[str, Fact("Placement", codes.PLACEMENT)]
    provider: Annotated[str | None, Fact("Provider", codes.PLACEMENT_PROVIDER, goes_with="code")] = None
    started: Annotated[date, Fact("From")]
    start_known: Annotated[bool, Fact("Start is on record")] = True
    ended: Annotated[date | None, Fact("Until")] = None
    end_reason: Annotated[str | None, Fact("Why it ended", codes.PLACEMENT_CHANGE, goes_with="ended")] = None
    same_carer: Annotated[bool, Fact("Same carer as before")] = False
    out_of_area: Annotated[bool | None, Fact("Out of area")] = None
    panel_on: Annotated[date | None, Fact("Secure accommodation panel")] = None


class WorkerRow(FromFiles, OfChild, table=True):
    """Who works with the child: `role` is social_worker, manager or iro."""

    role: Annotated[str, Fact("Role", ROLES)]
    name: Annotated[str, Fact("Name")]
    team: Annotated[str | None, Fact("Team", goes_with="name")] = None
    started: Annotated[date | None, Fact("From")] = None
    ended: Annotated[date | None, Fact("Until")] = None


class AllocationRow(OfChild, table=True):
    """When the service was told of the child and when it named the IRO, who holds or covers the case until a day.

    The IRO is somebody of the service, None for the officer whose store this is. What an extract calls the IRO is a
    `WorkerRow`, in its own words.
    """

    notified: Annotated[date | None, Fact("Service told")] = None
    allocated: Annotated[date | None, Fact("IRO named")] = None
    letter_sent: Annotated[date | None, Fact("Letter sent")] = None
    reason: Annotated[str | None, Fact("Why another IRO")] = None
    until: Annotated[date | None, Fact("Until")] = None
    mode: Annotated[str, Fact("Holds or covers", ALLOCATION_MODES)] = "holds"
    iro_id: Annotated[str | None, Fact("IRO", kind=Kind.PERSON)] = Field(
        default=None, foreign_key="person.id", index=True
    )
    previous_iro_id: Annotated[str | None, Fact("IRO before", kind=Kind.PERSON)] = Field(
        default=None, foreign_key="person.id", index=True
    )
