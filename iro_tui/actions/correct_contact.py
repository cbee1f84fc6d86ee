"""Correcting a footprint note: what was said of a contact stays in the journal. A tick it made goes with its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.contact import LONGEST_MINUTES
from iro_tui.actions.correcting import Correction
from iro_tui.actions.questions import always, among, ask, numbered, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.duty_kind import Done
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.footprint import ANSWERING
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
    alone: bool | None = ask("Seen alone", "yes_no", column="seen_alone", asked=among("who", "child"))
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


class Tick(NamedTuple):
    """What the contact was counted as: the column that its day stands in."""

    table: str
    row_id: str
    column: str
    words: str
    before: date | None
    """What it answers happened on this day: before it the tick cannot lie."""


class CorrectContact(Correction[ContactCorrected]):
    id = "correct_contact"
    title = "Correct the contact"
    words = "Correct a footprint note: contact, visit, phone call, wrong day, person or words"
    table = "contact"
    asks = ContactCorrected
    offers = (Offer("facts", 11, "correct this contact", key="c"),)

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:
        return {"ticks": tuple(dict.fromkeys(_ticks(connection, row)))}

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
        for tick in _moving(scene, answers.on):
            yield Change(tick.table, tick.row_id, {tick.column: answers.on})

    def plan(self, scene: Scene, answers: ContactCorrected) -> Plan:
        planned = super().plan(scene, answers)
        return replace(planned, sentence=f"{planned.sentence}{_ticks_words(scene, answers.on)}")

    def case_with(self, scene: Scene, answers: ContactCorrected) -> Case:
        days = list(scene.case.contacts)
        if scene.known.row.on_day in days and answers.on:
            days[days.index(scene.known.row.on_day)] = answers.on
        return replace(scene.case, contacts=tuple(days))


def _ticks(connection: Connection, row: Any) -> Iterator[Tick]:
    """The ticks that the contact made, as far as they still stand on its day."""
    from iro_tui.store.reads import read_row
    from iro_tui.store.set_with import set_with
    from iro_tui.store.shapes import SHAPES

    for each in set_with(connection, "contact", row.id, "on_day"):
        for answering in ANSWERING:
            done = BY_ID[answering.duty].done
            if not isinstance(done, Done) or done.table != each.table or done.column not in each.columns:
                continue
            ticked = read_row(connection, SHAPES[each.table], each.row_id)
            if ticked is not None and getattr(ticked, done.column) == row.on_day:
                yield Tick(each.table, each.row_id, done.column, answering.words, getattr(ticked, "rated_on", None))


def _moving(scene: Scene, on: date | None) -> Iterator[Tick]:
    """The ticks that go with the contact to another day: those that can lie on it."""
    for tick in scene.known.parts["ticks"]:
        bound = tick.before or scene.case.last_held
        if on and on != scene.known.row.on_day and (bound is None or on >= bound):
            yield tick


def _ticks_words(scene: Scene, on: date | None) -> str:
    """What becomes of the ticks where the day is corrected; empty where it is not, or made none."""
    ticks, moving = scene.known.parts["ticks"], tuple(_moving(scene, on))
    if on is None or on == scene.known.row.on_day or not ticks:
        return ""
    stay = [tick.words for tick in ticks if tick not in moving]
    moved = f" Its tick moves with it: {joined([tick.words for tick in moving])}." if moving else ""
    day = day_words(scene.known.row.on_day, scene.today)
    return f"{moved} Its tick stays on {day}: {joined(stay)}." if stay else moved


ACTION = CorrectContact()
