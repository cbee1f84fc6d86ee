"""Correcting a footprint note: what was said of a contact stays in the journal.

A tick that it made moves with its day, and goes where it is not the talk any more that was ticked. What becomes the
talk that is asked by being corrected ticks it, as it would have when it was noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.contact import LONGEST_MINUTES, answerable, asked_of_kind, with_child
from iro_tui.actions.contact_ticks import Tick, ticks_of, ticks_words
from iro_tui.actions.correcting import NOTHING, Correction, Misstatement
from iro_tui.actions.done import Asked, marks
from iro_tui.actions.questions import always, ask, numbered, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.footprint import ANSWERING, Answering
from iro_tui.domain.several import parted
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Change, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ContactCorrected:
    """A contact as it should have been told."""

    how: str = ask("How", "choice", column="how", options=numbered(CONTACT_HOW), needed=always)
    who: str = ask("With", "several", column="who", options=numbered(CONTACT_WITH), needed=always)
    alone: bool | None = ask("Child alone", "yes_no", column="seen_alone", asked=with_child)
    minutes: int | None = ask("Minutes", "number", column="minutes")
    note: str = ask("Note", "note", column="note")
    reason: str = ask("Purpose", column="reason")
    on: date | None = ask("When", "day", lean="back", column="on_day", needed=always)


_COLUMNS = {
    "how": "how",
    "who": "who",
    "alone": "seen_alone",
    "minutes": "minutes",
    "note": "note",
    "reason": "reason",
    "on": "on_day",
}


class CorrectContact(Correction[ContactCorrected]):
    id = "correct_contact"
    title = "Correct the contact"
    words = "Correct a footprint note: contact, visit, phone call, wrong day, person or words"
    table = "contact"
    asks = ContactCorrected
    offers = (Offer("facts", 11, "correct this contact", key="c"),)

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:
        return {"ticks": ticks_of(connection, row)}

    def before(self, scene: Scene) -> Mapping[str, Any]:
        return {name: getattr(scene.known.row, column) for name, column in _COLUMNS.items()}

    def called(self, scene: Scene) -> str:
        return f"the contact of {day_words(scene.known.row.on_day, scene.today)}"

    def corrections(self, scene: Scene, answers: ContactCorrected) -> Iterator[Write]:
        if answers.on:
            require_come("When", answers.on, scene.today, "give the day of the contact")
        if answers.minutes is not None and not 0 < answers.minutes <= LONGEST_MINUTES:
            raise Refused(f"The minutes are {answers.minutes}: give 1 to {LONGEST_MINUTES}, or none.")
        yield Change("contact", scene.key, stored(answers))
        for tick in _moving(scene, answers):
            yield Change(tick.table, tick.row_id, {tick.column: answers.on})
        for tick in _going(scene, answers):
            yield tick.back()
        yield from marks(replace(scene, acted_on=_on(scene, answers)), [asked for _, asked in _coming(scene, answers)])

    def plan(self, scene: Scene, answers: ContactCorrected) -> Plan:
        planned = super().plan(scene, answers)
        return replace(planned, sentence=" ".join((planned.sentence, *_ticks_words(scene, answers))))

    def _differences(self, scene: Scene, answers: ContactCorrected) -> Iterator[Misstatement]:
        yield from super()._differences(scene, answers)
        if going := _going(scene, answers):
            yield Misstatement("counts as", ticks_words(going), NOTHING)
        if coming := _coming(scene, answers):
            yield Misstatement("counts as", NOTHING, _answering_words(coming))

    def case_with(self, scene: Scene, answers: ContactCorrected) -> Case:
        days = list(scene.case.contacts)
        if scene.known.row.on_day in days and answers.on:
            days[days.index(scene.known.row.on_day)] = answers.on
        return replace(scene.case, contacts=tuple(days))


def _on(scene: Scene, answers: ContactCorrected) -> date:
    on: date = answers.on or scene.known.row.on_day
    return on


def _coming(scene: Scene, answers: ContactCorrected) -> list[tuple[Answering, Asked]]:
    """What is asked and the contact answers by what is corrected; what it would have answered before was left asked."""
    row, on = scene.known.row, _on(scene, answers)
    coming = []
    for answering in ANSWERING:
        asked = asked_of_kind(scene, answering)
        fitted = answering.fits(parted(row.who or ""), row.how or "", alone=row.seen_alone)
        before = answerable(scene, asked, row.on_day) if fitted else []
        if answering.fits(parted(answers.who), answers.how, alone=answers.alone):
            coming += [
                (answering, each)
                for each in answerable(scene, asked, on)
                if answering.counts(on, each[1].due)
                and not (each in before and answering.counts(row.on_day, each[1].due))
            ]
    return coming


def _answering_words(coming: list[tuple[Answering, Asked]]) -> str:
    return joined([answering.words for answering, _ in coming])


def _going(scene: Scene, answers: ContactCorrected) -> list[Tick]:
    """The ticks that the contact made and does not answer any more, by whom it was with, how, or its day."""
    on = answers.on or scene.known.row.on_day
    return [
        tick
        for tick in scene.known.parts["ticks"]
        if tick.made and not (_answers(tick, answers) and tick.can_lie_on(on, scene.case))
    ]


def _moving(scene: Scene, answers: ContactCorrected) -> list[Tick]:
    """The ticks that go with the contact to another day: those that can lie on it."""
    on, going = answers.on, _going(scene, answers)
    if not on or on == scene.known.row.on_day:
        return []
    return [tick for tick in scene.known.parts["ticks"] if tick not in going and tick.can_lie_on(on, scene.case)]


def _answers(tick: Tick, answers: ContactCorrected) -> bool:
    return tick.answering.fits(parted(answers.who), answers.how, alone=answers.alone)


def _ticks_words(scene: Scene, answers: ContactCorrected) -> Iterator[str]:
    """What becomes of the ticks; nothing where they are as they were, or there are none."""
    going, moving = _going(scene, answers), _moving(scene, answers)
    if moving:
        yield f"Its tick moves with it: {ticks_words(moving)}."
    if coming := _coming(scene, answers):
        yield f"Counts as: {_answering_words(coming)}."
    if going:
        yield f"Its tick goes too: {ticks_words(going)}."
    day = scene.known.row.on_day
    left = [tick for tick in scene.known.parts["ticks"] if tick not in going and tick not in moving]
    if stay := [tick for tick in left if answers.on != day or not _answers(tick, answers)]:
        yield f"Its tick stays on {day_words(day, scene.today)}: {ticks_words(stay)}."


ACTION = CorrectContact()
