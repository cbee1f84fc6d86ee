"""Asking again for a decision that was said to be done, or dropped. Source: domain reference 4.2."""

from __future__ import annotations

from iro_tui.actions.base import About, Action, Nothing, Offer, Plan, Scene
from iro_tui.actions.decision import any_decision
from iro_tui.actions.notes import NoteTemplate
from iro_tui.caseload.refusals import Refused
from iro_tui.store.writes import Change

_NOTE = NoteTemplate("Decision open again", ("A decision is open again: {text}.",))


class Reopen(Action[Nothing]):
    id = "reopen"
    title = "Decision"
    words = "Open a decision again that was done or dropped"
    about = About.ROW
    table = "settled decision"
    offers = (Offer("facts", 1, "open this decision again"),)

    def plan(self, scene: Scene, answers: Nothing) -> Plan:  # noqa: ARG002
        made = any_decision(scene)
        if made.settled_on is None:
            raise Refused("This decision is open already.")
        return Plan(
            name="Open decision again",
            sentence=f"{scene.called}: decision open again.",
            writes=(Change("decision", made.id, {"done_on": None, "dropped_on": None, "reason": None}),),
            notes=(_NOTE.note(scene.child_id, text=made.text),),
        )


ACTION = Reopen()
