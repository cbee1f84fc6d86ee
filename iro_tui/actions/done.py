"""Marking what duties ask as done today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.actions.task import next_due
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kinds import Done
from iro_tui.domain.words import amount_words, day_words, in_a_sentence
from iro_tui.store import tables
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import AllocationRow, Kept, TaskRow
from iro_tui.store.work import Work, action

_Values = dict[str, Any]


_MODELS = {
    model.__tablename__: model for model in vars(tables).values() if isinstance(model, type) and issubclass(model, Kept)
}


def _done(duty: Duty) -> Done:
    """Where the store keeps that a duty is done. Only for what is ticked."""
    done = duty.declared.done
    if not isinstance(done, Done):
        raise TypeError(f"{duty.kind} is not ticked")
    return done


def _model(duty: Duty) -> type[Kept]:
    return _MODELS[_done(duty).table]


def tick(engine: Engine, caseload: Caseload, rows: Sequence[tuple[str, str]]) -> Changes:
    """Mark what each duty asks as done today, as one action. A row is the child's key and the duty's id.

    A task that comes again is added for its next day; what is prepared for a review not yet planned plans one.
    Raises Refused: nothing chosen, a duty that is not asked any more, or one that another key does.
    """
    ticked = _ticked(caseload, rows)
    with action(engine, "Mark as done") as work:
        _mark(work, caseload, ticked)
        notes.leave_all(work, caseload, _notes(ticked))
        again = _repeat(work, caseload, ticked)
        work.sentence = f"{_what_was_done(caseload, ticked)}, done today{_comes_again(again, caseload.today)}."
    return Changes.of(work.result)


def _ticked(caseload: Caseload, rows: Sequence[tuple[str, str]]) -> list[tuple[str, Duty]]:
    """The duties of the rows, each once, with the child's key. Raises Refused."""
    if not rows:
        raise Refused("Nothing is chosen: put the cursor on a row, or mark several with space.")
    ticked = []
    for child_id, duty_id in dict.fromkeys(rows):
        duty = next((duty for duty in caseload.duties.get(child_id, ()) if duty.id == duty_id), None)
        if duty is None:
            raise Refused("What was chosen is not asked any more: look at the list again. Nothing was changed.")
        reason = duty.declared.why_not_ticked
        if reason:
            raise Refused(f"{duty.child}, {in_a_sentence(duty.what)}: {reason}" if len(rows) > 1 else reason)
        ticked.append((child_id, duty))
    return ticked


def _mark(work: Work, caseload: Caseload, ticked: Sequence[tuple[str, Duty]]) -> None:
    """Write today into the rows: into those on record, and into a new one for each child that has none yet."""
    changed: defaultdict[type[Kept], dict[str, _Values]] = defaultdict(dict)
    added: dict[tuple[type[Kept], str], _Values] = {}
    allocations = _allocations(work, caseload, ticked)
    for child_id, duty in ticked:
        model, done = _model(duty), _done(duty)
        row_id = {"subject": duty.subject, "anchor": duty.anchor, "new": allocations.get(child_id)}[done.row]
        if row_id:
            values = changed[model].setdefault(row_id, {})
        else:
            values = added.setdefault((model, child_id), {"child_id": child_id})
        values[done.column] = caseload.today
    for model, changes in changed.items():
        work.change_many(model, changes)
    work.add_many(model(**values) for (model, _), values in added.items())


def _notes(ticked: Sequence[tuple[str, Duty]]) -> Iterator[notes.Note]:
    """A note of each duty that leaves one; what is of no child leaves none."""
    for child_id, duty in ticked:
        if child_id and duty.declared.note:
            values = {"what": duty.what, "note": duty.note, "rag": duty.rag, "booked": duty.booked}
            yield notes.Wording(*duty.declared.note).note(child_id, values)


def _allocations(work: Work, caseload: Caseload, ticked: Sequence[tuple[str, Duty]]) -> dict[str, str]:
    """The allocation on record in which the IRO is still to be named, by child: one notified in the present period."""
    asked = [child_id for child_id, duty in ticked if _model(duty) is AllocationRow]
    if not asked:
        return {}
    there = read_rows(work.connection, AllocationRow, child_id=asked, allocated=None)
    return {row.child_id: row.id for row in there if _is_present(caseload, row.child_id, row.notified)}


def _is_present(caseload: Caseload, child_id: str, notified: date | None) -> bool:
    status = caseload.on_day[child_id].care_status
    return notified is None or (status is not None and notified >= status.period.started)


def _repeat(work: Work, caseload: Caseload, ticked: Sequence[tuple[str, Duty]]) -> list[date]:
    """Add the next one of each task done that comes again; their days."""
    done = [duty.subject for _, duty in ticked if duty.kind == "task"]
    if not done:
        return []
    following = [
        TaskRow(child_id=row.child_id, type=row.type, what=row.what, place=row.place, repeats=row.repeats, due=due)
        for row in read_rows(work.connection, TaskRow, id=done)
        if (due := next_due(row.due, row.repeats, caseload.today))
    ]
    work.add_many(following)
    return [task.due for task in following]


# What is told of it


def _what_was_done(caseload: Caseload, ticked: Sequence[tuple[str, Duty]]) -> str:
    """Whose and what: `AB 1042: full record written`, `3 children: 5 things`."""
    words = {duty.declared.words for _, duty in ticked}
    things = amount_words(len(ticked), "things")
    return f"{' and '.join(_whose(caseload, ticked))}: {words.pop() if len(words) == 1 else things}"


def _whose(caseload: Caseload, ticked: Sequence[tuple[str, Duty]]) -> Iterator[str]:
    children = {child_id for child_id, _ in ticked if child_id}
    if children:
        yield called(caseload, children)
    if any(not child_id for child_id, _ in ticked):
        yield "your own" if children else "Your own"


def _comes_again(days: Sequence[date], today: date) -> str:
    if not days:
        return ""
    return f"; the next is due {day_words(days[0], today)}" if len(days) == 1 else f"; {len(days)} come again"
