"""What every correction has in common: a form filled with what is on record, and notes that say what was wrong.

What it said before stays in the journal. A note of it that waits says the correction too; where one stands on the
council's system already, a correcting note is left in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from iro_tui.actions.base import About, Action, Plan, Scene, look_at
from iro_tui.actions.marks import written_marks
from iro_tui.actions.notes import TOLD_BY, Note, NoteTemplate
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.refusals import NothingRecorded, Refused
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties_of
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import dated, day_words, in_a_sentence
from iro_tui.store.writes import Change, Write

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection
    from iro_tui.store.notes_of import NoteOf

_I = TypeVar("_I")
NOTHING = "nothing"
_CORRECTION = NoteTemplate("Correction", ("Correction to the record of {what}: {differences}.",))


class Misstatement(NamedTuple):
    """One thing that is corrected, in words: what it is, what it said and what it is."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> str:
        return f"{self.what} said {self.before}, is {self.after}"


@dataclass(frozen=True)
class Recorded:
    """What is corrected: its row, what hangs on it, and the notes that told of it."""

    row: Any
    notes: Sequence[NoteOf]
    parts: Mapping[str, Any]
    """Rows beside it, as the verb has read them."""


def has_what_it_corrects(session: Session, action: Action[Any], key: str) -> bool:
    """Whether a row says what a verb corrects; what else the verb refuses it says when it is begun."""
    if not isinstance(action, Correction):
        return True
    try:
        look_at(session, action, keys=[key])
    except NothingRecorded:
        return False
    except Refused:
        return True
    return True


class Correction(Action[_I]):
    """A verb that corrects a row that was recorded, in a form of its own filled with what is on record."""

    about = About.ROW
    told_by: ClassVar[str] = ""
    """The column of the row that was set when what is corrected was told in a note; empty: that of the row itself."""
    keeps_choices = True

    def look(self, connection: Connection, scene: Scene) -> Recorded:
        from iro_tui.store.notes_of import notes_of
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import SHAPES

        row = read_row(connection, SHAPES[self.table], scene.key)
        if row is None:
            raise Refused("This is not on record any more: look at the list again. Nothing was changed.")
        self.require_recorded(scene, row)
        column = self.told_by or TOLD_BY[self.table]
        notes = notes_of(connection, self.table, row.id, column, row.child_id)
        return Recorded(row, notes, self.parts(connection, row))

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import SHAPES

        row = read_row(connection, SHAPES[self.table], key)
        return (row.child_id,) if row else ()

    def require_recorded(self, scene: Scene, row: Any) -> None:
        """Raises NothingRecorded for a row that says nothing yet."""

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:  # noqa: ARG002
        """What hangs on the row, by name."""
        return {}

    def before(self, scene: Scene) -> Mapping[str, Any]:
        """What is on record, by the questions' names, as the input has it."""
        raise NotImplementedError

    def called(self, scene: Scene) -> str:
        """What is corrected, for a sentence: `the contact of Fri 6 Nov`."""
        raise NotImplementedError

    def corrections(self, scene: Scene, answers: _I) -> Iterator[Write]:
        """The rows that the correction changes."""
        raise NotImplementedError

    def case_with(self, scene: Scene, answers: _I) -> Case:  # noqa: ARG002
        """The case as it will be, for the limits that follow."""
        return scene.case

    def asked_of(self, scene: Scene) -> Mapping[str, Mapping[str, Any] | None]:  # noqa: ARG002
        """What depends on the case, by the questions' names."""
        return {}

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        about = dict(self.asked_of(scene))
        for name, value in self.before(scene).items():
            changed = about.get(name, {})
            if changed is not None:
                about[name] = {**changed, "default": _as_typed(value)}
        return questions_of(self.asks, **about)

    def aside(self, scene: Scene) -> str:
        return f"{self.called(scene)}; what it said stays in the journal"

    def plan(self, scene: Scene, answers: _I) -> Plan:
        differences = list(self._differences(scene, answers))
        if not differences:
            raise Refused("Nothing is corrected: it says so already. Nothing was changed.")
        words = "; ".join(difference.words for difference in differences)
        writes, notes, of_the_note = self._told(scene, words)
        sentence = f"{scene.called}: {self.called(scene)} corrected: {words}."
        moved = limits_moved(scene, self.case_with(scene, answers))
        return Plan(
            name=self.title,
            sentence=" ".join(filter(None, (sentence, moved, of_the_note))),
            writes=(*self.corrections(scene, answers), *writes),
            notes=notes,
        )

    def _differences(self, scene: Scene, answers: _I) -> Iterator[Misstatement]:
        before = self.before(scene)
        for question in self.questions(scene):
            if question.name in before:
                yield from _differs(question, before[question.name], getattr(answers, question.name), scene.today)

    def _told(self, scene: Scene, words: str) -> tuple[tuple[Write, ...], tuple[Note, ...], str]:
        """What is done with the notes that told of it: nothing where there was none."""
        notes: Sequence[NoteOf] = scene.known.notes
        if any(note.filed_at for note in notes):
            note = _CORRECTION.note(scene.child_id, what=self.called(scene), differences=words)
            return (), (note,), "Its note is filed: a correcting note waits in the outbox."
        line = f"Corrected on {dated(scene.today)}: {words}."
        writes = tuple(Change("case_note", note.id, {"body": f"{note.body}\n{line}"}) for note in notes[:1])
        return writes, (), "The note that waits in the outbox says so too." if writes else ""


