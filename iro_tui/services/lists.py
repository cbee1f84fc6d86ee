"""The lists beside Today: reviews coming up and held, mid-point checks, escalations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iro_tui.domain.case import Case, Escalation, Review
from iro_tui.domain.duty import Duty
from iro_tui.domain.escalation import reply_due, working_days_used
from iro_tui.domain.rag import trail
from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import EscalationRow, MidpointRow, ReviewRow

TICKS = (("t", "talked_on"), ("i", "invited_on"), ("r", "report_on"), ("p", "papers_on"), ("c", "spoken_on"))
"""Preparation in a word of five letters: talk, invitations, report, papers, child spoken to."""


def upcoming_reviews(snapshot: Snapshot) -> tuple[ReviewRow, ...]:
    """The next review of every child on the caseload, by limit."""
    rows = []
    for child_id in snapshot.status:
        case = snapshot.cases[child_id]
        upcoming = snapshot.views[child_id].next_review
        if upcoming is None:
            continue
        review = next((r for r in case.reviews if r.id == upcoming.review_id and upcoming.review_id), None)
        rows.append(
            ReviewRow(
                *_who(snapshot, child_id),
                review_id=upcoming.review_id,
                rule=upcoming.rule,
                authority=upcoming.authority,
                limit=upcoming.limit,
                booked=upcoming.booked,
                held=None,
                completed=None,
                participation=None,
                rag=_rag(case),
                clock=_clock(snapshot.duties[child_id], "review", "early_review"),
                ticks=_ticks(review),
                inferred=upcoming.inferred,
                note=upcoming.note,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.limit or date.max, row.ref)))


def held_reviews(snapshot: Snapshot) -> tuple[ReviewRow, ...]:
    """Every review held, the latest first."""
    rows = [
        ReviewRow(
            *_who(snapshot, child_id),
            review_id=review.id,
            rule="",
            authority="",
            limit=None,
            booked=review.booked,
            held=review.held,
            completed=review.completed_on,
            participation=review.participation,
            rag=None,
            clock=None,
        )
        for child_id, case in snapshot.cases.items()
        for review in case.reviews
        if review.is_held
    ]
    return tuple(sorted(rows, key=lambda row: (row.held or date.min, row.ref), reverse=True))


def midpoints(snapshot: Snapshot) -> tuple[MidpointRow, ...]:
    """Mid-point checks to do, by date, then those done, the latest first."""
    waiting, done = [], []
    for child_id, case in snapshot.cases.items():
        who = _who(snapshot, child_id)
        last = max((r.held for r in case.reviews if r.is_held and r.held), default=None)
        for duty in snapshot.duties.get(child_id, ()):
            if duty.kind == "midpoint":
                waiting.append(
                    MidpointRow(
                        *who,
                        due=duty.due,
                        done=None,
                        clock=duty.clock,
                        rag=_rag(case),
                        last_review=last,
                        look_at=tuple(_look_at(case, last)),
                    )
                )
        done += [
            MidpointRow(*who, due=None, done=check.done_on, clock=None, rag=_rag(case), last_review=last)
            for check in case.midpoints
        ]
    waiting.sort(key=lambda row: (row.due or date.max, row.ref))
    done.sort(key=lambda row: (row.done or date.min, row.ref), reverse=True)
    return (*waiting, *done)


def escalations(snapshot: Snapshot, *, closed: bool) -> tuple[EscalationRow, ...]:
    """Open escalations (and the closed ones when asked), by the reply that is due."""
    rows = [
        _escalation(snapshot, child_id, escalation)
        for child_id, case in snapshot.cases.items()
        for escalation in case.escalations
        if closed or escalation.closed_on is None
    ]
    return tuple(sorted(rows, key=lambda row: (row.closed is not None, row.reply_due or date.max, row.raised)))


def _escalation(snapshot: Snapshot, child_id: str, escalation: Escalation) -> EscalationRow:
    ladder = snapshot.practice.escalation
    last = max(escalation.steps, key=lambda step: step.taken_on, default=None)
    stage = ladder.stage(last.stage) if last else None
    due = reply_due(escalation, snapshot.practice)
    return EscalationRow(
        *_who(snapshot, child_id),
        escalation_id=escalation.id,
        kind="dispute",
        issue=escalation.issue,
        stage=last.stage if last else "",
        stage_name=stage.name if stage else (last.stage if last else "raised"),
        person=(last.person if last else "") or (stage.person if stage else ""),
        raised=escalation.raised_on,
        reply_due=due,
        working_days_used=working_days_used(escalation, snapshot.practice, snapshot.today),
        working_days_total=ladder.total_working_days,
        closed=escalation.closed_on,
        outcome=escalation.outcome,
        clock=_clock([d for d in snapshot.duties.get(child_id, ()) if d.subject == escalation.id], "escalation_reply"),
    )


def _who(snapshot: Snapshot, child_id: str) -> tuple[str, str, str, str]:
    """The first four fields of every row: key, reference, initials, name."""
    child = snapshot.children[child_id]
    return child_id, child.ref, child.initials, child.name


def _rag(case: Case) -> str | None:
    ratings = trail(case)
    return ratings[-1] if ratings else None


def _clock(duties: Iterable[Duty], *kinds: str) -> str | None:
    return next((duty.clock for duty in duties if duty.kind in kinds), None)


def _ticks(review: Review | None) -> str:
    return "".join(letter if review and getattr(review, name) else "-" for letter, name in TICKS)


def _look_at(case: Case, last: date | None) -> Iterable[str]:
    """What the check should look at: decisions not done, moves since the review, RAG."""
    waiting = sum(d.done_on is None and d.dropped_on is None for d in case.decisions)
    if waiting:
        yield f"{waiting} decision{'s' if waiting > 1 else ''} not done"
    moves = sum(last is not None and placement.started > last for placement in case.placements)
    if moves:
        yield f"{moves} move{'s' if moves > 1 else ''} since the review"
    rag = _rag(case)
    if rag in ("amber", "red"):
        yield f"RAG {rag}"
    if last is None or not any(day > last for day in case.contacts):
        yield "no IRO contact since the review"
