"""Proceedings about a child in court: issued, extended, the guardian. Source: CA 1989 s32."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.appointment import move_row, moves_the_review
from iro_tui.actions.base import About, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.hearing import hearing_note, hearing_words
from iro_tui.actions.hearing_line import written
from iro_tui.actions.hearing_lines import (
    LINES,
    HearingWritten,
    asked_line,
    hearings_of,
    line_name,
    moves_one,
    past_the_end,
    shown,
    too_late_for,
)
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.of_several import OfProceedings, proceedings_meant
from iro_tui.actions.questions import (
    AnswersSoFar,
    Question,
    act_day,
    always,
    ask,
    coded,
    never,
    numbered,
    questions_of,
    stored,
)
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.beside import CourtDate, Proceedings
from iro_tui.domain.proceedings import LONGEST_EXTENSION, by_words, corrected_ends, further_ends, last_day, week_words
from iro_tui.domain.protection import APPLICATIONS
from iro_tui.domain.reaching import contact_fault
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import ASKED_BY, COURT, MOVE_REASONS
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_NOTE = NoteTemplate(
    "Proceedings",
    (
        "Proceedings: {application}, issued on {issued}.",
        "They are to end by {last}.",
        "They were extended to {extended}.",
        "The end of the extension was put right: {corrected}.",
        "Guardian: {guardian}.",
        "Another day for a hearing was asked by: {asked_by}.",
        "Reason: {reason}.",
    ),
)


@dataclass(frozen=True, slots=True)
class ProceedingsAnswers:
    """Proceedings as they stand; an extension is typed as the new end."""

    application: str = ask("Application", "choice", options=coded(APPLICATIONS), needed=always, column="application",
                           part="Proceedings")  # fmt: skip
    applied: date | None = ask("Applied on", "day", lean="back", hint="if known", column="applied_on")
    issued: date | None = ask("Issued on", "day", lean="back", hint="14/9, mon", needed=always, column="issued_on")
    extended: date | None = ask(
        "Extended to", "day", any_day=True, hint="the new end, if extended", column="extended_to"
    )
    put_right: bool | None = ask(
        "Put right", "yes_no", default="no", hint="y: the end on record was wrong; n: a further extension"
    )
    court: str = ask("Court", hint="if known", column="court")
    reference: str = ask("Reference", hint="the court's", private=True, column="reference")
    guardian: str = ask("Guardian", hint="of Cafcass, once there is one", private=True, column="guardian")
    guardian_on: date | None = ask("Guardian since", "day", lean="back", hint="if known", column="guardian_on")
    guardian_contact: str = ask(
        "Reached at", hint="telephone or e-mail", private=True, column="guardian_contact", fault=contact_fault
    )
    solicitor: str = ask("Solicitor", hint="for the child", private=True, column="solicitor")
    hearing1: str = asked_line(1)
    hearing2: str = asked_line(2)
    hearing3: str = asked_line(3)
    hearing4: str = asked_line(4)
    hearing5: str = asked_line(5)
    hearing6: str = asked_line(6)
    hearing7: str = asked_line(7)
    hearing8: str = asked_line(8)
    asked_by: str = ask("Who asked", "choice", options=numbered(ASKED_BY), default=COURT, asked=never)
    reason: str = ask("Why", suggested=MOVE_REASONS, hint="why it is moved, if known", in_words=True, asked=never)
    known: date | None = act_day("Known since", "give the day on which you were told", part="Told")


class KnownProceedings(NamedTuple):
    """The proceedings that run, and their days of court, by day."""

    row: Any
    hearings: tuple[CourtDate, ...] = ()


class EnterProceedings(OfProceedings[ProceedingsAnswers]):
    id = "proceedings"
    title = "Proceedings"
    words = "Enter care proceedings, or change them: issued, 26 weeks, extension, guardian, court reference, hearings"
    about = About.CHILD
    asks = ProceedingsAnswers
    wide = True
    may_be_new = True
    offers = (Offer("facts", 105, "proceedings: issued, extended, hearings", key="u"),)

    def look(self, connection: Connection, scene: Scene) -> Any:
        from iro_tui.store.reads import read_row, read_rows
        from iro_tui.store.shapes import CourtDateRow, ProceedingsRow

        now = proceedings_meant(scene)
        if now is None:
            return KnownProceedings(None)
        mine = {row.id for row in read_rows(connection, CourtDateRow, proceedings_id=now.id)}
        return KnownProceedings(read_row(connection, ProceedingsRow, now.id), shown(scene.case, mine))

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        row, hearings = scene.known
        if row is None:
            return questions_of(ProceedingsAnswers, application={"default": "care"}, extended=None, put_right=None)

        def later(so_far: AnswersSoFar) -> bool:
            day = scene.day(so_far, "extended")
            return bool(row.extended_to and day and day > row.extended_to)

        def moved(so_far: AnswersSoFar) -> bool:
            return moves_one(scene, hearings, so_far)

        asked = questions_of(ProceedingsAnswers)
        now = {q.name: _typed(getattr(row, q.column)) for q in asked if q.column}
        now |= {line_name(n): written(court, scene.today) for n, court in enumerate(hearings, 1)}
        filled = {name: {"default": text} for name, text in now.items()}
        return questions_of(
            ProceedingsAnswers,
            **filled,
            put_right={"asked": later},
            asked_by={"asked": moved},
            reason={"asked": moved},
        )

    def heading(self, scene: Scene) -> str:
        return "Proceedings" if scene.known.row else "New proceedings"

    def aside(self, scene: Scene) -> str:
        now = proceedings_meant(scene)
        last = last_day(now, scene.practice) if now else None
        if now is None or last is None:
            return ""
        until = f"to end by {by_words(last.on, scene.practice, scene.today)}"
        return ", ".join(filter(None, (week_words(now, scene.today), until)))

    def plan(self, scene: Scene, answers: ProceedingsAnswers) -> Plan:
        issued = answers.issued or scene.today
        with refusing("issued"):
            require_come("Issued", issued, scene.today, "enter proceedings once they are issued")
        row = scene.known.row
        # Of another kind and issued on another day it runs beside what there is; one of them alone puts that right.
        beside = bool(row) and row.application != answers.application and row.issued_on != issued
        if beside:
            answers = _own_alone(answers, row)
        if answers.applied and answers.applied > issued:
            raise Refused("They are applied for after they were issued: look at both days.", question="applied")
        entered = Proceedings("", issued, answers.application, answers.extended)
        end = _new_end(scene, answers, issued, None if beside else row)
        values = stored(answers) | ({"extensions": end.extensions} if end else {})
        last = last_day(entered, scene.practice)
        until = f", to end by {by_words(last.on, scene.practice, scene.today)}" if last else ""
        words = APPLICATIONS[answers.application]
        lines, known = [getattr(answers, line_name(n)) for n in range(1, LINES + 1)], scene.known.hearings
        if beside:
            until += f", beside those for {APPLICATIONS[row.application]}, which go on"
            theirs = {written(court, scene.today) for court in known}
            row, known, lines = None, (), ["" if line.strip() in theirs else line for line in lines]
        elif row:
            until += _put_right(row, answers, issued, scene.today)
        name, what = end.name_and_words if end else ("Proceedings", f"issued {day_words(issued, scene.today)}")
        write = (
            Change("proceedings", row.id, values) if row else New("proceedings", {"child_id": scene.child_id, **values})
        )
        hearings = tuple(hearings_of(scene, known, lines, write.key))
        made = [each.made for each in hearings]
        return Plan(
            name=name,
            sentence=" ".join(
                [
                    f"{scene.called}: proceedings ({words}) {what}{until}.",
                    *(f"{hearing_words(h, scene)}." for h in made),
                ]
            ),
            writes=(write, *_written(scene, answers, hearings)),
            warning=" ".join(
                (
                    *_guardian_before(answers.guardian_on, issued, scene.today),
                    *too_late_for(scene, made),
                    *past_the_end(scene, made, entered),
                )
            ),
            then=moves_the_review(scene) if any(each.moved_from for each in hearings) else None,
            notes=(
                *(hearing_note(scene.child_id, hearing, scene) for hearing in made),
                _NOTE.note(
                    scene.child_id,
                    application=words,
                    issued=issued,
                    last=last.on if last and not end else None,
                    extended=answers.extended if end and not end.corrects else None,
                    corrected=(last.on if last else "none") if end and end.corrects else None,
                    guardian=answers.guardian,
                    asked_by=answers.asked_by,
                    reason=answers.reason,
                ),
            ),
        )


def _put_right(row: Any, answers: ProceedingsAnswers, issued: date, today: date) -> str:
    """What proceedings on record stood as, where their application or the day of issue is corrected."""
    stood = [APPLICATIONS[row.application]] if row.application != answers.application else []
    stood += [f"issued {day_words(row.issued_on, today)}"] if row.issued_on != issued else []
    return f"; they stood as {joined(stood)}" if stood else ""


_OF_ONE_ALONE = {"applied": "applied_on", "extended": "extended_to", "reference": "reference",
                 "guardian_on": "guardian_on"}  # fmt: skip
"""What is of the proceedings that stood in the form, by the question its column: of others beside them it is not."""


def _own_alone(answers: ProceedingsAnswers, row: Any) -> ProceedingsAnswers:
    """The answers for proceedings beside others, without what only stood there from those."""
    stood = [name for name, column in _OF_ONE_ALONE.items() if getattr(answers, name) == getattr(row, column)]
    left: dict[str, Any] = {name: "" if name == "reference" else None for name in stood}
    return replace(answers, **left)


def _guardian_before(since: date | None, issued: date, today: date) -> Iterator[str]:
    if since and since < issued:
        yield f"Guardian since {day_words(since, today)} is before the proceedings were issued: look at the year."


def _written(scene: Scene, answers: ProceedingsAnswers, hearings: Iterable[HearingWritten]) -> Iterator[Write]:
    for each in hearings:
        yield each.write
        if each.moved_from:
            of = {"court_date_id": each.write.key}
            yield move_row("court_move", scene, of, answers, each.moved_from, each.made.on)


class NewEnd(NamedTuple):
    """An end that the court gave, or one on record that is put right; how many extensions there are with it."""

    extensions: int | None
    corrects: bool = False

    @property
    def name_and_words(self) -> tuple[str, str]:
        if self.corrects:
            return "Correct the extension", "extension put right" if self.extensions else "extension taken away"
        return "Extend proceedings", "extended"


def _new_end(scene: Scene, answers: ProceedingsAnswers, issued: date, row: Any) -> NewEnd | None:
    """What the end that is typed makes of the one on record; None where it stays. Raises Refused: one that cannot be.

    One earlier than the end on record puts that right: no court gives an end back. Source: CA 1989 s32(5), (8).
    """
    before, count = (row.extended_to, row.extensions or 1) if row and row.extended_to else (None, 0)
    to = answers.extended
    if to == before:
        return None
    if to is None:
        return NewEnd(None, corrects=True)
    corrects = before is not None and (to < before or bool(answers.put_right))
    ends = corrected_ends(issued, count, scene.practice) if corrects else further_ends(issued, before, scene.practice)
    after, last = day_words(ends.after, scene.today), day_words(ends.last, scene.today)
    if to <= ends.after:
        which = "when the 26 weeks end" if corrects or before is None else "the present one"
        raise Refused(f"The new end is no later than {after}, {which}: give a later day.", question="extended")
    if to > ends.last:
        by = f"{count} extensions go" if corrects and count > 1 else "one extension goes"
        weeks = LONGEST_EXTENSION.days // 7 * (count if corrects else 1)
        raise Refused(
            f"The new end is more than {weeks} weeks after {after}: {by} to {last} at most (CA 1989 s32(8)).",
            question="extended",
        )
    return NewEnd(count, corrects=True) if corrects else NewEnd(count + 1)


def _typed(value: Any) -> str:
    return typed(value) if isinstance(value, date) or value is None else str(value)


def running_now(scene: Scene) -> Proceedings:
    """The proceedings that go on. Raises Refused: none."""
    now = proceedings_meant(scene)
    if now is None:
        raise Refused(f"{scene.called} has no proceedings that go on: u under i enters them.")
    return now


ACTION = EnterProceedings()
