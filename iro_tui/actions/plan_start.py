"""Since when a child protection plan runs: the day it began, unknown so far or wrong. Source: domain reference 1.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.child_rows import INITIAL_DAYS
from iro_tui.actions.correcting import limits_moved
from iro_tui.actions.foreseen import with_writes
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.case import Case
from iro_tui.domain.protection import INITIAL, REVIEW
from iro_tui.domain.review_conferences import began_with, reviews_of
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write


@dataclass(frozen=True, slots=True)
class PlanStartAnswers:
    """The day a plan began."""

    since: date | None = ask("Plan since", "day", lean="back", hint="the day it began: 3/9/25", needed=always)


class PlanStart(Action[PlanStartAnswers]):
    id = "plan_start"
    title = "Child protection plan since"
    words = "Plan since: put the day the child protection plan began on record, start of the plan, or correct it"
    about = About.CHILD
    asks = PlanStartAnswers
    offers = (Offer("facts", 92, "child protection plan: since when", key="R"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: a child without a plan."""
        _plan(scene)
        return questions_of(PlanStartAnswers)

    def aside(self, scene: Scene) -> str:
        plan = _plan(scene)
        began = day_words(plan.started, scene.today)
        return f"on record since {began}" if plan.start_known else f"before {began}; the day is not on record"

    def plan(self, scene: Scene, answers: PlanStartAnswers) -> Plan:
        plan, since = _plan(scene), answers.since or scene.today
        _require_possible(scene, plan, since)
        first = initial_after_all(scene.case, since)
        writes: tuple[Write, ...] = (
            Change("protection_plan", plan.id, {"started": since, "start_known": True}),
            *(Change("conference", each.id, {"kind": INITIAL}) for each in first),
        )
        instead = f", not {day_words(plan.started, scene.today)}" if plan.start_known else ""
        put = f"{scene.called}: child protection plan since {day_words(since, scene.today)}{instead}."
        began = [f"It began with the conference of {day_words(each.held, scene.today)}." for each in first if each.held]
        moved = limits_moved(scene, with_writes(scene.case, writes))
        return Plan(name="Plan since", sentence=" ".join(filter(None, (put, *began, moved))), writes=writes)


def initial_after_all(case: Case, since: date) -> tuple[Conference, ...]:
    """What was taken as a review conference while nobody knew since when the plan runs, and it may have begun with."""
    taken = (each for each in case.conferences if each.kind == REVIEW and each.outcome is None)
    return tuple(each for each in taken if each.held and abs((each.held - since).days) <= INITIAL_DAYS)


def _plan(scene: Scene) -> ProtectionPlan:
    """The plan that runs. Raises Refused where none does."""
    plan = scene.on_day.plan if scene.on_day else None
    if plan is None:
        raise Refused(f"{scene.called} has no child protection plan: p under i enters a conference.")
    return plan


def _require_possible(scene: Scene, plan: ProtectionPlan, since: date) -> None:
    """Raises Refused for a day on which this plan cannot have begun."""
    case, today = scene.case, scene.today
    require_come("Plan since", since, today, "give the day it began")
    label = f"Plan since is {day_words(since, today)}"
    if plan.start_known and since == plan.started:
        raise Refused("Nothing was changed: this is what is on record already.")
    first = began_with(case, plan)
    if plan.start_known and first and first.outcome:
        held = day_words(first.held, today) if first.held else ""
        raise Refused(f"The conference of {held} made this plan: correct its day there, with c under i.")
    earlier = max((each.ended for each in case.plans if each.ended and each.ended <= plan.started), default=date.min)
    if since < earlier:
        raise Refused(f"{label}, before the plan that ended on {day_words(earlier, today)}.")
    for what, day in _after(case, plan):
        if since > day:
            raise Refused(f"{label}, after {what} {day_words(day, today)}: look at the day.")


def _after(case: Case, plan: ProtectionPlan) -> Iterator[tuple[str, date]]:
    """What happened in this plan, so that it had begun by then: in words, with its day."""
    if held := reviews_of(case, plan):
        yield "the conference of", held[0]
    if not plan.start_known:  # entered with no other day it stands a day before that conference
        yield "the child had a plan by the record on", plan.started + timedelta(days=1)


ACTION = PlanStart()
