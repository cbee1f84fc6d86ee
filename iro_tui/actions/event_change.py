"""What followed on an event, said later; or the event corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.event import EventAnswers, event_values, event_words, happened_before, noted
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.typed_day import typed
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

COLUMNS = {"happened": "happened_on", "on": "known_on"}
"""The questions that are not called as their columns are."""


@dataclass(frozen=True, slots=True)
class EventChanged(EventAnswers):
    """The event as it is on record, with what followed."""


class ChangeEvent(Action[EventChanged]):
    id = "event_change"
    title = "Event: what followed"
    words = "Say what followed on an event, or correct it: told late, by whom"
    about = About.ROW
    table = "event"
    asks = EventChanged
    offers = (Offer("facts", 9, "what followed on this event, or correct it", key="c"),)

    def look(self, connection: Connection, scene: Scene) -> Any:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import EventRow

        row = read_row(connection, EventRow, scene.key)
        if row is None:
            raise Refused("This event is not on record any more: look at the case again. Nothing was changed.")
        return row

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        names = (question.name for question in questions_of(EventChanged))
        values = {name: getattr(scene.known, COLUMNS.get(name, name)) for name in names}
        return questions_of(EventChanged, **{name: {"default": typed(value)} for name, value in values.items()})

    def not_before(self, scene: Scene, answers: EventChanged) -> Iterator[NotBefore]:  # noqa: ARG002
        yield from happened_before(answers)

    def plan(self, scene: Scene, answers: EventChanged) -> Plan:
        child_id = scene.known.child_id
        ref = scene.caseload.children[child_id].ref
        return Plan(
            name="Change event",
            sentence=f"{ref}: {event_words(scene, answers)}.",
            writes=(Change("event", scene.key, event_values(scene, answers)),),
            notes=(noted(scene, child_id, answers),),
            says_day=True,
        )


ACTION = ChangeEvent()
