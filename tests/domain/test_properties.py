"""What holds for every case, whatever its facts."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from iro_tui.domain.alerts import alerts
from iro_tui.domain.as_at import as_at
from iro_tui.domain.care_status import FULL, care_began, care_ended, care_status, majority, status
from iro_tui.domain.case import Case
from iro_tui.domain.duties import duties
from iro_tui.domain.history import without_history
from iro_tui.domain.practice import Practice
from iro_tui.domain.rag import current
from iro_tui.domain.review_clock import next_review
from iro_tui.domain.stands_out import stands_out
from iro_tui.domain.timescales import RULES
from tests.support import TODAY
from tests.support.examples import times
from tests.support.facts import STATUTORY, running_clocks, setting
from tests.support.strategies import cases

RESTART = setting("reviews", restart_after_unplanned_move=True)
PRACTICES = st.sampled_from((STATUTORY, RESTART))


@given(cases(), st.integers(0, 3_000))
def test_full_care_is_since_the_last_day_on_which_it_began(case: Case, before: int) -> None:
    day = TODAY - timedelta(days=before)
    stands = care_status(case, STATUTORY, day)
    assume(stands is not None and stands.regime == FULL and stands.period.started <= day)
    assert stands is not None
    assert stands.since == max(
        each.day for each in care_began(case) if each.period == stands.period and each.day <= day
    )


@given(cases(), st.integers(0, 3_000), st.integers(1, 1_000))
def test_who_is_in_care_is_who_was_and_who_began_less_who_ended(case: Case, before: int, days: int) -> None:
    last = TODAY - timedelta(days=before)
    first, eighteen = last - timedelta(days=days), majority(case) or date.max

    def is_full(day: date) -> bool:
        stands = care_status(as_at(case, day), STATUTORY, day)
        return stands is not None and stands.regime == FULL

    began = [each.day for each in care_began(case) if first < each.day <= last and each.day < eighteen]
    ended = [each.day for each in care_ended(case) if first < each.day <= last]
    assert is_full(first) + len(began) - len(ended) == is_full(last)


@given(cases(), PRACTICES)
def test_one_review_duty_at_most_and_no_duty_twice(case: Case, practice: Practice) -> None:
    found = duties(case, practice, TODAY)
    reviews = [duty for duty in found if duty.is_review]
    assert len(reviews) == (care_status(case, STATUTORY, TODAY) is not None)
    assert len({duty.id for duty in found}) == len(found)
    for duty in found:
        assert RULES.get(duty.rule) is None or duty.rule in {rule.id for rule in duty.declared.rules}, "declared"
    event(str(status(case, STATUTORY, TODAY)))


@given(cases())
def test_the_next_review_is_the_earliest_clock(case: Case) -> None:
    upcoming = next_review(case, STATUTORY, TODAY)
    clocks = running_clocks(case, STATUTORY, TODAY)
    assert (upcoming is None) == (not clocks)
    if upcoming:
        assert upcoming.limit == clocks[0].limit == min(clock.limit for clock in clocks)
        event(upcoming.rule)
        eighteen = majority(case)
        assert eighteen is None or upcoming.limit < eighteen


@given(cases())
def test_clock_and_days_agree(case: Case) -> None:
    for duty in duties(case, STATUTORY, TODAY):
        assert duty.days == (duty.due - TODAY).days
        assert (duty.clock == "overdue") == (duty.days < 0)
        assert (duty.clock == "today") == (duty.days == 0)
        assert duty.authority
        assert duty.rule
        assert duty.what


@given(cases(open_care=True), st.integers(1, 500))
def test_as_days_pass_no_duty_is_lost_while_care_goes_on(case: Case, later: int) -> None:
    then = TODAY + timedelta(later)
    eighteen = majority(case)
    assume(eighteen is None or not TODAY < eighteen <= then)
    now, later_on = duties(case, STATUTORY, TODAY), duties(case, STATUTORY, then)
    # One comes with an age, one once a booking has passed; what is to be found out is asked today, whichever day
    # that is.
    moves = (
        *("pathway_plan", "last_review", "near_reviews", "review_to_record", "conference_to_record"),
        *("birth", "strategy_day"),
    )
    assert {(duty.id, duty.due) for duty in now if duty.kind not in moves} == {
        (duty.id, duty.due) for duty in later_on if duty.kind not in moves
    }
    assert {duty.id for duty in now} <= {duty.id for duty in later_on}


@given(cases(), st.integers(0, 2**32), PRACTICES)
def test_the_order_of_facts_does_not_matter(case: Case, seed: int, practice: Practice) -> None:
    random = Random(seed)
    turned: dict[str, Any] = {
        item.name: tuple(random.sample(facts, len(facts)))
        for item in fields(case)
        if isinstance(facts := getattr(case, item.name), tuple)
    }
    turned["escalations"] = tuple(x._replace(steps=x.steps[::-1]) for x in turned["escalations"])
    other = replace(case, **turned)
    assert duties(other, practice, TODAY) == duties(case, practice, TODAY)
    assert alerts(other, practice, TODAY) == alerts(case, practice, TODAY)


@given(cases(), PRACTICES)
def test_nothing_that_is_asked_rests_on_history(case: Case, practice: Practice) -> None:
    fewer = without_history(case)
    assert duties(fewer, practice, TODAY) == duties(case, practice, TODAY)
    assert alerts(fewer, practice, TODAY) == alerts(case, practice, TODAY)
    assert current(fewer) == current(case)
    assert fewer.open_decisions == case.open_decisions
    assert without_history(fewer) == fewer
    asked = [duty.kind for duty in duties(case, practice, TODAY)]
    assert [*stands_out(fewer, practice, TODAY, asked)] == [*stands_out(case, practice, TODAY, asked)]
    event(f"less is read: {fewer != case}")


@times(2)
@given(cases(open_care=True), st.data(), PRACTICES)
def test_a_review_held_earlier_never_moves_the_next_limit_later(
    case: Case, data: st.DataObject, practice: Practice
) -> None:
    # Two records of one day are one review; held on two days they would be two, so no case has such a pair. Nor may
    # two reviews be near enough to be one: apart, they are two.
    case = replace(case, reviews=tuple(review._replace(apart=True) for review in case.reviews))
    stands = care_status(case, STATUTORY, TODAY)
    before = next_review(case, practice, TODAY)
    assume(stands is not None)
    assert stands is not None
    assert before is not None
    held = [n for n, review in enumerate(case.reviews) if review.is_held and review.held >= stands.counts_from]  # type: ignore[operator]
    assume(held)
    at = data.draw(st.sampled_from(held))
    review = case.reviews[at]
    assert review.held
    earliest = max(stands.counts_from, review.held - timedelta(400))
    earlier = data.draw(st.dates(earliest, review.held))
    moved = review._replace(held=earlier, completed=None)
    after = next_review(replace(case, reviews=(*case.reviews[:at], moved, *case.reviews[at + 1 :])), practice, TODAY)
    assert after is not None
    assert after.limit <= before.limit


@given(cases(open_care=True))
def test_restarting_the_cycle_is_never_laxer(case: Case) -> None:
    statutory, restarted = next_review(case, STATUTORY, TODAY), next_review(case, RESTART, TODAY)
    assume(statutory is not None)
    assert statutory is not None
    assert restarted is not None
    assert restarted.limit <= statutory.limit
