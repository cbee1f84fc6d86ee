"""Marking what duties ask as done today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.actions.reasons import why_no_tick
from iro_tui.actions.task import next_due
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.duty import Duty
from iro_tui.domain.paperwork import RECORD
from iro_tui.domain.preparation import PREPARATION
from iro_tui.domain.words import amount_words, day_words, in_a_sentence
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import (
    AllocationRow,
    CourtDateRow,
    DecisionRow,
    EscalationRow,
    EscalationStepRow,
    Kept,
    RatingRow,
    ReviewRow,
    TaskRow,
)
from iro_tui.store.work import Work, action

__all__ = ["MARKS", "tick", "why_no_tick"]

_Values = dict[str, Any]


def _subject(duty: Duty) -> str:
    return duty.subject


def _anchor(duty: Duty) -> str:
    """The last part of a duty's id: the key of what it hangs on."""
    return duty.id.rpartition(":")[2]


def _none(_: Duty) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the store keeps that a kind of duty is done: the table, the column of the day, the row; and its words.

    The words are the same for every child: what an officer has written stays out of the journal's sentences.
    `row` gives the key of the row, empty where none is known.
    """

    model: type[Kept]
    column: str
    words: str
    row: Callable[[Duty], str] = _subject


MARKS: Mapping[str, Mark] = {
    "task": Mark(TaskRow, "done_on", "task"),
    "decision_due": Mark(DecisionRow, "done_on", "decision"),
    "court": Mark(CourtDateRow, "done_on", "court date"),
    "rag_tell_manager": Mark(RatingRow, "told_manager_on", "manager told"),
    "rag_tell_service": Mark(RatingRow, "told_service_on", "service manager told"),
    "rag_follow_up": Mark(RatingRow, "followed_up_on", "RAG follow-up"),
    "escalation_follow_up": Mark(EscalationRow, "followed_up_on", "escalation follow-up"),
    # Its subject is the escalation; the step that waits is what it hangs on.
    "escalation_reply": Mark(EscalationStepRow, "replied_on", "escalation reply", _anchor),
    "iro_allocation": Mark(AllocationRow, "allocated", "IRO named", _none),
    **{clock.kind: Mark(ReviewRow, clock.done_by, in_a_sentence(clock.what)) for clock in RECORD},
    **{item.kind: Mark(ReviewRow, item.done_by[0], in_a_sentence(item.what)) for item in PREPARATION},
}
"""Every kind of duty that a day marks as done; the others are in `reasons.NOT_TICKED`."""

NOTES = {
    "speak_to_child": notes.Wording(
        "Spoken with the child", ("The IRO spoke with the child before the review.", "It is booked for {booked}.")
    ),
    "decision_due": notes.Wording("Decision done", ("A decision has been carried out: {what}.", "{note}.")),
    "rag_tell_manager": notes.Wording(
        "Manager told of the RAG", ("The IRO told the manager of the {rag} rating.", "{note}.")
    ),
    "rag_tell_service": notes.Wording(
        "Service manager told of the RAG", ("The IRO told the service manager of the {rag} rating.", "{note}.")
    ),
    "rag_follow_up": notes.Wording("RAG followed up", ("The IRO followed up the {rag} rating.",)),
    "escalation_reply": notes.Wording(
        "Escalation: reply", ("A reply to the escalation has come in.", "Step: {what}.", "Issue: {note}.")
    ),
    "escalation_follow_up": notes.Wording(
        "Escalation followed up",
        ("The IRO looked whether what settled the escalation has held.", "Issue: {note}."),
    ),
}
"""The kinds whose doing is the IRO's own, or stands on the child's record: each leaves a note."""


def tick(engine: Engine, caseload: Caseload, rows: Sequence[tuple[str, str]]) -> Changes:
    """Mark what each duty asks as done today, as one action. A row is the child's key and the duty's id.

    A task that comes again is added for its next day; what is prepared for a review not yet planned plans one.
    Raises Refused: nothing chosen, a duty that is not asked any more, or one that another key does.
    """
    found = _found(caseload, rows)
    with action(engine, "Mark as done") as work:
        _mark(work, caseload, found)
        notes.leave_all(work, caseload, _notes(found))
        again = _repeat(work, caseload, found)
        work.sentence = f"{_said(caseload, found)}, done today{_said_again(again, caseload.today)}."
    return Changes.of(work.result)


def _found(caseload: Caseload, rows: Sequence[tuple[str, str]]) -> list[tuple[str, Duty]]:
    """The duties of the rows, each once, with the child's key. Raises Refused."""
    if not rows:
        raise Refused("Nothing is chosen: put the cursor on a row, or mark several with space.")
    found = []
    for child_id, duty_id in dict.fromkeys(rows):
        duty = next((duty for duty in caseload.duties.get(child_id, ()) if duty.id == duty_id), None)
        if duty is None:
            raise Refused("What was chosen is not asked any more: look at the list again. Nothing was changed.")
        reason = why_no_tick(duty)
        if reason:
            raise Refused(f"{duty.child}, {in_a_sentence(duty.what)}: {reason}" if len(rows) > 1 else reason)
        found.append((child_id, duty))
    return found


