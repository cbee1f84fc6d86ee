"""What the law alone asks of a review, whatever the practice: what is measured "by the law" is measured by this."""

from __future__ import annotations

from datetime import date

from iro_tui.domain.care_status import care_status
from iro_tui.domain.case import Case
from iro_tui.domain.practice import Practice
from iro_tui.domain.review_clock import NextReview, review_clocks
from iro_tui.domain.timescales import rule_of_trigger


def next_in_law(case: Case, practice: Practice, *days: date) -> NextReview | None:
    """The review that the law asked for on a day; None for a child who is not looked after. On the first of several
    on which one was asked for.

    No limit of habit is among it: not the final review before 18, nor an early one that no regulation names. At 18
    care ends, so that a limit beyond it asks nothing; up to then it stands where it is. Source: domain reference 1.7.
    """
    law = practice.law
    early = tuple(each for each in case.early_reviews if rule_of_trigger(each.trigger).weight == "law")
    # Of the birth only the end of care is law; what the clocks make of it besides is local practice.
    without = case.but(born=None, early_reviews=early)
    for day in days:
        clocks = review_clocks(without, law, day, care_status(case, law, day))
        if clocks and clocks.asked:
            return clocks.asked
    return None
