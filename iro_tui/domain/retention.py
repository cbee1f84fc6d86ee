"""How long a case that is over is kept here, and what stays of one that was removed for good.

The council's own record of a looked-after child is kept for 75 years (CPPCR 50(1)); what stands here is a copy of it to
work with. For a copy the law sets no number: no longer than is necessary (UK GDPR 5(1)(e)). So the period is the
practice's own. What stays says nothing of who it was; figures of the time before still count it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from iro_tui.domain.as_at import as_at
from iro_tui.domain.calendar import add_months
from iro_tui.domain.case import Case
from iro_tui.domain.in_law import next_in_law
from iro_tui.domain.practice import Practice

STAYS_OF_CHILD = ("sex", "ethnicity", "need", "uasc", "disabled")
"""The codes of the child that stay."""
STAYS_OF_REVIEW = (
    "booked", "held", "completed", "adjourned", "form", "final", "participation", "decisions_on", "manager_replied_on",
    "record_on", "signed_off_on", "distributed_on",
)  # fmt: skip
"""The days and codes of a review that stay, beside its limit; no word that was written."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StayingFacts:
    """What stays of a child: codes and the year of birth; each review with its limit; each stage of an escalation."""

    child: Mapping[str, Any]
    reviews: tuple[Mapping[str, Any], ...] = ()
    stages: tuple[Mapping[str, Any], ...] = ()


def kept_until(ends: Iterable[date | None], practice: Practice) -> date | None:
    """The day from which a case that is over is flagged: the practice's period after the last of its ends.

    Care, a protection plan and the officer's own closing are such. None where none is on record: nobody can say then
    since when it is over.
    """
    last = max((day for day in ends if day), default=None)
    return add_months(last, practice.caseload.retention_months) if last else None


def staying_facts(case: Case, child: Mapping[str, Any], practice: Practice) -> StayingFacts:
    """What stays of a child who is removed, from the case and from the child's own codes."""
    codes = {name: child.get(name) for name in STAYS_OF_CHILD}
    stages = (
        {"stage": step.stage, "taken_on": step.taken_on, "replied_on": step.replied_on}
        for escalation in case.escalations
        for step in escalation.steps
    )
    born = case.born.year if case.born else None
    return StayingFacts({"born_year": born, **codes}, tuple(_reviews(case, practice)), tuple(stages))


def _reviews(case: Case, practice: Practice) -> Iterator[Mapping[str, Any]]:
    for review in case.reviews:
        day = review.held or review.adjourned or review.booked
        if day:
            values = {name: getattr(review, name) for name in STAYS_OF_REVIEW}
            yield {"limit_on": limit_before(case, practice, day), **values}


def limit_before(case: Case, practice: Practice, day: date) -> date | None:
    """The law's limit of a review held on a day, as it stood the day before; None where none was asked."""
    before = day - _DAY
    then = next_in_law(as_at(case, before), practice, before)
    return then.limit if then else None