def _mark(work: Work, caseload: Caseload, found: Sequence[tuple[str, Duty]]) -> None:
    """Write today into the rows: into those on record, and into a new one for each child that has none yet."""
    changed: defaultdict[type[Kept], dict[str, _Values]] = defaultdict(dict)
    added: dict[tuple[type[Kept], str], _Values] = {}
    allocations = _allocations(work, caseload, found)
    for child_id, duty in found:
        mark = MARKS[duty.kind]
        row_id = mark.row(duty) or (allocations.get(child_id) if mark.model is AllocationRow else "")
        if row_id:
            values = changed[mark.model].setdefault(row_id, {})
        else:
            values = added.setdefault((mark.model, child_id), {"child_id": child_id})
        values[mark.column] = caseload.today
    for model, changes in changed.items():
        work.change_many(model, changes)
    work.add_many(model(**values) for (model, _), values in added.items())


def _notes(found: Sequence[tuple[str, Duty]]) -> Iterator[notes.Note]:
    """A note of each duty that leaves one; what is of no child leaves none."""
    for child_id, duty in found:
        if child_id and duty.kind in NOTES:
            values = {"what": duty.what, "note": duty.note, "rag": duty.rag, "booked": duty.booked}
            yield NOTES[duty.kind].note(child_id, values)


def _allocations(work: Work, caseload: Caseload, found: Sequence[tuple[str, Duty]]) -> dict[str, str]:
    """The allocation on record in which the IRO is still to be named, by child: one notified in the present period."""
    asked = [child_id for child_id, duty in found if MARKS[duty.kind].model is AllocationRow]
    if not asked:
        return {}
    there = read_rows(work.connection, AllocationRow, child_id=asked, allocated=None)
    return {row.child_id: row.id for row in there if _is_present(caseload, row.child_id, row.notified)}


def _is_present(caseload: Caseload, child_id: str, notified: date | None) -> bool:
    stands = caseload.on_day[child_id].care_status
    return notified is None or (stands is not None and notified >= stands.period.started)


def _repeat(work: Work, caseload: Caseload, found: Sequence[tuple[str, Duty]]) -> list[date]:
    """Add the next one of each task done that comes again; their days."""
    done = [duty.subject for _, duty in found if duty.kind == "task"]
    if not done:
        return []
    following = [
        TaskRow(child_id=row.child_id, type=row.type, what=row.what, place=row.place, repeats=row.repeats, due=due)
        for row in read_rows(work.connection, TaskRow, id=done)
        if (due := next_due(row.due, row.repeats, caseload.today))
    ]
    work.add_many(following)
    return [task.due for task in following]


# What is said


def _said(caseload: Caseload, found: Sequence[tuple[str, Duty]]) -> str:
    """Whose and what: `AB 1042: full record written`, `3 children: 5 things`."""
    words = {MARKS[duty.kind].words for _, duty in found}
    things = amount_words(len(found), "things")
    return f"{' and '.join(_whose(caseload, found))}: {words.pop() if len(words) == 1 else things}"


def _whose(caseload: Caseload, found: Sequence[tuple[str, Duty]]) -> Iterator[str]:
    children = {child_id for child_id, _ in found if child_id}
    if children:
        yield called(caseload, children)
    if any(not child_id for child_id, _ in found):
        yield "your own" if children else "Your own"


def _said_again(days: Sequence[date], today: date) -> str:
    if not days:
        return ""
    return f"; the next is due {day_words(days[0], today)}" if len(days) == 1 else f"; {len(days)} come again"
