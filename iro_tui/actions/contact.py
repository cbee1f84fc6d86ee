"""The footprint: the IRO's contacts with and about a child, as quick to note as the talk was short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, always, ask, numbered, one_of, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.domain.words import amount_words, day_words

LONGEST_MINUTES = 24 * 60

IN_TOUCH = {
    "visit": "visited {who}",
    "phone": "spoke with {who} by phone",
    "video": "spoke with {who} by video",
    "email": "was in touch with {who} by email",
    "meeting": "met with {who}",
    "letter": "was in touch with {who} by letter",
    "text": "was in touch with {who} by text message",
}
"""How the IRO was in touch, as a note says it."""
_PEOPLE = {"other": "another person"}
"""Whom a note does not call by the word of the vocabulary."""
_ALONE = {True: "The child was seen alone", False: "The child was not seen alone", None: None}
_NOTE = NoteTemplate(
    "IRO contact: {how}, {who}",
    ("The IRO {in_touch}.", "{alone}.", "Purpose: {reason}.", "{note}.", "It took {minutes}."),
)


@dataclass(frozen=True, slots=True)
class ContactAnswers:
    """A contact as it is told."""

    who: str = ask("With", "choice", column="who", options=numbered(CONTACT_WITH), needed=always)
    how: str = ask("How", "choice", column="how", options=numbered(CONTACT_HOW), needed=always)
    alone: bool | None = ask("Seen alone", "yes_no", column="seen_alone", asked=one_of("who", "child"))
    note: str = ask("Note", "note", column="note", hint="what was said, what follows")
    minutes: int | None = ask("Minutes", "number", column="minutes", hint="spent, if you count them")
    reason: str = ask("Purpose", column="reason", hint="if it matters")
    on: date | None = act_day("When", "give the day of the contact")


class NoteContact(Action[ContactAnswers]):
    id = "contact"
    title = "Footprint note"
    words = "Write a footprint note: visit, phone call, contact, whom you saw or spoke to"
    about = About.CHILDREN
    asks = ContactAnswers

    def plan(self, scene: Scene, answers: ContactAnswers) -> Plan:
        on = scene.act_day
        if answers.minutes is not None and not 0 < answers.minutes <= LONGEST_MINUTES:
            raise Refused(f"The minutes are {answers.minutes}: give 1 to {LONGEST_MINUTES}, or none.")
        alone = ", seen alone" if answers.alone else ""
        person = _PEOPLE.get(answers.who, f"the {answers.who}")
        return Plan(
            name="Footprint note",
            sentence=f"{scene.called}: footprint of {day_words(on, scene.today)}: {answers.how}, {answers.who}{alone}.",
            writes=scene.new_each("contact", stored(answers) | {"on_day": on}),
            notes=scene.note_each(
                _NOTE,
                how=answers.how,
                who=answers.who,
                in_touch=IN_TOUCH[answers.how].format(who=person),
                alone=_ALONE[answers.alone],
                reason=answers.reason,
                note=answers.note,
                minutes=amount_words(answers.minutes, "minutes") if answers.minutes else None,
            ),
            says_day=True,
        )


ACTION = NoteContact()
