"""The lists beside Today: reviews coming up and held, mid-point checks, escalations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import EscalationLine, MidpointLine, ReviewLine
from iro_tui.domain.case import Case, Escalation, Review
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.escalation import latest, next_stage, reply_due, stage_now, working_days_used
from iro_tui.domain.rag import on_day, trail
from iro_tui.domain.words import day_words
from iro_tui.store import reads


def upcoming_reviews(caseload: Caseload) -> tuple[ReviewLine, ...]:
    """The next review of every child on the caseload, by limit."""
    rows = []
    for child_id in caseload.status:
        case = caseload.cases[child_id]
        upcoming = caseload.on_day[child_id].next_review
        if upcoming is None:
            continue
        review = next((r for r in case.reviews if r.id == upcoming.review_id and upcoming.review_id), None)
        duty = next((duty for duty in caseload.duties[child_id] if duty.is_review), None)
        rows.append(
            ReviewLine(
                *_who(caseload, child_id),
                review_id=upcoming.review_id,
                rule=upcoming.rule,
                authority=upcoming.authority,
                limit=upcoming.limit,
                booked=upcoming.booked,
                held=None,
                completed=None,
                participation=None,
                rag=_rag(case),
                clock=duty.clock if duty else None,
                ticks=_ticks(review),
                inferred=upcoming.inferred,
                note=upcoming.note,
                what=duty.what if duty else "",
                days=duty.days if duty else 0,
                working_days=duty.working_days if duty else 0,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.limit or date.max, row.ref)))


def held_reviews(caseload: Caseload) -> tuple[ReviewLine, ...]:
    """Every review held, the latest first."""
    rows = [
        ReviewLine(
            *_who(caseload, child_id),
            review_id=review.id,
            rule="",
            authority="",
            limit=None,
            booked=review.booked,
            held=review.held,
            completed=review.completed_on,
            participation=review.participation,
            rag=_rag_of(case, review),
            clock=None,
            what=f"finished on {day_words(review.completed, caseload.today)}"
            if review.completed and review.completed != review.held
            else "",
        )
        for child_id, case in caseload.cases.items()
        for review in case.held_reviews
    ]
    return tuple(sorted(rows, key=lambda row: (row.held or date.min, row.ref), reverse=True))


def midpoints(caseload: Caseload) -> tuple[MidpointLine, ...]:
    """Mid-point checks to do, by date, then those done, the latest first."""
    waiting, done = [], []
    for child_id, case in caseload.cases.items():
        who = _who(caseload, child_id)
        last = case.last_held
        for duty in caseload.duties.get(child_id, ()):
            if duty.kind == "midpoint":
                waiting.append(
                    MidpointLine(
                        *who,
                        due=duty.due,
                        done=None,
                        clock=duty.clock,
                        rag=_rag(case),
                        last_review=last,
                        look_at=tuple(_look_at(case)),
                        days=duty.days,
                        working_days=duty.working_days,
                    )
                )
        done += [
            MidpointLine(*who, due=None, done=check.done_on, clock=None, rag=_rag(case), last_review=last)
            for check in case.midpoints
        ]
    waiting.sort(key=lambda row: (row.due or date.max, row.ref))
    done.sort(key=lambda row: (row.done or date.min, row.ref), reverse=True)
    return (*waiting, *done)


def escalations(caseload: Caseload, *, closed: bool) -> tuple[EscalationLine, ...]:
    """Open escalations (and the closed ones when asked), by stage and the reply that is due; then good practice."""
    stages = {stage.id: place for place, stage in enumerate(caseload.practice.escalation.stages)}
    rows = [
        _escalation(caseload, child_id, escalation)
        for child_id, case in caseload.cases.items()
        for escalation in case.escalations
        if closed or escalation.closed_on is None
    ]
    rows += [_praise(caseload, alert) for alert in caseload.praise if closed or alert.closed_on is None]

    def place(row: EscalationLine) -> tuple[object, ...]:
        if row.closed:
            return (2, -row.closed.toordinal(), row.ref)
        return (row.kind != "dispute", stages.get(row.stage, len(stages)), row.reply_due or date.max, row.raised)

    return tuple(sorted(rows, key=place))


def _escalation(caseload: Caseload, child_id: str, escalation: Escalation) -> EscalationLine:
    ladder = caseload.practice.escalation
    last = latest(escalation, caseload.practice, concurrent=None)
    stage, following = stage_now(escalation, caseload.practice), next_stage(escalation, caseload.practice)
    duty = next(
        (d for d in caseload.duties.get(child_id, ()) if d.subject == escalation.id and d.kind == "escalation_reply"),
        None,
    )
    return EscalationLine(
        *_who(caseload, child_id),
        escalation_id=escalation.id,
        kind="dispute",
        issue=escalation.issue,
        stage=last.stage if last else "",
        stage_name=stage.name if stage else (last.stage if last else "Raised"),
        person=(last.person if last else "") or (stage.person if stage else ""),
        raised=escalation.raised_on,
        reply_due=reply_due(escalation, caseload.practice),
        working_days_used=working_days_used(escalation, caseload.practice, caseload.today),
        working_days_total=ladder.total_working_days,
        closed=escalation.closed_on,
        outcome=escalation.outcome,
        clock=duty.clock if duty else None,
        rag=_rag(caseload.cases[child_id]),
        days=duty.days if duty else 0,
        working_days=duty.working_days if duty else 0,
        working_days_warn=ladder.warn_working_days,
        next_step=f"then {following.name}" if following else "",
        stage_person=stage.person if stage and stage.person != stage.name else "",
    )


def _praise(caseload: Caseload, alert: reads.GoodPracticeRecord) -> EscalationLine:
    return EscalationLine(
        *_who(caseload, alert.child_id),
        escalation_id=alert.id,
        kind="good_practice",
        issue=alert.issue,
        stage="",
        stage_name="",
        person="",
        raised=alert.raised_on,
        reply_due=None,
        working_days_used=0,
        working_days_total=0,
        closed=alert.closed_on,
        outcome=None,
        clock=None,
        rag=_rag(caseload.cases[alert.child_id]),
    )


def _who(caseload: Caseload, child_id: str) -> tuple[str, str, str, str]:
    """The first four fields of every row: key, reference, initials, name."""
    child = caseload.children[child_id]
    return child_id, child.ref, child.initials, child.name


def _rag(case: Case) -> str | None:
    ratings = trail(case)
    return ratings[-1] if ratings else None


def _rag_of(case: Case, review: Review) -> str | None:
    """The rating that was given on the day of a review."""
    rating = on_day(case, review.held)
    return rating.value if rating else None


def _ticks(review: Review | None) -> str:
    """Preparation in a word of five letters: talk, invitations, report, papers, child spoken to."""
    return "".join(kind.short if review and kind.done_on(review) else "-" for kind in PREPARATION)


def look_at(caseload: Caseload, child_id: str) -> tuple[str, ...]:
    """What a mid-point check of a child should look at, in a few words each."""
    return tuple(_look_at(caseload.cases[child_id]))


def _look_at(case: Case) -> Iterable[str]:
    """What the check should look at: RAG, decisions not done, moves and contact since the review."""
    last = case.last_held
    rag = _rag(case)
    if rag in ("amber", "red"):
        yield rag
    waiting = sum(d.done_on is None and d.dropped_on is None for d in case.decisions)
    if waiting:
        yield f"{waiting} decision{'s' if waiting > 1 else ''} open"
    moves = sum(last is not None and placement.started > last for placement in case.placements)
    if moves:
        yield f"{moves} move{'s' if moves > 1 else ''}"
    if last is None or not any(day > last for day in case.contacts):
        yield "no contact since"
