"""The caseload: one line for every child on it, and the card that says the rest."""

from __future__ import annotations

from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.alerts import alerts_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.case import Case, Escalation, LegalStatus, Placement
from iro_tui.domain.escalation import latest, working_days_used
from iro_tui.domain.midpoint import midpoint_of
from iro_tui.domain.rag import trail
from iro_tui.domain.view import View
from iro_tui.services.snapshot import Snapshot
from iro_tui.services.timeline import timeline
from iro_tui.services.views import CaseloadRow, ChildCard

LAST_CONTACTS = 3
"""How many contacts the card shows."""


def caseload(snapshot: Snapshot) -> tuple[CaseloadRow, ...]:
    """Every child on the caseload, by the limit of the next review, then by reference."""
    rows = [row(snapshot, child_id) for child_id in snapshot.status]
    return tuple(sorted(rows, key=lambda r: (r.next_review is None, r.next_review and r.next_review.limit, r.ref)))


def row(snapshot: Snapshot, child_id: str) -> CaseloadRow:
    """One child's line; a child no longer on the caseload has the status `closed`."""
    child, case = snapshot.children[child_id], snapshot.cases[child_id]
    view = _view(snapshot, child_id)
    ratings = trail(case)
    worker = snapshot.workers.get(child_id)
    return CaseloadRow(
        child_id=child_id,
        ref=child.ref,
        initials=child.initials,
        name=child.name,
        age=age_on(child.born, snapshot.today) if child.born else None,
        status=snapshot.status.get(child_id, "closed"),
        rag=ratings[-1] if ratings else None,
        rag_trail=ratings,
        next_review=view.next_review,
        next_clock=next(
            (d.clock for d in snapshot.duties.get(child_id, ()) if d.kind in ("review", "early_review")), None
        ),
        midpoint=midpoint_of(view),
        last_contact=max(case.contacts, default=None),
        open_escalations=sum(e.closed_on is None for e in case.escalations),
        open_decisions=sum(d.done_on is None and d.dropped_on is None for d in case.decisions),
        legal_status=legal.code if (legal := _legal_status(view)) else "",
        placement=placement.code if (placement := _placement(view)) else "",
        worker=worker.social_worker if worker else "",
        alerts=alerts_of(view),
        last_review=_last_review(case),
        uasc=bool(child.uasc) and (child.uasc_until is None or child.uasc_until > snapshot.today),
        out_of_area=bool(placement and placement.out_of_area),
        manager=worker.manager if worker else "",
        team=worker.team if worker else "",
    )


def card(snapshot: Snapshot, child_id: str) -> ChildCard:
    """What one glance at a child needs, and the whole history behind it."""
    child, case = snapshot.children[child_id], snapshot.cases[child_id]
    view = _view(snapshot, child_id)
    legal, placement, worker = _legal_status(view), _placement(view), snapshot.workers.get(child_id)
    history = timeline(case)
    return ChildCard(
        row=row(snapshot, child_id),
        born=child.born,
        looked_after_since=view.standing.period.started if view.standing else None,
        start_known=view.standing.period.start_known if view.standing else True,
        legal_status_words=codes.LEGAL_STATUS.get(legal.code, legal.code) if legal else "",
        placement_words=codes.PLACEMENT.get(placement.code, placement.code) if placement else "",
        placement_since=placement.started if placement else None,
        manager=worker.manager if worker else "",
        last_review=_last_review(case),
        duties=snapshot.duties.get(child_id, ()),
        escalations=tuple(escalation_line(e, snapshot) for e in case.escalations if e.closed_on is None),
        footprint=tuple(entry for entry in history if entry.kind == "contact")[:LAST_CONTACTS],
        timeline=history,
        plan=codes.plan_words(child.permanence_plan),
    )


def _view(snapshot: Snapshot, child_id: str) -> View:
    return snapshot.views.get(child_id) or View(snapshot.cases[child_id], snapshot.practice, snapshot.today)


def _legal_status(view: View) -> LegalStatus | None:
    return view.standing.legal_status if view.standing else None


def _placement(view: View) -> Placement | None:
    return view.standing.placement if view.standing else None


def _last_review(case: Case) -> date | None:
    return max((r.held for r in case.reviews if r.is_held and r.held), default=None)


def escalation_line(escalation: Escalation, snapshot: Snapshot) -> str:
    """An open escalation in a line: issue, stage, working days used."""
    ladder = snapshot.practice.escalation
    last = latest(escalation, snapshot.practice, concurrent=None)
    stage = ladder.stage(last.stage) if last else None
    used = working_days_used(escalation, snapshot.practice, snapshot.today)
    said = f"{escalation.issue} · {stage.name if stage else 'raised'}"
    return f"{said} · {used} of {ladder.total_working_days} wd" if used else said
