"""Asking again for a decision that was said to be done, or dropped. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.decision import any_decision
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day
from iro_tui.caseload.refusals import Refused
from iro_tui.store.writes import Change

_NOTE = NoteTemplate("Decision open again", ("A decision is open again: {text}.",))


@dataclass(frozen=True, slots=True)
class ReopenAnswers:
    """The day from which the decision is asked for again."""

    day: date | None = act_day()


class Reopen(Action[ReopenAnswers]):
    id = "reopen"
    title = "Decision"
    words = "Open a decision again that was done or dropped"
    about = About.ROW
    table = "settled decision"
    asks = ReopenAnswers
    at_once = True
    offers = (Offer("facts", 1, "open this decision again", key="r"),)

    def not_before(self, scene: Scene, answers: ReopenAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        made = any_decision(scene)
        if made.settled_on:
            yield NotBefore(made.settled_on, "the decision was settled")

    def plan(self, scene: Scene, answers: ReopenAnswers) -> Plan:  # noqa: ARG002
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
