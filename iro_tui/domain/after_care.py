"""The end of care that an 18th birthday asks to be recorded. Source: domain reference 1.7."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain.care_status import is_open, majority
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import day_words


def end_of_care_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Of somebody who turned 18 with a time of care still open on record: its end, due on the birthday, or where that
    was known later for a wrong date of birth, then.

    As of all that the calendar asks, nothing where that was before the child came to this caseload: a return may hold
    the long-open episodes of adults. A child who was in sight is not lost to it by a date of birth.
    """
    eighteen = majority(view.case)
    if eighteen and eighteen <= view.today and any(is_open(period.ended, view.today) for period in view.case.periods):
        what = f"Turned 18 on {day_words(eighteen, view.today)}: record the end of care"
        yield view.duty("end_of_care", eighteen, max(eighteen, view.case.of_age_known_on or eighteen), what=what)


AFTER_CARE = (end_of_care_duties,)
