"""What is written and typed beside the figures: of no child, and without a name."""

from datetime import date
from typing import Annotated

from sqlmodel import Field

from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.written import SECTIONS
from iro_tui.store.tables.base import Kept


class ReportEntryRow(Kept, table=True):
    """An entry of the written part of a report: a text, an action of the plan, a number that was typed."""

    first: Annotated[date, Fact("From")]
    last: Annotated[date, Fact("Until")]
    """With `first` the report's period; of words that are quoted the day they are of, twice."""
    section: Annotated[str, Fact("Section", SECTIONS)]
    place: Annotated[int, Fact("Place", kind=Kind.KEY)] = 0
    """In the order in which they were written."""
    heading: Annotated[str | None, Fact("What it is about")] = None
    text: Annotated[str, Fact("Words")]
    whose: Annotated[str | None, Fact("Whose")] = None
    lead: Annotated[str | None, Fact("Lead")] = None
    timescale: Annotated[str | None, Fact("Timescale")] = None
    rag: Annotated[str | None, Fact("RAG")] = None
    outcome: Annotated[str | None, Fact("What became of it")] = None
    source: Annotated[str | None, Fact("Comes from", kind=Kind.KEY)] = None
    """By `domain.written.source_of` the row of the record whose words they are: no key of a child stands here."""


class SurveySheetRow(Kept, table=True):
    """What one person answered to a survey: nobody knows who it was."""

    survey: Annotated[str, Fact("Survey")]
    answered_on: Annotated[date, Fact("Answered")]
    words: Annotated[str | None, Fact("In their words")] = None


class SurveyAnswerRow(Kept, table=True):
    """The answer to one question; `question` is its id in the practice, `answer` one of its scale."""

    sheet_id: Annotated[str, Fact("Sheet")] = Field(foreign_key="survey_sheet.id", index=True)
    question: Annotated[str, Fact("Question")]
    answer: Annotated[str, Fact("Answer")]
