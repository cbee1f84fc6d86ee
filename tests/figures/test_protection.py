"""Child protection in figures: worked examples, and the counts that a service printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.case import Case
from iro_tui.domain.practice_entries import Audit
from iro_tui.figures import Period
from iro_tui.figures.service import ConferenceAgencies, CountedChild, MoveAsked, TaskDone
from iro_tui.figures.words import base_words
from tests.support.facts import STATUTORY, d, setting
from tests.support.figured import of, reckoned

YEAR = Period.of("year", date(2018, 1, 1))
"""April 2017 to March 2018."""
TODAY = "01.06.2018"


def child(ref: str, *conferences: Conference, plans: tuple[ProtectionPlan, ...] = (), **more: Any) -> CountedChild:
    own = {name: more.pop(name) for name in list(more) if name in CountedChild.__slots__}
    return CountedChild(
        ref, Case(ref, born=more.pop("born", d("05.05.2010")), conferences=conferences, plans=plans, **more), **own
    )


def initial(held: str | None = None, **more: Any) -> Conference:
    return Conference("k", "initial", strategy_on=d("01.03.2018"), held=d(held) if held else None, **more)


def review(held: str, outcome: str | None = "continues") -> Conference:
    """One that is recorded here says what it decided; one of a list does not."""
    return Conference(f"r{held}", "review", held=d(held), outcome=outcome)


def split(children: list[CountedChild], figure: str, **more: Any) -> dict[str, float]:
    made = reckoned(children, YEAR, TODAY, **more)[figure]
    return {part.label: part.numerator for part in made.parts if part.numerator}


def test_initial_conferences_are_counted_over_those_due() -> None:
    # Thu 1 Mar 2018 and 15 working days: Thu 22 Mar.
    made = [
        child("A", initial("22.03.2018")),
        child("B", initial("23.03.2018")),
        child("C", initial(not_held_on=d("20.03.2018"))),
        child("D", initial()),
        child("E", Conference("k", "initial", strategy_on=d("20.03.2018"))),
        child("F", Conference("k", "initial", held=d("22.03.2018"))),
        child("G", Conference("k", "transfer", notified_on=d("01.03.2018"), held=d("23.03.2018"))),
    ]
    figures = reckoned(made, YEAR, TODAY)
    assert of(figures["icpc_in_time"]) == (1, 4)
    assert split(made, "icpc_in_time") == {"in time": 1, "late": 1, "not held": 2}
    assert figures["icpc_in_time"].missing == (
        "1 of 5 conferences: the day its limit runs from is not on record; left out.",
    )
    assert (of(figures["transfer_ins"]), of(figures["transfer_ins_in_time"])) == ((1, None), (0, 1))


def test_review_conferences_count_from_the_one_before() -> None:
    plan = (ProtectionPlan(d("04.04.2017")),)
    first = Conference("i", "initial", held=d("04.04.2017"))
    in_time = (review("04.07.2017"), review("04.01.2018"))
    late = (review("05.07.2017"),)
    made = [child("A", first, *in_time, plans=plan), child("B", first, *late, plans=plan)]
    assert of(reckoned(made, YEAR, TODAY)["rcpc_in_time"]) == (2, 4)
    assert split(made, "rcpc_in_time") == {"in time": 2, "late": 1, "not held": 1}, "B's second was due by 5 January"


def test_a_service_s_own_days_after_a_birth_are_none_of_the_figure_s() -> None:
    """Born on 14 May; the plan of 21 March is reviewed by 21 June by guidance, by 24 May where the service says so."""
    plan = (ProtectionPlan(d("21.03.2017")),)
    before = Conference("i", "pre_birth", held=d("21.03.2017"))
    made = [
        child("A", before, review("28.05.2017"), plans=plan, born=d("14.05.2017")),
        child("B", before, review("12.05.2017"), review("10.11.2017"), plans=plan, born=d("14.05.2017")),
    ]
    for practice in (STATUTORY, setting("conferences", after_birth_days=10)):
        figure = reckoned(made, YEAR, TODAY, practice=practice)["rcpc_in_time"]
        assert of(figure) == (3, 4), "A had none by 28 November"


def test_what_cannot_be_judged_is_in_no_base_and_said_with_its_number() -> None:
    """Lists and files tell the latest review conference alone: late by the one on record before it is no evidence.

    One in time is left out with it: a share of those alone that cannot be late would always be the whole.
    """
    first = Conference("i", "initial", held=d("04.04.2017"), outcome="plan")
    unsure = (ProtectionPlan(d("04.04.2017"), start_known=False, category="neglect"),)
    plan, ended = (ProtectionPlan(d("04.04.2017")),), (ProtectionPlan(d("04.04.2017"), d("05.12.2017")),)
    mine = {"on_caseload_since": d("01.02.2018")}
    made = [
        # Its next was due on 4 January, when another had the child.
        child("in time", first, review("04.07.2017", outcome=None), plans=plan, **mine),
        child("late by what is on record", first, review("05.12.2017", outcome=None), plans=ended, **mine),
        child("nothing before it", review("05.12.2017", outcome=None), plans=unsure, **mine),
        child("recorded", first, review("05.07.2017", outcome="ended"), plans=(
            ProtectionPlan(d("04.04.2017"), d("05.07.2017"), previous_plans=0),
        )),
    ]  # fmt: skip
    figures = reckoned(made, YEAR, TODAY)
    assert of(figures["rcpc_in_time"]) == (0, 1), "the one recorded"
    assert figures["rcpc_in_time"].missing == (
        "1 of 5 conferences: it was due before the child came here, when others may have been held; left out.",
        "1 of 5 conferences: the conference before it, or its kind, is not on record; left out.",
        "2 of 5 conferences: whether another was held before it is not on record; left out.",
    )
    assert of(figures["cp_ended_first_review"]) == (1, 1)
    assert figures["cp_ended_first_review"].missing == (
        "1 of 2 plans: whether it was the first review is not on record; left out.",
    )
    assert of(figures["cp_repeat_plans"]) == (0, 1)
    assert figures["cp_repeat_plans"].missing == (
        "2 of 3 plans: whether there was one before is not on record; left out.",
    )
    assert of(figures["cp_plans_2_years"]) == (0, 1), "since when the other has one is not on record"


@pytest.mark.parametrize("held", ["04.07.2017", "05.07.2017", "05.12.2017"])
@pytest.mark.parametrize("outcome", [None, "ended"])
def test_a_review_conference_before_the_child_came_here_is_left_out_in_time_or_late(
    held: str, outcome: str | None
) -> None:
    """The conference before it is on record: the list that told both is silent of what lies between.

    Of 4 April: by 4 July. Whether it is in the base does not hang on whether it was in time.
    """
    first = Conference("i", "initial", held=d("04.04.2017"))
    plan, mine = (ProtectionPlan(d("04.04.2017"), d(held)),), {"on_caseload_since": d("01.02.2018")}
    made = [child("A", first, review(held, outcome=outcome), plans=plan, **mine)]
    figure = reckoned(made, YEAR, TODAY)["rcpc_in_time"]
    assert (of(figure), figure.missing) == (
        (0, 0),
        ("1 of 1 conferences: it was due before the child came here, when others may have been held; left out.",),
    )


@given(
    strategy=st.dates(date(2017, 1, 1), date(2018, 3, 1)),
    held=st.none() | st.integers(1, 200),
    reviews=st.lists(st.integers(1, 250), max_size=3),
    gone=st.booleans(),
)
def test_a_conference_is_in_one_period_alone(
    strategy: date, held: int | None, reviews: list[int], *, gone: bool
) -> None:
    """The quarters of a year add up to it, in every part."""
    on = strategy + timedelta(days=held) if held else None
    begun = Conference("i", "initial", strategy_on=strategy, held=on, outcome="plan",
                       not_held_on=strategy + timedelta(days=9) if gone and not on else None)  # fmt: skip
    days = [on + timedelta(days=n) for n in accumulate(reviews)] if on else []
    later = [Conference(f"r{day}", "review", held=day, outcome="continues") for day in days]
    made = [child("A", begun, *later, plans=(ProtectionPlan(on),) if on else ())]
    for figure in ("icpc_in_time", "rcpc_in_time"):
        whole = reckoned(made, YEAR, "01.09.2019")[figure]
        quarters = [
            reckoned(made, Period.of("quarter", first), "01.09.2019")[figure]
            for first in (date(2017, 4, 1), date(2017, 7, 1), date(2017, 10, 1), date(2018, 1, 1))
        ]
        for n in (0, 1):
            assert sum(of(quarter)[n] or 0 for quarter in quarters) == (of(whole)[n] or 0)
        parts = Counter({part.label: part.numerator for part in whole.parts})
        assert sum((Counter({p.label: p.numerator for p in q.parts}) for q in quarters), Counter()) == +parts


def test_a_late_conference_counts_once_by_its_limit() -> None:
    # Thu 1 Mar 2018 and 15 working days: Thu 22 Mar.
    made = [child("A", initial("10.04.2018"))]
    march, april = (
        reckoned(made, Period.of("month", day), TODAY)["icpc_in_time"] for day in (date(2018, 3, 1), date(2018, 4, 1))
    )
    assert (of(march), of(april)) == ((0, 1), (0, 0))
    assert [(part.label, part.numerator) for part in march.parts if part.numerator] == [("late", 1)]


def test_plans_long_repeated_and_ended_early() -> None:
    ended = review("20.06.2017", outcome="ended")
    made = [
        child("A", plans=(ProtectionPlan(d("31.03.2016")),)),
        child("B", plans=(ProtectionPlan(d("01.04.2016")),)),
        child("C", plans=(ProtectionPlan(d("01.04.2012"), d("01.04.2013")), ProtectionPlan(d("01.05.2017")))),
        child("D", ended, plans=(ProtectionPlan(d("10.04.2017"), d("20.06.2017"), previous_plans=0),)),
    ]
    figures = reckoned(made, YEAR, TODAY)
    assert of(figures["cp_plans_2_years"]) == (1, 3)
    assert of(figures["cp_repeat_plans"]) == (1, 2)
    assert of(figures["cp_ended_first_review"]) == (1, 1)


def test_a_conference_moved_is_no_review_moved_and_agencies_are_counted_each() -> None:
    conference = initial("22.03.2018")
    who = {"k": ConferenceAgencies(("school", "police"), ("school", "gp"))}
    moves = (MoveAsked("k", d("12.03.2018"), "social worker", "no report"),)
    made = [child("A", conference, conference_moves=moves, agencies=who)]
    figures = reckoned(made, YEAR, TODAY)
    assert (of(figures["conferences_moved"]), of(figures["moves"])) == ((1, None), (0, None))
    assert of(figures["cp_attendance"]) == (1, 2)
    each = {part.label: (part.numerator, part.denominator) for part in figures["cp_attendance"].parts}
    assert sum(came for came, _ in each.values()) == 1
    assert all(asked == 1 for _, asked in each.values()), "each agency of what it was asked to itself"


def test_agencies_that_came_where_nobody_said_who_was_asked_are_in_no_base() -> None:
    first, later = initial("22.03.2018"), review("26.03.2018")
    who = {"k": ConferenceAgencies((), ("school", "gp")), later.id: ConferenceAgencies(("police",), ("police", "gp"))}
    figure = reckoned([child("A", first, later, agencies=who)], YEAR, TODAY)["cp_attendance"]
    assert of(figure) == (1, 1), "the GP came to the second one without being asked"
    assert figure.missing == ("2 of 3 agencies: who was asked is not on record; left out.",)


def test_audits_of_section_47_enquiries_are_counted_by_kind() -> None:
    done = [TaskDone("section 47 audit", d("05.03.2018")), TaskDone("section 47 audit", d("02.04.2018"))]
    others = [TaskDone("dip sample", d("05.03.2018")), TaskDone("peer audit", d("06.03.2018"))]
    made = [
        child("A", tasks_done=(*done, TaskDone("strategy meeting", d("05.03.2018")))),
        child("B", tasks_done=tuple(others)),
    ]
    assert split(made, "audits") == {"section 47 audit": 1, "dip sample": 1}
    peers = setting("routines", audits=(Audit("peer audit"),))
    assert split(made, "audits", practice=peers) == {"section 47 audit": 1, "dip sample": 1, "peer audit": 1}


def test_a_sitting_of_siblings_is_one_conference_of_so_many_children() -> None:
    transfer = Conference("k", "transfer", notified_on=d("01.03.2018"), held=d("15.03.2018"))
    moves = (MoveAsked("k", d("12.03.2018"), "social worker", "no report"),)
    family: dict[str, Any] = {"sibling_group": "s", "conference_moves": moves}
    made = [child(ref, transfer, **family) for ref in "ABC"]
    made += [child("D", transfer, conference_moves=moves * 2), child("E", transfer, sibling_group="t")]
    figures = reckoned(made, YEAR, TODAY)
    assert (of(figures["transfer_ins"]), base_words(figures["transfer_ins"])) == ((3, None), "5 children")
    moved = figures["conferences_moved"]
    assert (of(moved), base_words(moved)) == ((3, None), "4 children")
    assert {part.label: part.numerator for part in moved.parts} == {"asked by: social worker": 3, "why: no report": 3}


# What Enfield printed for 2017/18


def conferences(kind: str, counts: dict[str, int]) -> Iterator[CountedChild]:
    for how, many in counts.items():
        for n in range(many):
            ref = f"{kind} {how} {n}"
            if kind == "initial":
                held = {"in time": "22.03.2018", "late": "26.03.2018"}.get(how)
                yield child(ref, initial(held, not_held_on=None if held else d("21.03.2018")))
            else:
                first = Conference("i", "initial", held=d("02.01.2017"))
                held_on = review("01.04.2017" if how == "in time" else "03.04.2017")
                yield child(ref, first, held_on, plans=(ProtectionPlan(d("02.01.2017"), d("20.04.2017")),))


def test_the_conferences_that_enfield_printed() -> None:
    """400, 16 and 18 of 434; 482 of 490: the report's own percentages."""
    made = [*conferences("initial", {"in time": 400, "late": 16, "not held": 18})]
    made += conferences("review", {"in time": 482, "late": 8})
    figures = reckoned(made, YEAR, TODAY)
    assert of(figures["icpc_in_time"]) == (400, 434)
    assert [round(part.numerator / 434 * 100, 2) for part in figures["icpc_in_time"].parts] == [92.17, 3.69, 4.15]
    assert of(figures["rcpc_in_time"]) == (482, 490)
    assert round(figures["rcpc_in_time"].value or 0, 2) == 98.37


