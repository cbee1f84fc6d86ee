"""How a child comes to an IRO: the naming, the letter that says so, and the chair who goes on as the IRO.

Source: IRO Handbook, domain reference 1.3; the letter and the chair from the services' own reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain.calendar import age_on
from iro_tui.domain.care_status import FULL
from iro_tui.domain.case import Allocation
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty

IRO_REASONS = (
    "IRO left the service",
    "IRO sickness",
    "caseloads evened out",
    "siblings to one IRO",
    "the child asked for it",
    "conflict of interest",
    "area of work",
)
"""Why another IRO: suggestions, any other words may be given. Source: Enfield 2017-18, line 250 (the same IRO to the
end), domain reference 4.2."""


def chair_of(view: CaseOnDay) -> str | None:
    """Who chaired the newest conference of a plan that runs; empty for the officer, None without such a conference."""
    if view.plan is None:
        return None
    held = [conference for conference in view.case.conferences if conference.held and conference.held <= view.today]
    return (max(held, key=lambda conference: (conference.held, conference.id)).chair or "") if held else None


def chair_goes_on(view: CaseOnDay) -> str | None:
    """Who becomes the IRO where the practice keeps the chair; None where it does not, or nobody chairs."""
    return chair_of(view) if view.practice.allocation.keep_chair else None


def present(view: CaseOnDay) -> Allocation | None:
    """The naming that holds, of this time of care; None while nobody is named."""
    begun = view.care_status.period.started if view.care_status else None
    now = [a for a in view.case.allocations if begun and a.allocated and a.allocated >= begun and a.until is None]
    return max(now, key=lambda allocation: (allocation.allocated, allocation.id)) if now else None


def naming_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Naming the IRO of a child newly looked after; nothing where the record is not whole or a review was held."""
    status = view.care_status
    if status is None or not _is_new(view) or any(a.allocated and a.allocated >= status.period.started
                                                  for a in view.case.allocations):  # fmt: skip
        return
    chair = chair_goes_on(view)
    who = "You chair" if chair == "" else f"{chair} chairs"
    note = f"{who} the conferences of the plan: the chair becomes the IRO." if chair is not None else ""
    yield view.duty("iro_allocation", status.since, view.limit("iro_allocation", status.since), note=note)


def letter_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The letter that names the IRO, to a child of an age to be written to: newly looked after, or with another IRO."""
    holds, status = present(view), view.care_status
    if status is None or status.regime != FULL or holds is None or holds.allocated is None or holds.letter_sent:
        return
    started = status.period.started
    another = any(a.until and a.allocated and a.allocated >= started for a in view.case.allocations)
    from_age = view.practice.on(holds.allocated).allocation.letter_from_age
    if view.case.born is None or age_on(view.case.born, holds.allocated) < from_age or not (another or _is_new(view)):
        return
    yield view.duty(
        "iro_letter",
        holds.id or holds.allocated,
        view.limit("iro_letter", holds.allocated),
        since=holds.allocated,
        subject=holds.id,
    )


def _is_new(view: CaseOnDay) -> bool:
    """Whether a child is newly looked after: in full, the record whole, and no review held."""
    status, clocks = view.care_status, view.clocks
    if status is None or status.regime != FULL or not status.since_known or clocks is None or clocks.held:
        return False
    return not (status.reviews_known_from and status.reviews_known_from > status.since)


LOOKED_AFTER = (naming_duties, letter_duties)
