"""Booking one conference of siblings, or moving it: the same day, time and place, each against her own limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iro_tui.actions.appointment import ACTION as APPOINTMENT
from iro_tui.actions.appointment import AppointmentAnswers, at_one_hour
from iro_tui.actions.base import Offer, Plan, Scene
from iro_tui.actions.checks import clock_time, time_so_far
from iro_tui.actions.questions import AnswersSoFar
from iro_tui.actions.together import Together, asks_together, sitting
from iro_tui.caseload.beside_booking import BesideBooking, beside_booking
from iro_tui.caseload.diary import clash_words
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.siblings import conference_asked, of_one_sitting

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


DIFFERS = frozenset({"review"})


class AppointmentTogether(Together):
    id = "appointment_together"
    title = "Book the conference"
    words = "Book one child protection conference of siblings, or move it: brothers and sisters, family group"
    one = APPOINTMENT
    differs = DIFFERS
    asks = asks_together("AppointmentTogetherAnswers", AppointmentAnswers, DIFFERS)
    own_first = False
    offers = (
        Offer(
            "siblings",
            34,
            "book their conference, or move it",
            key="d",
            fits=lambda caseload, child_id: conference_asked(caseload, child_id) is not None,
        ),
    )
    books = "day"

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        """Those whose conference is one sitting with hers; of several who were chosen, they themselves."""
        if len(child_ids) == 1:
            others = of_one_sitting(caseload, child_ids[0])
            if not others:
                raise Refused("No sibling waits for a conference: b on the row books the one.")
            child_ids = (*child_ids, *others)
        return sitting(caseload, child_ids)

    def alone(self, scene: Scene, child_id: str) -> Scene:
        duty = conference_asked(scene.caseload, child_id, like=scene.child_ids[0])
        if duty is None:
            raise Refused(f"{scene.caseload.children[child_id].ref} has no conference to come: p under i enters one.")
        return replace(super().alone(scene, child_id), keys=(duty.id,))

    def heading(self, scene: Scene) -> str:
        return self.one.heading(self.alone(scene, scene.child_id))

    def beside(self, scene: Scene, so_far: AnswersSoFar) -> BesideBooking:
        known = [scene.known[child_id].duty for child_id in scene.child_ids]
        return beside_booking(
            scene.caseload,
            scene.day(so_far, "day", "ahead"),
            at_one_hour(scene, time_so_far(so_far.get("time"))),
            min(duty.limit for duty in known),
            moved=tuple(duty.id for duty in known),
        )

    def plan(self, scene: Scene, answers: Any) -> Plan:
        moved = [scene.known[child_id].duty.id for child_id in scene.child_ids]
        clash = clash_words(scene.caseload, answers.day, at_one_hour(scene, clock_time(answers.time)), moved)
        return replace(super().plan(scene, answers), warning=clash)


ACTION = AppointmentTogether()
