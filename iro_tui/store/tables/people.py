"""The people of the service: who they are, and when they are away."""

from datetime import date
from typing import Annotated

from sqlmodel import Field

from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.own_time import ABSENCES, LEAVE
from iro_tui.domain.people import PARTS
from iro_tui.domain.vocabulary import SERVICE_ROLES
from iro_tui.store.tables.base import Kept, OfChild


class PersonRow(Kept, table=True):
    """Somebody of the service, to whom children are allocated. What an extract calls a worker stays free text."""

    name: Annotated[str, Fact("Name")]
    initials: Annotated[str, Fact("Initials")] = ""
    team: Annotated[str | None, Fact("Team")] = None
    role: Annotated[str, Fact("Role", SERVICE_ROLES)] = "iro"
    phone: Annotated[str | None, Fact("Telephone")] = None
    email: Annotated[str | None, Fact("E-mail")] = None
    """Kept once for all children with whom the person works."""
    fte: Annotated[float | None, Fact("Full-time equivalent")] = None
    agency: Annotated[bool, Fact("From an agency")] = False
    started: Annotated[date | None, Fact("From")] = None
    ended: Annotated[date | None, Fact("Until")] = None


class CasePersonRow(OfChild, table=True):
    """Somebody about one child: carer, parent, school, guardian … A worker is a `WorkerRow`."""

    role: Annotated[str, Fact("Who", PARTS)]
    name: Annotated[str | None, Fact("Name", private=True)] = None
    phone: Annotated[str | None, Fact("Telephone")] = None
    email: Annotated[str | None, Fact("E-mail", private=True)] = None
    organisation: Annotated[str | None, Fact("Organisation")] = None
    started: Annotated[date | None, Fact("Since")] = None
    ended: Annotated[date | None, Fact("Until")] = None


class AwayRow(Kept, table=True):
    """A spell in which somebody is away; without a person it is the officer whose store this is."""

    person_id: Annotated[str | None, Fact("Person", kind=Kind.PERSON)] = Field(
        default=None, foreign_key="person.id", index=True
    )
    started: Annotated[date, Fact("From")]
    ended: Annotated[date, Fact("Until")]
    kind: Annotated[str, Fact("What", ABSENCES)] = LEAVE
