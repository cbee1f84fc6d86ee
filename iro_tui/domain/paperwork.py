"""The record of a held review: decisions, the manager's reply, the care plan, the record and its distribution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain.case import Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import DutyKind
from iro_tui.domain.duty_kinds import RECORD
from iro_tui.domain.practice import Practice
from iro_tui.domain.words import day_words


def record_limit(kind: DutyKind, review: Review, practice: Practice) -> date | None:
    """By when one thing of a review's record is done; None while what it runs from is not."""
    start = kind.set_off_on(review)
    return kind.rule.limit(start, practice) if start else None


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
            for kind in RECORD:
                # What is done, as most is, needs no limit worked out.
                if kind.done_on(review) is None and (limit := record_limit(kind, review, view.practice)):
                    yield view.duty(kind.id, review.id, limit, since=kind.set_off_on(review), subject=review.id)


LOOKED_AFTER = AFTER_CARE = (paperwork_duties,)
