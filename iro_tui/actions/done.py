"""Marking what duties ask as done: today, or on another day that is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.act import NotBefore
from iro_tui.actions.allocation import rows_to_name
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import asks_before
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import act_day
from iro_tui.actions.task import next_due
from iro_tui.actions.ticked import answered_by
from iro_tui.caseload.diary import is_appointment
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import Done
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.footprint import BEFORE, LEAVES, Answering
from iro_tui.domain.routines import actions_of, looked_at_by
from iro_tui.domain.vocabulary import task_words
from iro_tui.domain.words import amount_words, day_words, in_a_sentence, off_words
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

Asked = tuple[str, Duty]
"""A duty with the child's key; empty for one of the officer's own."""


class TickRecord(NamedTuple):
    """What a tick must know beside the duties."""

    tasks: Sequence[Any]
    """The tasks that are done: one that comes again is added anew."""
    allocations: dict[str, str]
    """By child the row in which the IRO is still to be named: one notified in the present period."""


@dataclass(frozen=True, slots=True)
class DoneAnswers:
    """The day on which it was done."""

    day: date | None = act_day("Done on", "tick it when it is done")


class MarkDone(Action[DoneAnswers]):
    """A row's key is the duty's id."""

    id = "done"
    title = "Done"
    words = "Mark what is asked as done: tick off, told, sent, received, written"
    about = About.ROWS
    table = "duty"
    asks = DoneAnswers
    at_once = True

    def look(self, connection: Connection, scene: Scene) -> TickRecord:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import TaskRow

        duties = asked_duties(scene)
        tasks = [duty.subject for _, duty in duties if duty.kind == "task"]
        naming = [child_id for child_id, duty in duties if duty.kind == "iro_allocation"]
        return TickRecord(
            read_rows(connection, TaskRow, id=tasks) if tasks else (), rows_to_name(connection, scene, naming)
        )

    def aside(self, scene: Scene) -> str:
        return _words(scene, asked_duties(scene))

    def not_before(self, scene: Scene, answers: DoneAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        for child_id, duty in asked_duties(scene):
            if child_id:
                yield from answered_by(duty, scene.caseload.on_day[child_id])

    def plan(self, scene: Scene, answers: DoneAnswers) -> Plan:  # noqa: ARG002
        duties = asked_duties(scene)
        again, audited = list(come_again(scene, scene.known.tasks)), list(actions_looked_at(scene, scene.known.tasks))
        when = "today" if scene.act_day == scene.today else day_words(scene.act_day, scene.today)
        following = f"{words_again(again, audited, scene)}{_words_kept(duties)}"
        return Plan(
            name="Mark as done",
            sentence=f"{_words(scene, duties)}, done {when}{following}.",
            says_day=True,
            writes=(*marks(scene, duties), *again, *audited, *left_contacts(scene, duties)),
            notes=tuple(_notes(duties)),
            asks=asks_before(_dated(duties), scene.act_day, scene.today),
        )


def asked_duties(scene: Scene) -> list[Asked]:
    """The duties of the scene's keys, in their order. Raises Refused: one that is not asked any more, or not ticked."""
    wanted = {
        duty.id: (child_id, duty)
        for child_id, duties in scene.caseload.duties.items()
        for duty in duties
        if duty.id in scene.keys
    }
    if len(wanted) < len(scene.keys):
        raise Refused("What was chosen is not asked any more: look at the list again. Nothing was changed.")
    duties = [wanted[key] for key in scene.keys]
    for _, duty in duties:
        if reason := BY_ID[duty.kind].why_not_ticked:
            raise Refused(f"{duty.child}, {in_a_sentence(duty.what)}: {reason}" if len(duties) > 1 else reason)
    return duties


def marks(scene: Scene, duties: Sequence[Asked]) -> Iterator[Write]:
    """The day of the act, in the rows on record, and in a new one for each child that has none yet."""
    new: dict[tuple[str, str], dict[str, Any]] = {}
    for child_id, duty in duties:
        done = BY_ID[duty.kind].done
        if not isinstance(done, Done):
            continue
        if key := _row(scene, done, child_id, duty):
            yield Change(done.table, key, {done.column: scene.act_day, **dict(done.also)})
        else:
            values = new.setdefault((done.table, child_id), {"child_id": child_id})
            values |= {done.column: scene.act_day, **dict(done.also)}
    for (table, _), values in new.items():
        yield New(table, values)


