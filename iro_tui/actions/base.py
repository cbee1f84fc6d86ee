"""A verb as one object: what it asks, what it would do, worked out once, and the one place where it is done.

An `Action` asks (`questions`) and plans (`plan`, pure). A `Plan` is data: the sentence that is shown before and
journalled after, the rows to add, to change and to remove, and the notes to leave. `perform` alone opens the
transaction, writes a plan, leaves its notes and drops the draft it was typed in; so every verb is journalled, refused
when what it rests on was changed meanwhile, and undone by name, without saying so again. An action's module imports
nothing of the store: a form is drawn, and a plan worked out, before the store's models are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from iro_tui.actions.about_row import child_of_row
from iro_tui.actions.act import NotBefore, act_question, births, day_of_act, require_possible, typed_off
from iro_tui.actions.checks import require_not_later
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.once import require_once
from iro_tui.actions.questions import AnswersSoFar, Question, checked, questions_of, read_answers, typed_day
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.case import Case, Decision, Escalation
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.practice import Practice
from iro_tui.domain.typed_day import Lean
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import New, Write

if TYPE_CHECKING:
    from iro_tui.caseload.beside_booking import BesideBooking
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.exporting import FileOffer
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

_I = TypeVar("_I")
_R = TypeVar("_R", Decision, Escalation)


class About(Enum):
    """What an action is done to."""

    CHILDREN = "children"
    """One child or several at once."""
    CHILD = "a child"
    ROW = "a row"
    """What a line stands for, by its key: a decision, an escalation, a review."""
    ROWS = "rows"
    """One line or several, by key: duties, notes."""
    CHILDREN_OR_NOBODY = "children, or nobody"
    NOBODY = "nobody"


class Nothing:
    """The input of an action that asks nothing."""


# What it would do


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of a command's menu: the command, its place there, what it is called, and answers to begin with."""

    menu: str
    place: int
    label: str
    answers: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    """The key that picks it there, the same wherever the menu stands; empty: it is chosen with the arrows."""
    fits: Callable[[Caseload, str], bool] = lambda _caseload, _child_id: True
    """Whether it can be done for a child as things stand; one for whom it cannot is not offered it."""


@dataclass(frozen=True, slots=True)
class Following:
    """The action that follows on a plan, with answers that it begins with."""

    action: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an action would do, worked out once: shown, performed and journalled."""

    name: str
    """The action's own name in the journal, the same for every child: `RAG amber`. Undo goes by it."""
    sentence: str
    """What is done, without a name: `AB 1042: amber (drift), team manager to be told.`"""
    writes: tuple[Write, ...] = ()
    notes: tuple[Note, ...] = ()
    warning: str = ""
    """A further sentence to say before it is done."""
    asks: str = ""
    """A question that has to be answered by yes before it is done; empty: it goes ahead. Not of a verb done at once."""
    nothing: str = "Nothing was changed: all of it is on record already."
    """The refusal where the writes change nothing."""
    then: Following | None = None
    file: FileOffer | None = None
    seen: int = 0
    """The journal's number when what it rests on was read: what was changed since is refused, never overwritten."""
    child_ids: tuple[str, ...] = ()
    """Whom it is about: gone meanwhile, they are not acted on."""
    says_day: bool = False
    """Whether the sentence says the day of the act by itself; else one that is not today is said after it."""


# What it is asked upon


@dataclass(frozen=True)
class Scene:
    """What an action is asked upon: the caseload, whom and what it is about, and what `look` read beside it."""

    caseload: Caseload
    child_ids: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    known: Any = None
    seen: int = 0
    acted_on: date | None = None
    """The day that was given to the act, once it is planned."""

    @property
    def today(self) -> date:
        return self.caseload.today

    @property
    def act_day(self) -> date:
        """The day on which what is recorded happened: what is written, counted and noted is of this day."""
        return self.acted_on or self.today

    @property
    def practice(self) -> Practice:
        return self.caseload.practice

    @cached_property
    def who(self) -> tuple[Who, ...]:
        return tuple(who_of(self.caseload, child_id) for child_id in self.child_ids)

    @property
    def child_id(self) -> str:
        """The one child's key."""
        return self.child_ids[0]

    @property
    def case(self) -> Case:
        """The one child's facts."""
        return self.caseload.cases[self.child_id]

    @property
    def on_day(self) -> CaseOnDay | None:
        """The one child's case on this day; None for a child who is not on the caseload."""
        return self.caseload.on_day.get(self.child_id)

    @property
    def key(self) -> str:
        """The one row's key."""
        return self.keys[0]

    @property
    def called(self) -> str:
        """The children at the beginning of a sentence: `AB 1042` or `3 children`; never a name."""
        if len(self.who) == 1:
            return self.who[0].ref
        return amount_words(len(self.who), "children") if self.who else "Your own"

    def new_each(self, table: str, values: Mapping[str, Any]) -> tuple[New, ...]:
        """The same row for each of the children."""
        return tuple(New(table, {"child_id": child_id, **values}) for child_id in self.child_ids)

    def note_each(
        self, template: NoteTemplate, on: date | None = None, **values: str | date | None
    ) -> tuple[Note, ...]:
        """The same note about each of the children."""
        return tuple(template.note(child_id, on, **values) for child_id in self.child_ids)

    def day(self, so_far: AnswersSoFar, name: str, lean: Lean = "back") -> date | None:
        """The day answered to a question, typed or read; None for none, and for what is no day yet."""
        answer = so_far.get(name)
        if isinstance(answer, str):
            try:
                return typed_day(answer, self.today, self.practice.office, lean)
            except Refused:
                return None
        return answer if isinstance(answer, date) else None


