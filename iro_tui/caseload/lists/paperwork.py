"""The paperwork of held reviews: its five clocks, the manager's reply, the signature, and the two measures of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Engine

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import one_of
from iro_tui.caseload.lines import Changes, PaperworkLine, RecordStep
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import rag
from iro_tui.domain.case import Case, Review
from iro_tui.domain.duty import Duty
from iro_tui.domain.paperwork import RECORD, RecordClock
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import next_review
from iro_tui.domain.words import day_words
from iro_tui.store import reads, tables
from iro_tui.store.work import action

NO_REPLY = "none"
REPLIES = {
    "agrees": "the manager agrees with the decisions of the review of {held} (reply of {day})",
    "queries": "the manager queries the decisions of the review of {held} (reply of {day})",
    NO_REPLY: "no reply of the manager by {limit}: the recommendations of the review of {held} are now the decisions",
}
"""What a manager can say to the decisions of a review, and what that does. Source: domain reference 1.3 mgr, 1.7."""

_CLOCKS = {clock.kind: clock for clock in RECORD}


# What there is


def paperwork(_connection: Connection, caseload: Caseload, *, done: bool = False) -> tuple[PaperworkLine, ...]:
    """Held reviews whose record still asks something, by what is due next.

    With `done` instead those that ask nothing any more, the latest first: all is done, or the child is not looked
    after now. Only reviews whose record is followed here.
    """
    asked = {
        (duty.kind, duty.subject): duty for found in caseload.duties.values() for duty in found if duty.kind in _CLOCKS
    }
    rows = [_row(caseload, child_id, case, review, asked) for child_id, case, review in _followed(caseload)]
    wanted = [row for row in rows if (row.next is None) is done]
    if done:
        return tuple(sorted(wanted, key=lambda row: (-row.held.toordinal(), row.ref)))
    return tuple(sorted(wanted, key=lambda row: (_next_due(row), row.ref)))


def _followed(caseload: Caseload) -> Iterator[tuple[str, Case, Review]]:
    for child_id, case in caseload.cases.items():
        for review in case.reviews:
            if review.follow_record and review.is_held:
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
        steps=tuple(_step(clock, review, caseload.practice, asked.get((clock.kind, review.id))) for clock in RECORD),
        manager_reply=review.manager_reply,
        signed_off_on=review.signed_off_on,
    )


def _step(clock: RecordClock, review: Review, practice: Practice, duty: Duty | None) -> RecordStep:
    due, done_on = _limit(clock, review, practice), getattr(review, clock.done_by)
    step = RecordStep(clock.kind, clock.what, due, done_on, late=0, clock="done" if done_on else "")
    if duty:
        late = max(0, -duty.working_days)
        return replace(
            step, late=late, clock=duty.clock, duty_id=duty.id, days=duty.days, working_days=duty.working_days
        )
    if due and done_on:
        return replace(step, late=max(0, clock.rule.calendar(practice).between(due, done_on)))
    return step


def _limit(clock: RecordClock, review: Review, practice: Practice) -> date | None:
    """The limit of a clock; None while what it runs from is not done."""
    start = getattr(review, clock.runs_from)
    return clock.rule.limit(start, practice) if start else None


def _next_due(row: PaperworkLine) -> date:
    return row.next.due if row.next and row.next.due else date.max


# What can be done


def reply(engine: Engine, caseload: Caseload, review_id: str, reply: str, on: date | None = None) -> Changes:
    """Record what the manager says to a review's decisions, one of `REPLIES`, on a day; None is today.

    A later word of the manager leaves the day of the first reply unless a day is given. `none` is recorded today,
    once the days for a reply are over: the recommendations are then the decisions. Raises Refused: decisions not
    issued, a day that cannot be, `none` too early or against a reply on record.
    """
    one_of("The manager's reply", reply, REPLIES)
    ref, review = _review(caseload, review_id)
    limit = _limit(_CLOCKS["manager_reply"], review, caseload.practice)
    if limit is None:
        raise Refused(f"{ref}: the decisions of the review are not issued yet; mark them as done first.")
    refused = _no_reply_refused(caseload, limit) if reply == NO_REPLY else _day_refused(caseload, review, on)
    with action(engine, "Manager's reply") as work:
        row = reads.read_row(work.connection, tables.ReviewRow, review_id)
        if reply == NO_REPLY and row and row.manager_replied_on and row.manager_reply != NO_REPLY:
            said = day_words(row.manager_replied_on, caseload.today)
            refused = f"a reply of {said} is on record: give agrees or queries"
        if refused:
            raise Refused(f"{ref}: {refused}. Nothing was changed.")
        given = None if reply == NO_REPLY else on
        day = given or review.manager_replied_on or caseload.today
        work.change(tables.ReviewRow, review_id, manager_reply=reply, manager_replied_on=day)
        work.sentence = f"{ref}: {_worded(REPLIES[reply], caseload, held=review.held, day=day, limit=limit)}."
    return Changes.of(work.result)


def _no_reply_refused(caseload: Caseload, limit: date) -> str | None:
    if caseload.today > limit:
        return None
    said = _worded("the manager has until {limit} to reply", caseload, limit=limit)
    return f"{said}; record that there was none after that day"


def _day_refused(caseload: Caseload, review: Review, on: date | None) -> str | None:
    """Why a reply cannot have come on a day."""
    if on and on > caseload.today:
        return _worded("the day is {on}, which is to come; give the day of the reply", caseload, on=on)
    if on and review.decisions_on and on < review.decisions_on:
        pattern = "the day is {on}, before the decisions were issued on {issued}; give the day of the reply"
        return _worded(pattern, caseload, on=on, issued=review.decisions_on)
    return None


def sign_off(engine: Engine, caseload: Caseload, review_id: str) -> Changes:
    """Record that the full record of a review is signed off today.

    Raises Refused: no record written yet, or signed off already.
    """
    ref, review = _review(caseload, review_id)
    if review.record_on is None:
        raise Refused(f"{ref}: the full record is not written yet; mark it as done first. Nothing was changed.")
    with action(engine, "Sign off record") as work:
        row = reads.read_row(work.connection, tables.ReviewRow, review_id)
        if row and row.signed_off_on:
            said = _worded("the record was signed off on {day} already", caseload, day=row.signed_off_on)
            raise Refused(f"{ref}: {said}. Nothing was changed.")
        work.change(tables.ReviewRow, review_id, signed_off_on=caseload.today)
        work.sentence = f"{ref}: {_worded('record of the review of {held} signed off', caseload, held=review.held)}."
    return Changes.of(work.result)


def _review(caseload: Caseload, review_id: str) -> tuple[str, Review]:
    """A review whose record is followed here, and its child's reference. Raises Refused."""
    for child_id, _, review in _followed(caseload):
        if review.id == review_id:
            return caseload.children[child_id].ref, review
    raise Refused("There is no paperwork of this review to follow: look at the list again. Nothing was changed.")


def _worded(pattern: str, caseload: Caseload, **days: date | None) -> str:
    return pattern.format_map({name: day_words(day, caseload.today) for name, day in days.items() if day})


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
    before = replace(case, reviews=tuple(r for r in case.reviews if r.is_held and r.held and r.held < held))
    upcoming = next_review(before, practice, held)
    return upcoming.limit if upcoming and not upcoming.inferred else None


def record_in_time(caseload: Caseload) -> tuple[int, int]:
    """Of the reviews followed here, how many had their full record written in time, and of how many.

    Left out is a record that is not written and whose limit is still ahead.
    """
    clock = _CLOCKS["full_record"]
    records = [
        (review.record_on or caseload.today, limit, review.record_on is not None)
        for _, _, review in _followed(caseload)
        if (limit := _limit(clock, review, caseload.practice))
    ]
    over = [(day <= limit, written) for day, limit, written in records if written or day > limit]
    return sum(in_time for in_time, _ in over), len(over)
