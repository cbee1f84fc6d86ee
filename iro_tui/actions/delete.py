"""Taking away what was recorded by mistake, with what hangs on it. It stays in the journal, and undo brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, always, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import Remove

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Removable:
    """One kind of row: how it is called, and the tables whose rows go with it, by their column."""

    words: str
    parts: tuple[tuple[str, str], ...] = ()


REMOVABLE = {
    "review": Removable(
        "review",
        tuple(
            (table, "review_id")
            for table in ("rating", "checklist_answer", "decision", "date_change", "consultation", "attendance")
        ),
    ),
    "escalation": Removable("escalation", (("escalation_step", "escalation_id"),)),
    "decision": Removable("decision"),
    "task": Removable("task"),
    "contact": Removable("footprint note"),
    "event": Removable("event"),
    "case_person": Removable("person of the case"),
    "court_date": Removable("court date"),
    "conference": Removable("conference", (("conference_move", "conference_id"),)),
    "protection_plan": Removable("child protection plan"),
    "core_group": Removable("core group"),
    "proceedings": Removable("proceedings", (("court_date", "proceedings_id"),)),
    "rating": Removable("RAG"),
    "case_note": Removable("case note"),
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
        from iro_tui.store.reads import read_row, read_rows
        from iro_tui.store.work import model_of

        rows = {table: read_row(connection, model_of(table), scene.key) for table in REMOVABLE}
        parts = {
            table: [
                Remove(part, row.id)
                for part, column in removable.parts
                for row in read_rows(connection, model_of(part), **{column: scene.key})
            ]
            for table, removable in REMOVABLE.items()
            if rows[table] is not None
        }
        return DeletionRecord(rows, parts, _says(connection, scene, next(filter(None, rows.values()), None)))

    def question(self, scene: Scene, kind: str) -> str:
        """What is asked before it is done: what the row is, whose, of which day, and how much hangs on it."""
        row = scene.known.rows[kind]
        child = scene.caseload.children.get(row.child_id) if row else None
        day = next((day for name in _DAYS if (day := getattr(row, name, None))), None)
        which = f"this {REMOVABLE[kind].words}" + (f" of {day_words(day, scene.today)}" if day else "")
        parts = len(scene.known.parts.get(kind, ()))
        hangs = f" and the {amount_words(parts, 'entries')} made with it" if parts > 1 else ""
        says = f"\n{scene.known.says}" if scene.known.says else ""
        return f"{child.ref if child else 'Your own'}: delete {which}{hangs}? Undo brings it back.{says}"

    def plan(self, scene: Scene, answers: DeleteAnswers) -> Plan:
        words, row = REMOVABLE[answers.kind].words, scene.known.rows[answers.kind]
        if row is None:
            raise Refused(f"This {words} is not on record any more: look at the list again.")
        if getattr(row, "filed_at", None) is not None:
            raise Refused("This note stands on the council's system already: correct it there.")
        child = scene.caseload.children.get(row.child_id)
        return Plan(
            name=f"Delete {words}",
            sentence=f"{child.ref if child else 'Your own'}: {words} deleted.",
            writes=(*scene.known.parts[answers.kind], Remove(answers.kind, row.id)),
        )


def _says(connection: Connection, scene: Scene, row: Any) -> str:
    """What a row says, in a line; empty where that would name somebody."""
    from iro_tui.caseload.reading.on_record import OnRecord
    from iro_tui.caseload.reading.subjects import subject_of

    on_record = OnRecord(connection, scene.caseload, row.child_id or "") if row is not None else None
    record = on_record.find(scene.key) if on_record else None
    if on_record is None or record is None or any(fact.private for fact in record.facts.values()):
        return ""
    return subject_of(record.model).line(record, on_record)


ACTION = Delete()
