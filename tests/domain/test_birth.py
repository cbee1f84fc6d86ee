"""An unborn child: whether it is born is asked from the expected day on, as a habit, and never before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.beside import Conference
from iro_tui.domain.case import CarePeriod, Case
from iro_tui.domain.duties import duties
from tests.support import TODAY
from tests.support.facts import STATUTORY


@given(st.integers(-300, 300))
def test_the_birth_is_asked_after_from_the_expected_day_on_and_is_never_late(ahead: int) -> None:
    expected = TODAY + timedelta(days=ahead)
    case = Case("UB 1", expected=expected)
    asked = [duty for duty in duties(case, STATUTORY, TODAY) if duty.kind == "birth"]
    assert [(duty.due, duty.weight, duty.authority) for duty in asked] == [(TODAY, "local", "local practice")] * (
        ahead <= 0
    )
    born = replace(case, born=expected)
    assert not [duty for duty in duties(born, STATUTORY, max(TODAY, expected)) if duty.kind == "birth"]


def test_it_is_asked_too_where_the_day_had_passed_before_the_child_came_here() -> None:
    case = Case("UB 1", expected=date(2026, 11, 2), on_caseload_since=date(2026, 11, 16))
    assert [duty.kind for duty in duties(case, STATUTORY, TODAY)] == ["birth"]


def test_without_an_expected_day_only_who_was_put_on_the_caseload_is_unborn() -> None:
    """Of a reference alone, of which nobody said since when it is the officer's, the day of birth is missing."""
    assert Case("UB 1", on_caseload_since=TODAY).is_unborn
    assert not Case("KB 4").is_unborn
    assert not Case("KB 5", on_caseload_since=TODAY, periods=(CarePeriod(started=TODAY, id="c1"),)).is_unborn


def test_of_a_child_with_a_first_conference_to_come_the_missing_day_of_birth_is_asked() -> None:
    """A list of section 47 enquiries without it tells of a child who is born: only one before birth says otherwise."""
    waiting = Conference("k1", "initial", strategy_on=date(2026, 11, 16))
    case = Case("KB 6", on_caseload_since=TODAY, conferences=(waiting,))
    assert not case.is_unborn
    [asked] = [duty for duty in duties(case, STATUTORY, TODAY) if duty.kind == "birth"]
    assert (asked.what, asked.due, asked.inferred) == ("Find out the date of birth", TODAY, True)
    assert "birth" not in [d.kind for d in duties(replace(case, born=date(2020, 1, 1)), STATUTORY, TODAY)]
    before = replace(case, conferences=(waiting._replace(kind="pre_birth"),))
    assert before.is_unborn
    assert "birth" not in [d.kind for d in duties(before, STATUTORY, TODAY)]
    settled = replace(case, conferences=(waiting._replace(held=TODAY, outcome="no_plan"),))
    assert "birth" not in [d.kind for d in duties(settled, STATUTORY, TODAY)], "nothing goes on"
