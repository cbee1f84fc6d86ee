"""One child's whole case in reading order: what comes next, decisions, escalations, reviews, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.lists.base import QUIET, Column, List, View
from iro_tui.caseload.lists.kinds import CLOCK, DAY, TEXT, Settled
from iro_tui.caseload.people import people_of
from iro_tui.caseload.timeline import timeline
from iro_tui.caseload.told_by import told_by_files
from iro_tui.domain import codes
from iro_tui.domain.case import Case, Review
from iro_tui.domain.escalation import in_a_line
from iro_tui.domain.near_reviews import unasked
from iro_tui.domain.paperwork import record_limits
from iro_tui.domain.people import OF_THE_SERVICE
from iro_tui.domain.rag import on_day
from iro_tui.domain.vocabulary import ROLES
from iro_tui.domain.words import day_words
from iro_tui.store import reads
from iro_tui.store.tables import WorkerRow

NEXT, DECISIONS, ESCALATIONS, REVIEWS, NEAR, PEOPLE, HAPPENED, FILES = (
    "What comes next",
    "Decisions",
    "Escalations",
    "Reviews held",
    "Two reviews within 14 days",
    "People",
    "What happened",
    "Told by files",
)


def child_case(connection: Connection, caseload: Caseload, child_id: str) -> tuple[CaseLine, ...]:
    """Every entry of the case, section by section; in each the most pressing, or the latest, first."""
    case = caseload.cases[child_id]
    contacts = reads.read_contacts(connection, child_id, caseload.today)
    workers = reads.read_rows(connection, WorkerRow, child_id=[child_id])
    return (
        *_duties(caseload, child_id),
        *_decisions(case),
        *_escalations(case, caseload),
        *_reviews(case, caseload),
        *_near_reviews(case, caseload, child_id),
        *_people(connection, caseload, child_id),
        *_happened(case, contacts, [row for row in workers if row.started and row.started <= caseload.today]),
        *_told_by_files(connection, caseload, child_id),
    )


def export_case(connection: Connection, caseload: Caseload, child_id: str, path: Path) -> int:
    """Write a child's whole case to a new file, text or table, by reference without the name; how many lines."""
    from iro_tui.caseload.exporting import export

    lines = [
        (entry.section, day_words(entry.on, date.min) if entry.on else "", entry.kind or entry.clock, entry.text)
        for entry in child_case(connection, caseload, child_id)
    ]
    head = f"{caseload.children[child_id].ref}, as of {day_words(caseload.today, date.min)}"
    export(path, ("section", "day", "what", "text"), lines, lambda: "\n".join([head, *_printed(lines)]))
    return len(lines)


