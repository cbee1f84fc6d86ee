"""The heart: what a child's case asks of the officer, by when, on whose authority.

Each module of rules names its own generators, by when they are asked: `ALWAYS`, `WITH_STATUS` (looked after, on short
breaks or under a protection plan) or `LOOKED_AFTER`; and what of these goes on once care has ended, until it is done:
`AFTER_STATUS`, `AFTER_CARE`. Here they are only collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from iro_tui.domain import (
    after_care,
    allocation,
    conferences,
    custody,
    follow_up,
    midpoint,
    paperwork,
    preparation,
    proceedings,
)
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import HANDED_OVER
from iro_tui.domain.duty_kinds import ORDER
from iro_tui.domain.practice import Practice

_Generators = tuple[Callable[[CaseOnDay], Iterator[Duty]], ...]

_ALWAYS: _Generators = (*conferences.ALWAYS, *proceedings.ALWAYS, *follow_up.ALWAYS)
_WITH_STATUS: _Generators = follow_up.WITH_STATUS
_AFTER_STATUS: _Generators = follow_up.AFTER_STATUS
_AFTER_CARE: _Generators = (*paperwork.AFTER_CARE, *after_care.AFTER_CARE)
_LOOKED_AFTER: _Generators = (
    *preparation.LOOKED_AFTER,
    *midpoint.LOOKED_AFTER,
    *paperwork.LOOKED_AFTER,
    *allocation.LOOKED_AFTER,
    *follow_up.LOOKED_AFTER,
    *custody.LOOKED_AFTER,
)


def duties(case: Case, practice: Practice, today: date) -> tuple[Duty, ...]:
    """Everything the case asks, by due date, then by kind, then by id. Pure: the same facts always give the same."""
    return duties_of(CaseOnDay(case, practice, today))


def duties_of(view: CaseOnDay) -> tuple[Duty, ...]:
    """The duties of a case already in view.

    A child who is neither looked after, on short breaks nor under a protection plan has only dates of court, own
    tasks and an initial conference that is pending; after care also what it left open. What guidance or
    local practice asked before the child was on this caseload is not asked; the law's limits are, however old.
    Source: domain reference 1.7.
    """
    generators = (
        *_ALWAYS,
        *(_WITH_STATUS if view.status else _AFTER_STATUS if view.left_care_on else ()),
        *(_LOOKED_AFTER if view.care_status else _AFTER_CARE if view.left_care_on else ()),
    )
    asked = (duty for generator in generators for duty in generator(view))
    if since := view.case.on_caseload_since:
        asked = (duty for duty in asked if duty.due >= since or not _was_for_others(duty))
    return tuple(sorted(asked, key=lambda duty: (duty.due, ORDER[duty.kind], duty.id)))


def _was_for_others(duty: Duty) -> bool:
    """Whether a duty that fell due before the child came to this caseload was for whoever had the child then."""
    return duty.weight != "law" and duty.declared.group in HANDED_OVER
