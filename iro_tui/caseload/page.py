"""One child's whole case in reading order: what comes next, decisions, escalations, reviews, footprint, facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.lists.base import QUIET, Column, List, View
from iro_tui.caseload.lists.kinds import ON_PAGE, TEXT
from iro_tui.caseload.page_words import beside, what_of, when_of
from iro_tui.caseload.people import people_of
from iro_tui.caseload.reading.duties import read_duty
from iro_tui.caseload.reading.on_record import OF_A_CHILD, OnRecord, RecordRow
from iro_tui.caseload.reading.passage import Reading
from iro_tui.caseload.reading.reviews import review_state
from iro_tui.caseload.reading.subject import (
    CASE_NOTES,
    COURT,
    DECISIONS,
    ESCALATIONS,
    EVENTS,
    FACTS,
    FOOTPRINT,
    PEOPLE,
    PROTECTION,
    RATINGS,
    REVIEWS,
)
from iro_tui.caseload.reading.subjects import read_row, subject_of
from iro_tui.caseload.told_by import told_by_files
from iro_tui.domain.case import Case
from iro_tui.domain.near_reviews import unasked
from iro_tui.domain.words import day_words
from iro_tui.store.connection import Connection
from iro_tui.store.shapes import ReviewRow

NEXT, NEAR, FILES = "Comes next", "Two reviews within 14 days", "Told by files"
SECTIONS = (
    NEXT, DECISIONS, ESCALATIONS, REVIEWS, PROTECTION, COURT, NEAR, EVENTS, FOOTPRINT, PEOPLE, RATINGS, FACTS,
    CASE_NOTES, FILES,
)  # fmt: skip
"""The order of the page."""
ABOUT_ROWS = (NEAR, FILES)
"""What says something about rows that stand elsewhere."""
AS_IT_IS = (NEXT, PEOPLE)
"""What has an order of its own."""
OPEN_FIRST = (DECISIONS, ESCALATIONS)
"""Where what is open stands before what is settled."""


def child_case(connection: Connection, caseload: Caseload, child_id: str) -> tuple[CaseLine, ...]:
    """Every entry of the case, section by section; in each the most pressing, or the latest, first."""
    return _lines(connection, caseload, OnRecord(connection, caseload, child_id))


def read_whole(
    connection: Connection, caseload: Caseload, child_id: str, *, names: bool = False
) -> tuple[tuple[CaseLine, Reading], ...]:
    """Every entry of the case, each with what is read there in full; with `names` also who is about the child."""
    on_record = OnRecord(connection, caseload, child_id, names=names)
    lines = (told_openly(line, names=names) for line in _lines(connection, caseload, on_record))
    return tuple((line, _read(line, on_record)) for line in lines)


def told_openly(line: CaseLine, *, names: bool) -> CaseLine:
    """A line as it is read: what names somebody does so with `names` alone."""
    return replace(line, text=line.named) if names and line.named else line


def _read(line: CaseLine, on_record: OnRecord) -> Reading:
    record = None if line.duty or line.section in ABOUT_ROWS else on_record.find(line.key)
    return read_duty(line.duty, on_record, alone=True) if line.duty else read_row(record, on_record) if record else ()


def _lines(connection: Connection, caseload: Caseload, on_record: OnRecord) -> tuple[CaseLine, ...]:
    child_id = on_record.child_id
    asked = {duty.subject for duty in caseload.duties.get(child_id, ())}
    lines = [*_duties(caseload, child_id), *_near_reviews(caseload.cases[child_id], caseload, child_id)]
    lines += _told_by_files(connection, caseload, child_id)
    lines += _people(connection, caseload, child_id)
    lines += (
        _line(record, on_record)
        for model in OF_A_CHILD
        if not subject_of(model).within
        for record in on_record.all(model)
        # A review to come stands under what comes next, and is read there.
        if record.key not in asked or model is not ReviewRow or review_state(record, on_record) == "held"
    )
    return tuple(sorted(lines, key=_order))


def _line(record: RecordRow, on_record: OnRecord) -> CaseLine:
    """A row of the record as a line of the page."""
    subject = subject_of(record.model)
    return CaseLine(
        record.key,
        subject.section,
        subject.day(record, on_record),
        "",
        subject.state(record, on_record) or subject.kind,
        subject.line(record, on_record),
        " · ".join(filter(None, (subject.aside(record, on_record), record.author))),
        removes=subject.removes,
    )


def _order(line: CaseLine) -> tuple[int, bool, int]:
    """Section by section; what comes next as it is; what is open before what is settled; the latest first."""
    place = SECTIONS.index(line.section)
    if line.section in AS_IT_IS:
        return place, False, 0
    settled = line.section in OPEN_FIRST and line.kind != "open"
    if line.section == DECISIONS and not settled:  # the most pressing first
        return place, settled, (line.on or date.max).toordinal()
    return place, settled, -(line.on or date.min).toordinal()


def _duties(caseload: Caseload, child_id: str) -> Iterator[CaseLine]:
    for duty in caseload.duties.get(child_id, ()):
        words = f"{duty.what} · {duty.note}" if duty.note else duty.what
        yield CaseLine(duty.id, NEXT, duty.due, duty.clock, "", words, duty.authority, duty)


def _near_reviews(case: Case, caseload: Caseload, child_id: str) -> Iterator[CaseLine]:
    """Two reviews that may be one, where no limit hangs on it: counted and listed, not asked about."""
    view = caseload.on_day.get(child_id)
    near = unasked(case, view.clocks.in_doubt if view and view.clocks else None)
    for place, pair in enumerate(reversed(near), 1):
        first, second = (day_words(review.held, caseload.today) for review in pair if review.held)
        words = f"Held {first} and {second}: one review, or two? No limit hangs on it; i says which."
        yield CaseLine(pair.later.id, NEAR, pair.later.held, "", f"{place} of {len(near)}", words, "")


def _people(connection: Connection, caseload: Caseload, child_id: str) -> Iterator[CaseLine]:
    """Who is about the child, with telephone and e-mail; private names while they are shown."""
    for person in people_of(connection, caseload, child_id):
        until = f"until {day_words(person.until, caseload.today)}" if person.until else ""
        hidden, open_ = person.words(names=False), person.words(names=True)
        key = person.key or person.role
        removes = "case_person" if person.key else ""
        yield CaseLine(key, PEOPLE, person.since, "", person.part, hidden, until, named=open_, removes=removes)


def _told_by_files(connection: Connection, caseload: Caseload, child_id: str) -> list[CaseLine]:
    """Where what files told stands in them, the latest first."""
    rows = told_by_files(connection, child_id, caseload.today)
    return [CaseLine(key, FILES, day, "", kind, words, "") for key, day, kind, words in rows]


# The list


def _removes(line: CaseLine) -> tuple[str, str] | None:
    return (line.removes, line.key) if line.removes else None


COLUMNS: tuple[Column[CaseLine], ...] = (
    Column("on", "When", ON_PAGE, when_of, 12),
    Column("what", "What", TEXT, what_of, 20, flex=True),
    Column("aside", "", TEXT, beside, 19, flex=True, from_width=76, tone=QUIET, sort=False,
           keeps=lambda line: beside(line) if line.duty else ""),
)  # fmt: skip

CASE = List(
    id="case",
    title="Case",
    help="one child's case",
    json="case",
    unit="lines",
    reads=None,
    rows=child_case,
    columns=COLUMNS,
    key=lambda line: f"{line.section}:{line.key}",
    who=lambda _line: None,
    duty=lambda line: line.duty,
    heading=lambda line, _today, _view: line.section,
    removes=_removes,
    about=lambda line: "" if line.duty else line.key,
    hints=("hold", "book", "rag", "escalate", "contact", "child_before", "child_after"),
    views=(View(nothing="Nothing is on record for this child."),),
)