def _row(scene: Scene, done: Done, child_id: str, duty: Duty) -> str:
    """The key of the row that a tick fills; empty where there is none yet."""
    if done.row == "child":
        return child_id
    if done.row == "new":
        return str(scene.known.allocations.get(child_id, ""))
    return duty.subject


def left_contacts(scene: Scene, duties: Sequence[Asked]) -> Iterator[New]:
    """The footprint of each tick that says whom the IRO was in touch with."""
    for child_id, duty in duties:
        if child_id and (contact := LEAVES.get(duty.kind)):
            yield contact_row(child_id, contact, scene.act_day)


def contact_row(child_id: str, contact: Answering, on: date) -> New:
    """The footprint of a talk of which only the day was told."""
    values = {"child_id": child_id, "on_day": on, "who": contact.who, "seen_alone": contact.alone, "reason": BEFORE}
    return New("contact", values)


def _notes(duties: Sequence[Asked]) -> Iterator[Note]:
    """A note of each duty that leaves one; what is of no child leaves none."""
    for child_id, duty in duties:
        note = BY_ID[duty.kind].note
        if child_id and note:
            values: dict[str, str | date | None] = {
                "what": duty.what,
                "note": duty.note,
                "rag": duty.rag,
                "booked": duty.booked,
            }
            yield NoteTemplate(*note).note(child_id, None, **values)


def come_again(scene: Scene, tasks: Sequence[Any]) -> Iterator[New]:
    """The next one of each task done that comes again."""
    for row in tasks:
        if due := next_due(row.due, row.repeats, scene.act_day):
            names = ("child_id", "type", "what", "time", "place", "repeats")
            yield New("task", {**{name: getattr(row, name) for name in names}, "due": due, "made_on": scene.act_day})


def actions_looked_at(scene: Scene, tasks: Sequence[Any]) -> Iterator[New]:
    """Of each audit that is done, when its actions are looked at."""
    for row in tasks:
        if by := looked_at_by(row.type, scene.act_day, scene.practice):
            values = {"child_id": row.child_id, "type": "task", "what": actions_of(row.type, row.what)}
            yield New("task", {**values, "due": by, "made_on": scene.act_day})


def _dated(duties: Sequence[Asked]) -> Iterator[tuple[str, date]]:
    """Those of the duties that have an agreed day or an hour, with their day: they are done on it, and not by it."""
    for _, duty in duties:
        if is_appointment(duty):
            yield f"{duty.child or 'Your own'}: the {duty.declared.words}", duty.on


def _words(scene: Scene, duties: Sequence[Asked]) -> str:
    """Whose and what: `AB 1042: full record written`, `3 children: 5 things`."""
    tasks = {task.id: task_words(task.type) for task in scene.known.tasks}
    kinds = {tasks.get(duty.subject) or BY_ID[duty.kind].words for _, duty in duties}
    what = kinds.pop() if len(kinds) == 1 else amount_words(len(duties), "things")
    return f"{' and '.join(_whose(scene, duties))}: {what}"


def _whose(scene: Scene, duties: Sequence[Asked]) -> Iterator[str]:
    children = {child_id for child_id, _ in duties if child_id}
    if len(children) == 1:
        yield scene.caseload.children[next(iter(children))].ref
    elif children:
        yield amount_words(len(children), "children")
    if any(not child_id for child_id, _ in duties):
        yield "your own" if children else "Your own"


def _words_kept(duties: Sequence[Asked]) -> str:
    """That a footprint of it is kept."""
    return "; its footprint is kept" if any(child_id and duty.kind in LEAVES for child_id, duty in duties) else ""


def words_again(again: Sequence[New], audited: Sequence[New], scene: Scene) -> str:
    """What comes of tasks that are done, for the end of a sentence."""
    words, today, office = "", scene.today, scene.practice.office
    if again:
        due = again[0].values["due"]
        next_day = f"the next is due {day_words(due, today)}{off_words(due, office)}"
        words = f"; {next_day if len(again) == 1 else f'{len(again)} come again'}"
    if audited:
        by = max(new.values["due"] for new in audited)
        words += f"; what came of it is looked at by {day_words(by, today)}{off_words(by, office)}"
    return words


ACTION = MarkDone()
