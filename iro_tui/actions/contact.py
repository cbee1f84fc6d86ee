"""The footprint: the IRO's contacts with and about a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.tables import ContactRow
from iro_tui.store.work import action
from iro_tui.text import clean

LONGEST_MINUTES = 24 * 60

TOLD = {
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
_ALONE = {True: "The child was seen alone", False: "The child was not seen alone"}
_NOTE = notes.Wording(
    "IRO contact: {how}, {who}",
    ("The IRO {told}.", "{alone}.", "Purpose: {reason}.", "{note}.", "It took {minutes}."),
)


@dataclass(frozen=True, slots=True)
class ContactMade:
    """A contact as it is told: `who` and `how` in the words of the vocabulary, `on` None for today."""

    who: str
    how: str
    note: str = ""
    on: date | None = None
    seen_alone: bool | None = None
    reason: str = ""
    minutes: int | None = None


def note_contact(engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, contact: ContactMade) -> Changes:
    """Note a contact for one or several children, as one action.

    Raises Refused: words that are not in the vocabulary, a day to come, minutes that cannot be.
    """
    ids, today = chosen(caseload, child_ids), caseload.today
    on = contact.on or today
    one_of("With whom", contact.who, CONTACT_WITH)
    one_of("How", contact.how, CONTACT_HOW)
    if on > today:
        raise Refused(f"The day is {day_words(on, today)}, which is to come: give the day of the contact.")
    if contact.minutes is not None and not 0 < contact.minutes <= LONGEST_MINUTES:
        raise Refused(f"The minutes are {contact.minutes}: give 1 to {LONGEST_MINUTES}, or none.")
    reason, note = clean(contact.reason), clean(contact.note, multiline=True)
    with action(engine, "Footprint note") as work:
        work.add_many(
            ContactRow(
                child_id=child_id,
                on_day=on,
                who=contact.who,
                how=contact.how,
                seen_alone=contact.seen_alone,
                reason=reason or None,
                note=note or None,
                minutes=contact.minutes,
            )
            for child_id in ids
        )
        values = {
            "how": contact.how,
            "who": contact.who,
            "told": TOLD[contact.how].format(who=_PEOPLE.get(contact.who, f"the {contact.who}")),
            "alone": None if contact.seen_alone is None else _ALONE[contact.seen_alone],
            "reason": reason,
            "note": note,
            "minutes": amount_words(contact.minutes, "minutes") if contact.minutes else None,
        }
        notes.leave_all(work, caseload, (_NOTE.note(child_id, values, on) for child_id in ids))
        alone = ", seen alone" if contact.seen_alone else ""
        said = f"footprint of {day_words(on, today)}: {contact.how}, {contact.who}{alone}"
        work.sentence = f"{called(caseload, ids)}: {said}."
    return Changes.of(work.result)
