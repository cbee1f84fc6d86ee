"""Child protection conferences: by when the next is held. Source: Working Together, domain reference 1.5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain.calendar import add_months
from iro_tui.domain.care_status import majority
from iro_tui.domain.case import Case, Conference, ProtectionPlan
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.timescales import RULES

REVIEW = "review"
_FIRST = {"initial": "Initial conference", "transfer": "Transfer-in conference"}
"""The conferences a plan can begin with."""


def conference_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The conferences to be held: an initial one that is pending, and the next review while a plan is open."""
    if not view.case.conferences and not view.plan:
        return
    eighteen = majority(view.case)
    if eighteen is not None and eighteen <= view.today:
        return
    yield from _pending_first(view)
    if view.plan:
        yield _next_review(view, view.plan)


def _pending(conference: Conference) -> bool:
    return conference.held is None and conference.cancelled_on is None


def _pending_first(view: CaseOnDay) -> Iterator[Duty]:
    """Initial and transfer-in conferences that are still to be held and that no later one has overtaken."""
    begun = max((c.held for c in view.case.conferences if c.kind in _FIRST and c.held), default=date.min)
    for conference in view.case.conferences:
        if conference.kind not in _FIRST or not _pending(conference):
            continue
        asked = conference.strategy_on or conference.booked
        if asked is None or begun >= asked:
            continue
        rule = RULES["icpc"]
        limit = rule.limit(conference.strategy_on, view.practice) if conference.strategy_on else asked
        yield view.duty(
            "conference",
            conference.id,
            limit,
            what=_FIRST[conference.kind],
            rule=rule,
            booked=conference.booked,
            inferred=conference.strategy_on is None,
            note=""
            if conference.strategy_on
            else "The strategy discussion is not on record: the day it is booked for stands in.",
            subject=conference.id,
        )


def _next_review(view: CaseOnDay, plan: ProtectionPlan) -> Duty:
    held = [c.held for c in view.case.conferences if c.kind == REVIEW and c.held and c.held > plan.started]
    began = _began(view.case, plan)
    rule = RULES["rcpc2+"] if held else RULES["rcpc1"]
    since = max(held) if held else began or plan.started
    inferred = not held and began is None
    waiting = [
        c for c in view.case.conferences if c.kind == REVIEW and _pending(c) and (c.booked is None or c.booked > since)
    ]
    serving = min(waiting, key=lambda c: (c.booked or date.max, c.id), default=None)
    booked = serving.booked if serving else None
    limit = rule.limit(since, view.practice)
    notes = []
    if inferred:
        notes.append("No conference is on record: counted from the start of the plan; confirm.")
    if booked and booked > limit:
        notes.append("Booked beyond the limit.")
    return view.duty(
        "conference",
        since,
        limit,
        what="Review conference" if held else "First review conference",
        rule=rule,
        booked=booked,
        inferred=inferred,
        note=" ".join(notes),
        subject=serving.id if serving else "",
    )


def _began(case: Case, plan: ProtectionPlan) -> date | None:
    """The day of the conference the plan began with; a plan may be entered some days after it."""
    earliest = add_months(plan.started, -1)
    return max((c.held for c in case.conferences if c.kind in _FIRST and c.held and c.held >= earliest), default=None)


ALWAYS = (conference_duties,)
