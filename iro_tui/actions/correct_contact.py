"""Correcting a footprint note: what was said of a contact stays in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.contact import LONGEST_MINUTES
from iro_tui.actions.correcting import Correction
from iro_tui.actions.questions import always, among, ask, numbered, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write


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


class CorrectContact(Correction[ContactCorrected]):
    id = "correct_contact"
    title = "Correct the contact"
    words = "Correct a footprint note: contact, visit, phone call, wrong day, person or words"
    table = "contact"
    asks = ContactCorrected
    offers = (Offer("facts", 11, "correct this contact", key="c"),)
    told_by = "on_day"

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

    def case_with(self, scene: Scene, answers: ContactCorrected) -> Case:
        days = list(scene.case.contacts)
        if scene.known.row.on_day in days and answers.on:
            days[days.index(scene.known.row.on_day)] = answers.on
        return replace(scene.case, contacts=tuple(days))


ACTION = CorrectContact()
