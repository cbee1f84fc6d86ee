"""An event that the IRO was told of, or was not. Source: domain reference 1.3 monitor and 4.3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import AnswersSoFar, act_day, always, ask, coded
from iro_tui.domain.events import EVENTS
from iro_tui.domain.words import amount_words, day_words

_NOTE = NoteTemplate(
    "Event: {kind}",
    (
        "What happened: {kind}, on {happened}.",
        "{what}.",
        "The IRO was told on {told}.",
        "By: {by}.",
        "The IRO was not told, and learnt of it on {learnt}.",
        "What followed: {followed}.",
    ),
)


def _was_told(so_far: AnswersSoFar) -> bool:
    return so_far.get("iro_told") in (True, "yes", "y")


@dataclass(frozen=True, slots=True)
class EventAnswers:
    """What happened, when, and whether the IRO was told; the day of the act is that on which the IRO knew."""

    kind: str = ask("What happened", "choice", options=coded(EVENTS), needed=always, column="kind")
    happened: date | None = ask(
        "Happened", "day", lean="back", default="today", needed=always, hint="the day it happened"
    )
    what: str = ask("In words", "note", hint="if wanted", column="what")
    iro_told: bool | None = ask("Were you told", "yes_no", needed=always, column="iro_told")
    told_by: str = ask("By whom", hint="social worker, carer, school …", asked=_was_told)
    followed: str = ask("What followed", "note", hint="what you did, what is to come", column="followed")
    on: date | None = act_day("Known since", "give the day on which you were told, or found out")


class NoteEvent(Action[EventAnswers]):
    id = "event"
    title = "Event"
    words = "Record an event you were told of, or not told: move, missing, allegation, exclusion, new worker, incident"
    about = About.CHILDREN
    asks = EventAnswers
    offers = (Offer("facts", 101, "an event you were told of, or not told", key="n"),)

    def not_before(self, scene: Scene, answers: EventAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        yield from happened_before(answers)

    def plan(self, scene: Scene, answers: EventAnswers) -> Plan:
        return Plan(
            name="Event",
            sentence=f"{scene.called}: {event_words(scene, answers)}.",
            writes=scene.new_each("event", event_values(scene, answers)),
            notes=tuple(noted(scene, child_id, answers) for child_id in scene.child_ids),
            says_day=True,
        )


def happened_before(answers: EventAnswers) -> Iterator[NotBefore]:
    """Nobody is told of what has not happened yet."""
    if answers.happened:
        yield NotBefore(answers.happened, "it happened")


def event_values(scene: Scene, answers: EventAnswers) -> dict[str, Any]:
    """The row of an event."""
    return {
        "kind": answers.kind,
        "what": answers.what or None,
        "happened_on": answers.happened,
        "known_on": scene.act_day,
        "iro_told": answers.iro_told,
        "told_by": answers.told_by or None,
        "followed": answers.followed or None,
    }


def event_words(scene: Scene, answers: EventAnswers) -> str:
    """`exclusion from school on Tue 3 Nov, not told; known since Fri 6 Nov, 3 days later`."""
    happened = answers.happened or scene.act_day
    days = (scene.act_day - happened).days
    later = f", {amount_words(days, 'days')} later" if days else ""
    state = "told" if answers.iro_told else "not told; known since"
    words = f"{EVENTS[answers.kind]} on {day_words(happened, scene.today)}"
    return f"{words}, {state} {day_words(scene.act_day, scene.today)}{later}"


def noted(scene: Scene, child_id: str, answers: EventAnswers) -> Note:
    """Its note about a child."""
    return _NOTE.note(
        child_id,
        kind=EVENTS[answers.kind],
        happened=answers.happened,
        what=answers.what,
        told=scene.act_day if answers.iro_told else None,
        by=answers.told_by,
        learnt=None if answers.iro_told else scene.act_day,
        followed=answers.followed,
    )


ACTION = NoteEvent()
