"""Since when a child is on the caseload: what was for others is not asked, the law's limits are. Reference 1.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.case import (
    AdoptionAuthority,
    Case,
    Decision,
    EarlyReview,
    Escalation,
    EscalationStep,
    Rating,
    Review,
    Task,
)
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties, duties_of
from iro_tui.domain.duty_kind import HANDED_OVER
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, due, every, looked_after, placements, setting
from tests.support.strategies import cases

FRIDAY = "20.11.2026"


def kinds(case: Case, since: str, today: str = FRIDAY) -> set[str]:
    """What is asked that fell due before today."""
    mine = replace(case, on_caseload_since=d(since))
    return {duty.kind for duty in duties(mine, STATUTORY, d(today)) if duty.due < d(today)}


@pytest.mark.parametrize(
    ("case", "before", "after"),
    [
        # The check of 20 Jul (half of 9 Apr to 9 Oct fell on 9 Jul): for whoever had the child then.
        (looked_after("02.03.2026", "27.03.2026", "09.06.2026"), {"midpoint"}, set()),
        # Past its limit of 5 Oct: the law's. When it was to be prepared and booked: local and guidance.
        (
            looked_after("07.09.2026"),
            {
                "review", "review_unbooked", "iro_allocation", "sw_iro_talk", "invitations", "sw_report", "papers",
                "speak_to_child",
            },
            {"review"},
        ),
        # The record of a review held before; that of one held since.
        (
            looked_after("16.02.2026", reviews=(Review("r", held=d("14.09.2026"), follow_record=True),)),
            {"decisions", "care_plan_update", "full_record", "distribution"},
            set(),
        ),
    ],
)  # fmt: skip
def test_what_fell_due_before_is_not_asked_but_the_law_is(case: Case, before: set[str], after: set[str]) -> None:
    assert kinds(case, "01.01.2026") >= before
    assert kinds(case, FRIDAY) == after


def test_what_falls_due_on_the_day_itself_is_asked() -> None:
    case = looked_after("13.11.2026")  # the IRO is to be named by Friday 20 November
    assert len(every(replace(case, on_caseload_since=d("20.11.2026")), FRIDAY, "iro_allocation")) == 1
    assert every(replace(case, on_caseload_since=d("21.11.2026")), FRIDAY, "iro_allocation") == []


def test_what_was_recorded_here_is_asked_however_old() -> None:
    old = d("02.11.2026")
    case = looked_after(
        "02.03.2026",
        "27.03.2026",
        "09.06.2026",
        on_caseload_since=d(FRIDAY),
        ratings=(Rating("g", "red", old),),
        decisions=(Decision("d", "Dental check", due=old),),
        tasks=(Task("t", "Ring the school", old),),
        escalations=(Escalation("x", "drift", old, (EscalationStep("s", "1", old),)),),
    )
    asked = {duty.kind for duty in duties(case, STATUTORY, d(FRIDAY))}
    assert asked >= {"rag_tell_manager", "rag_follow_up", "decision_due", "task", "escalation_reply"}


@given(case=cases(), since=st.dates(date(2023, 1, 1), TODAY + timedelta(60)))
def test_only_what_guidance_or_practice_asked_before_is_left_out(case: Case, since: date) -> None:
    everything, asked = (
        # By when a meeting is asked whose last one is not on record depends on it by a rule of its own.
        [
            duty
            for duty in duties(each, STATUTORY, TODAY)
            if not (duty.is_meeting and duty.inferred) and duty.kind != "last_conference"
        ]
        for each in (case, replace(case, on_caseload_since=since))
    )
    left_out = [duty for duty in everything if duty not in asked]
    assert [duty for duty in everything if duty in asked] == asked
    assert all(duty.weight != "law" and duty.due < since and duty.declared.group in HANDED_OVER for duty in left_out)
    assert not [
        duty for duty in asked if duty.weight != "law" and duty.due < since and duty.declared.group in HANDED_OVER
    ]


# The booking of a review whose limit is near from the beginning


def test_a_first_review_is_to_be_booked_within_five_working_days_of_the_start() -> None:
    # Looked after since Monday 16 November 2026: the first review by 14 December.
    booking = due(looked_after("16.11.2026"), FRIDAY, "review_unbooked")
    assert (booking.due, booking.rule, booking.clock) == (d("23.11.2026"), "booking-first", "soon")
    sooner = setting("reviews", book_first_working_days=2)
    assert due(looked_after("16.11.2026"), FRIDAY, "review_unbooked", sooner).due == d("18.11.2026")


@pytest.mark.parametrize(
    ("case", "by", "rule"),
    [
        # The second, by 27 February 2027: twenty working days before that Saturday.
        (looked_after("02.11.2026", "27.11.2026"), "01.02.2027", "booking"),
        # Placed for adoption on Tuesday 17 November, the review by 15 December: five working days.
        (
            looked_after(
                "02.02.2026", "27.02.2026", "26.05.2026", "26.08.2026", status="E1",
                placements=placements(("U6", "02.02.2026", "17.11.2026"), ("A5", "17.11.2026", None)),
                authorities=(AdoptionAuthority(d("01.10.2026")),),
            ),
            "24.11.2026",
            "booking-first",
        ),
        # Adjourned on Wednesday 18 November, to be completed by 16 December.
        (
            looked_after("03.08.2026", "27.08.2026", reviews=(Review("r", adjourned=d("18.11.2026")),)),
            "25.11.2026",
            "booking-first",
        ),
        # Asked for on Thursday 19 November by the Monday after: no later than the review itself.
        (
            looked_after("02.11.2026", early_reviews=(EarlyReview("e", "early-a", d("19.11.2026"), d("23.11.2026")),)),
            "23.11.2026",
            "booking-first",
        ),
    ],
)  # fmt: skip
def test_by_when_a_review_is_booked(case: Case, by: str, rule: str) -> None:
    booking = due(case, FRIDAY if rule != "booking" else "30.11.2026", "review_unbooked")
    assert (booking.due, booking.rule) == (d(by), rule)


@given(cases(open_care=True))
def test_a_booking_is_due_after_its_clock_began_and_no_later_than_its_review(case: Case) -> None:
    view = CaseOnDay(case, STATUTORY, TODAY)
    for booking in (duty for duty in duties_of(view) if duty.kind == "review_unbooked"):
        assert view.clocks is not None
        clock = view.clocks.to_prepare
        assert min(clock.limit, clock.since + timedelta(1)) <= booking.due <= clock.limit


def test_a_pathway_plan_that_fell_due_before_is_asked_for_by_its_day_and_is_not_late() -> None:
    case = looked_after("07.09.2020", born=d("01.07.2010"))
    assert due(case, FRIDAY, "pathway_plan").clock == "overdue"
    asked = due(replace(case, on_caseload_since=d("02.10.2026")), FRIDAY, "pathway_plan")
    assert (asked.due, asked.clock, asked.inferred) == (d(FRIDAY), "today", True)
    assert asked.note == "It fell due on Thu 1 Oct, before the child came to this caseload."
    mine = due(replace(case, on_caseload_since=d("01.10.2026")), FRIDAY, "pathway_plan")
    assert (mine.due, mine.clock, mine.inferred) == (d("01.10.2026"), "overdue", False)
