"""A child protection conference held before the child came here: its day on record, and nothing that follows one held.

Source: domain reference 1.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.child_rows import INITIAL_DAYS, conference_kind
from iro_tui.actions.correcting import limits_moved
from iro_tui.actions.foreseen import with_writes
from iro_tui.actions.listed_conferences import was_booked
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.protection import REVIEW
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Write


@dataclass(frozen=True, slots=True)
class PastConferenceAnswers:
    """The day of the last conference."""

    on: date | None = ask("Held on", "day", lean="back", hint="the last conference: 12/3", needed=always)


class PastConference(Action[PastConferenceAnswers]):
    id = "past_conference"
    title = "A conference held before"
    words = "Past conference: put the date of the last child protection conference on record, held before, history"
    about = About.CHILD
    asks = PastConferenceAnswers
    offers = (Offer("facts", 93, "a conference held before", key="T"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: a child without a plan."""
        _plan(scene)
        return questions_of(PastConferenceAnswers)

    def aside(self, scene: Scene) -> str:
        last = max((each.held for each in scene.case.conferences if each.held), default=None)
        return f"the last on record {day_words(last, scene.today)}" if last else "none on record yet"

    def plan(self, scene: Scene, answers: PastConferenceAnswers) -> Plan:
        on = answers.on or scene.today
        kind = _kind(scene, _plan(scene), on)
        write = _write(scene, kind, on)
        put = f"{scene.called}: conference held before, on record: {day_words(on, scene.today)}."
        return Plan(
            name="Past conference",
            sentence=f"{put} {limits_moved(scene, with_writes(scene.case, [write]))}".rstrip(),
            writes=(write,),
        )


def _plan(scene: Scene) -> ProtectionPlan:
    plan = scene.on_day.plan if scene.on_day else None
    if plan is None:
        raise Refused(f"{scene.called} has no child protection plan: p under i enters a conference.")
    return plan


def _kind(scene: Scene, plan: ProtectionPlan, on: date) -> str:
    """Which kind of conference it was. Raises Refused for a day on which none of the plan can have been held."""
    require_come("Held on", on, scene.today, "give the day of a conference that was held")
    words = day_words(on, scene.today)
    if any(each.held == on for each in scene.case.conferences):
        raise Refused(f"A conference of {words} is on record already. Nothing was changed.")
    if plan.start_known and (plan.started - on).days > INITIAL_DAYS:
        began = day_words(plan.started, scene.today)
        raise Refused(f"Held on is {words}, before the plan began on {began}: look at the year.")
    return conference_kind(on, plan.started if plan.start_known else None)


def _write(scene: Scene, kind: str, on: date) -> Write:
    """The conference; one that was booked for about then becomes it."""
    booked = next((c for c in scene.case.conferences if c.kind == REVIEW and was_booked(c, on, scene.today)), None)
    if booked:
        return Change("conference", booked.id, {"held": on})
    return New("conference", {"child_id": scene.child_id, "kind": kind, "held": on})


ACTION = PastConference()
