"""The facts behind a line of the caseload, which a file alone tells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from iro_tui.domain.case_on_day import CaseOnDay
    from iro_tui.domain.duty import Duty


class FiledFacts(NamedTuple):
    """None is what is not on record, or is not so of the child."""

    since: date | None = None
    reviewed: date | None = None
    checked: date | None = None
    """When the mid-point check of now was done."""
    plan_since: date | None = None
    conferred: date | None = None
    conference: date | None = None
    """For when one is booked."""
    conference_time: str = ""


NOTHING_FILED = FiledFacts()


def filed_facts(view: CaseOnDay, asked: Duty | None) -> FiledFacts:
    """The facts of a child behind its line; `asked` is the conference that is asked.

    A last review that may not be the last is none: in a file nothing would say so.
    """
    care, plan = view.care_status, view.plan
    since = care.since if care and care.since_known else None
    counted = view.clocks.normal_governing if view.clocks else None
    unknown = bool(counted and counted.unknown and counted.asks == "last_review")
    last, held = view.case.last_held, [each.held for each in view.case.conferences if each.held]
    return FiledFacts(
        since=since,
        reviewed=last if care and last and last >= care.counts_from and not unknown else None,
        checked=max((check.done_on for check in view.case.midpoints if last and check.done_on >= last), default=None),
        plan_since=plan.started if plan and plan.start_known else None,
        conferred=max((day for day in held if plan and day >= plan.started), default=None),
        conference=asked.booked if asked else None,
        conference_time=asked.time if asked else "",
    )
