"""Every kind of row, and the row in full: what its subject tells in words of its own, then every other column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iro_tui.caseload.reading import (
    beside,
    between,
    care,
    escalations,
    events,
    exchanged,
    people,
    protection,
    reviews,
)
from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import Passage, Reading, line
from iro_tui.caseload.reading.subject import Subject
from iro_tui.domain.words import heading
from iro_tui.store.shape import Shape

SUBJECTS: dict[Shape, Subject] = {
    subject.model: subject
    for room in (reviews, between, escalations, events, care, people, protection, beside, exchanged)
    for subject in room.SUBJECTS
}


def subject_of(model: Shape) -> Subject:
    """How rows of a table are read; of one that nobody described every column under its label, among the facts."""
    known = SUBJECTS.get(model)
    return known or Subject(model=model, kind=model.name.replace("_", ""))


def read_row(record: RecordRow, on_record: OnRecord) -> Reading:
    """A row in full. What its subject says nothing of stands at the end of the first passage, under its own label."""
    subject = subject_of(record.model)
    plain_head = Passage(heading(subject.kind), (), head=True)
    first, *parts = list(subject.read(record, on_record)) if subject.read else [plain_head]
    author = [line("Entered by", record.author)] if record.author else []
    return (replace(first, lines=(*first.lines, *record.rest(), *author)), *parts)


def rows_within(review: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """What belongs to a review and nobody described: a passage for each kind of row."""
    for record in on_record.of_review(review.key, but=tuple(SUBJECTS)):
        yield from read_row(record, on_record)
