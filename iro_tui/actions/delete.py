"""Taking away what was recorded by mistake, with what hangs on it. It stays in the journal, and undo brings it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.conference_back import conference_back, recorded_in
from iro_tui.actions.contact_ticks import Tick, ticks_of, ticks_words
from iro_tui.actions.hearing_back import hearing_back
from iro_tui.actions.hold_court import agreed_at
from iro_tui.actions.notes import TOLD_BY
from iro_tui.actions.questions import Option, always, ask
from iro_tui.actions.taken_back import RecordBack
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.vocabulary import task_words
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import Remove

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection
    from iro_tui.store.notes_of import NoteOf


@dataclass(frozen=True, slots=True)
class Removable:
    """One kind of row: how it is called, and the tables whose rows go with it, by their column."""

    words: str
    parts: tuple[tuple[str, str], ...] = ()
    own_note: bool = False
    """Whether the note that tells of it tells of nothing else, so that it goes too where it still waits."""


REMOVABLE = {
    "review": Removable(
        "review",
        tuple(
            (table, "review_id")
            for table in ("rating", "checklist_answer", "decision", "date_change", "consultation", "attendance")
        ),
        own_note=True,
    ),
    "escalation": Removable("escalation", (("escalation_step", "escalation_id"),), own_note=True),
    "decision": Removable("decision"),
    "task": Removable("task"),
    "contact": Removable("footprint note", own_note=True),
    "event": Removable("event", own_note=True),
    "case_person": Removable("person of the case"),
    "court_date": Removable("court date", (("court_move", "court_date_id"),), own_note=True),
    "conference": Removable("conference", (("conference_move", "conference_id"),), own_note=True),
    "protection_plan": Removable("child protection plan"),
    "core_group": Removable("core group"),
    "proceedings": Removable("proceedings", (("court_date", "proceedings_id"),)),
    "rating": Removable("RAG"),
    "case_note": Removable("case note"),
    "report_entry": Removable("entry of the report"),
    "survey_sheet": Removable("sheet of answers", (("survey_answer", "sheet_id"),)),
}
"""What can be taken away, by its table."""


@dataclass(frozen=True, slots=True)
class DeleteAnswers:
    """What the row is: the name of its table."""

    kind: str = ask(
        "What",
        "choice",
        options=tuple(Option("", table, removable.words) for table, removable in REMOVABLE.items()),
        needed=always,
    )


class DeletionRecord(NamedTuple):
    """The row, by the tables in which its key stands, and the keys of what hangs on it."""

    rows: dict[str, Any]
    parts: dict[str, list[Remove]]
    says: str = ""
    """What the row says, in a line."""
    notes: Sequence[NoteOf] = ()
    """The notes that told of it."""
    ticks: Sequence[Tick] = ()
    """Of a contact, what was ticked with it."""
    back: RecordBack = RecordBack()
    """Of what was asked before it was recorded, all that its record made, the other way."""


_BACK = {"conference": conference_back, "court_date": hearing_back}
"""Of what is asked before it is recorded: what takes the record of it back."""
_DAYS = ("held", "booked", "happened_on", "raised_on", "rated_on", "made_on", "on_day", "due", "started")
"""The columns that hold the day of a row by which it is known, the first that is filled in."""


class Delete(Action[DeleteAnswers]):
    id = "delete"
    title = "Delete"
    words = "Delete what was recorded by mistake, and what hangs on it"
    about = About.ROW
    table = "row"
    asks = DeleteAnswers

    def look(self, connection: Connection, scene: Scene) -> DeletionRecord:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import SHAPES

        rows = {table: read_row(connection, SHAPES[table], scene.key) for table in REMOVABLE}
        parts = {table: [*_hanging(connection, table, scene.key)] for table in REMOVABLE if rows[table] is not None}
        kind, row = next(((kind, row) for kind, row in rows.items() if row is not None), ("", None))
        notes = _notes(connection, kind, row) if row is not None else ()
        back = _BACK[kind](connection, scene, row) if kind in _BACK else RecordBack()
        ticks = ticks_of(connection, row) if kind == "contact" else ()
        return DeletionRecord(rows, parts, _says(connection, scene, row), notes, ticks, back)

    def question(self, scene: Scene, kind: str) -> str:
        """What is asked before it is done: what the row is, whose, of which day, and how much hangs on it."""
        row = scene.known.rows[kind]
        child = scene.caseload.children.get(_child_of(row))
        day = next((day for name in _DAYS if (day := getattr(row, name, None))), None)
        which = f"this {_called(kind, row)}" + (f" of {day_words(day, scene.today)}" if day else "")
        parts = len(scene.known.parts.get(kind, ()))
        hangs = f" and the {amount_words(parts, 'entries')} made with it" if parts > 1 else ""
        back: RecordBack = scene.known.back
        if back.writes:
            which = f"the record of {which}{f', with {back.with_it}' if back.with_it else ''}"
            hangs = ", so that it is asked again" if back.again else ""
        ask = f"{child.ref if child else 'Your own'}: delete {which}{hangs}? Undo brings it back."
        says = [scene.known.says] if scene.known.says else []
        return "\n".join((ask, *says, *back.stays, *_of_the_ticks(scene), *_of_the_notes(scene, REMOVABLE[kind])))

    def plan(self, scene: Scene, answers: DeleteAnswers) -> Plan:
        row = scene.known.rows[answers.kind]
        words = _called(answers.kind, row)
        if row is None:
            raise Refused(f"This {words} is not on record any more: look at the list again.")
        if getattr(row, "filed_at", None) is not None:
            raise Refused("This note stands on the council's system already: correct it there.")
        child = scene.caseload.children.get(_child_of(row))
        removable = REMOVABLE[answers.kind]
        back: RecordBack = scene.known.back
        done = f"{words} deleted."
        if back.writes:
            with_it, again = (
                f", with {back.with_it}" if back.with_it else "",
                "; it is asked again" if back.again else "",
            )
            done = f"record of the {words} deleted{with_it}{again}."
        sentence = " ".join((done, *_of_the_ticks(scene), *_of_the_notes(scene, removable)))
        waiting = [
            Remove("case_note", note.id) for note in scene.known.notes if removable.own_note and not note.filed_at
        ]
        unticked = [tick.back() for tick in scene.known.ticks if tick.made]
        agreed = tuple(agreed_at(scene, row.held, None)) if answers.kind == "review" and child else ()
        return Plan(
            name=f"Delete {REMOVABLE[answers.kind].words}",
            sentence=f"{child.ref if child else 'Your own'}: {sentence}",
            writes=(*back.writes, *waiting)
            if back.writes
            else (*scene.known.parts[answers.kind], *agreed, *unticked, *waiting, Remove(answers.kind, row.id)),
        )


def _hanging(connection: Connection, table: str, key: str) -> Iterator[Remove]:
    """What hangs on a row goes with it, and what hangs on that."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import SHAPES

    for part, column in REMOVABLE[table].parts if table in REMOVABLE else ():
        for row in read_rows(connection, SHAPES[part], **{column: key}):
            yield from _hanging(connection, part, row.id)
            yield Remove(part, row.id)


