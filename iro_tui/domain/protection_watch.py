"""What services watch in child protection plans: long ones, repeated ones, and those that ended early.

Source: the services' own reports (the audits of Lancashire, Enfield's plans of two years).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.calendar import add_months
from iro_tui.domain.care_status import is_open
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import second_review_asks
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_conferences import counted_before, may_lack_one, reviews_of
from iro_tui.domain.words import amount_words, day_words

LONG_PLAN, REPEAT_PLAN, ENDED_EARLY = "Long plan", "Repeat plan", "Ended at its first review"
"""How the sentence about each begins."""
FLAGGED_MONTHS = 12
"""How long a plan that ended early is shown: until it stands in the figures of the year."""


def long_since(plan: ProtectionPlan, practice: Practice, today: date) -> date | None:
    """Since when a plan that goes on counts as a long one; None while it does not."""
    since = add_months(plan.started, practice.conferences.long_plan_months)
    return since if is_open(plan.ended, today) and since <= today else None


def plans_before(case: Case, plan: ProtectionPlan) -> int:
    """How many plans a child had before one: as it is told, or as many as are on record."""
    return max(plan.previous_plans or 0, sum(other.started < plan.started for other in case.plans))


def ended_at_first_review(case: Case, plan: ProtectionPlan, practice: Practice) -> bool | None:
    """Whether a plan ended at its first review conference; None where one before that may be missing on record."""
    if plan.ended is None:
        return False
    reviews = reviews_of(case, plan)
    if not reviews or reviews[-1] != plan.ended or len(reviews) > 1:
        return False
    counted = counted_before(case, plan, plan.ended, practice)
    return None if not plan.start_known or may_lack_one(case, counted, plan.ended) else True


def watched(case: Case, practice: Practice, today: date) -> Iterator[str]:
    """The sentences about a child's plans, the present one's first."""
    for plan in sorted(case.plans, key=lambda each: each.started, reverse=True):
        if long_since(plan, practice, today):
            yield f"{LONG_PLAN}: since {day_words(plan.started, today)}."
        asked = second_review_asks(case, plan, practice)
        if asked and len(reviews_of(case, plan)) > 1 and is_open(plan.ended, today):
            yield f"{asked} It was not said there."
        before = plans_before(case, plan)
        if before and is_open(plan.ended, today):
            yield f"{REPEAT_PLAN}: {amount_words(before, 'plans')} before it; for the audit of repeat plans."
        flagged = practice.conferences.first_review_end_flag and ended_at_first_review(case, plan, practice)
        if flagged and plan.ended and today < add_months(plan.ended, FLAGGED_MONTHS):
            yield f"{ENDED_EARLY} conference, {day_words(plan.ended, today)}: for the dip sample."
