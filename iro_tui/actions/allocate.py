"""How a child came to an IRO: when the service was told, who was named and why another one, the letter to the child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.allocation import (
    IroKnown,
    begun_on,
    conflict_warning,
    holds_now,
    iros_known,
    may_be_named,
    named,
)
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.naming import in_full, iro_name
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, Question, act_day, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.siblings import siblings_of
from iro_tui.domain.allocation import IRO_REASONS, chair_goes_on
from iro_tui.domain.timescales import RULES
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import amount_words, day_words, joined
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


_NOTE = NoteTemplate(
    "Allocation",
    (
        "The IRO service was told of the child on {notified}.",
        "The IRO was named on {day}: {name}.",
        "Before: {before}.",
        "Why another: {why}.",
        "The letter that names the IRO was sent on {letter}.",
    ),
)


@dataclass(frozen=True, slots=True)
class AllocateAnswers:
    """When the service was told, who is the IRO, since when and why another one, and when the child was written to."""

    notified: date | None = ask("Told on", "day", lean="back", hint="when the IRO service was told")
    iro: str = ask("IRO", names="IRO", hint="name in full; empty: you")
    reason: str = ask("Why", suggested=IRO_REASONS, in_words=True, hint="why another IRO")
    letter: date | None = ask("Letter sent", "day", lean="back", hint="that names the IRO, to the child")
    named: date | None = act_day("Named on", "give the day on which the IRO was named")


class AllocationKnown(NamedTuple):
    """By child what naming its IRO rests on, and the rows of who is written down as the IRO."""

    iros: Mapping[str, IroKnown]
    workers: Sequence[Any]


class Allocate(Action[AllocateAnswers]):
    id = "allocate"
    of_handed_over = by_managers = True
    title = "Allocation"
    words = "Allocate: name the IRO or another one, when the service was told, the letter, reallocated, change of IRO"
    about = About.CHILDREN
    asks = AllocateAnswers
    offers = (Offer("facts", 45, "allocation: told, IRO named, letter", key="i"),)

    def look(self, connection: Connection, scene: Scene) -> AllocationKnown:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import WorkerRow

        workers = read_rows(connection, WorkerRow, child_id=list(scene.child_ids), role="iro", ended=None)
        return AllocationKnown(iros_known(connection, scene, scene.child_ids), workers)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: of a child who is not looked after; a manager names somebody for each on the caseload."""
        for who in scene.who:
            if not may_be_named(scene, who.child_id):
                raise Refused(f"{who.ref} is not looked after: an IRO is named for a child who is.")
        names = [_now(scene, child_id) for child_id in scene.child_ids]
        in_care = any(begun_on(scene, child_id) for child_id in scene.child_ids)
        notified = {known.notified for known in scene.known.iros.values()}

        def another(so_far: AnswersSoFar) -> bool:
            return any(name is not None and name != (so_far.get("iro") or "") for name in names)

        def anew(so_far: AnswersSoFar) -> bool:
            return another(so_far) or None in names

        chairs = [view and chair_goes_on(view) for view in map(scene.caseload.on_day.get, scene.child_ids)]
        return questions_of(
            self.asks,
            notified={"default": typed(notified.pop()) if len(notified) == 1 else "", "asked": lambda _: in_care},
            iro={"default": next(filter(None, (*names, *chairs)), "")},
            reason={"asked": another},
            letter={"asked": lambda _: in_care},
            named={"asked": anew},
        )

    def aside(self, scene: Scene) -> str:
        others = [key for key in siblings_of(scene.caseload, scene.child_ids[0]) if key in scene.caseload.status]
        refs = [scene.caseload.cases[key].ref for key in others if key not in scene.child_ids]
        return f"{amount_words(len(refs), 'siblings')}: {', '.join(refs)}; S names one IRO for all" if refs else ""

    def plan(self, scene: Scene, answers: AllocateAnswers) -> Plan:
        self._require_possible(scene, answers)
        answers = replace(answers, iro=in_full(scene, answers.iro))
        changed = [child_id for child_id in scene.child_ids if _now(scene, child_id) != answers.iro]
        notes = []
        for child_id in scene.child_ids:
            before = holds_now(scene, child_id, scene.known.iros[child_id]) if child_id in changed else None
            name = (answers.iro or "the author of this note") if child_id in changed else ""
            begun = begun_on(scene, child_id)
            notified = answers.notified if begun and answers.notified != scene.known.iros[child_id].notified else None
            notes.append(
                _NOTE.note(
                    child_id,
                    notified=notified,
                    name=name,
                    day=scene.act_day if name else None,
                    before=iro_name(scene, before.iro_id) if before else None,
                    why=answers.reason if before else None,
                    letter=answers.letter if begun else None,
                )
            )
        return Plan(
            name="Allocation",
            sentence=f"{scene.called}: {'; '.join(_parts(scene, answers, changed)) or 'as it is on record'}.",
            writes=tuple(write for child_id in scene.child_ids for write in _writes(scene, answers, child_id)),
            notes=tuple(note for note in notes if note.body),
            warning=conflict_warning(scene, answers.iro, scene.known.iros) if changed else "",
            says_day=True,
            nothing="That is on record already. Nothing was changed.",
        )

    @staticmethod
    def _require_possible(scene: Scene, answers: AllocateAnswers) -> None:
        today = scene.today
        for label, day in (("Told on", answers.notified), ("Letter sent", answers.letter)):
            if day:
                require_come(label, day, today, "give the day on which it was")
        for who in scene.who:
            begun = begun_on(scene, who.child_id)
            for label, day in (("Told on", answers.notified), ("Letter sent", answers.letter)):
                if day and begun and day < begun:
                    words, since = day_words(day, today), day_words(begun, today)
                    raise Refused(
                        f"{label} is {words}, before {who.ref} became looked after on {since}: give a later day."
                    )


