"""Ending somebody's part in a case: another carer, another school. Who it was stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.person import person_row
from iro_tui.actions.questions import act_day
from iro_tui.domain.people import PARTS
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PersonEnded:
    """The last day."""

    until: date | None = act_day("Until", "give the day until which it was so")


class EndPerson(Action[PersonEnded]):
    id = "person_ended"
    title = "No longer in the case"
    words = "End a person's part in the case: another carer, another school, guardian discharged"
    about = About.ROW
    table = "case_person"
    asks = PersonEnded
    offers = (Offer("facts", 8, "this person is no longer in the case", key="e"),)

    def look(self, connection: Connection, scene: Scene) -> Any:
        return person_row(connection, scene)

    def not_before(self, scene: Scene, answers: PersonEnded) -> Iterator[NotBefore]:  # noqa: ARG002
        if scene.known.started:
            yield NotBefore(scene.known.started, "it began")

    def plan(self, scene: Scene, answers: PersonEnded) -> Plan:  # noqa: ARG002
        ref = scene.caseload.children[scene.known.child_id].ref
        return Plan(
            name="End person",
            sentence=f"{ref}: {PARTS[scene.known.role]} until {day_words(scene.act_day, scene.today)}.",
            writes=(Change("case_person", scene.key, {"ended": scene.act_day}),),
            says_day=True,
        )


ACTION = EndPerson()
