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
_NO_STRATEGY = "The strategy discussion is not on record: the day it is booked for stands in."


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
            note=" ".join(
                [
                    *_where(conference),
                    *(() if conference.strategy_on else (_NO_STRATEGY,)),
                ]
            ),
            subject=conference.id,
        )


def _next_review(view: CaseOnDay, plan: ProtectionPlan) -> Duty:
    held = [c.held for c in view.case.conferences if c.kind == REVIEW and c.held and c.held > plan.started]
    began = _began(view.case, plan)
    rule = RULES["rcpc2+"] if held else RULES["rcpc1"]
    since = max(held) if held else began or plan.started
    notes = []
    inferred = not held and began is None
    if inferred:
        notes.append("No conference is on record: counted from the start of the plan; confirm.")
    elif not held and not plan.start_known:
        inferred, rule = True, RULES["rcpc2+"]
        notes.append("Taken as a review conference: had it been the initial one, the next was due sooner; confirm.")
    taken_on = view.case.on_caseload_since
    if inferred and taken_on and rule.limit(since, view.practice) < taken_on:
        # It was held under whoever had the child then, or it is not on record: nobody is late by what is not known.
        since, rule = taken_on, RULES["rcpc2+"]
        notes = ["The last conference is not on record: this is the latest that the next can be; find out its date."]
    waiting = [
        c for c in view.case.conferences if c.kind == REVIEW and _pending(c) and (c.booked is None or c.booked > since)
    ]
    serving = min(waiting, key=lambda c: (c.booked or date.max, c.id), default=None)
    booked = serving.booked if serving else None
    limit = rule.limit(since, view.practice)
    if booked and booked > limit:
        notes.append("Booked beyond the limit.")
    return view.duty(
        "conference",
        since,
        limit,
        what="Review conference" if rule is RULES["rcpc2+"] else "First review conference",
        rule=rule,
        booked=booked,
        inferred=inferred,
        note=" ".join([*_where(serving), *notes]),
        subject=serving.id if serving else "",
    )


def _where(conference: Conference | None) -> Iterator[str]:
    """When on its day, and where, a conference is booked."""
    if conference and (words := ", ".join(filter(None, (conference.booked_time, conference.venue)))):
        yield f"Booked: {words}."


def _began(case: Case, plan: ProtectionPlan) -> date | None:
    """The day of the conference the plan began with; a plan may be entered some days after it."""
    # One whose start is not on record began before anything that is.
    earliest = add_months(plan.started, -1) if plan.start_known else date.min
    return max((c.held for c in case.conferences if c.kind in _FIRST and c.held and c.held >= earliest), default=None)


ALWAYS = (conference_duties,)