def _now(scene: Scene, child_id: str) -> str | None:
    """The name of the IRO of this time of care; empty for the officer, None where nobody is named."""
    row = holds_now(scene, child_id, scene.known.iros[child_id])
    return iro_name(scene, row.iro_id) if row else None


def _writes(scene: Scene, answers: AllocateAnswers, child_id: str) -> Iterator[Write]:
    """What changes of one child: the row of the naming, the service told, the letter, and who is written down."""
    known: IroKnown = scene.known.iros[child_id]
    row, day = holds_now(scene, child_id, known), scene.act_day
    if begun_on(scene, child_id) is None:  # nobody is told of it, or written to
        answers = replace(answers, notified=None, letter=None)
    notified = {"notified": answers.notified} if answers.notified and answers.notified != known.notified else {}
    if row and iro_name(scene, row.iro_id) == answers.iro:
        letter = {"letter_sent": answers.letter} if answers.letter and answers.letter != row.letter_sent else {}
        if notified or letter:
            yield Change("allocation", row.id, notified | letter)
        return
    first = {"notified": answers.notified} if row is None else {}
    if notified and row is not None:
        yield Change("allocation", row.id, notified)
    why = {"reason": answers.reason} if row else {}
    yield from named(scene, child_id, known, answers.iro, day, letter_sent=answers.letter, **first, **why)
    for worker in scene.known.workers:
        if worker.child_id == child_id:
            yield Change("worker", worker.id, {"ended": max(day, worker.started or day)})
    if answers.iro:
        yield New("worker", {"child_id": child_id, "role": "iro", "name": answers.iro, "started": day})


def _parts(scene: Scene, answers: AllocateAnswers, changed: Sequence[str]) -> Iterator[str]:
    """What is said of it: the days, each with whether it was late, and of which children where they differ."""
    if answers.notified and any(known.notified != answers.notified for known in scene.known.iros.values()):
        late = _late(scene, "notify", answers.notified, scene.child_ids)
        yield f"service told {day_words(answers.notified, scene.today)}{late}"
    if changed:
        new = [child_id for child_id in changed if _now(scene, child_id) is None]
        what = "IRO named" if new else "another IRO since"
        yield f"{what} {day_words(scene.act_day, scene.today)}{_late(scene, 'alloc', scene.act_day, new)}"
    if answers.letter:
        yield f"letter sent {day_words(answers.letter, scene.today)}"


def _late(scene: Scene, rule_id: str, day: date, child_ids: Sequence[str]) -> str:
    """`, in time` or `, 3 working days late`; of several children who they are."""
    rule, late = RULES[rule_id], []
    since = {child_id: begun for child_id in child_ids if (begun := begun_on(scene, child_id))}
    for child_id, begun in since.items():
        limit = rule.limit(begun, scene.practice)
        if day > limit:
            days = amount_words(scene.practice.office.between(limit, day), "working days")
            late.append((scene.caseload.cases[child_id].ref, days))
    if not since:
        return ""
    if not late:
        return ", in time"
    return f", {late[0][1]} late" if len(child_ids) == 1 else f", late for {joined([ref for ref, _ in late])}"


ACTION = Allocate()
