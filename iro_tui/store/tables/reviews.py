"""Reviews: planned, adjourned or held, their preparation and their record."""

from datetime import date
from typing import Annotated

from iro_tui.domain import codes
from iro_tui.domain.fact import ANSWERS, Fact, Kind
from iro_tui.domain.vocabulary import ATTENDED, INVITED
from iro_tui.store.tables.base import FromFiles, OfChild, OfReview


class ReviewRow(FromFiles, OfChild, table=True):
    """A review: planned, adjourned or held, with its preparation and its record."""

    booked: Annotated[date | None, Fact("Booked")] = None
    booked_time: Annotated[str | None, Fact("Time", goes_with="booked")] = None
    """HH:MM."""
    venue: Annotated[str | None, Fact("Venue", goes_with="booked")] = None
    mode: Annotated[str | None, Fact("How people meet", goes_with="booked")] = None
    locality: Annotated[str | None, Fact("Locality", goes_with="booked")] = None
    chair: Annotated[str | None, Fact("Chair", goes_with="booked")] = None
    held: Annotated[date | None, Fact("Held")] = None
    completed: Annotated[date | None, Fact("Completed", goes_with="held")] = None
    adjourned: Annotated[date | None, Fact("Adjourned")] = None
    adjourned_reason: Annotated[str | None, Fact("Why adjourned", goes_with="adjourned")] = None
    form: Annotated[str | None, Fact("Form")] = None
    early_reason: Annotated[str | None, Fact("Why early")] = None
    apart: Annotated[bool | None, Fact("A review of its own")] = None
    """Of one held within 14 days of the review before."""
    final: Annotated[bool | None, Fact("Final before 18")] = None
    participation: Annotated[str | None, Fact("Participation", codes.PARTICIPATION)] = None
    chaired_by: Annotated[str | None, Fact("Chaired by")] = None
    child_chaired: Annotated[bool | None, Fact("Chaired by the child")] = None
    late_reason: Annotated[str | None, Fact("Why late", goes_with="booked")] = None
    follow_record: Annotated[bool, Fact("Record followed here")] = False
    last_as_of: Annotated[date | None, Fact("Found to be the last on")] = None
    # Preparation
    talked_on: Annotated[date | None, Fact("Talk with the social worker")] = None
    invited_on: Annotated[date | None, Fact("Invitations")] = None
    report_on: Annotated[date | None, Fact("Social worker's report")] = None
    care_plan_received_on: Annotated[date | None, Fact("Care plan received")] = None
    pep_received_on: Annotated[date | None, Fact("PEP received")] = None
    health_plan_received_on: Annotated[date | None, Fact("Health plan received")] = None
    pathway_plan_received_on: Annotated[date | None, Fact("Pathway plan received")] = None
    papers_on: Annotated[date | None, Fact("Papers sent out")] = None
    spoken_on: Annotated[date | None, Fact("Child spoken to")] = None
    spoken_alone: Annotated[bool | None, Fact("Spoken to alone", goes_with="spoken_on")] = None
    spoken_where: Annotated[str | None, Fact("Where spoken to", goes_with="spoken_on")] = None
    not_spoken_reason: Annotated[str | None, Fact("Why not spoken to", goes_with="spoken_on")] = None
    advocate_offered: Annotated[bool | None, Fact("Advocate offered")] = None
    visitor_offered: Annotated[bool | None, Fact("Independent visitor offered")] = None
    interpreter: Annotated[str | None, Fact("Interpreter")] = None
    # Record
    decisions_on: Annotated[date | None, Fact("Decisions issued")] = None
    manager_replied_on: Annotated[date | None, Fact("Manager replied")] = None
    manager_reply: Annotated[str | None, Fact("Manager's reply", goes_with="manager_replied_on")] = None
    record_on: Annotated[date | None, Fact("Full record")] = None
    signed_off_on: Annotated[date | None, Fact("Signed off")] = None
    distributed_on: Annotated[date | None, Fact("Distributed")] = None
    care_plan_on: Annotated[date | None, Fact("Care plan updated")] = None
    permanence: Annotated[str | None, Fact("Permanence")] = None
    child_words: Annotated[str | None, Fact("In the child's words")] = None


class DateChangeRow(OfReview, table=True):
    """A change of a review's booked date."""

    requested_on: Annotated[date, Fact("Asked on")]
    asked_by: Annotated[str | None, Fact("Asked by")] = None
    reason: Annotated[str | None, Fact("Why")] = None
    old_date: Annotated[date | None, Fact("Day before")] = None
    new_date: Annotated[date | None, Fact("New day")] = None
    approved_by: Annotated[str | None, Fact("Approved by")] = None


class ConsultationRow(OfReview, table=True):
    """Consultation papers sent to one party before a review."""

    party: Annotated[str, Fact("Who")]
    sent_on: Annotated[date | None, Fact("Sent")] = None
    returned_on: Annotated[date | None, Fact("Returned")] = None


class ChecklistAnswerRow(OfReview, table=True):
    """An answer to one item of the practice's checklist; `source` is seen on file or reported."""

    item: Annotated[str, Fact("Item")]
    answer: Annotated[str, Fact("Answer", ANSWERS)]
    source: Annotated[str | None, Fact("Source", goes_with="answer")] = None
    grade: Annotated[str | None, Fact("Grade", goes_with="answer")] = None
    remedy_by: Annotated[date | None, Fact("To be remedied by", goes_with="answer")] = None


class AttendanceRow(OfReview, table=True):
    """One of those asked to a review: whether they came, and whether their agency sent a report."""

    who: Annotated[str, Fact("Who", INVITED)]
    attended: Annotated[str, Fact("Attended", ATTENDED)]
    report: Annotated[bool, Fact("Report sent")] = False


class EarlyReviewRow(OfChild, table=True):
    """A reason to review before the normal limit; `trigger` is the rule's id."""

    trigger: Annotated[str, Fact("Rule")]
    since: Annotated[date, Fact("Since")]
    by: Annotated[date, Fact("To be held by")]
    reason: Annotated[str | None, Fact("Why")] = None
    withdrawn_on: Annotated[date | None, Fact("Withdrawn")] = None
    answered_by: Annotated[str | None, Fact("Answered by", kind=Kind.KEY)] = None
    """The review of the same day that was recorded after it."""


class AdoptionAuthorityRow(FromFiles, OfChild, table=True):
    """Authority to place for adoption that no legal status shows."""

    kind: Annotated[str, Fact("Authority")]
    started: Annotated[date, Fact("From")]
    ended: Annotated[date | None, Fact("Until")] = None
