"""Secure accommodation and remand: the panel, and the plans that a remand asks. Source: domain reference 1.1, 1.8."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.care_status import FULL, CareStatus
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.timescales import RULES, SECURE_LATER

CHAIR = "The panel is chaired by somebody who is not the child's own IRO."
UNCONFIRMED = "The days are unconfirmed: check them with the legal team."


def secure_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The panel on secure accommodation: within a month of its start, then at most every three months.

    A remand to youth detention has no such panel; the clock of a child who stays on after it runs from its end.
    Source: Secure Accommodation Regs 1991 reg 15.
    """
    care = view.care_status
    if care is None or care.regime != FULL or care.placement is None or _remanded(care):
        return
    at = len(care.homes)
    while at and care.homes[at - 1].code == codes.SECURE:
        at -= 1
    stay = care.homes[at:]
    if not stay:
        return
    remands = (status for status in view.case.legal_statuses if status.code == codes.REMAND)
    ends = (status.ended or (care.legal_status.started if care.legal_status else date.min) for status in remands)
    since = max([stay[0].started, *(day for day in ends if day <= view.today)])
    panel = max((home.panel_on for home in stay if home.panel_on and home.panel_on >= since), default=None)
    rule = SECURE_LATER if panel else RULES["secure"]
    if panel is None and since == stay[0].started and not stay[0].start_known:
        what = f"Find out since when: {codes.PLACEMENT[codes.SECURE]}"
        yield view.duty("placed_day", since, view.today, what=what, inferred=True, subject=stay[0].id)
        return
    inferred = panel is None and _as_old_as_the_record(care, since)
    due = rule.limit(panel or since, view.practice)
    yield view.duty("secure_panel", panel or since, due, rule=rule, inferred=inferred, note=CHAIR, subject=stay[-1].id)


def remand_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The plan that a remand asks: for detention, or the care plan of a child looked after because of the remand.

    Source: CPPCR 47B and 47C; which codes, and the days, are unconfirmed.
    """
    care = view.care_status
    if care is None or care.regime != FULL or care.legal_status is None or not _remanded(care):
        return
    remand = care.legal_status
    detained = bool(care.homes) and care.homes[-1].code in codes.DETENTION
    kind, done = ("detention_plan", remand.detention_plan_on) if detained else ("remand_care_plan", remand.care_plan_on)
    if done or (not detained and remand.started > care.since):
        return
    due = view.limit(kind, remand.started)
    inferred = _as_old_as_the_record(care, remand.started)
    yield view.duty(kind, remand.started, due, inferred=inferred, note=UNCONFIRMED, subject=remand.id)


def _remanded(care: CareStatus) -> bool:
    return care.legal_status is not None and care.legal_status.code == codes.REMAND


def _as_old_as_the_record(care: CareStatus, day: date) -> bool:
    """Whether what is on record from a day may have begun before it."""
    return not care.since_known and day <= care.since


LOOKED_AFTER = (secure_duties, remand_duties)
