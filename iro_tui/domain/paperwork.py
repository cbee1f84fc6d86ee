"""The record of a held review: decisions, the manager's reply, the care plan, the record and its distribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.domain.case import Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import RULES, Rule


@dataclass(frozen=True, slots=True)
class RecordClock:
    """One clock of a review's record: the fact it runs from, and the fact that stops it."""

    kind: str
    what: str
    rule: Rule
    runs_from: str
    done_by: str


RECORD = (
    RecordClock("decisions", "Decisions in writing", RULES["decis"], "completed_on", "decisions_on"),
    RecordClock(
        "manager_reply", "Manager's reply to the decisions", RULES["mgr"], "decisions_on", "manager_replied_on"
    ),
    RecordClock("care_plan_update", "Care plan updated", RULES["cpupd"], "completed_on", "care_plan_on"),
    RecordClock("full_record", "Full record written", RULES["record"], "completed_on", "record_on"),
    RecordClock("distribution", "Record distributed", RULES["distr"], "completed_on", "distributed_on"),
)


def record_limits(review: Review, practice: Practice) -> Iterator[tuple[RecordClock, date, date | None]]:
    """Every clock of a held review that has been set off: its limit, and the day it was done or None."""
    if not review.is_held:
        return
    for clock in RECORD:
        start = getattr(review, clock.runs_from)
        if start is not None:
            yield clock, clock.rule.limit(start, practice), getattr(review, clock.done_by)


def paperwork_duties(view: CaseOnDay) -> Iterator[Duty]:
    """What the records of held reviews still ask; only those whose paperwork is followed here."""
    for review in view.case.reviews:
        if review.follow_record:
            for clock in RECORD:
                start = getattr(review, clock.runs_from) if getattr(review, clock.done_by) is None else None
                if start is not None and review.is_held:
                    limit = clock.rule.limit(start, view.practice)
                    yield view.duty(clock.kind, review.id, clock.what, limit, clock.rule, subject=review.id)
