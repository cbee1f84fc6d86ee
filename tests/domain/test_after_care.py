"""What goes on once care has ended, until it is done: domain reference 1.7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.care_status import majority, status
from iro_tui.domain.case import Case, Decision, Escalation, EscalationStep, Rating, Review, Task
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import FOR_THE_CHILD, Group, Opens
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, looked_after
from tests.support.strategies import cases

FRIDAY = "20.11.2026"
GOES_ON = {Group.RECORD, Group.SERIES, Group.ESCALATION, Group.DECISION, Group.COURT, Group.OWN}
"""What needs no care: every other kind ends with it."""


def ended(case: Case, day: date) -> Case:
    """The case with every time of care, and every protection plan, over by a day."""
    periods = tuple(p._replace(ended=min(p.ended or day, day)) for p in case.periods)
    return replace(case, periods=periods, plans=())


def held(case: Case, day: str, decisions_on: date | None = None) -> Case:
    return replace(case, reviews=(Review("r", held=d(day), follow_record=True, decisions_on=decisions_on),))


def asked(case: Case, today: str = FRIDAY) -> dict[str, date]:
    return {duty.kind: duty.due for duty in duties(case, STATUTORY, d(today))}


CARE = looked_after("03.08.2026")


@pytest.mark.parametrize("born", [None, "24.11.2008"])
def test_the_record_goes_on_after_care_and_after_the_18th_birthday(born: str | None) -> None:
    # Reviewed on Monday 16 November 2026; care ends on Tuesday the 24th, or the birthday ends it.
    case = held(CARE, "16.11.2026", decisions_on=d("17.11.2026"))
    case = replace(case, born=d(born)) if born else ended(case, d("24.11.2026"))
    record = {
        "manager_reply": d("24.11.2026"),
        "care_plan_update": d("30.11.2026"),
        "full_record": d("07.12.2026"),
        "distribution": d("14.12.2026"),
    }
    assert {kind: due for kind, due in asked(case, "25.11.2026").items() if kind != "end_of_care"} == record
    assert asked(case, "23.11.2026").keys() > record.keys(), "the day before, the review too"


def test_decisions_escalations_and_their_follow_up_go_on() -> None:
    closed = Escalation("x1", "drift", d("01.10.2026"), (), d("02.11.2026"), "resolved")
    running = Escalation("x2", "no plan", d("02.11.2026"), (EscalationStep("s", "1", d("16.11.2026")),))
    rating = Rating("g", "red", d("16.11.2026"))
    made = (Decision("d1", "Savings"), Decision("d2", "Passport", due=d("08.12.2026")))
    case = replace(
        CARE, escalations=(closed, running), ratings=(rating,), decisions=made, tasks=(Task("t", "Ring", d(FRIDAY)),)
    )
    left = duties(ended(case, d("18.11.2026")), STATUTORY, d(FRIDAY))
    assert {(duty.kind, duty.subject) for duty in left} == {
        ("escalation_follow_up", "x1"), ("escalation_reply", "x2"), ("escalation_total", "x2"),
        ("decision_due", "d1"), ("decision_due", "d2"), ("task", "t"),
    }  # fmt: skip
    due = {duty.subject: duty.due for duty in left}
    assert due["d1"] == d("18.11.2026"), "without a day of its own: when care ended"
    assert due["d2"] == d("08.12.2026")


def test_what_was_for_others_is_not_asked_of_those_who_left_either() -> None:
    case = ended(held(CARE, "14.09.2026"), d("02.11.2026"))
    assert "full_record" in asked(case)
    assert not asked(replace(case, on_caseload_since=d(FRIDAY)))


def test_a_child_who_never_was_looked_after_left_nothing() -> None:
    case = Case(
        ref="X", reviews=(Review("r", held=d("16.11.2026"), follow_record=True),), decisions=(Decision("d", "x"),)
    )
    assert not asked(case)


def test_under_a_protection_plan_the_record_goes_on_and_the_child_has_not_left() -> None:
    case = replace(ended(held(CARE, "16.11.2026"), d("18.11.2026")), plans=(ProtectionPlan(d("17.11.2026")),))
    found = duties(case, STATUTORY, d(FRIDAY))
    assert {"decisions", "full_record"} <= {duty.kind for duty in found}
    assert not any(duty.left_care for duty in found)


def test_the_keys_of_a_review_say_that_the_child_has_left() -> None:
    [*left] = duties(ended(held(CARE, "16.11.2026"), d("18.11.2026")), STATUTORY, d(FRIDAY))
    assert left
    for duty in left:
        assert {duty.why_not(verb) for verb in FOR_THE_CHILD} == {
            "AB1042 has left care: there is no review to book, to hold or to check."
        }
        assert duty.why_not("done") is None


def told(found: tuple[Duty, ...], undated: set[str]) -> list[tuple[str, str, str, date | None]]:
    """What goes on without care, by id; of a decision without a day of its own the day is left out."""
    return sorted(
        (duty.id, duty.what, duty.rule, None if duty.subject in undated else duty.due)
        for duty in found
        if duty.declared.group in GOES_ON
    )


@given(cases(open_care=True), st.integers(0, 30), st.booleans())
def test_after_care_is_asked_what_was_asked_before_without_what_needs_care(case: Case, ago: int, by_age: bool) -> None:
    case = replace(case, born=None)
    day = TODAY - timedelta(ago)
    assume(status(case, STATUTORY, TODAY) is not None)
    after = replace(case, born=date(day.year - 18, day.month, day.day)) if by_age else ended(case, day)
    assume(all(period.started <= TODAY for period in case.periods))
    assume(CaseOnDay(after, STATUTORY, TODAY).has_left_care)
    undated = {decision.id for decision in case.decisions if decision.due is None}
    left = duties(after, STATUTORY, TODAY)
    assert told(left, undated) == told(duties(case, STATUTORY, TODAY), undated)
    assert all(duty.left_care for duty in left)


# The 18th birthday asks for the end of care


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        ("24.11.2008", "24.11.2026"),
        ("29.02.2008", "01.03.2026"),
        ("28.02.2008", "28.02.2026"),
        ("01.03.2008", "01.03.2026"),
    ],
)
def test_the_birthday_asks_for_the_end_of_care(born: str, birthday: str) -> None:
    case, day = replace(looked_after("03.02.2020"), born=d(born)), d(birthday)
    assert "end_of_care" not in {duty.kind for duty in duties(case, STATUTORY, day - timedelta(1))}
    [duty] = duties(case, STATUTORY, day)
    assert (duty.kind, duty.due, duty.clock, duty.left_care) == ("end_of_care", day, "today", True)
    assert duty.declared.done == Opens("end_care", "The end of care is recorded under i.")
    over = replace(case, periods=tuple(period._replace(ended=day) for period in case.periods))
    assert not duties(over, STATUTORY, day)


IN_CARE = st.dates(date(2020, 2, 3), TODAY)


@given(st.dates(date(2000, 1, 1), date(2008, 11, 20)), IN_CARE, IN_CARE)
def test_a_child_in_sight_is_not_lost_to_a_date_of_birth_put_right(born: date, since: date, known_on: date) -> None:
    case = replace(looked_after("03.02.2020"), born=born, on_caseload_since=since, of_age_known_on=known_on)
    eighteen = majority(case)
    assert eighteen
    asked_on = [duty.due for duty in duties(case, STATUTORY, TODAY) if duty.kind == "end_of_care"]
    assert asked_on == [day for day in (max(eighteen, known_on),) if day >= since]


@given(
    st.dates(date(2006, 1, 1), date(2010, 12, 31)) | st.sampled_from([date(2008, 2, 29), date(2004, 2, 29)]),
    st.none() | st.dates(date(2024, 1, 1), TODAY),
)
def test_it_is_asked_only_where_the_birthday_fell_since_the_child_came(born: date, since: date | None) -> None:
    case = replace(looked_after("03.02.2020"), born=born, on_caseload_since=since)
    eighteen = majority(case)
    assert eighteen
    found = [duty for duty in duties(case, STATUTORY, TODAY) if duty.kind == "end_of_care"]
    assert bool(found) is (eighteen <= TODAY and (since is None or eighteen >= since))
    assert all(duty.due == eighteen for duty in found)