def _printed(lines: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    section = ""
    for heading, day, kind, text in lines:
        if heading != section:
            section = heading
            yield f"\n{section}"
        yield f"  {day:<16}  {kind:<11}  {text}"


def _duties(caseload: Caseload, child_id: str) -> Iterator[CaseLine]:
    for duty in caseload.duties.get(child_id, ()):
        words = f"{duty.what} · {duty.note}" if duty.note else duty.what
        yield CaseLine(duty.id, NEXT, duty.due, duty.clock, "", words, duty.authority, duty)


def _decisions(case: Case) -> Iterator[CaseLine]:
    """Those settled; what is still open stands under what comes next."""

    for decision in sorted(case.decisions, key=lambda decision: decision.settled_on or date.min, reverse=True):
        if decision.settled_on:
            state = "done" if decision.done_on else "dropped"
            due = decision.due
            late = bool(decision.done_on and due and decision.done_on > due)
            aside = f"{decision.owner or ''}{', late' if late else ''}".strip(", ")
            yield CaseLine(decision.id, DECISIONS, decision.settled_on, "", state, decision.text, aside)


def _escalations(case: Case, caseload: Caseload) -> Iterator[CaseLine]:
    for escalation in sorted(case.escalations, key=lambda e: (e.closed_on is not None, -e.raised_on.toordinal())):
        state = escalation.outcome or "closed" if escalation.closed_on else "open"
        words = escalation.issue if escalation.closed_on else in_a_line(escalation, caseload.practice, caseload.today)
        on = escalation.closed_on or escalation.raised_on
        yield CaseLine(escalation.id, ESCALATIONS, on, "", state, words, "")


def _reviews(case: Case, caseload: Caseload) -> Iterator[CaseLine]:
    for review in reversed(case.held_reviews):
        parts = [_participation(review)]
        rating = on_day(case, review.held)
        if rating:
            parts.append(f"RAG {rating.value}")
        if review.follow_record:
            limits = list(record_limits(review, caseload.practice))
            late = [kind.what.casefold() for kind, limit, done in limits if (done or caseload.today) > limit]
            parts.append(f"late: {', '.join(late)}" if late else "record in time")
        words = ", ".join(part for part in parts if part) or "held"
        yield CaseLine(review.id, REVIEWS, review.held, "", "held", words, review.participation or "")


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
        yield CaseLine(key, PEOPLE, person.since, "", person.part, hidden, until, named=open_)


def _told_by_files(connection: Connection, caseload: Caseload, child_id: str) -> list[CaseLine]:
    """Where what files told stands in them, the latest first."""
    rows = told_by_files(connection, child_id, caseload.today)
    lines = [CaseLine(key, FILES, day, "", kind, words, "") for key, day, kind, words in rows]
    return sorted(lines, key=lambda line: (line.on or date.min, line.key), reverse=True)


def _participation(review: Review) -> str:
    return codes.PARTICIPATION.get(review.participation or "", "")


def _happened(case: Case, contacts: Sequence[reads.ContactRecord], workers: Sequence[Row[Any]]) -> Iterator[CaseLine]:
    lines = [
        CaseLine(f"{entry.on}:{entry.kind}:{entry.text}", HAPPENED, entry.on, "", entry.kind, entry.text, "")
        for entry in timeline(case)
        if entry.kind != "contact"
    ]
    lines += [CaseLine(contact.id, HAPPENED, contact.on_day, "", "contact", _told(contact), "") for contact in contacts]
    lines += [CaseLine(worker.id, HAPPENED, worker.started, "", "worker", _worker(worker), "") for worker in workers]
    return iter(sorted(lines, key=lambda entry: entry.on or date.min, reverse=True))


def _worker(worker: Row[Any]) -> str:
    """`social worker: Ira Standin, East`."""
    team = f", {worker.team}" if worker.team else ""
    return f"{ROLES.get(worker.role, worker.role)}: {worker.name}{team}"


def _told(contact: reads.ContactRecord) -> str:
    """`phone, social worker, 15 min: what was said`."""
    alone = {True: "alone", False: "not alone"}.get(contact.seen_alone) if contact.seen_alone is not None else None
    minutes = f"{contact.minutes} min" if contact.minutes else None
    words = (
        ", ".join(part for part in (contact.how, contact.who, alone, contact.reason, minutes) if part) or "IRO contact"
    )
    return f"{words}: {contact.note}" if contact.note else words


# The list

DELETED = {DECISIONS: "decision", ESCALATIONS: "escalation", REVIEWS: "review"}
"""What is taken away with a line, by its section."""


def _removes(line: CaseLine) -> tuple[str, str] | None:
    if line.section == PEOPLE:
        return None if line.key in OF_THE_SERVICE else ("case_person", line.key)
    kind = DELETED.get(line.section) or ("contact" if line.kind == "contact" else None)
    return (kind, line.key) if kind else None


COLUMNS: tuple[Column[CaseLine], ...] = (
    Column("on", "When", DAY, width=10),
    Column("clock", "Clock", CLOCK, lambda line: line.duty or Settled(line.kind, done=False), 12,
           sort=lambda line: line.duty.days if line.duty else None),
    Column("what", "What", TEXT, lambda line: line.text, 20, flex=True),
    Column("aside", "", TEXT, width=18, from_width=84, tone=QUIET, sort=False),
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
    views=(View(nothing="Nothing is on record for this child."),),
)