class Action(Generic[_I]):
    """A verb. `id` names it on the command line and its module; an object of it stands in the module as ACTION."""

    id: ClassVar[str]
    title: ClassVar[str]
    """What its form is called."""
    words: ClassVar[str]
    """What it does, for palette and help, with the words that people use for it."""
    about: ClassVar[About]
    table: ClassVar[str] = ""
    """Of an action about rows: what they are."""
    listed_by: ClassVar[str] = ""
    """The verb of the list that prints their keys, where there is one alone."""
    asks: ClassVar[type[Any]] = Nothing
    """Its typed input, a dataclass of `ask` fields."""
    offers: ClassVar[tuple[Offer, ...]] = ()
    """Where menus offer it, and as what."""
    at_once: ClassVar[bool] = False
    """Whether it is done without a form, today, unless its day is asked for: of one that asks nothing, or only that."""
    of_handed_over: ClassVar[bool] = False
    """Whether it is done to a child whom a colleague has now, too."""
    by_managers: ClassVar[bool] = False
    """Whether it is done to children in a manager's store too: what is allocation."""
    managers_alone: ClassVar[bool] = False
    """Whether it is done in a manager's store alone."""
    makes_children: ClassVar[bool] = False
    """Of one about nobody: whether it puts children on record."""
    wide: ClassVar[bool] = False
    books: ClassVar[str] = ""
    """Of a verb that gives a meeting its day: the question that asks for it. The diary stands beside it."""
    tells: str = ""
    """Words that are shown once it is done, and then alone."""
    keeps_choices: ClassVar[bool] = False
    """Whether answers by a single key make a draft too: in a long form they are work, in a quick one they are not."""

    @property
    def day_question(self) -> str:
        """The name of the question of its day; empty where it has none."""
        question = act_question(questions_of(self.asks)) if self.asks is not Nothing else None
        return question.name if question else ""

    def look(self, connection: Connection, scene: Scene) -> Any:  # noqa: ARG002
        """What it must read beside the caseload; kept as `scene.known`. Raises Refused."""
        return None

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> Sequence[str]:  # noqa: ARG002
        """The children it is about, from those who were chosen. Raises Refused."""
        return child_ids

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:  # noqa: ARG002
        """Of a row that no case knows by its key: the child whom it is about."""
        return ()

    def questions(self, scene: Scene) -> tuple[Question, ...]:  # noqa: ARG002
        """What it asks, upon this scene. Raises Refused where it cannot be done at all."""
        return questions_of(self.asks) if self.asks is not Nothing else ()

    def heard(self, so_far: AnswersSoFar) -> AnswersSoFar:
        """The answers as they are to be read: words that answer several questions at once taken apart."""
        return so_far

    def heading(self, scene: Scene) -> str:  # noqa: ARG002
        """What its form is called upon this scene: the act, with the day that it changes."""
        return self.title

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        """A word beside the form's title: what is so far."""
        return ""

    def each(self, scene: Scene) -> Sequence[str]:  # noqa: ARG002
        """Of several children at once a line each: what differs between them, such as the limit."""
        return ()

    def beside(self, scene: Scene, so_far: AnswersSoFar) -> BesideBooking:
        """Of a verb that books: the diary beside it, by the answers so far."""
        raise NotImplementedError

    def confirm(self, scene: Scene) -> str:  # noqa: ARG002
        """What to ask before it is done at all; empty: it goes ahead."""
        return ""

    def not_before(self, scene: Scene, answers: _I) -> Iterable[NotBefore]:  # noqa: ARG002
        """What its act answers, each with the day before which it cannot lie. Raises Refused as `plan` does."""
        return ()

    def plan(self, scene: Scene, answers: _I) -> Plan:
        """What it would do. Pure: the same scene and input give the same plan. Raises Refused."""
        raise NotImplementedError

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        """Do what was planned, and drop the draft it was typed in. Raises Refused."""
        return perform(session, planned, draft)


# Doing it


def look_at(session: Session, action: Action[Any], child_ids: Iterable[str] = (), keys: Iterable[str] = ()) -> Scene:
    """The scene for an action, now. Raises Refused: no child, one not on record any more, several for one."""
    caseload = session.caseload()
    chosen = action.whom(caseload, tuple(dict.fromkeys(child_ids)))
    scene = Scene(caseload, tuple(chosen), tuple(dict.fromkeys(keys)), seen=caseload.seen)
    _require_subject(action, scene)
    return session.query(lambda connection, _: _looked_at(connection, action, scene))


