"""The paperwork of held reviews: its five clocks, the manager's reply, the signature, and the two measures of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import PaperworkLine, RecordStep
from iro_tui.domain import rag
from iro_tui.domain.case import Case, Review
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kinds import BY_ID, RECORD, DutyKind, Group
from iro_tui.domain.paperwork import record_limit
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import next_review

# What there is


def paperwork(_connection: Connection, caseload: Caseload, *, done: bool = False) -> tuple[PaperworkLine, ...]:
    """Held reviews whose record still asks something, by what is due next.

    With `done` instead those that ask nothing any more, the latest first: all is done, or the child is not looked
    after now. Only reviews whose record is followed here.
    """
    asked = {
        (duty.kind, duty.subject): duty
        for duties in caseload.duties.values()
        for duty in duties
        if duty.declared.group is Group.RECORD
    }
    rows = [_row(caseload, child_id, case, review, asked) for child_id, case, review in _followed(caseload)]
    wanted = [row for row in rows if (row.next is None) is done]
    if done:
        return tuple(sorted(wanted, key=lambda row: (-row.held.toordinal(), row.ref)))
    return tuple(sorted(wanted, key=lambda row: (_next_due(row), row.ref)))


def _followed(caseload: Caseload) -> Iterator[tuple[str, Case, Review]]:
    for child_id, case in caseload.cases.items():
        for review in case.held_reviews:
            if review.follow_record:
                yield child_id, case, review


def _row(
    caseload: Caseload,
    child_id: str,
    case: Case,
    review: Review,
    asked: Mapping[tuple[str, str], Duty],
) -> PaperworkLine:
    child, rating = caseload.children[child_id], rag.current(case)
    return PaperworkLine(
        child_id=child_id,
        ref=child.ref,
        initials=child.initials,
        name=child.name,
        rag=rating.value if rating else None,
        review_id=review.id,
        held=review.held or date.min,
        completed=review.completed_on or date.min,
        steps=tuple(_step(kind, review, caseload.practice, asked.get((kind.id, review.id))) for kind in RECORD),
        manager_reply=review.manager_reply,
        signed_off_on=review.signed_off_on,
    )


def _step(kind: DutyKind, review: Review, practice: Practice, duty: Duty | None) -> RecordStep:
    due, done_on = record_limit(kind, review, practice), kind.done_on(review)
    step = RecordStep(kind.id, kind.what, due, done_on, late=0, clock="done" if done_on else "")
    if duty:
        late = max(0, -duty.working_days)
        return replace(
            step, late=late, clock=duty.clock, duty_id=duty.id, days=duty.days, working_days=duty.working_days
        )
    if due and done_on:
        return replace(step, late=max(0, kind.rule.calendar(practice).between(due, done_on)))
    return step


def _next_due(row: PaperworkLine) -> date:
    return row.next.due if row.next and row.next.due else date.max


# Two measures: a late record never makes a review late. Source: domain reference 1.6


def held_in_time(caseload: Caseload) -> tuple[int, int]:
    """Of the reviews followed here, how many were held by the limit that stood then, and of how many.

    Left out is a review whose limit the record does not tell: what came before it is not on record.
    """
    limits = [
        (review.held, limit)
        for _, case, review in _followed(caseload)
        if review.held and (limit := _limit_then(case, review.held, caseload.practice))
    ]
    return sum(held <= limit for held, limit in limits), len(limits)


def _limit_then(case: Case, held: date, practice: Practice) -> date | None:
    """By when a review held on a day had to be held; None where that is not on record."""
    before = replace(case, reviews=tuple(r for r in case.held_reviews if r.held and r.held < held))
    upcoming = next_review(before, practice, held)
    return upcoming.limit if upcoming and not upcoming.inferred else None


def record_in_time(caseload: Caseload) -> tuple[int, int]:
    """Of the reviews followed here, how many had their full record written in time, and of how many.

    Left out is a record that is not written and whose limit is still ahead.
    """
    kind = BY_ID["full_record"]
    records = [
        (review.record_on or caseload.today, limit, review.record_on is not None)
        for _, _, review in _followed(caseload)
        if (limit := record_limit(kind, review, caseload.practice))
    ]
    over = [(day <= limit, written) for day, limit, written in records if written or day > limit]
    return sum(in_time for in_time, _ in over), len(over)
