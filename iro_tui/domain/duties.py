"""The heart: what a child's case asks of the officer, by when, on whose authority."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.conferences import conference_duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.follow_up import (
    allocation_duties,
    court_duties,
    decision_duties,
    escalation_duties,
    rag_duties,
    task_duties,
)
from iro_tui.domain.midpoint import midpoint_duties
from iro_tui.domain.paperwork import paperwork_duties
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import review_duties

KINDS = (
    "early_review",
    "review",
    "conference",
    "court",
    "review_unbooked",
    "iro_allocation",
    "sw_iro_talk",
    "invitations",
    "sw_report",
    "papers",
    "speak_to_child",
    "decisions",
    "manager_reply",
    "care_plan_update",
    "full_record",
    "distribution",
    "midpoint",
    "rag_tell_manager",
    "rag_tell_service",
    "rag_follow_up",
    "escalation_reply",
    "escalation_total",
    "escalation_follow_up",
    "decision_due",
    "task",
)
"""Every kind of duty, in the order in which those of one day stand."""

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_Generator = Callable[[CaseOnDay], Iterator[Duty]]

_ALWAYS: tuple[_Generator, ...] = (conference_duties, court_duties, task_duties)
_WITH_STATUS: tuple[_Generator, ...] = (rag_duties, escalation_duties, decision_duties)
_LOOKED_AFTER: tuple[_Generator, ...] = (review_duties, midpoint_duties, paperwork_duties, allocation_duties)


def duties(case: Case, practice: Practice, today: date) -> tuple[Duty, ...]:
    """Everything the case asks, by due date, then by kind, then by id. Pure: the same facts always give the same."""
    return duties_of(CaseOnDay(case, practice, today))


def duties_of(view: CaseOnDay) -> tuple[Duty, ...]:
    """The duties of a case already in view.

    A child who is neither looked after, on short breaks nor under a protection plan has only dates of court, own
    tasks and an initial conference that is pending.
    """
    found = [duty for generator in _ALWAYS for duty in generator(view)]
    if view.status:
        found += [duty for generator in _WITH_STATUS for duty in generator(view)]
    if view.care_status:
        found += [duty for generator in _LOOKED_AFTER for duty in generator(view)]
    found.sort(key=lambda duty: (duty.due, _ORDER[duty.kind], duty.id))
    return tuple(found)
