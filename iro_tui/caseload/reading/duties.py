"""What is asked, in full: by when and on whose authority, then what it is about; of a review what leads up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iro_tui.caseload.lists.midpoints import look_at
from iro_tui.caseload.reading.glance import clock_piece
from iro_tui.caseload.reading.on_record import OnRecord
from iro_tui.caseload.reading.passage import TODAY, Passage, Reading, free, line
from iro_tui.caseload.reading.subjects import read_row, subject_of
from iro_tui.domain import rag
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.timescales import LOCAL
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store import shapes

FOR_A_REVIEW = (Group.REVIEW, Group.BOOKING, Group.PREPARATION, Group.MIDPOINT)
"""What leads up to a review, or looks back on one: beside it stand the last one, and what is to be looked at."""
WEIGHTS = {"law": "law", "guidance": "guidance", "local": "habit of the service"}


def read_duty(duty: Duty, on_record: OnRecord, *, alone: bool = False) -> Reading:
    """A duty in full, and the rows it is about; unless `alone`, of a review also what is read again before it."""
    return tuple(_passages(duty, on_record, alone=alone))


def _by_whom(duty: Duty) -> str:
    """Who set the limit; of what the law asks without a day of its own, that the day is the service's."""
    authority = duty.authority or WEIGHTS[duty.weight]
    own_day = duty.weight == "local" and authority not in (LOCAL, WEIGHTS["local"])
    return f"{WEIGHTS['local']}; asked for by {authority}" if own_day else authority


def _passages(duty: Duty, on_record: OnRecord, *, alone: bool) -> Iterator[Passage]:
    left = duty.distance
    lines = [line("Limit", day_words(duty.limit, on_record.today), "", f", {_by_whom(duty)}")]
    if duty.inferred:
        lines.append(line("", "worked out: something is not on record, confirm it", TODAY))
    if duty.note:
        lines.append(free(duty.note))
    about = on_record.find(duty.subject) if duty.subject else None
    if duty.is_meeting and duty.booked is None and not (about and about.values.get("booked")):
        lines.append(line("Booked", "not yet", TODAY))
    yield Passage(duty.what, tuple(lines), (clock_piece(duty.clock, left, duty.weight),), head=True)
    for key in dict.fromkeys((duty.anchor, duty.subject)):
        about = on_record.find(key)
        if about is not None and not subject_of(about.model).within:
            yield from (replace(passage, head=False) for passage in read_row(about, on_record))
    if not alone and duty.declared.group in FOR_A_REVIEW:
        yield from before_a_review(on_record)


def before_a_review(on_record: OnRecord) -> Iterator[Passage]:
    """What whoever prepares a review reads again: what to look at, the last review, the last contact."""
    if not on_record.child_id:
        return
    wanted = look_at(on_record.caseload, on_record.child_id)
    if wanted:
        yield Passage("To look at", (free(" · ".join(wanted)),))
    yield from read_last_review(on_record)
    yield from last_words(on_record, 1)


def read_last_review(on_record: OnRecord) -> Iterator[Passage]:
    """The last review held, in full."""
    held = on_record.case.held_reviews
    last = on_record.one(shapes.ReviewRow, held[-1].id) if held else None
    if last:
        first, *parts = read_row(last, on_record)
        yield replace(first, heading=f"Last {in_a_sentence(first.heading)}", head=False)
        yield from parts


def last_words(on_record: OnRecord, most: int) -> Iterator[Passage]:
    """The latest contacts, in full."""
    contacts = sorted(on_record.all(shapes.ContactRow), key=lambda contact: contact.peek("on_day"), reverse=True)
    for contact in contacts[:most]:
        yield from (replace(passage, head=False) for passage in read_row(contact, on_record))


def the_rating(on_record: OnRecord) -> Iterator[Passage]:
    """The rating of now, with its reason."""
    rating = rag.current(on_record.case)
    record = on_record.one(shapes.RatingRow, rating.id) if rating else None
    if rating and record:
        first, *_ = read_row(record, on_record)
        aside = ((f"{rating.value} ", f"rag-{rating.value}"), *first.aside)
        yield replace(first, heading="RAG", aside=aside, head=False)
