"""A case as it was on an earlier day is the case without what is dated later."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain import case as facts
from iro_tui.domain.as_at import as_at, days_of
from iro_tui.domain.beside import Conference, CoreGroup, CourtDate, Proceedings
from iro_tui.domain.case import (
    Allocation,
    CarePeriod,
    Case,
    Decision,
    Escalation,
    EscalationStep,
    LegalStatus,
    MidpointCheck,
    Placement,
    Rating,
    Review,
    Task,
)
from iro_tui.domain.duties import duties
from tests.support import TODAY
from tests.support.facts import STATUTORY, d, looked_after, upcoming
from tests.support.strategies import cases

THEN, DAY_AFTER = "01.10.2026", "02.10.2026"
LATER = d(DAY_AFTER)


@pytest.mark.parametrize(
    ("field", "now", "then"),
    [
        ("periods", CarePeriod(d(DAY_AFTER)), None),
        ("periods", CarePeriod(d(THEN), LATER, end_reason="E4A"), CarePeriod(d(THEN))),
        ("periods", CarePeriod(d(THEN), reviews_known_from=LATER), CarePeriod(d(THEN), reviews_known_from=LATER)),
        ("legal_statuses", LegalStatus("C2", d(THEN), LATER), LegalStatus("C2", d(THEN))),
        ("placements", Placement("U6", d(THEN), LATER, "CARPL"), Placement("U6", d(THEN))),
        ("reviews", Review("r", held=LATER, participation="PN1"), None),
        ("reviews", Review("r", booked=LATER, held=LATER, record_on=LATER), Review("r", booked=LATER)),
        ("reviews", Review("r", held=d(THEN), completed=LATER), Review("r", held=d(THEN))),
        ("reviews", Review("r", booked=LATER, adjourned=LATER), Review("r", booked=LATER)),
        (
            "reviews",
            Review("r", held=d(THEN), manager_replied_on=LATER, manager_reply="agrees"),
            Review("r", held=d(THEN)),
        ),
        ("ratings", Rating("g", "red", LATER), None),
        ("ratings", Rating("g", "red", d(THEN), told_manager_on=LATER), Rating("g", "red", d(THEN))),
        ("midpoints", MidpointCheck(LATER), None),
        ("decisions", Decision("d", "x", done_on=LATER, chased_on=LATER), Decision("d", "x")),
        ("decisions", Decision("d", "x", due=LATER), Decision("d", "x", due=LATER)),
        ("decisions", Decision("d", "x", made_on=LATER), None),
        ("escalations", Escalation("x", "drift", LATER), None),
        (
            "escalations",
            Escalation(
                "x",
                "drift",
                d(THEN),
                (EscalationStep("s", "1", d(THEN), LATER, LATER), EscalationStep("t", "2", LATER)),
                LATER,
                "resolved",
            ),
            Escalation("x", "drift", d(THEN), (EscalationStep("s", "1", d(THEN), LATER),)),
        ),
        ("conferences", Conference("k", "review", booked=LATER, held=LATER), Conference("k", "review", booked=LATER)),
        ("conferences", Conference("k", "initial", strategy_on=LATER), None),
        (
            "conferences",
            Conference("k", "review", booked=d(THEN), held=LATER, outcome="ended", legal_considered=True),
            Conference("k", "review", booked=d(THEN)),
        ),
        ("core_groups", CoreGroup(LATER), None),
        ("proceedings", Proceedings("p", LATER), None),
        (
            "proceedings",
            Proceedings("p", d(THEN), extended_to=LATER, concluded_on=LATER),
            Proceedings("p", d(THEN), extended_to=LATER),
        ),
        ("court_dates", CourtDate("c", "hearing", LATER), CourtDate("c", "hearing", LATER)),
        ("tasks", Task("t", "ring", d(THEN), done_on=LATER), Task("t", "ring", d(THEN))),
        ("allocations", Allocation(d(THEN), LATER), Allocation(d(THEN))),
        ("contacts", LATER, None),
        ("contacts", d(THEN), d(THEN)),
    ],
)
def test_what_is_dated_later_has_not_happened(field: str, now: Any, then: Any) -> None:
    case = Case("R", **{field: (now,)})  # type: ignore[arg-type]
    assert getattr(as_at(case, d(THEN)), field) == (() if then is None else (then,))
    assert as_at(case, LATER) is case


def test_on_an_earlier_day_the_review_held_since_is_still_to_come() -> None:
    case = looked_after("03.08.2026", "27.08.2026", "24.11.2026")
    assert upcoming(case, "25.11.2026").limit == d("24.05.2027")
    assert upcoming(as_at(case, d(THEN)), THEN).limit == d("27.11.2026")


def _happened(case: Case) -> set[tuple[str, date]]:
    """Every day on which something happened in a case, by field."""
    lists = {field.name: getattr(case, field.name) for field in fields(Case)}
    every: list[tuple[str, Any]] = [(name, fact) for name, of in lists.items() if isinstance(of, tuple) for fact in of]
    every += [(name, step) for name, fact in every for step in getattr(fact, "steps", ())]
    days = {(name, fact) for name, fact in every if isinstance(fact, date)}
    for name, fact in every:
        if not isinstance(fact, date):
            kind: Any = type(fact)
            days |= {(name, on) for at in (*days_of(kind).begins, *days_of(kind).later) if (on := getattr(fact, at))}
    return days


@given(cases(), st.dates(date(2022, 12, 1), TODAY + timedelta(30)))
def test_nothing_later_is_left_and_nothing_else_is_lost(case: Case, day: date) -> None:
    then = as_at(case, day)
    assert all(on <= day for _, on in _happened(then))
    assert _happened(then) <= _happened(case)
    assert as_at(then, day) is then
    assert as_at(case, TODAY + timedelta(800)) is case


@given(cases(), st.dates(date(2023, 1, 1), TODAY), st.dates(date(2023, 1, 1), TODAY))
def test_looking_back_twice_is_looking_back_to_the_earlier_day(case: Case, one: date, other: date) -> None:
    assert as_at(as_at(case, one), other) == as_at(case, min(one, other)) or one < other
    assert as_at(as_at(case, max(one, other)), min(one, other)) == as_at(case, min(one, other))


@given(cases(), st.dates(date(2023, 1, 1), TODAY - timedelta(1)), st.data())
def test_what_happens_later_changes_nothing_of_then(case: Case, day: date, data: st.DataObject) -> None:
    """A case as it was, with later facts added to it, asks on that day what it asked without them."""
    then = as_at(case, day)
    after = data.draw(st.dates(day + timedelta(1), TODAY + timedelta(1)))
    more = replace(
        then,
        reviews=(*then.reviews, Review("new", held=after, follow_record=True)),
        ratings=(*then.ratings, Rating("new", "red", after)),
        midpoints=(*then.midpoints, MidpointCheck(after)),
        decisions=tuple(decision._replace(done_on=decision.done_on or after) for decision in then.decisions),
        contacts=(*then.contacts, after),
        periods=tuple(p._replace(ended=p.ended or after, end_reason=p.end_reason or "E8") for p in then.periods),
        pathway_plan_on=then.pathway_plan_on or after,
    )
    assert duties(as_at(more, day), STATUTORY, day) == duties(then, STATUTORY, day)


def test_every_day_of_a_fact_is_planned_or_happened() -> None:
    """A new day of a fact is taken as one on which something happened: add it to those that lie ahead where it may."""
    assert days_of(Review).later[:2] == ("held", "completed")
    assert (days_of(facts.EarlyReview).begins, days_of(facts.EarlyReview).later) == (("since",), ("withdrawn_on",))
    later = ("done_on", "filed_on", "ratified_on", "view_on")
    assert (days_of(CourtDate).begins, days_of(CourtDate).later) == ((), later)
