"""The footprint: the IRO's contacts with and about a child, as quick to note as the talk was short.

A contact that fits what is asked, such as a talk with the child alone before a review, ticks it and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.done import Asked, marks
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import (
    AnswersSoFar,
    Option,
    Question,
    act_day,
    always,
    among,
    ask,
    numbered,
    one_of,
    questions_of,
    stored,
)
from iro_tui.actions.ticked import answered_by
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.footprint import ANSWERING, CHILD, TALKING, Answering, alone_words
from iro_tui.domain.several import parted
from iro_tui.domain.vocabulary import CONTACT_HOW, CONTACT_WITH
from iro_tui.domain.words import amount_words, day_words, joined

LONGEST_MINUTES = 24 * 60
COUNTS, DOES_NOT = "yes", "no"

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
_NOTE = NoteTemplate(
    "IRO contact: {how}, {who}",
    (
        "The IRO {in_touch}.",
        "The child was {alone}.",
        "Purpose: {reason}.",
        "{note}.",
        "It took {minutes}.",
        "It counts as what was to be done: {counts}.",
    ),
)


def with_child(so_far: AnswersSoFar) -> bool:
    """Whether it is a talk with the child, so that it matters who else heard it; a letter is none."""
    return bool(among("who", CHILD)(so_far) and one_of("how", *TALKING)(so_far))


def _counting() -> Any:
    """The question whether a contact counts as what is asked; its answers name it. Unanswered the table says it."""
    return ask("Counts as", "choice", options=(Option("y", COUNTS, "yes"), Option("c", DOES_NOT, "does not count")))


@dataclass(frozen=True, slots=True)
class ContactAnswers:
    """A contact as it is told; for each kind of duty that it may answer, whether it does."""

    how: str = ask("How", "choice", column="how", options=numbered(CONTACT_HOW), needed=always)
    who: str = ask("With", "several", column="who", options=numbered(CONTACT_WITH), needed=always)
    alone: bool | None = ask("Child alone", "yes_no", column="seen_alone", asked=with_child)
    minutes: int | None = ask("Minutes", "number", column="minutes", hint="spent, if you count them")
    note: str = ask("Note", "note", column="note", hint="what was said, what follows")
    reason: str = ask("Purpose", column="reason", hint="if it matters")
    speak_to_child: str = _counting()
    sw_iro_talk: str = _counting()
    rag_tell_manager: str = _counting()
    on: date | None = act_day("When", "give the day of the contact")


class NoteContact(Action[ContactAnswers]):
    id = "contact"
    title = "Footprint note"
    words = "Write a footprint note: visit, phone call, contact, whom you saw or spoke to"
    about = About.CHILDREN
    asks = ContactAnswers

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(ContactAnswers, **dict(_offered(scene)))

    def plan(self, scene: Scene, answers: ContactAnswers) -> Plan:
        on, today = scene.act_day, scene.today
        if answers.minutes is not None and not 0 < answers.minutes <= LONGEST_MINUTES:
            raise Refused(f"The minutes are {answers.minutes}: give 1 to {LONGEST_MINUTES}, or none.")
        counted = list(_counted(scene, answers))
        counts = {
            child_id: joined([answering.words for answering, (whose, _) in counted if whose == child_id])
            for child_id in scene.child_ids
        }
        return Plan(
            name="Footprint note",
            sentence=f"{scene.called}: footprint of {day_words(on, today)}: {contact_words(answers)}."
            f"{_counts_words(scene, counted)}",
            writes=(
                *scene.new_each("contact", stored(answers) | {"on_day": on}),
                *marks(scene, [asked for _, asked in counted]),
            ),
            notes=tuple(
                _NOTE.note(
                    child_id,
                    how=answers.how,
                    who=answers.who,
                    in_touch=IN_TOUCH[answers.how].format(who=people_words(parted(answers.who))),
                    alone=None if answers.alone is None else alone_words(answers.how, alone=answers.alone),
                    reason=answers.reason,
                    note=answers.note,
                    minutes=amount_words(answers.minutes, "minutes") if answers.minutes else None,
                    counts=counts[child_id],
                )
                for child_id in scene.child_ids
            ),
            says_day=True,
        )


def contact_words(answers: ContactAnswers) -> str:
    """`visit, child and carer, seen alone`."""
    alone = f", {alone_words(answers.how)}" if answers.alone else ""
    return f"{answers.how}, {joined(parted(answers.who))}{alone}"


def people_words(who: Sequence[str]) -> str:
    """Whom it was with, as a note says it: `the child and the carer`."""
    return joined([_PEOPLE.get(person, f"the {person}") for person in who])


# What it counts as


def asked_of_kind(scene: Scene, answering: Answering) -> list[Asked]:
    """The duties of a kind that are asked of these children."""
    return [
        (child_id, duty)
        for child_id in scene.child_ids
        for duty in scene.caseload.duties.get(child_id, ())
        if duty.kind == answering.duty
    ]


def answerable(scene: Scene, asked: Sequence[Asked], on: date) -> list[Asked]:
    """Those that a contact of a day can answer: it lies after what the duty hangs on."""
    return [
        (child_id, duty)
        for child_id, duty in asked
        if all(on >= bound.day for bound in answered_by(duty, scene.caseload.on_day[child_id]))
    ]


def _offered(scene: Scene) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """For each kind of duty how it is asked whether the contact counts; None where none is open."""
    for answering in ANSWERING:
        asked = asked_of_kind(scene, answering)
        if not asked:
            yield answering.duty, None
            continue
        booked = asked[0][1].booked if len(asked) == 1 else None
        of = f", for {day_words(booked, scene.today)}" if booked else ""
        yield (
            answering.duty,
            {
                "options": (
                    Option("y", COUNTS, f"{answering.words}{of}"),
                    Option("c", DOES_NOT, "does not count"),
                ),
                "asked": _fits(scene, answering, asked),
            },
        )


def _fits(scene: Scene, answering: Answering, asked: Sequence[Asked]) -> Any:
    """Whether what is answered so far is a contact that may answer it."""

    def fits(so_far: AnswersSoFar) -> bool:
        alone = {"yes": True, "no": False}.get(str(so_far.get("alone") or "").casefold(), so_far.get("alone"))
        day = scene.day(so_far, "on") or scene.today
        return answering.fits(parted(str(so_far.get("who") or "")), str(so_far.get("how") or ""), alone=alone) and bool(
            answerable(scene, asked, day)
        )

    return fits


def _counted(scene: Scene, answers: ContactAnswers) -> Iterator[tuple[Answering, Asked]]:
    """What the contact is counted as: where it was not said, what it is taken to answer."""
    for answering in ANSWERING:
        answer, asked = getattr(answers, answering.duty), asked_of_kind(scene, answering)
        if answer == DOES_NOT or not _fits(scene, answering, asked)(_so_far(answers)):
            continue
        for child_id, duty in answerable(scene, asked, scene.act_day):
            if answer == COUNTS or answering.counts(scene.act_day, duty.due):
                yield answering, (child_id, duty)


def _so_far(answers: ContactAnswers) -> AnswersSoFar:
    return {name: getattr(answers, name) for name in answers.__dataclass_fields__}


def _counts_words(scene: Scene, counted: Sequence[tuple[Answering, Asked]]) -> str:
    """` Counts as: speak with the child alone.`, and for how many where that is not for all of several."""
    of_kind: dict[str, int] = {}
    for answering, _ in counted:
        of_kind[answering.words] = of_kind.get(answering.words, 0) + 1
    several = len(scene.child_ids)
    words = [f"{what} (of {n})" if n < several else what for what, n in of_kind.items()]
    return f" Counts as: {joined(words)}." if words else ""


ACTION = NoteContact()
