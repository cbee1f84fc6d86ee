"""What a case asks: every kind of duty, by worked example."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from iro_tui.domain.beside import Conference, CourtDate, ProtectionPlan
from iro_tui.domain.case import (
    Allocation,
    CarePeriod,
    Case,
    Decision,
    EarlyReview,
    Escalation,
    EscalationStep,
    LegalStatus,
    MidpointCheck,
    Rag,
    Rating,
    Review,
    Task,
)
from iro_tui.domain.duties import duties
from iro_tui.domain.duty_kinds import ORDER
from iro_tui.domain.escalation import reply_due, working_days_used
from iro_tui.domain.midpoint import midpoint_due
from iro_tui.domain.practice import Practice
from iro_tui.domain.rag import consequence, trail
from tests.support.facts import STATUTORY, breaks, d, days, due, every, looked_after, setting, upcoming

TODAY = "20.11.2026"


def reviewed(**more: Any) -> Case:
    """First review 05.10.2026, so the second by 05.01.2027."""
    return looked_after("07.09.2026", "05.10.2026", **more)


# The review and its preparation


def test_the_review_and_its_clock() -> None:
    review = due(reviewed(), TODAY, "review")
    assert (review.id, review.what, review.rule) == ("review:AB1042:2026-10-05", "Second review", "rev2")
    assert (review.days, review.working_days, review.clock) == (46, 29, "on_time")
    assert (review.booked, review.inferred, review.rag) == (None, False, None)


@pytest.mark.parametrize(
    ("today", "working_days", "clock"),
    [
        ("15.12.2026", 12, "on_time"),
        ("17.12.2026", 10, "soon"),
        ("05.01.2027", 0, "today"),
        ("06.01.2027", -1, "overdue"),
        ("12.01.2027", -5, "overdue"),
    ],
)
def test_the_clock_of_a_review(today: str, working_days: int, clock: str) -> None:
    review = due(reviewed(), today, "review")
    assert (review.working_days, review.clock) == (working_days, clock)


def test_other_duties_are_due_soon_from_five_working_days() -> None:
    case = reviewed(tasks=(Task("t1", "Ring the school", d("27.11.2026")),))
    assert due(case, "19.11.2026", "task").clock == "on_time"
    assert due(case, TODAY, "task").clock == "soon"


@pytest.mark.parametrize(
    ("case", "what"),
    [
        (looked_after("02.11.2026"), "First review"),
        (looked_after("02.11.2020", "20.11.2020", "20.01.2021"), "Review"),
        (looked_after("02.11.2026", born=d("25.11.2008")), "Final review before 18"),
        (
            looked_after("02.11.2026", reviews=(Review("r", adjourned=d("10.11.2026")),)),
            "Adjourned review to be completed",
        ),
        (breaks(("02.11.2026", None)), "Short-break review"),
    ],
)
def test_what_a_review_is_called(case: Case, what: str) -> None:
    assert due(case, TODAY, "review").what == what


def test_an_early_review_takes_the_place_of_the_review() -> None:
    case = reviewed(early_reviews=(EarlyReview("e1", "early-b", d("10.11.2026"), d("01.12.2026")),))
    assert every(case, TODAY, "review") == []
    early = due(case, TODAY, "early_review")
    assert (early.id, early.due, early.rule) == ("early_review:AB1042:e1", d("01.12.2026"), "early-b")


def test_a_review_without_a_booking() -> None:
    unbooked = due(reviewed(), TODAY, "review_unbooked")
    assert (unbooked.due, unbooked.what, unbooked.authority) == (d("03.12.2026"), "Book the review", "local practice")
    booked = reviewed(reviews=(*days("05.10.2026"), Review("r2", booked=d("10.12.2026"))))
    assert every(booked, TODAY, "review_unbooked") == []
    assert due(booked, TODAY, "review").booked == d("10.12.2026")


PREPARATION = {
    "sw_iro_talk": ("10.12.2026", "19.11.2026", "talked_on"),
    "invitations": ("17.12.2026", "26.11.2026", "invited_on"),
    "sw_report": ("30.12.2026", "07.12.2026", "report_on"),
    "papers": ("30.12.2026", "07.12.2026", "papers_on"),
    "speak_to_child": ("04.01.2027", "09.12.2026", "spoken_on"),
}


@pytest.mark.parametrize("kind", PREPARATION)
def test_preparation(kind: str) -> None:
    by_limit, by_booking, done_by = PREPARATION[kind]
    assert due(reviewed(), TODAY, kind).due == d(by_limit)
    planned = Review("r2", booked=d("10.12.2026"))
    case = reviewed(reviews=(*days("05.10.2026"), planned))
    found = due(case, TODAY, kind)
    assert (found.due, found.subject) == (d(by_booking), "r2")
    # A booking does not rename the duty.
    assert found.id == due(reviewed(), TODAY, kind).id
    on_record: dict[str, Any] = {done_by: d(TODAY)}
    done = replace(case, reviews=(*days("05.10.2026"), Review("r2", booked=d("10.12.2026"), **on_record)))
    assert every(done, TODAY, kind) == []


def test_a_child_who_was_not_spoken_to_for_a_reason() -> None:
    planned = Review("r2", booked=d("10.12.2026"), not_spoken_reason="did not wish to")
    assert every(reviewed(reviews=(*days("05.10.2026"), planned)), TODAY, "speak_to_child") == []


# The mid-point check


def test_the_midpoint_is_half_way_and_on_a_working_day() -> None:
    # 5 October and half of 92 days is 20 November.
    check = due(reviewed(), TODAY, "midpoint")
    assert (check.due, check.id, check.clock) == (d("20.11.2026"), "midpoint:AB1042:2026-10-05", "today")
    assert midpoint_due(reviewed(), setting("midpoint", share=0.25), d(TODAY)) == d("28.10.2026")
    assert midpoint_due(looked_after("07.09.2026", "30.10.2026"), STATUTORY, d(TODAY)) == d("15.12.2026")
    assert midpoint_due(looked_after("07.09.2026", "29.10.2026"), STATUTORY, d(TODAY)) == d("14.12.2026")
    # 28 October and 46 days is Sunday 13 December: back to the Friday.
    assert midpoint_due(looked_after("07.09.2026", "28.10.2026"), STATUTORY, d(TODAY)) == d("11.12.2026")


def test_the_midpoint_comes_and_goes_with_the_review() -> None:
    assert every(looked_after("02.11.2026"), TODAY, "midpoint") == []
    assert every(reviewed(midpoints=(MidpointCheck(d("05.10.2026")),)), TODAY, "midpoint") == []
    assert len(every(reviewed(midpoints=(MidpointCheck(d("04.10.2026")),)), TODAY, "midpoint")) == 1
    later = reviewed(midpoints=(MidpointCheck(d("05.11.2026")),), reviews=days("05.10.2026", "18.11.2026"))
    assert due(later, TODAY, "midpoint").due == d("16.02.2027")


def test_an_early_or_adjourned_review_does_not_move_the_midpoint() -> None:
    early = reviewed(early_reviews=(EarlyReview("e1", "early-a", d("06.10.2026"), d("20.10.2026")),))
    adjourned = reviewed(reviews=(*days("05.10.2026"), Review("r2", adjourned=d("10.11.2026"))))
    assert midpoint_due(early, STATUTORY, d(TODAY)) == midpoint_due(adjourned, STATUTORY, d(TODAY)) == d("20.11.2026")


def test_the_18th_birthday_draws_the_midpoint_in() -> None:
    assert midpoint_due(reviewed(born=d("06.12.2008")), STATUTORY, d(TODAY)) == d("04.11.2026")
    assert midpoint_due(reviewed(born=d("07.10.2008")), STATUTORY, d("06.10.2026")) is None


# Paperwork


def held(**facts: Any) -> Case:
    review = Review("r1", held=d("07.12.2026"), completed=d("11.12.2026"), follow_record=True, **facts)
    return looked_after("16.11.2026", reviews=(review,))


@pytest.mark.parametrize(
    ("kind", "limit", "rule", "done_by"),
    [
        ("decisions", "18.12.2026", "decis", "decisions_on"),
        ("care_plan_update", "29.12.2026", "cpupd", "care_plan_on"),
        ("full_record", "06.01.2027", "record", "record_on"),
        ("distribution", "13.01.2027", "distr", "distributed_on"),
    ],
)
def test_record_clocks_run_from_completion(kind: str, limit: str, rule: str, done_by: str) -> None:
    found = due(held(), "14.12.2026", kind)
    assert (found.due, found.rule, found.subject, found.id) == (d(limit), rule, "r1", f"{kind}:AB1042:r1")
    assert every(held(**{done_by: d("14.12.2026")}), "14.12.2026", kind) == []


def test_the_managers_reply_waits_for_the_decisions() -> None:
    assert every(held(), "14.12.2026", "manager_reply") == []
    issued = {"decisions_on": d("16.12.2026")}
    assert due(held(**issued), "17.12.2026", "manager_reply").due == d("23.12.2026")
    assert every(held(**issued, manager_replied_on=d("17.12.2026")), "17.12.2026", "manager_reply") == []


def test_history_from_a_file_asks_for_no_paperwork() -> None:
    assert every(reviewed(), TODAY, "decisions") == []


# RAG


@pytest.mark.parametrize(
    ("value", "limit"), [("green", None), ("amber", "18.12.2026"), ("red", "27.11.2026"), ("other", None)]
)
def test_rag_follow_up(value: Rag, limit: str | None) -> None:
    case = reviewed(ratings=(Rating("g1", value, d(TODAY), theme="drift"),))
    assert consequence(value, d(TODAY), STATUTORY).follow_up == (d(limit) if limit else None)
    assert [(duty.due, duty.what) for duty in every(case, TODAY, "rag_follow_up")] == (
        [(d(limit), f"Follow up {value}: drift")] if limit else []
    )


TELLS_NOBODY = replace(STATUTORY, rag=replace(STATUTORY.rag, amber_tells=(), red_tells=()))


@pytest.mark.parametrize(
    ("value", "told", "practice", "asked"),
    [
        ("green", {}, STATUTORY, []),
        ("amber", {}, STATUTORY, ["Tell the team manager: amber"]),
        ("amber", {"told_manager_on": d(TODAY)}, STATUTORY, []),
        ("red", {}, STATUTORY, ["Tell the team manager: red", "Tell the service manager: red"]),
        ("red", {"told_manager_on": d(TODAY)}, STATUTORY, ["Tell the service manager: red"]),
        ("red", {"told_manager_on": d(TODAY), "told_service_on": d(TODAY)}, STATUTORY, []),
        ("red", {"as_listed": True}, STATUTORY, []),
        ("red", {}, TELLS_NOBODY, []),
    ],
)
def test_who_is_told_of_a_rating(value: str, told: dict[str, Any], practice: Practice, asked: list[str]) -> None:
    case = reviewed(ratings=(Rating("g1", value, d(TODAY), theme="drift", **told),))  # type: ignore[arg-type]
    found = [x for x in duties(case, practice, d(TODAY)) if x.kind.startswith("rag_tell")]
    assert [duty.what for duty in found] == asked
    if not told:
        persons = consequence(value, d(TODAY), practice).tells
        assert [f"Tell the {person}: {value}" for person in persons] == asked
    assert all(duty.due == d("23.11.2026") for duty in found), "the next working day"


def test_only_the_latest_rating_is_followed_up() -> None:
    red, amber = Rating("g1", "red", d("01.10.2026")), Rating("g2", "amber", d("05.10.2026"))
    case = reviewed(ratings=(amber, red))
    assert trail(case) == ("red", "amber")
    assert due(case, TODAY, "rag_follow_up").subject == "g2"
    assert due(case, TODAY, "review").rag == "amber"
    assert every(reviewed(ratings=(red, amber._replace(followed_up_on=d("12.10.2026")))), TODAY, "rag_follow_up") == []


def test_two_ratings_of_one_day_stand_in_their_order() -> None:
    def rated(key: str, value: Rag, minute: int | None) -> Rating:
        at = None if minute is None else datetime(2026, 11, 20, 10, minute, tzinfo=UTC)
        return Rating(key, value, d(TODAY), recorded_at=at)

    ratings = rated("a", "green", 7), rated("b", "red", 5), rated("d", "amber", 5), rated("c", "green", None)
    for order in permutations(ratings):
        assert trail(reviewed(ratings=order)) == ("green", "red", "amber", "green"), "by moment, then by key"


# Escalation


def step(key: str, stage: str, on: str, **more: Any) -> EscalationStep:
    return EscalationStep(key, stage, d(on), **more)


def escalated(*steps: EscalationStep, **more: Any) -> Case:
    return reviewed(escalations=(Escalation("x1", "drift and delay", d("02.11.2026"), steps, **more),))


INFORMAL, FIRST, SECOND = (
    step("s0", "informal", "02.11.2026"),
    step("s1", "1", "09.11.2026"),
    step("s2", "2", "16.11.2026"),
)
CAFCASS = step("s3", "cafcass", "18.11.2026")


def test_informal_has_no_time() -> None:
    assert [x.kind for x in duties(escalated(INFORMAL), STATUTORY, d(TODAY)) if x.kind.startswith("escal")] == []
    agreed = INFORMAL._replace(reply_due=d("12.11.2026"))
    assert due(escalated(agreed), TODAY, "escalation_reply").due == d("12.11.2026")


def test_a_stage_has_its_days_and_all_stages_twenty() -> None:
    case = escalated(INFORMAL, FIRST)
    reply = due(case, TODAY, "escalation_reply")
    assert (reply.due, reply.what, reply.clock) == (d("16.11.2026"), "Stage 1: reply from team manager", "overdue")
    total = due(case, TODAY, "escalation_total")
    assert (total.due, total.rule, total.authority) == (d("07.12.2026"), "dispute", "IRO Handbook 6.2")
    assert "9 of 20 working days used" in total.note
    assert working_days_used(case.escalations[0], STATUTORY, d(TODAY)) == 9


def test_of_two_steps_of_one_day_the_higher_stage_is_waited_for() -> None:
    case = escalated(INFORMAL._replace(taken_on=d("09.11.2026")), FIRST)
    assert due(case, TODAY, "escalation_reply").what == "Stage 1: reply from team manager"


def test_the_next_step_takes_over() -> None:
    case = escalated(INFORMAL, FIRST, SECOND)
    assert due(case, TODAY, "escalation_reply").due == d("23.11.2026")
    assert due(case, TODAY, "escalation_total").due == d("07.12.2026")
    answered = escalated(FIRST, SECOND._replace(replied_on=d("18.11.2026")))
    assert every(answered, TODAY, "escalation_reply") == []
    assert reply_due(answered.escalations[0], STATUTORY) is None


def test_cafcass_runs_beside_and_stops_nothing() -> None:
    assert due(escalated(FIRST, CAFCASS), TODAY, "escalation_reply").subject == "x1"
    assert due(escalated(FIRST, CAFCASS), TODAY, "escalation_total").due == d("07.12.2026")
    assert every(escalated(CAFCASS), TODAY, "escalation_total") == []
    both = escalated(FIRST, CAFCASS._replace(reply_due=d("11.11.2026")))
    assert [x.due for x in every(both, TODAY, "escalation_reply")] == [d("11.11.2026"), d("16.11.2026")]


def test_what_is_settled_is_looked_at_again() -> None:
    closed = escalated(FIRST, closed_on=d("12.11.2026"), outcome="resolved")
    assert [x.kind for x in duties(closed, STATUTORY, d(TODAY)) if x.kind.startswith("escal")] == [
        "escalation_follow_up"
    ]
    assert due(closed, TODAY, "escalation_follow_up").due == d("10.12.2026")
    assert working_days_used(closed.escalations[0], STATUTORY, d(TODAY)) == 3
    for more in ({"outcome": "withdrawn"}, {"outcome": "resolved", "followed_up_on": d("19.11.2026")}):
        assert every(escalated(FIRST, closed_on=d("12.11.2026"), **more), TODAY, "escalation_follow_up") == []


# Decisions, court, tasks


def test_a_decision_tells_when_it_was_last_chased() -> None:
    chased = Decision("d1", "Dental check", "carer", d("01.12.2026"), chased_on=d("17.11.2026"))
    assert due(reviewed(decisions=(chased,)), TODAY, "decision_due").note == "Owner: carer. Last chased Tue 17 Nov."


def test_a_decision_is_due_by_its_own_date_or_the_next_review() -> None:
    own, none = Decision("d1", "Refer to CAMHS", due=d("30.11.2026")), Decision("d2", "Find a school")
    case = reviewed(decisions=(own, none))
    assert {x.subject: x.due for x in every(case, TODAY, "decision_due")} == {
        "d1": d("30.11.2026"),
        "d2": d("05.01.2027"),
    }
    booked = replace(case, reviews=(*case.reviews, Review("r2", booked=d("10.12.2026"))))
    assert {x.subject: x.due for x in every(booked, TODAY, "decision_due")}["d2"] == d("10.12.2026")
    over = replace(case, decisions=(own._replace(done_on=d(TODAY)), none._replace(dropped_on=d(TODAY))))
    assert every(over, TODAY, "decision_due") == []


def test_court_and_tasks_stay_when_care_is_over() -> None:
    case = Case(
        ref="x",
        court_dates=(CourtDate("c1", "Final hearing", d("24.11.2026")), CourtDate("c2", "x", d(TODAY), d(TODAY))),
        tasks=(Task("t1", "Write to the family", d(TODAY)), Task("t2", "x", d(TODAY), d(TODAY))),
        decisions=(Decision("d1", "x", due=d(TODAY)),),
        ratings=(Rating("g1", "red", d(TODAY)),),
    )
    assert [(x.kind, x.what, x.due) for x in duties(case, STATUTORY, d(TODAY))] == [
        ("task", "Write to the family", d(TODAY)),
        ("court", "Final hearing", d("24.11.2026")),
    ]


def test_a_task_that_concerns_no_child() -> None:
    (found,) = duties(Case(ref="", tasks=(Task("t1", "Team meeting", d(TODAY)),)), STATUTORY, d(TODAY))
    assert (found.child, found.clock) == ("", "today")


# Child protection


def plan(*conferences: Conference, started: str = "01.06.2026", ended: str | None = None) -> Case:
    return Case(ref="CP3", plans=(ProtectionPlan(d(started), d(ended) if ended else None),), conferences=conferences)


def test_an_initial_conference_runs_from_the_strategy_discussion() -> None:
    pending = Conference("k1", "initial", strategy_on=d("11.12.2026"), booked=d("07.01.2027"))
    found = due(Case(ref="CP3", conferences=(pending,)), "14.12.2026", "conference")
    assert (found.due, found.rule, found.booked, found.subject) == (d("06.01.2027"), "icpc", d("07.01.2027"), "k1")
    for over in (pending._replace(held=d("18.12.2026")), pending._replace(not_held_on=d("18.12.2026"))):
        assert every(Case(ref="CP3", conferences=(over,)), "21.12.2026", "conference") == []


def test_review_conferences_three_months_then_six() -> None:
    initial = Conference("k1", "initial", held=d("31.05.2026"))
    first = due(plan(initial), TODAY, "conference")
    assert (first.rule, first.due, first.what, first.inferred) == (
        "rcpc1",
        d("31.08.2026"),
        "First review conference",
        False,
    )
    later = due(plan(initial, Conference("k2", "review", held=d("31.08.2026"))), TODAY, "conference")
    assert (later.rule, later.due) == ("rcpc2+", d("28.02.2027"))
    booked = plan(
        initial, Conference("k2", "review", held=d("31.08.2026")), Conference("k3", "review", booked=d("01.02.2027"))
    )
    assert (due(booked, TODAY, "conference").booked, due(booked, TODAY, "conference").subject) == (
        d("01.02.2027"),
        "k3",
    )


def test_a_plan_without_its_conference_counts_from_its_start_and_asks() -> None:
    found = due(plan(), TODAY, "conference")
    assert (found.due, found.inferred) == (d("01.09.2026"), True)


def test_no_review_conference_once_the_plan_ended() -> None:
    assert every(plan(ended="01.11.2026"), TODAY, "conference") == []


def test_a_child_only_under_a_plan_has_no_review() -> None:
    case = replace(
        plan(),
        decisions=(Decision("d1", "x", due=d(TODAY)), Decision("d2", "no date")),
        ratings=(Rating("g1", "red", d(TODAY)),),
        reviews=(Review("r1", held=d(TODAY), follow_record=True),),
    )
    found = {x.kind for x in duties(case, STATUTORY, d(TODAY))}
    assert found == {"conference", "decision_due", "rag_tell_manager", "rag_tell_service", "rag_follow_up"}


# Naming the IRO


def test_the_iro_is_named_within_five_working_days() -> None:
    case = looked_after("11.12.2026")
    assert (due(case, "14.12.2026", "iro_allocation").due, due(case, "14.12.2026", "iro_allocation").rule) == (
        d("18.12.2026"),
        "alloc",
    )


@pytest.mark.parametrize(
    "case",
    [
        looked_after("02.11.2026", allocations=(Allocation(d("03.11.2026"), d("02.11.2026")),)),
        looked_after("02.11.2026", "19.11.2026"),
        breaks(("02.11.2026", None)),
        replace(reviewed(reviews=()), periods=(reviewed().periods[0]._replace(start_known=False),)),
        replace(reviewed(reviews=()), periods=(reviewed().periods[0]._replace(reviews_known_from=d("01.10.2026")),)),
    ],
)
def test_when_naming_the_iro_is_no_duty(case: Case) -> None:
    assert every(case, TODAY, "iro_allocation") == []


def test_an_iro_of_an_earlier_period_does_not_count() -> None:
    case = looked_after("02.11.2026", allocations=(Allocation(allocated=d("01.02.2024")),))
    assert len(every(case, TODAY, "iro_allocation")) == 1


# The pathway plan


@pytest.mark.parametrize(
    ("born", "case", "by"),
    [
        # Looked after long before 14: eligible on the 16th birthday, Wednesday 12 August 2026.
        ("12.08.2010", looked_after("07.09.2020"), "12.11.2026"),
        # Thirteen weeks from Monday 1 June 2026 end on Monday 31 August, after the birthday of 1 July.
        ("01.07.2010", looked_after("01.06.2026"), "30.11.2026"),
        # They end before the birthday: it is the later day.
        ("01.11.2010", looked_after("01.06.2026"), "01.02.2027"),
        # The last day of a month that has none.
        ("30.11.2009", looked_after("07.09.2020"), "28.02.2026"),
        # Two times in care add up: 60 days to 1 May 2025, and 31 more from 1 September 2026.
        (
            "01.07.2010",
            looked_after(
                "02.03.2025",
                periods=(
                    CarePeriod(d("02.03.2025"), d("01.05.2025"), id="p1"),
                    CarePeriod(d("01.09.2026"), id="p2"),
                ),
                legal_statuses=(
                    LegalStatus("C2", d("02.03.2025"), d("01.05.2025")),
                    LegalStatus("C2", d("01.09.2026")),
                ),
            ),
            "02.01.2027",
        ),
    ],
)
def test_a_pathway_plan_within_three_months_of_sixteen_or_of_becoming_eligible(born: str, case: Case, by: str) -> None:
    duty = due(replace(case, born=d(born)), TODAY, "pathway_plan")
    assert (duty.due, duty.rule, duty.authority, duty.weight) == (d(by), "pathway", "CPPCR 42(1)", "law")
    assert every(replace(case, born=d(born), pathway_plan_on=d("01.09.2026")), TODAY, "pathway_plan") == []


@pytest.mark.parametrize(
    ("born", "case"),
    [
        (None, looked_after("07.09.2020")),
        ("21.11.2010", looked_after("07.09.2020")),  # sixteen tomorrow
        ("01.07.2010", looked_after("24.08.2026")),  # 88 days
        ("01.07.2010", breaks(("01.06.2026", None))),
        ("01.07.2010", looked_after("01.06.2026", status="V3")),
        (
            "01.07.2010",  # full care only since the end of October
            looked_after(
                "01.06.2026",
                legal_statuses=(
                    LegalStatus("V4", d("01.06.2026"), d("26.10.2026")),
                    LegalStatus("V2", d("26.10.2026")),
                ),
            ),
        ),
        ("01.07.2008", looked_after("07.09.2020")),  # eighteen
        ("01.07.2010", Case("AB1042")),
    ],
)
def test_who_is_asked_for_no_pathway_plan(born: str | None, case: Case) -> None:
    assert every(replace(case, born=d(born) if born else None), TODAY, "pathway_plan") == []


def test_a_pathway_plan_s_limit_is_inferred_where_the_record_begins_late() -> None:
    case = looked_after("01.06.2026", born=d("01.07.2010"))
    assert not due(case, TODAY, "pathway_plan").inferred
    late = replace(case, periods=(case.periods[0]._replace(start_known=False),))
    assert due(late, TODAY, "pathway_plan").inferred


# The whole


def test_a_closure_moves_local_duties_but_not_the_review() -> None:
    shut = setting("days", closures=(d("31.12.2026"),))
    assert due(reviewed(), TODAY, "review", shut).due == d("05.01.2027")
    assert due(reviewed(), TODAY, "papers", shut).due == d("29.12.2026")


def test_duties_stand_by_date_then_kind() -> None:
    case = reviewed(tasks=(Task("t1", "x", d("05.01.2027")),), court_dates=(CourtDate("c1", "x", d("05.01.2027")),))
    found = duties(case, STATUTORY, d(TODAY))
    assert [x.kind for x in found if x.due == d("05.01.2027")] == ["review", "court", "task"]
    assert sorted(found, key=lambda x: (x.due, ORDER[x.kind], x.id)) == list(found)


def test_an_inferred_limit_marks_what_hangs_on_it() -> None:
    case = looked_after("16.02.2026", "20.05.2026")
    case = replace(case, periods=(case.periods[0]._replace(reviews_known_from=d("01.04.2026")),))
    assert upcoming(case, TODAY).inferred
    assert due(case, TODAY, "papers").inferred
    assert due(case, TODAY, "review_unbooked").inferred
