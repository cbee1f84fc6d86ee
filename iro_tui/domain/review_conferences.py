"""By when the next review conference of a child protection plan is held. Source: domain reference 1.5."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.calendar import add_months
from iro_tui.domain.case import Case
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection import BEGINS_A_PLAN, NO_PLAN, REVIEW
from iro_tui.domain.timescales import RULES, Rule

_DAY = timedelta(days=1)


class ReviewCounted(NamedTuple):
    """The limit of the next review conference of a plan, and how it was come by."""

    since: date
    limit: date
    rule: Rule
    inferred: bool = False
    note: str = ""
    unknown: bool = False
    """Whether the last conference is not on record: `limit` is then the earliest that is possible."""
    if_initial: date | None = None
    """What the limit were if the one conference on record was the initial: where the start is not on record."""


def reviews_of(case: Case, plan: ProtectionPlan) -> tuple[date, ...]:
    """The days on which review conferences of a plan were held, in order, its last one among them."""
    began, ended = plan.started, plan.ended or date.max
    if not plan.start_known:  # its own may be older than what is on record, those of a plan before it are not its own
        began = max((each.ended for each in case.plans if each.ended and each.ended <= began), default=date.min)
    return tuple(sorted(c.held for c in case.conferences if c.kind == REVIEW and c.held and began < c.held <= ended))


def count_review(case: Case, plan: ProtectionPlan, practice: Practice) -> ReviewCounted:
    """By when the next review conference is held: by the months of guidance, or sooner by the service's own days."""
    return _after_birth(case, plan, _by_months(case, plan, practice), practice)


def _by_months(case: Case, plan: ProtectionPlan, practice: Practice) -> ReviewCounted:
    """Three months from the first conference, then six from each."""
    held = reviews_of(case, plan)
    began = _began(case, plan)
    rule = RULES["rcpc2+"] if held else RULES["rcpc1"]
    since = held[-1] if held else began or plan.started
    inferred, note, if_initial = not held and began is None, "", None
    if inferred:
        note = "No conference is on record: counted from the start of the plan; confirm."
    elif may_be_initial(case, plan):
        rule, if_initial = RULES["rcpc2+"], RULES["rcpc1"].limit(since, practice)
        inferred = True
    limit, mine = rule.limit(since, practice), case.on_caseload_since
    if mine and inferred and not held and (limit < mine or (began is None and not plan.start_known)):
        # It was held under whoever had the child then, or it is not on record. As of a review: domain reference 1.7.
        limit = limit if plan.start_known or began else plan.started
        return ReviewCounted(since, limit, rule, inferred, unknown=True)
    return ReviewCounted(since, limit, rule, inferred, note, if_initial=if_initial)


def may_be_initial(case: Case, plan: ProtectionPlan) -> bool:
    """Whether the one conference on record of a plan whose start is not may be the one it began with.

    Not where it was recorded here what it was and decided, nor where the plan ran already before its day. As of a
    review: domain reference 1.7.
    """
    if plan.start_known:
        return False
    held, first = reviews_of(case, plan), began_with(case, plan)
    if first or len(held) != 1:
        return first is not None and not held
    return held[0] - plan.started <= _DAY and tells_latest_alone(case, held[0])


def counted_before(case: Case, plan: ProtectionPlan, day: date, practice: Practice) -> ReviewCounted:
    """The limit by guidance that stood for the review conference of a day: by what is on record as held before it."""
    before = tuple(c for c in case.conferences if c.held is None or c.held < day)
    return _by_months(replace(case, conferences=before), plan, practice)


def due_before_here(case: Case, counted: ReviewCounted) -> bool:
    """Whether one was due before the child came here, after a conference that a list or a file tells of.

    Others may have been held by then; what was due before one had the child was for whoever had it then.
    """
    mine = case.on_caseload_since
    last = next((c for c in case.conferences if c.held == counted.since), None)
    listed = last is not None and (last.outcome is None or last.told_by is not None)
    return mine is not None and listed and counted.limit < mine


def tells_latest_alone(case: Case, held: date) -> bool:
    """Whether the one of a day is known from a list or a file, which tells of the latest alone, not what it decided."""
    return any(c.kind == REVIEW and c.held == held and c.outcome is None for c in case.conferences)


def may_lack_one(case: Case, counted: ReviewCounted, held: date) -> bool:
    """Whether review conferences may have been held between that of a day and the one before it on record."""
    return tells_latest_alone(case, held) or due_before_here(case, counted)


def _after_birth(case: Case, plan: ProtectionPlan, counted: ReviewCounted, practice: Practice) -> ReviewCounted:
    """The same, or sooner: where the service reviews a plan made before the birth within so many days of it."""
    born, rule = case.born, RULES["birth-cp"]
    if born is None or plan.started >= born or counted.unknown or any(day >= born for day in reviews_of(case, plan)):
        return counted
    if not rule.amount(practice.on(born)) or (limit := rule.limit(born, practice)) >= counted.limit:
        return counted
    return counted._replace(since=born, limit=limit, rule=rule, if_initial=None)


def _began(case: Case, plan: ProtectionPlan) -> date | None:
    """The day of the conference the plan began with."""
    first = began_with(case, plan)
    return first.held if first else None


def began_with(case: Case, plan: ProtectionPlan) -> Conference | None:
    """The conference the plan began with; a plan may be entered some days after it."""
    # One whose start is not on record began before anything that is.
    earliest, last = add_months(plan.started, -1) if plan.start_known else date.min, plan.ended or date.max
    fits = [
        c
        for c in case.conferences
        if c.kind in BEGINS_A_PLAN and c.held and earliest <= c.held <= last and c.outcome != NO_PLAN
    ]
    return max(fits, key=lambda c: (c.held or date.min, c.id), default=None)