def _looked_at(connection: Connection, action: Action[Any], scene: Scene) -> Scene:
    """The scene with the whole case of whom it is about, and what the action must read beside it."""
    child_ids = scene.child_ids
    if action.about is About.ROW and not child_ids:
        child_ids = child_of_row(connection, scene.caseload, scene.key) or action.whose(connection, scene.key)
    if scene.caseload.manages or action.managers_alone:
        from iro_tui.actions.managing import require_begun

        child_ids = require_begun(connection, action, scene, child_ids)
    scene = replace(scene, child_ids=child_ids, caseload=scene.caseload.whole(connection, child_ids))
    return replace(scene, known=action.look(connection, scene))


def row_of(scene: Scene, rows: Callable[[Case], Iterable[_R]], words: str) -> _R:
    """What the scene's key stands for, among these facts of its child. Raises Refused: not on record any more."""
    for child_id in scene.child_ids:
        for row in rows(scene.caseload.cases[child_id]):
            if row.id == scene.key:
                return row
    raise Refused(f"This {words} is not on record any more: go back to the list. Nothing was changed.")


def _require_subject(action: Action[Any], scene: Scene) -> None:
    ids = scene.child_ids
    if action.about in (About.CHILDREN, About.CHILD) and not ids:
        raise Refused("No child is chosen: put the cursor on one, or mark several with space.")
    if action.about is About.CHILD and len(ids) > 1:
        raise Refused(f"{action.title}: this is for one child at a time; take the marks away with Esc.")
    scene.caseload.require_children(ids, kept=not action.of_handed_over and action.about is not About.ROWS)
    if action.about in (About.ROW, About.ROWS) and not scene.keys:
        raise Refused("Nothing is chosen: put the cursor on a row, or mark several with space.")
    if action.about is About.ROW and len(scene.keys) > 1:
        raise Refused(f"{action.title}: this is for one row at a time; take the marks away with Esc.")


def plan(action: Action[_I], scene: Scene, answers: _I) -> Plan:
    """What an action would do with an input, checked by what the action asks. Raises Refused."""
    _require_subject(action, scene)  # a form may have been open for long
    if action.asks is Nothing:
        return replace(action.plan(scene, answers), seen=scene.seen, child_ids=scene.child_ids)
    questions = action.questions(scene)
    answers = checked(answers, questions)
    day = day_of_act(questions, answers, scene.today, scene.practice.office)
    require_possible(questions, day, scene.today, (*births(scene), *action.not_before(scene, answers)))
    planned = action.plan(replace(scene, acted_on=day), answers)
    require_once(scene, planned.writes)
    off = typed_off(questions, answers, scene.today, scene.practice.office)
    says = planned.says_day or day == scene.today
    return replace(
        planned,
        warning=" ".join(filter(None, (planned.warning, off))),
        sentence=planned.sentence + ("" if says else f" Dated {day_words(day, scene.today)}."),
        notes=tuple(replace(note, on=note.on or day) for note in planned.notes),
        seen=scene.seen,
        child_ids=scene.child_ids,
    )


def plan_answers(action: Action[Any], scene: Scene, questions: Sequence[Question], so_far: AnswersSoFar) -> Plan:
    """What an action would do by answers as they were typed. Raises Refused."""
    if action.asks is Nothing:
        return plan(action, scene, Nothing())
    so_far = action.heard(so_far)
    return plan(action, scene, read_answers(action.asks, questions, so_far, scene.today, scene.practice.office))


def perform(session: Session, planned: Plan, draft: str = "") -> Changes:
    """Do what was planned, as one journalled action, and drop the draft it was typed in, in one transaction.

    Raises Refused: a row it rests on was changed meanwhile, a child is gone, nothing would change. Nothing is written.
    """
    from iro_tui.store import own
    from iro_tui.store.tables import CaseNoteRow
    from iro_tui.store.work import action

    caseload = session.caseload()
    caseload.require_children(planned.child_ids)
    with refusals(), action(session.engine, planned.name, planned.sentence, seen=planned.seen) as work:
        if caseload.until and session.looks_back:
            require_not_later(work.connection, planned.writes, caseload.until)
        work.write(planned.writes)
        if not work.changed:
            raise Refused(planned.nothing)
        work.add_rows(CaseNoteRow, [note.row(caseload, work.operation_id) for note in planned.notes])
        if draft:
            own.write_draft(work.connection, draft, None)
    session.keep_up()
    return Changes.of(work.result, planned.sentence)


def do(
    session: Session,
    action: Action[_I],
    answers: _I,
    child_ids: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> Changes:
    """Plan and perform in one go, where nobody is asked. Raises Refused."""
    return action.perform(session, plan(action, look_at(session, action, child_ids, keys), answers))
