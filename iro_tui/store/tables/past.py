"""What stays: of children who were removed for good no reference, no name, no birth date, no word that was written; of
reports that were published the figures as they were.

Nothing in it leads back to a child: the keys are random, and no other row knows them.
"""

from datetime import date
from typing import Annotated

from sqlmodel import Field

from iro_tui.domain import codes
from iro_tui.domain.fact import Fact
from iro_tui.store.tables.base import Kept


class PastCaseRow(Kept, table=True):
    """A case that was removed for good, as figures count it."""

    born_year: Annotated[int | None, Fact("Year of birth")] = None
    sex: Annotated[str | None, Fact("Sex", codes.SEX)] = None
    ethnicity: Annotated[str | None, Fact("Ethnicity", codes.ETHNICITY)] = None
    need: Annotated[str | None, Fact("Category of need", codes.NEED)] = None
    uasc: Annotated[bool | None, Fact("Unaccompanied asylum seeker")] = None
    disabled: Annotated[bool | None, Fact("Disabled")] = None


class PastReviewRow(Kept, table=True):
    """A review of such a case: its limit, and the days of the review and of its record."""

    past_case_id: Annotated[str, Fact("Case")] = Field(foreign_key="past_case.id", index=True)
    limit_on: Annotated[date | None, Fact("Limit")] = None
    booked: Annotated[date | None, Fact("Booked")] = None
    held: Annotated[date | None, Fact("Held")] = None
    completed: Annotated[date | None, Fact("Completed")] = None
    adjourned: Annotated[date | None, Fact("Adjourned")] = None
    form: Annotated[str | None, Fact("Form")] = None
    final: Annotated[bool | None, Fact("Final before 18")] = None
    participation: Annotated[str | None, Fact("Participation", codes.PARTICIPATION)] = None
    decisions_on: Annotated[date | None, Fact("Decisions issued")] = None
    manager_replied_on: Annotated[date | None, Fact("Manager replied")] = None
    record_on: Annotated[date | None, Fact("Full record")] = None
    signed_off_on: Annotated[date | None, Fact("Signed off")] = None
    distributed_on: Annotated[date | None, Fact("Distributed")] = None


class PastStageRow(Kept, table=True):
    """A stage of an escalation that was taken in such a case."""

    past_case_id: Annotated[str, Fact("Case")] = Field(foreign_key="past_case.id", index=True)
    stage: Annotated[str, Fact("Stage")]
    taken_on: Annotated[date, Fact("Taken")]
    replied_on: Annotated[date | None, Fact("Replied")] = None


class ReportRow(Kept, table=True):
    """A published report: its period, and every figure's numerator and denominator as they were then, as JSON by id."""

    name: Annotated[str, Fact("Name")]
    first: Annotated[date, Fact("From")]
    last: Annotated[date, Fact("Until")]
    published_on: Annotated[date, Fact("Published")]
    practice: Annotated[str, Fact("Practice")]
    figures: Annotated[str, Fact("Figures")]
