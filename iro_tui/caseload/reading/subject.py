"""A kind of row as the child's page has it: under which heading, in a line, and in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import Passage
from iro_tui.store.shape import Shape

DECISIONS, ESCALATIONS, REVIEWS = "Decisions", "Escalations", "Reviews"
PROTECTION, COURT = "Child protection", "Court"
EVENTS, FOOTPRINT, PEOPLE, RATINGS, FACTS, CASE_NOTES = "Events", "Footprint", "People", "RAG", "Facts", "Case notes"

In = Callable[[RecordRow, OnRecord], str]
Read = Callable[[RecordRow, OnRecord], Iterator[Passage]]


def first_day(record: RecordRow, _on_record: OnRecord) -> date | None:
    """The first day that a row says, which is the day it tells of."""
    days = (record.peek(name) for name, fact in record.facts.items() if fact.kind == "day")
    return next(filter(None, days), None)


def first_words(record: RecordRow, _on_record: OnRecord) -> str:
    """What a row says, in a line: its first values that are no days."""
    words = (record.words(name) for name, fact in record.facts.items() if fact.kind in ("text", "code", "number"))
    return ", ".join([each for each in words if each][:3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is on record of one kind. Columns that none of these tells are told by `rest`, so nothing is left out."""

    model: Shape
    section: str = FACTS
    """The heading that its lines stand under on the child's page."""
    kind: str
    """What it is, in a word."""
    day: Callable[[RecordRow, OnRecord], date | None] = first_day
    line: In = first_words
    """The row in a line."""
    state: In = lambda _record, _on_record: ""
    """What became of it, in a word; empty: its kind is said."""
    aside: In = lambda _record, _on_record: ""
    read: Read | None = None
    """The row in full; None: every column that holds something, each under its own label."""
    within: bool = False
    """Whether it is read with what it belongs to, and has no line of its own."""
    removes: str = ""
    """The kind of what `d` takes away with it; empty where it is not taken away."""