def test_the_plans_that_enfield_printed() -> None:
    """242 at the end of March 2018: 104 girls, 136 boys, 2 unborn; 139 of neglect."""
    ages = {"2017": 17, "2015": 64, "2010": 69, "2005": 82, "2001": 8}
    born = [d(f"05.05.{year}") for year, many in ages.items() for _ in range(many)]
    plan = (ProtectionPlan(d("04.12.2017"), category="neglect"),)
    made = [child(f"C{n}", plans=plan, born=on, sex="F" if n < 104 else "M") for n, on in enumerate(born)]
    made += [child(f"U{n}", plans=plan, born=None, expected=d("30.04.2018")) for n in range(2)]
    printed = {
        "neglect": 139,
        "emotional abuse": 88,
        "physical abuse": 3,
        "sexual abuse": 4,
        "neglect,physical abuse": 8,
    }
    categories = [category for category, many in printed.items() for _ in range(many)]
    made = [
        replace(each, case=replace(each.case, plans=(plan[0]._replace(category=category),)))
        for each, category in zip(made, categories, strict=True)
    ]
    assert of(reckoned(made, YEAR, TODAY)["cp_children"]) == (242, None)
    assert split(made, "cp_ages") == {
        "under 1": 17, "1 to 4": 64, "5 to 9": 69, "10 to 15": 82, "16 and 17": 8,
        "girls": 104, "boys": 136, "unborn": 2,
    }  # fmt: skip
    split_by, several = split(made, "cp_categories"), "more than one category"
    assert split_by == {"neglect": 139, "emotional abuse": 88, "physical abuse": 3, "sexual abuse": 4, several: 8}
    assert round(split_by["neglect"] / 242 * 100, 2) == 57.44
