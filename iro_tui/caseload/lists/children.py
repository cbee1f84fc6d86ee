"""The caseload: one line for every child on it, and the card that says the rest."""

from __future__ import annotations

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import ChildCard, ChildLine
from iro_tui.caseload.timeline import timeline
from iro_tui.domain import codes
from iro_tui.domain.alerts import alerts_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.case import LegalStatus, Placement
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.escalation import in_a_line
from iro_tui.domain.midpoint import midpoint_of
from iro_tui.domain.rag import trail

LAST_CONTACTS = 3
"""How many contacts the card shows."""


def children(caseload: Caseload) -> tuple[ChildLine, ...]:
    """Every child on the caseload, by the limit of the next review, then by reference."""
    rows = [row(caseload, child_id) for child_id in caseload.status]
    return tuple(sorted(rows, key=lambda r: (r.next_review is None, r.next_review and r.next_review.limit, r.ref)))


def row(caseload: Caseload, child_id: str) -> ChildLine:
    """One child's line; a child no longer on the caseload has the status `closed`."""
    child, case = caseload.children[child_id], caseload.cases[child_id]
    view = _view(caseload, child_id)
    ratings = trail(case)
    worker = caseload.workers.get(child_id)
    return ChildLine(
        child_id=child_id,
        ref=child.ref,
        initials=child.initials,
        name=child.name,
        age=age_on(child.born, caseload.today) if child.born else None,
        status=caseload.status.get(child_id, "closed"),
        rag=ratings[-1] if ratings else None,
        rag_trail=ratings,
        next_review=view.next_review,
        next_clock=next((d.clock for d in caseload.duties.get(child_id, ()) if d.is_review), None),
        midpoint=midpoint_of(view),
        last_contact=max(case.contacts, default=None),
        open_escalations=sum(e.closed_on is None for e in case.escalations),
        open_decisions=sum(d.done_on is None and d.dropped_on is None for d in case.decisions),
        legal_status=legal.code if (legal := _legal_status(view)) else "",
        placement=placement.code if (placement := _placement(view)) else "",
        worker=worker.social_worker if worker else "",
        alerts=alerts_of(view),
        last_review=case.last_held,
        uasc=bool(child.uasc) and (child.uasc_until is None or child.uasc_until > caseload.today),
        out_of_area=bool(placement and placement.out_of_area),
        manager=worker.manager if worker else "",
        team=worker.team if worker else "",
    )


def card(caseload: Caseload, child_id: str) -> ChildCard:
    """What one glance at a child needs, and the whole history behind it."""
    child, case = caseload.children[child_id], caseload.cases[child_id]
    view = _view(caseload, child_id)
    legal, placement, worker = _legal_status(view), _placement(view), caseload.workers.get(child_id)
    history = timeline(case)
    return ChildCard(
        row=row(caseload, child_id),
        born=child.born,
        looked_after_since=view.care_status.period.started if view.care_status else None,
        start_known=view.care_status.period.start_known if view.care_status else True,
        legal_status_words=codes.LEGAL_STATUS.get(legal.code, legal.code) if legal else "",
        placement_words=codes.PLACEMENT.get(placement.code, placement.code) if placement else "",
        placement_since=placement.started if placement else None,
        manager=worker.manager if worker else "",
        last_review=case.last_held,
        duties=caseload.duties.get(child_id, ()),
        escalations=tuple(
            in_a_line(e, caseload.practice, caseload.today) for e in case.escalations if e.closed_on is None
        ),
        footprint=tuple(entry for entry in history if entry.kind == "contact")[:LAST_CONTACTS],
        timeline=history,
        plan=codes.plan_words(child.permanence_plan),
    )


def _view(caseload: Caseload, child_id: str) -> CaseOnDay:
    return caseload.on_day.get(child_id) or CaseOnDay(caseload.cases[child_id], caseload.practice, caseload.today)


def _legal_status(view: CaseOnDay) -> LegalStatus | None:
    return view.care_status.legal_status if view.care_status else None


def _placement(view: CaseOnDay) -> Placement | None:
    return view.care_status.placement if view.care_status else None
