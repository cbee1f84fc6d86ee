"""Practices valid from a day: what began under one is judged by it, and the law stays the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import Case, Escalation, EscalationStep, Review
from iro_tui.domain.duties import duties
from iro_tui.domain.escalation import next_stage, reply_due, stage_now, total_due, working_days_used
from iro_tui.domain.midpoint import midpoint_due
from iro_tui.domain.practice import Practice, in_force
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.practice_file import read_practice
from iro_tui.domain.practice_sections import EscalationLadder
from iro_tui.domain.rag import consequence
from iro_tui.domain.timescales import RULES
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, due, looked_after, setting, upcoming
from tests.support.strategies import cases

CHANGED = "01.10.2026"


def both(before: Practice, after: Practice, today: str = "20.11.2026", first: str = CHANGED) -> Practice:
    """The practice in force on a day, where one followed on another."""
    return in_force([(d(first), after), (date.min, before)], d(today))


STRICT = setting("reviews", later_months=4, restart_after_unplanned_move=True)


@pytest.mark.parametrize(
    ("held", "limit", "authority"),
    [
        # Held the day before the change: by what was in force then, though today another is.
        ("30.09.2026", "30.03.2027", "CPPCR 33(2)"),
        ("01.10.2026", "01.02.2027", "CPPCR 33(2) (local limit)"),
    ],
)
def test_a_review_is_limited_by_what_was_in_force_when_its_clock_began(held: str, limit: str, authority: str) -> None:
    case = looked_after("02.03.2026", "27.03.2026", held)
    review = upcoming(case, "20.11.2026", both(STATUTORY, STRICT))
    assert (review.limit, review.authority) == (d(limit), authority)


def test_the_record_of_a_review_runs_by_the_practice_of_its_day() -> None:
    quick = both(STATUTORY, setting("record", decisions=2))
    for held, by in (("30.09.2026", "07.10.2026"), ("01.10.2026", "05.10.2026")):
        case = looked_after("02.03.2026", reviews=(Review("r", held=d(held), follow_record=True),))
        assert due(case, "20.11.2026", "decisions", quick).due == d(by)


def test_midpoint_and_rag_go_by_the_practice_of_the_day_they_began() -> None:
    practice = both(STATUTORY, replace(setting("midpoint", share=0.25), rag=replace(STATUTORY.rag, red_working_days=2)))
    # 92 days from 30 September, 92 from 1 October.
    assert midpoint_due(looked_after("07.09.2026", "30.09.2026"), practice, d("20.11.2026")) == d("13.11.2026")
    assert midpoint_due(looked_after("07.09.2026", "01.10.2026"), practice, d("20.11.2026")) == d("23.10.2026")
    assert consequence("red", d("30.09.2026"), practice).follow_up == d("07.10.2026")
    assert consequence("red", d("01.10.2026"), practice).follow_up == d("05.10.2026")


OWN_LADDER = replace(
    STATUTORY,
    escalation=EscalationLadder(
        total_working_days=10, stages=(Stage("ir1", "IR1", "team leader", 3), Stage("ir2", "IR2", "head", 3))
    ),
)


def test_an_escalation_runs_by_the_ladder_it_was_climbed_on() -> None:
    practice = both(STATUTORY, OWN_LADDER)
    before = Escalation("x", "drift", d("28.09.2026"), (EscalationStep("s", "1", d("28.09.2026")),))
    assert stage_now(before, practice) == STATUTORY.escalation.stage("1")
    assert reply_due(before, practice) == d("05.10.2026"), "five working days"
    assert total_due(before, practice) == d("26.10.2026"), "twenty"
    following = next_stage(before, practice)
    assert following is not None
    assert following.name == "Stage 2", "the ladder of today has no such step"
    since = Escalation("x", "drift", d(CHANGED), (EscalationStep("s", "ir1", d(CHANGED)),))
    assert reply_due(since, practice) == d("06.10.2026"), "three working days"
    assert total_due(since, practice) == d("15.10.2026"), "ten"
    assert working_days_used(since, practice, d("02.10.2026")) == 1


def test_days_that_are_not_worked_are_those_of_the_practice_in_force_on_them() -> None:
    """A bank holiday proclaimed with a new practice counts for clocks that began before; an old closure still does."""
    before = setting("days", closures=(d("28.09.2026"), d("05.10.2026")))
    practice = both(before, setting("days", bank_holidays=(d("06.10.2026"),)))
    assert RULES["rev1"].limit(d("05.10.2026"), practice) == d("03.11.2026"), "6 October is no working day"
    assert practice.office.between(d("25.09.2026"), d("29.09.2026")) == 1, "shut on 28 September"
    assert practice.office.is_working_day(d("05.10.2026")), "that closure was of the practice before"


@pytest.mark.parametrize("today", ["30.09.2026", "01.10.2026", "01.01.2030"])
def test_which_is_in_force(today: str) -> None:
    after = replace(STRICT, name="after")
    practice = both(STATUTORY, after, today)
    assert practice == (STATUTORY if today == "30.09.2026" else after)
    assert practice.on(d("01.01.2000")) == STATUTORY
    assert practice.on(d(CHANGED)) == after
    assert in_force([], d(today)) == STATUTORY


@given(cases(), st.dates(date(2023, 1, 1), TODAY + timedelta(400)))
def test_the_same_practice_again_changes_nothing(case: Case, first: date) -> None:
    twice = in_force([(date.min, STATUTORY), (first, Practice())], TODAY)
    assert duties(case, twice, TODAY) == duties(case, STATUTORY, TODAY)


@given(cases(), st.dates(date(2023, 1, 1), TODAY + timedelta(400)))
def test_before_the_first_day_and_after_the_last_a_practice_is_as_if_alone(case: Case, first: date) -> None:
    strict = replace(STRICT, record=replace(STRICT.record, decisions=2))
    always = in_force([(date(1990, 1, 1), strict), (date.min, STATUTORY)], TODAY)
    assert duties(case, always, TODAY) == duties(case, strict, TODAY)
    never = in_force([(date(2059, 1, 1), strict), (date.min, STATUTORY)], TODAY)
    assert duties(case, never, TODAY) == duties(case, STATUTORY, TODAY)


# The law


def test_the_law_is_its_own_limits_and_the_bank_holidays() -> None:
    practice = read_practice(
        {
            "reviews": {"first_working_days": 10},
            "days": {"bank_holidays": [d("06.10.2026")], "closures": [d("07.10.2026")]},
        }
    )
    assert practice.law.reviews == STATUTORY.reviews
    assert RULES["rev1"].limit(d("05.10.2026"), practice.law) == d("03.11.2026")
    assert practice.law.office.is_working_day(d("07.10.2026"))


# A ladder that cannot be climbed in its time


@pytest.mark.parametrize(
    ("days", "total", "warned"), [((5, 5, 5, 5), 20, False), ((5, 5, 5, 6), 20, True), ((5, 5), 9, True)]
)
def test_formal_stages_longer_than_the_total_are_warned_of(days: tuple[int, ...], total: int, warned: bool) -> None:
    formal = tuple(Stage(str(n), f"Stage {n}", "somebody", each) for n, each in enumerate(days))
    beside = (Stage("talk", "Informal", "somebody", 9, formal=False), Stage("cafcass", "Cafcass", "Cafcass", 9))
    practice = setting("escalation", stages=(*formal, *beside), total_working_days=total)
    sentences = [sentence for sentence in practice.warnings() if "escalation.stages" in sentence]
    assert bool(sentences) is warned
    if warned:
        assert (
            f"{sum(days)} working days together, more than escalation.total_working_days, which is {total}"
            in sentences[0]
        )