def limits_moved(scene: Scene, after: Case) -> str:
    """What another case moves: `Now record by Fri 11 Dec, review by Thu 20 May 2027, inferred.`; empty for nothing."""
    words = ", ".join(_moved(scene, after))
    return f"Now {words}." if words else ""


def _moved(scene: Scene, after: Case) -> Iterator[str]:
    """Every limit that another case has and this one has not, and whether it is inferred."""
    if scene.on_day is None:
        return
    before = {(duty.kind, duty.subject): duty.due for duty in duties_of(scene.on_day)}
    for duty in duties_of(CaseOnDay(after, scene.practice, scene.today)):
        if before.get((duty.kind, duty.subject)) != duty.due:
            kind = BY_ID[duty.kind]
            yield f"{kind.brief or kind.words} by {day_words(duty.due, scene.today)}{', inferred' * duty.inferred}"


def _as_typed(value: Any) -> str:
    """A value as a form keeps it."""
    if isinstance(value, Mapping):
        return written_marks(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else typed(value)


def _differs(question: Question, before: Any, after: Any, today: date) -> Iterator[Misstatement]:
    if question.kind == "marks":
        before, after = before or {}, after or {}
        words = dict(question.things)
        for key in dict.fromkeys((*before, *after)):
            if before.get(key) != after.get(key):
                was, now = (_mark_words(question, marks.get(key)) for marks in (before, after))
                yield Misstatement(in_a_sentence(words.get(key, key)), was, now)
    elif (before or None) != (after or None) or isinstance(before, bool) != isinstance(after, bool):
        yield Misstatement(
            in_a_sentence(question.label), _value_words(question, before, today), _value_words(question, after, today)
        )


def _mark_words(question: Question, mark: Any) -> str:
    if mark is None:
        return NOTHING
    label = next((option.label for option in question.options if option.value == mark.answer), mark.answer)
    return ", ".join(filter(None, (label, mark.source, mark.grade)))


def _value_words(question: Question, value: Any, today: date) -> str:
    """A value as a note says it; what was typed stands in quotation marks."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, date):
        return day_words(value, today)
    if isinstance(value, bool):
        return "yes" if value else "no"
    label = next((option.label for option in question.options if option.value == value), "")
    return label or (f"“{value}”" if question.kind in ("text", "note") else str(value))