def _called(kind: str, row: Any) -> str:
    return task_words(row.type) if kind == "task" and row is not None else REMOVABLE[kind].words


def _notes(connection: Connection, kind: str, row: Any) -> Sequence[NoteOf]:
    from iro_tui.store.notes_of import notes_of

    column = recorded_in(row) if kind == "conference" else TOLD_BY.get(kind)
    child = _child_of(row)
    return notes_of(connection, kind, row.id, column, child) if column and child else ()


def _of_the_ticks(scene: Scene) -> Iterator[str]:
    """What becomes of what was ticked with a contact: what it counted as goes, a tick that left it stays."""
    ticks: Sequence[Tick] = scene.known.ticks
    if made := [tick for tick in ticks if tick.made]:
        yield f"Its tick goes too: {ticks_words(made)}."
    if stay := [tick for tick in ticks if not tick.made]:
        yield f"What was ticked stays: {ticks_words(stay)}."


def _of_the_notes(scene: Scene, removable: Removable) -> Iterator[str]:
    """What becomes of the notes that told of it: filed ones stay, waiting ones go if they tell of nothing else."""
    notes: Sequence[NoteOf] = scene.known.notes
    if filed := max((note.filed_at for note in notes if note.filed_at), default=None):
        since = day_words(filed.astimezone().date(), scene.today)
        yield f"It is filed on the council's system since {since}; that stays."
    if any(not note.filed_at for note in notes):
        yield (
            "Its note that waits in the outbox goes too."
            if removable.own_note
            else "The note that waits in the outbox tells of it still: correct it before you file it."
        )


def _child_of(row: Any) -> str:
    """Whose row it is; of an entry of a report, and of one's own task, nobody's."""
    return getattr(row, "child_id", None) or ""


def _says(connection: Connection, scene: Scene, row: Any) -> str:
    """What a row says, in a line; empty where that would name somebody."""
    from iro_tui.caseload.reading.on_record import OnRecord
    from iro_tui.caseload.reading.subjects import subject_of

    on_record = OnRecord(connection, scene.caseload, _child_of(row)) if row is not None else None
    record = on_record.find(scene.key) if on_record else None
    if on_record is None or record is None or any(fact.private for fact in record.facts.values()):
        return ""
    return subject_of(record.model).line(record, on_record)


ACTION = Delete()
