"""The record of a held review: decisions, the manager's reply, the care plan, the record and its distribution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from iro_tui.domain.case import Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import DutyKind
from iro_tui.domain.duty_kinds import BY_ID, RECORD, SIGN_OFF
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import day_words

_RECORD = BY_ID["full_record"]
_DISTRIBUTION = BY_ID["distribution"]
EVERY = (*RECORD, SIGN_OFF)
"""The clocks of a record, also that which only some practices have."""


def own_limit(kind: DutyKind, review: Review, practice: Practice) -> date | None:
    """By when one thing of a review's record is done by its own clock alone: what figures call it by."""
    start = kind.set_off_on(review)
    return kind.rule.limit(start, practice) if start and kind.rule.amount(practice.on(start)) else None


def record_limit(kind: DutyKind, review: Review, practice: Practice) -> date | None:
    """By when one thing of a review's record is done; None while what it runs from is not, or nobody asks it.

    Distribution may have a second clock, from the day the record was written: the earlier one governs. Source: Kent
    2011-12, line 166.
    """
    limit = own_limit(kind, review, practice)
    if limit and kind is _DISTRIBUTION and (written := review.record_on):
        after = practice.on(written).record.distribute_after_record
        return min(limit, practice.office.add(written, after)) if after else limit
    return limit


def record_limits(review: Review, practice: Practice) -> Iterator[tuple[DutyKind, date, date | None]]:
    """Every clock of a held review's record that has been set off: its limit, and the day it was done or None."""
    for kind in RECORD:
        if limit := record_limit(kind, review, practice):
            yield kind, limit, kind.done_on(review)


def paperwork_duties(view: CaseOnDay) -> Iterator[Duty]:
    """What the records of held reviews still ask; only those whose paperwork is followed here."""
    for review in view.held_as_one:
        if review.follow_record:
            if review.is_open_series and review.held:
                what = f"Complete the review that began on {day_words(review.held, view.today)}"
                due = view.limit("complete_review", review.held)
                yield view.duty("complete_review", review.id, due, what=what, subject=review.id)
            for kind in EVERY:
                # What is done, as most is, needs no limit worked out.
                if kind.done_on(review) is None and (limit := record_limit(kind, review, view.practice)):
                    since, note = kind.set_off_on(review), _writer(kind, review, view)
                    yield view.duty(kind.id, review.id, limit, since=since, note=note, subject=review.id)


def _writer(kind: DutyKind, review: Review, view: CaseOnDay) -> str:
    """Who writes the record of a first review, where the practice has somebody do it. Source: Shropshire, line 446."""
    if kind is not _RECORD or not view.held_as_one or review.id != view.held_as_one[0].id:
        return ""
    who = view.practice.on(review.completed_on or view.today).record.first_written_by
    status = view.care_status
    whole = status is not None and status.since_known and status.reviews_known_from is None
    return f"Of a first review: written by the {who}." if who and whole else ""


LOOKED_AFTER = AFTER_CARE = (paperwork_duties,)


# Two measures: a late record never makes a review late. Source: domain reference 1.6


class InTime(NamedTuple):
    """Of one child's reviews that are followed here, how many were held, and had their full record written, in time."""

    held: int
    of_held: int
    records: int
    of_records: int


def in_time(view: CaseOnDay) -> InTime:
    """Both measures of one child.

    Of those held: by the law's limit that stood then; a practice that sets a stricter one of its own makes no review
    late in law. Left out is a review whose limit the record does not tell: what came before it is not on record; and a
    record that is not written and whose limit is still ahead.
    """
    held = [_held_in_time(review, limit, view.practice.law) for review, limit in view.limits_then]
    records = [
        (review.record_on or view.today) <= limit
        for review in view.held_as_one
        if review.follow_record
        and (limit := record_limit(_RECORD, review, view.practice))
        and (review.record_on or view.today > limit)
    ]
    return InTime(sum(held), len(held), sum(records), len(records))


def _held_in_time(review: Review, limit: date, law: Practice) -> bool:
    """Whether a review was held by its limit; one that was adjourned by then has its own. Source: CPPCR 36(2)."""
    held = review.held or date.max
    if review.adjourned:
        return review.adjourned <= limit and held <= RULES["adjourn"].limit(review.adjourned, law)
    return held <= limit
