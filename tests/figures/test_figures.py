"""What each figure counts, by worked examples; weekdays as in the calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from iro_tui.caseload.practices import find
from iro_tui.caseload.session import Session
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.case import (
    Allocation,
    CarePeriod,
    Case,
    EarlyReview,
    Escalation,
    EscalationStep,
    Event,
    LegalStatus,
    MidpointCheck,
    Rating,
    Review,
)
from iro_tui.domain.practice import in_force
from iro_tui.domain.practice_entries import Target
from iro_tui.domain.retention import limit_before
from iro_tui.figures import Period, Service, figures_of
from iro_tui.figures.history import ReviewHistory
from iro_tui.figures.reading import service_of
from iro_tui.figures.service import ContactMade, CountedChild, ReviewKept, ReviewRecord, TeamSpan, TypedPosts
from iro_tui.figures.words import remarks
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support.acting import act, look_after
from tests.support.facts import STATUTORY, d, setting
from tests.support.figured import each_review, in_care, moved, of, reckoned

Q2 = Period.of("quarter", d("01.08.2026"))
"""July to September 2026."""


# Reviews in time. Care from Mon 1 June 2026: the first review is due by Mon 29 June, the second three months after it.


@pytest.mark.parametrize(
    ("held", "reviews", "children"),
    [
        (("29.06.2026", "29.09.2026"), (1, 1), (1, 1)),  # on the very day
        (("29.06.2026", "30.09.2026"), (0, 1), (0, 1)),  # a day late
        (("29.06.2026",), (0, 1), (0, 1)),  # due in the quarter, and not held by its end
        (("29.06.2026", "05.10.2026"), (0, 1), (0, 1)),  # held after it: not held by its end
        (("01.07.2026",), (0, 1), (0, 1)),  # the first one late; the second is due in October
        ((), (0, 0), (0, 1)),  # due before the quarter: not of it, but the child's review is still owed
    ],
)
def test_in_time_is_the_laws_limit(held: tuple[str, ...], reviews: tuple[int, int], children: tuple[int, int]) -> None:
    figures = reckoned([in_care("AB1", "01.06.2026", *held)], Q2)
    assert (of(figures["reviews_in_time"]), of(figures["children_reviewed_in_time"])) == (reviews, children)


def test_a_child_who_does_not_count_has_its_review_with_it() -> None:
    """Held Wed 30 September 2026, a working day late; and due Tue 29 September, not held by Wed 30."""
    held, owed = in_care("AB1", "01.06.2026", "29.06.2026", "30.09.2026"), in_care("AB2", "01.06.2026", "29.06.2026")
    figure = reckoned([held, owed], Q2)["children_reviewed_in_time"]
    assert [(each.child_id, each.which, each.days) for each in figure.counted] == [
        ("AB1", "held Wed 30 Sep", 1),
        ("AB2", "due Tue 29 Sep", 1),
    ]


def test_the_reason_why_a_review_was_late_stands_by_late_ones_alone() -> None:
    """Held on Tue 29 September after it was put right, a reason still on record; and on Wed 30."""
    ill = ReviewRecord(late_reason="worker ill")
    children = [in_care(f"AB{n}", "01.06.2026", "29.06.2026", day, record=ill)
                for n, day in enumerate(("29.09.2026", "30.09.2026"), 1)]  # fmt: skip
    figures = reckoned(children, Q2)
    whys = {
        name: {(each.child_id, each.why) for each in figure.counted if each.why} for name, figure in figures.items()
    }
    assert {name: each for name, each in whys.items() if each} == {
        "reviews_in_time": {("AB2", "worker ill")}, "children_reviewed_in_time": {("AB2", "worker ill")}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "ended", "counted"),
    [
        ((), "", (1, "")),  # due Tue 29 September, until the end of the quarter
        (("05.10.2026",), "", (1, "no venue")),  # held after it: its reason is known
        ((), "05.10.2026", (1, "")),  # left after the quarter
    ],
)  # fmt: skip
def test_what_was_not_held_is_late_until_it_was_asked_no_more(held: tuple[str, ...], ended: str, counted: Any) -> None:
    child = in_care("AB1", "01.06.2026", "29.06.2026", *held, record=ReviewRecord(late_reason="no venue"))
    if ended:
        child = replace(child, case=replace(child.case, periods=(CarePeriod(d("01.06.2026"), d(ended), id="p"),)))
    figures = reckoned([child], Q2)
    for name in ("reviews_in_time", "children_reviewed_in_time"):
        assert [(each.days, each.why) for each in figures[name].counted] == [counted]


def test_what_was_not_held_of_a_child_who_left_is_late_until_then() -> None:
    """Due Wed 29 July 2026; care ended on Mon 3 August, three working days later."""
    left = CarePeriod(d("29.04.2026"), d("03.08.2026"), id="p")
    child = in_care("AB1", "29.04.2026", "29.04.2026", periods=(left,))
    assert [each.days for each in reckoned([child], Q2)["reviews_in_time"].counted] == [3]


def test_one_adjourned_in_time_and_held_in_its_own_limit_is_no_day_late() -> None:
    """Due Tue 29 September 2026, broken off on the 15th, held on Thu 8 October: within 20 working days of that."""
    child = in_care("AB1", "01.06.2026", "29.06.2026", "08.10.2026")
    first, second = child.case.reviews
    child = replace(child, case=replace(child.case, reviews=(first, second._replace(adjourned=d("15.09.2026")))))
    figure = reckoned([child], Q2.following)["reviews_in_time"]
    assert [(each.counts, each.days) for each in figure.counted] == [(True, None)]


def test_a_stricter_practice_makes_no_review_late() -> None:
    """Domain reference 1.6: a local limit is not the law's."""
    child = in_care("AB1", "01.06.2026", "29.06.2026", "29.09.2026")
    strict = setting("reviews", second_months=1)
    assert of(reckoned([child], Q2, practice=strict)["reviews_in_time"]) == (1, 1)


@pytest.mark.parametrize("trigger", ["", "our own reason"])
def test_a_limit_of_habit_is_no_limit_of_law(trigger: str) -> None:
    """Held Wed 1 July 2026, 18 on Tue 1 December: Mon 30 November is habit, and Fri 1 January 2027 comes after care.

    An early review that no regulation names is the officer's own wish.
    """
    early = (EarlyReview("e", trigger, d("01.10.2026"), d("15.10.2026")),) if trigger else ()
    child = in_care("AB1", "01.01.2020", "15.01.2026", "01.07.2026", born=d("01.12.2008"), early_reviews=early)
    figures = reckoned([child], Q2.following, "05.01.2027")
    assert of(figures["reviews_in_time"]) == (0, 0)
    assert of(figures["reviews_moved"]) == (0, 0)
    until = Period(d("01.10.2026"), d("30.11.2026"))
    figures = reckoned([child], until, "01.12.2026")
    assert (of(figures["reviews_in_time"]), of(figures["children_reviewed_in_time"])) == ((0, 0), (1, 1))


def test_the_laws_limit_before_18_still_counts() -> None:
    """Held Mon 4 May 2026: due by Wed 4 November, before the 18th birthday on 1 December."""
    child = in_care("AB1", "01.01.2020", "15.01.2026", "04.05.2026", born=d("01.12.2008"))
    assert of(reckoned([child], Q2.following, "05.01.2027")["reviews_in_time"]) == (0, 1)


def test_a_birth_put_right_later_makes_no_review_late_that_was_held() -> None:
    """Held Thu 26 March and Fri 11 September 2026; on Wed 21 October it was known: 18 since 2 May."""
    child = in_care("AB1", "01.01.2020", "15.12.2025", "26.03.2026", "11.09.2026", born=d("02.05.2008"),
                    of_age_known_on=d("21.10.2026"))  # fmt: skip
    half = Period(d("01.04.2026"), d("30.09.2026"))
    figure = reckoned([child], half)["reviews_in_time"]
    assert (of(figure), figure.missing) == ((1, 1), ())


def test_a_limit_that_passed_before_care_ended_still_counts() -> None:
    ended = CarePeriod(d("01.06.2026"), d("30.07.2026"), id="p")
    child = in_care("AB1", "01.06.2026", periods=(ended,))
    first_quarter = Period.of("quarter", d("01.06.2026"))
    assert of(reckoned([child], first_quarter)["reviews_in_time"]) == (0, 1)  # Mon 29 June
    assert of(reckoned([child], Q2)["reviews_in_time"]) == (0, 0)


def test_two_meetings_within_fourteen_days_are_one_review() -> None:
    child = in_care("AB1", "01.06.2026", "24.06.2026", "03.07.2026")
    first, second = (reckoned([child], period)["reviews_held"] for period in (Q2.previous, Q2))
    assert (first.numerator, second.numerator) == (1, 0)


def test_what_the_record_does_not_tell_is_left_out_and_said() -> None:
    period = CarePeriod(d("01.04.2026"), start_known=False, reviews_known_from=d("01.04.2026"), id="p")
    figures = reckoned([in_care("AB1", "01.04.2026", "06.07.2026", periods=(period,))], Q2)
    assert of(figures["reviews_in_time"]) == (0, 0)
    assert figures["reviews_in_time"].missing == ("1 of 1 reviews: the law's limit is not on record; left out.",)
    assert figures["reviews_in_time"].value is None
    assert figures["reviews_in_time"].nothing == "no reviews"
    assert of(figures["children_reviewed_in_time"]) == (1, 1)
    assert "counted as in time" in figures["children_reviewed_in_time"].missing[0]


@pytest.mark.parametrize(("later", "in_time"), [((), False), (("12.10.2026",), False), (("30.09.2026",), True)])
def test_a_review_whose_last_was_only_entered_after_the_period_counts(later: tuple[str, ...], in_time: bool) -> None:
    """Taken on in May, the last review of 30 March entered on 8 October: the next was due by 30 September."""
    period = CarePeriod(d("05.02.2024"), reviews_known_from=d("01.05.2026"), id="p")
    child = in_care("D2", "05.02.2024", "30.03.2026", *later, periods=(period,))
    first, *others = child.case.reviews
    told = replace(child.case, reviews=(first._replace(last_as_of=d("08.10.2026")), *others))
    figures = reckoned([replace(child, case=told)], Q2)
    assert of(figures["reviews_in_time"]) == (int(in_time), 1)
    assert of(figures["children_reviewed_in_time"]) == (int(in_time), 1)


def test_only_children_looked_after_for_more_than_four_weeks_are_counted() -> None:
    """Of 30 September: since 2 September is 28 days, since 1 September 29."""
    children = [in_care("AB1", "02.09.2026"), in_care("AB2", "01.09.2026", "20.09.2026")]
    assert of(reckoned(children, Q2)["children_reviewed_in_time"]) == (1, 1)


# Moves


def test_a_child_whose_short_breaks_become_care_began_on_that_day() -> None:
    """Short breaks since August 2025, accommodated from Wed 5 August 2026; a series that goes on began nothing."""
    spells = (LegalStatus("V4", d("10.08.2025"), d("05.08.2026")), LegalStatus("V2", d("05.08.2026")))
    breaks = in_care("G1", "10.08.2025", legal_statuses=spells)
    only = in_care("G2", "04.08.2026", legal_statuses=(LegalStatus("V4", d("04.08.2026")),))
    at_once = in_care("G3", "06.07.2026")
    assert of(reckoned([breaks, only, at_once], Q2)["starts"]) == (2, None)


def test_care_ends_at_18_and_as_short_breaks_take_its_place() -> None:
    """18 on Wed 5 August 2026, whatever was recorded later; home with short breaks from that day."""
    of_age = in_care("A1", "01.06.2025", born=d("05.08.2008"))
    noted = replace(of_age, case=replace(of_age.case, periods=(CarePeriod(d("01.06.2025"), d("20.10.2026"), id="p"),)))
    spells = (LegalStatus("V2", d("10.08.2025"), d("05.08.2026")), LegalStatus("V4", d("05.08.2026")))
    home = in_care("A2", "10.08.2025", legal_statuses=spells)
    figures = reckoned([replace(noted, id="A0"), of_age, home], Q2)
    assert {part.label: part.numerator for part in figures["ends"].parts} == {
        "18th birthday": 2, "short breaks from then on": 1
    }  # fmt: skip
    assert (of(figures["adopted"]), of(figures["children_looked_after"])) == ((0, None), (0, None))
    assert of(reckoned([noted], Q2.following)["ends"]) == (0, None)


@pytest.mark.parametrize(
    ("named", "until", "counted"),
    [
        ("11.08.2025", None, (1, 1, "")),
        ("07.08.2026", None, (1, 1, "")),
        ("11.08.2025", "01.09.2025", (0, 1, "1 of 1 children: when the IRO was named is not on record.")),
    ],
)
def test_who_was_the_iro_in_the_short_breaks_goes_on(
    named: str, until: str | None, counted: tuple[int, int, str]
) -> None:
    spells = (LegalStatus("V4", d("10.08.2025"), d("05.08.2026")), LegalStatus("V2", d("05.08.2026")))
    naming = Allocation(id="a", allocated=d(named), until=d(until) if until else None)
    child = in_care("G1", "10.08.2025", legal_statuses=spells, allocations=(naming,))
    figure = reckoned([child], Q2)["allocated_in_5wd"]
    assert (*of(figure), " ".join(figure.missing)) == counted


def test_reviews_of_short_breaks_are_none_of_care() -> None:
    """Two held in the breaks: the one in care is its first, and no permanence is asked at it."""
    spells = (LegalStatus("V4", d("10.08.2025"), d("05.08.2026")), LegalStatus("V2", d("05.08.2026")))
    child = in_care("G1", "10.08.2025", "01.10.2025", "01.03.2026", "28.08.2026", legal_statuses=spells)
    assert of(reckoned([child], Q2)["permanence_by_second_review"]) == (0, 0)
    assert [review.number for review in ReviewHistory(child.case, STATUTORY, d("01.10.2026")).held] == [1, 2, 1]


def test_moves_are_apart_from_reviews_moved() -> None:
    twice = moved(
        in_care("AB1", "01.06.2026", "29.06.2026", "24.09.2026"),
        ("01.09.2026", "IRO", "IRO sickness"),
        ("08.09.2026", "social worker", "in court"),
    )
    before = moved(in_care("AB2", "01.06.2026", "29.06.2026", "25.09.2026"), ("20.06.2026", "court", "in court"))
    figures = reckoned([twice, before, in_care("AB3", "01.06.2026", "29.06.2026", "25.09.2026")], Q2)
    assert of(figures["reviews_moved"]) == (2, 3)
    assert of(figures["moves"]) == (2, None)
    assert [(part.label, part.numerator) for part in figures["moves"].parts] == [
        ("asked by: IRO", 1),
        ("asked by: social worker", 1),
        ("why: IRO sickness", 1),
        ("why: in court", 1),
    ]
    assert (of(figures["moved_by_iro"]), of(figures["moved_by_social_worker"])) == ((1, 2), (1, 2))


# Records: completed Mon 6 July 2026; decisions by Mon 13, the record by Mon 27, distributed by Mon 3 August


@pytest.mark.parametrize(
    ("done", "today", "decisions", "record"),
    [
        ({"decisions_on": d("13.07.2026"), "record_on": d("27.07.2026")}, "01.12.2026", (1, 1), (1, 1)),
        ({"decisions_on": d("14.07.2026"), "record_on": d("28.07.2026")}, "01.12.2026", (0, 1), (0, 1)),
        ({}, "01.12.2026", (0, 1), (0, 1)),
        ({}, "13.07.2026", (0, 0), (0, 0)),  # today is the last day: nothing is past
        ({}, "14.07.2026", (0, 1), (0, 0)),
        ({"record_on": d("10.07.2026")}, "11.07.2026", (0, 0), (1, 1)),  # done before its limit
        ({"record_on": d("05.10.2026")}, "01.12.2026", (0, 1), (0, 1)),  # written after the quarter
    ],
)
def test_records_are_those_of_reviews_completed_whose_limit_is_past_or_that_are_done(
    done: dict[str, object], today: str, decisions: tuple[int, int], record: tuple[int, int]
) -> None:
    figures = reckoned([each_review(in_care("AB1", "15.06.2026", "06.07.2026"), **done)], Q2, today)
    assert (of(figures["decisions_in_5wd"]), of(figures["record_in_15wd"])) == (decisions, record)


def test_a_record_of_a_review_completed_in_the_next_quarter_is_not_of_this_one() -> None:
    child = each_review(in_care("AB1", "15.06.2026", "28.09.2026"), completed=d("02.10.2026"), form="series")
    assert of(reckoned([child], Q2)["record_in_15wd"]) == (0, 0)
    assert of(reckoned([child], Q2.following)["record_in_15wd"]) == (0, 1)


def test_a_second_clock_of_the_practice_is_no_figure() -> None:
    """Completed Mon 6 July 2026, written Mon 13: the second clock ends on Mon 20 July, its own on Mon 3 August."""
    child = each_review(in_care("AB1", "15.06.2026", "06.07.2026"), record_on=d("13.07.2026"),
                        distributed_on=d("03.08.2026"))  # fmt: skip
    figure = reckoned([child], Q2, practice=setting("record", distribute_after_record=5))["distributed_in_20wd"]
    assert (of(figure), figure.title) == ((1, 1), "Record distributed within 20 working days")


def test_the_title_says_every_number_by_which_it_was_counted() -> None:
    """The record within 15 working days, from Wed 19 August within 20: completed Mon 6 July and Mon 24 August 2026."""
    changed = in_force(
        [(d("01.01.2020"), STATUTORY), (d("19.08.2026"), setting("record", full_record=20))], d("01.12.2026")
    )
    late = each_review(in_care("AB1", "15.06.2026", "06.07.2026"), record_on=d("03.08.2026"))
    in_time = each_review(in_care("AB2", "01.08.2026", "24.08.2026"), record_on=d("21.09.2026"))
    figure = reckoned([late, in_time], Q2, practice=changed)["record_in_15wd"]
    assert (of(figure), figure.title) == ((1, 2), "Record written within 15 or 20 working days")
    assert reckoned([late], Q2.previous, practice=changed)["record_in_15wd"].title.endswith("15 working days")
    assert reckoned([late], Q2.following, practice=changed)["record_in_15wd"].title.endswith("20 working days")


# The child's part


def test_participation_counts_children_of_four_and_over_by_the_practices_grouping() -> None:
    codes = {"AB1": "PN1", "AB2": "PN4", "AB3": "PN6", "AB4": "PN7"}
    children = [
        each_review(in_care(ref, "01.06.2026", "20.07.2026"), participation=code) for ref, code in codes.items()
    ]
    children.append(each_review(in_care("AB5", "01.06.2026", "20.07.2026", born=d("21.07.2022")), participation="PN1"))
    children.append(in_care("AB6", "01.06.2026", "20.07.2026"))
    figures = reckoned(children, Q2)
    assert (of(figures["participation"]), of(figures["attendance"])) == ((2, 5), (2, 5))
    assert figures["participation"].grouping == "Taking part: PN1, PN2, PN3, PN5, PN6."
    assert figures["participation"].missing == ("1 of 5 reviews: no participation code is on record.",)
    attending = setting("participation", took_part=("PN1", "PN2", "PN3", "PN4", "PN5", "PN6"))
    assert of(reckoned(children, Q2, practice=attending)["participation"]) == (3, 5)


def test_what_was_said_at_reviews_is_counted_of_all_held() -> None:
    said = ReviewRecord(chaired_by="manager outside the service", child_chaired=True, answers={"pep": "y"})
    unsaid = ReviewRecord(chaired_by="other IRO", child_chaired=False, answers={"pep": "na"})
    denied = ReviewRecord(chaired_by="own IRO", answers={"pep": "n"})
    children = [
        in_care(f"AB{n}", "01.06.2026", "20.07.2026", record=record) for n, record in enumerate((said, unsaid, denied))
    ]
    children[0] = replace(children[0], case=replace(children[0].case, ratings=(Rating("r", "red", d("20.07.2026")),)))
    figures = reckoned(children, Q2)
    expected = {
        "chaired_own_review": (1, 3), "chaired_by_service": (2, 3), "rag_red": (1, 3), "rag_green": (0, 3),
        "qa.pep": (1, 2), "qa.dental": (0, 0),
    }  # fmt: skip
    assert {name: of(figures[name]) for name in expected} == expected
    assert figures["rag_red"].missing == ("2 of 3 reviews: no rating is on record.",)


def test_speaking_is_asked_where_no_reason_not_to_is_on_record() -> None:
    spoken = each_review(in_care("AB1", "01.06.2026", "20.07.2026"), spoken_on=d("20.07.2026"))
    after = each_review(in_care("AB2", "01.06.2026", "20.07.2026"), spoken_on=d("21.07.2026"))
    refused = each_review(in_care("AB3", "01.06.2026", "20.07.2026"), not_spoken_reason="refused")
    brought = each_review(in_care("AB4", "01.06.2026", "20.07.2026"), follow_record=False)
    assert of(reckoned([spoken, after, refused, brought], Q2)["child_spoken_before"]) == (1, 2)


def test_a_period_of_which_nothing_is_on_record_is_not_compared_with() -> None:
    """Who chaired is known of July alone: `+100 points` since April would be said of what nobody wrote down."""
    april = in_care("AB1", "01.03.2026", "20.04.2026")
    july = in_care("AB2", "01.06.2026", "20.07.2026", record=ReviewRecord(child_chaired=True))
    none = in_care("AB3", "01.03.2026", "20.04.2026", record=ReviewRecord(child_chaired=False))
    for before, expected in (((april,), None), ((april, none), 0.0)):
        service = Service((*before, july), STATUTORY, d("01.12.2026"))
        [figure] = figures_of(Q2, service, only=("chaired_own_review",), previous=True)
        assert (figure.previous, figure.value) == (expected, 100.0)


def test_the_report_is_in_time_by_the_practices_days() -> None:
    """Held Mon 20 July 2026: three working days before is Wed 15 July, five are Mon 13 July."""
    child = each_review(in_care("AB1", "01.06.2026", "20.07.2026"), report_on=d("14.07.2026"))
    assert of(reckoned([child], Q2)["sw_report_in_time"]) == (1, 1)
    assert of(reckoned([child], Q2, practice=setting("preparation", sw_report=5))["sw_report_in_time"]) == (0, 1)


def test_permanence_is_looked_for_at_second_reviews() -> None:
    planned = ReviewRecord(permanence="LTFOST18")
    held = ("29.06.2026", "20.09.2026")
    children = [
        in_care("AB1", "01.06.2026", *held, record=planned),
        in_care("AB2", "01.06.2026", *held),
        in_care("AB3", "01.06.2026", "10.07.2026", record=planned),
    ]
    assert of(reckoned(children, Q2)["permanence_by_second_review"]) == (1, 2)


@pytest.mark.parametrize(
    ("since", "counted", "beside"), [("20.09.2026", 1, False), ("21.09.2026", 0, False), (None, 1, True)]
)
def test_a_plan_of_a_day_counts_from_that_day(since: str | None, counted: int, beside: bool) -> None:
    plan: dict[str, Any] = {"permanence_plan": "ADOPTION", "permanence_on": d(since) if since else None}
    child = in_care("AB1", "01.06.2026", "29.06.2026", "20.09.2026", **plan)
    figure = reckoned([child], Q2)["permanence_by_second_review"]
    assert of(figure) == (counted, 1)
    assert any("since when there is a plan is not on record" in words for words in figure.missing) == beside


def test_an_item_that_nobody_graded_is_not_said_to_be_bad() -> None:
    """Fifteen answers: graded none; then one graded good."""
    kent = find("kent").practice
    item, grades = kent.checklist.items[0].id, kent.checklist.grades
    bare = ReviewRecord(answers={item: "y"})
    children = [in_care(f"AB{n}", "01.06.2026", "20.07.2026", record=bare) for n in range(15)]
    parts = reckoned(children, Q2, practice=kent)[f"qa.{item}"].parts
    assert [(part.label, part.numerator) for part in parts] == [("not graded", 15)]
    graded = ReviewRecord(answers={item: "y"}, grades={item: grades[0]})
    children[0] = in_care("AB0", "01.06.2026", "20.07.2026", record=graded)
    parts = reckoned(children, Q2, practice=kent)[f"qa.{item}"].parts
    numbers = [1, *(0 for _ in grades[1:]), 14]
    assert [(part.label, part.numerator) for part in parts] == list(zip((*grades, "not graded"), numbers, strict=True))


# Between reviews


def test_midpoints_are_those_due_in_the_period() -> None:
    """Held Mon 29 June 2026, the next due Tue 29 September: half-way is Fri 14 August."""
    child = in_care("AB1", "01.06.2026", "29.06.2026")
    checks = {"14.08.2026": (1, 1), "20.09.2026": (1, 1), "02.10.2026": (0, 1), "20.06.2026": (0, 1)}
    for day, expected in checks.items():
        done = replace(child, case=replace(child.case, midpoints=(MidpointCheck(d(day)),)))
        assert of(reckoned([done], Q2)["midpoints_done"]) == expected
    reviewed_before = in_care("AB1", "01.06.2026", "29.06.2026", "10.08.2026")
    assert of(reckoned([reviewed_before], Q2)["midpoints_done"]) == (0, 0)  # asked no more
    mine_since = replace(child, case=replace(child.case, on_caseload_since=d("01.09.2026")))
    assert of(reckoned([mine_since], Q2)["midpoints_done"]) == (0, 0)


def test_each_child_counts_once_at_the_highest_stage() -> None:
    def disputed(ref: str, *stages: tuple[str, str], closed: str = "") -> CountedChild:
        steps = tuple(EscalationStep(f"{ref}{n}", stage, d(day)) for n, (stage, day) in enumerate(stages))
        closed_on, outcome = (d(closed), "resolved") if closed else (None, None)
        about = Escalation(f"e{ref}", "drift", d(stages[0][1]), steps, closed_on, outcome)
        return in_care(ref, "01.06.2026", "20.07.2026", escalations=(about,))

    children = [
        disputed("AB1", ("informal", "01.07.2026")),
        disputed("AB2", ("informal", "01.07.2026"), ("2", "20.07.2026"), closed="31.08.2026"),
        disputed("AB3", ("1", "01.07.2026"), ("2", "05.10.2026")),  # stage 2 only after the quarter
        disputed("AB4", ("1", "01.04.2026"), closed="30.06.2026"),  # over before it
        disputed("AB5", ("cafcass", "03.08.2026")),
        in_care("AB6", "01.06.2026", "20.07.2026"),
        in_care("AB7", "01.06.2026", escalations=disputed("X", ("1", "01.07.2026")).case.escalations),  # no review
    ]
    figures = reckoned(children, Q2)
    assert of(figures["children_escalated"]) == (4, 6)
    assert (of(figures["escalated_informal"]), of(figures["escalated_formal"])) == ((1, 6), (3, 6))
    parts = {part.label: part.numerator for part in figures["children_escalated"].parts}
    assert parts == {"Informal": 1, "Stage 1": 1, "Stage 2": 1, "Cafcass": 1}
    assert of(figures["cafcass_referrals"]) == (1, None)
    # From Mon 20 July to Mon 31 August: 30 working days, the bank holiday of 31 August left out, are 29.
    assert of(figures["days_to_resolution"]) == (29, 1)


def test_events_of_which_nobody_told() -> None:
    told = Event("1", "move", d("03.08.2026"), d("03.08.2026"), iro_told=True)
    untold = Event("2", "missing", d("04.08.2026"), d("10.08.2026"), iro_told=False)
    late = Event("3", "missing", d("30.06.2026"), d("02.07.2026"), iro_told=False)
    unknown_yet = Event("4", "missing", d("05.08.2026"), d("10.10.2026"), iro_told=False)
    child = in_care("AB1", "01.06.2026", events=(told, untold, late, unknown_yet))
    assert of(reckoned([child], Q2)["events_not_told"]) == (2, 3)
    quarters = [Q2.previous, Q2, Q2.following]
    each = [of(reckoned([child], quarter)["events_not_told"]) for quarter in quarters]
    assert [sum(numbers) for numbers in zip(*each, strict=True)] == [3, 4], "each is in one quarter"


# Children


def test_the_caseload_is_those_looked_after_at_the_end_the_others_beside() -> None:
    plan = ProtectionPlan(d("01.07.2026"))
    left = CarePeriod(d("01.06.2026"), d("30.09.2026"), id="p")
    children = [
        in_care("AB1", "01.06.2026"),
        in_care("AB2", "30.09.2026", plans=(plan,)),
        in_care("AB3", "01.10.2026"),
        in_care("AB4", "01.06.2026", periods=(left,)),
        in_care("AB5", "01.06.2026", legal_statuses=(LegalStatus("V4", d("01.06.2026")),)),
        in_care("AB6", "01.06.2026", periods=(left,), legal_statuses=(LegalStatus("V4", d("01.06.2026")),)),
        CountedChild("CP1", Case("CP1", born=d("01.01.2020"), plans=(plan,))),
    ]
    figures = reckoned(children, Q2, typed=(TypedPosts(Q2.first, Q2.last, 1.5),))
    counts = {"children_looked_after": 2, "cp_children": 2, "short_break_children": 2, "ends": 1}
    assert {name: figures[name].numerator for name in counts} == counts
    assert figures["children_per_iro"].value == 2 / 1.5


def test_children_come_to_those_who_held_them_at_the_end() -> None:
    """Until Tue 1 September 2026 all with A (half time); then one each with A, B (full time) and the officer."""

    def held(ref: str, *who: tuple[str | None, str]) -> CountedChild:
        namings = tuple(Allocation(None, d(day), id=day, iro_id=key) for key, day in who)
        return in_care(ref, "01.06.2026", allocations=namings)

    children = [
        held("AB1", ("a", "01.06.2026")),
        held("AB2", ("a", "01.06.2026"), ("b", "01.09.2026")),
        held("AB3", ("a", "01.06.2026"), (None, "01.09.2026")),
        held("AB4", ("a", "01.06.2026"), ("me", "01.09.2026")),
    ]
    known: dict[str, Any] = {"parts": {"a": 0.5, "b": 1.0, "me": 0.8}, "officer": "me"}
    figure = reckoned(children, Q2, **known)["children_per_iro"]
    assert of(figure) == (4, 2.3), "the officer is one person, called so or by name"
    assert figure.grouping == "By 2.3 full-time equivalents, of those who held a case at its end."
    until_then = Period(d("01.07.2026"), d("31.08.2026"))
    assert of(reckoned(children, until_then, **known)["children_per_iro"]) == (4, 0.5)
    typed = (TypedPosts(d("01.04.2026"), d("31.03.2027"), 7.5), TypedPosts(Q2.first, Q2.last, 2.0))
    assert of(reckoned(children, Q2, **known, typed=typed)["children_per_iro"]) == (4, 2)
    figure = reckoned(children, Q2.following, "15.01.2027", **known, typed=typed)["children_per_iro"]
    assert (of(figure), figure.grouping) == (
        (4, 7.5), "By 7.5 full-time equivalents, as typed in the written part."
    )  # fmt: skip


def test_notice_and_naming_of_children_who_began() -> None:
    """Began Mon 6 July 2026: told by Wed 8 July, named by Mon 13 July."""

    def began(ref: str, notified: str, allocated: str) -> CountedChild:
        return in_care(ref, "06.07.2026", allocations=(Allocation(d(notified), d(allocated)),))

    children = [
        began("AB1", "08.07.2026", "13.07.2026"),
        began("AB2", "09.07.2026", "14.07.2026"),
        in_care("AB3", "06.07.2026"),
        in_care("AB4", "30.06.2026"),
        # An IRO had this child on a plan alone, and was not named for the care that began since.
        in_care("AB5", "06.07.2026", allocations=(Allocation(allocated=d("01.05.2026")),)),
    ]
    figures = reckoned(children, Q2)
    assert of(figures["late_notifications"]) == (1, 4)
    assert of(figures["allocated_in_5wd"]) == (1, 4)
    assert figures["late_notifications"].missing == ("2 of 4 children: when the service was told is not on record.",)


@pytest.mark.parametrize(
    ("named", "today", "counted"),
    [
        (None, "05.10.2026", (0, 0)),
        (None, "06.10.2026", (0, 1)),
        ("05.10.2026", "05.10.2026", (1, 1)),
        ("06.10.2026", "06.10.2026", (0, 1)),
        ("07.10.2026", "01.12.2026", (0, 1)),
    ],
)
def test_a_child_who_began_at_the_end_is_counted_in_that_period_alone(
    named: str | None, today: str, counted: tuple[int, int]
) -> None:
    """Began Mon 28 September 2026: an IRO named by Mon 5 October, when the quarter is over."""
    naming = (Allocation(allocated=d(named)),) if named else ()
    child = in_care("AB1", "28.09.2026", allocations=naming)
    assert of(reckoned([child], Q2, today)["allocated_in_5wd"]) == counted
    assert of(reckoned([child], Q2.following, "01.12.2026")["allocated_in_5wd"]) == (0, 0)


# Splits


def test_a_split_says_what_is_not_on_record() -> None:
    span = (TeamSpan("North", d("01.06.2026"), d("15.07.2026")), TeamSpan("South", d("15.07.2026")))
    children = [
        in_care("AB1", "01.06.2026", "14.07.2026", teams=span, uasc=False),
        in_care("AB2", "01.06.2026", "15.07.2026", teams=span, uasc=True),
        in_care("AB3", "01.06.2026", "16.07.2026", record=ReviewRecord(locality="Thornwick")),
    ]
    expected = {
        "team": [("North", 1), ("South", 1), ("not on record", 1)],
        "asylum": [("citizen children", 1), ("unaccompanied asylum seekers", 1), ("not on record", 1)],
        "locality": [("Thornwick", 1), ("not on record", 2)],
        "month": [("Jul 2026", 3), ("Aug 2026", 0), ("Sep 2026", 0)],
    }
    for by, parts in expected.items():
        figure = reckoned(children, Q2, by=by)["reviews_held"]
        assert [(part.label, part.numerator) for part in figure.parts] == parts
    by_team = reckoned(children, Q2, by="team")["reviews_held"]
    assert by_team.missing == ("1 of 3 reviews: the social worker's team is not on record.",)


def test_months_that_do_not_add_up_to_the_whole_say_so() -> None:
    """Completed Mon 20 July, written Mon 17 August, five working days late: no month's, each as at its own end."""
    child = each_review(in_care("AB1", "01.06.2026", "20.07.2026"), record_on=d("17.08.2026"))
    figures = reckoned([child], Q2, by="month")
    record = figures["record_in_15wd"]
    assert (*of(record), [(part.numerator, part.denominator) for part in record.parts]) == (0, 1, [(0, 0)] * 3)
    words = "Each month is counted for itself, as at its own end: the months need not add up to the whole."
    assert [name for name, figure in figures.items() if words in list(remarks(figure))] == [
        "record_in_15wd", "distributed_in_20wd", "record_days"
    ]  # fmt: skip
    assert figures["children_looked_after"].parts[0].numerator == 1, "there is one at each month's end"


def test_the_aim_is_the_laws_or_the_practices_own() -> None:
    own = setting("figures", targets=(Target("participation", 95), Target("reviews_in_time", 80)))
    figures = reckoned([in_care("AB1", "01.06.2026", "29.06.2026", "30.09.2026")], Q2, practice=own)
    assert (figures["participation"].aim, figures["reviews_in_time"].aim, figures["attendance"].aim) == (95, 100, None)
    assert "The aim is 100 %: not reached." in remarks(figures["reviews_in_time"])


def test_reviews_of_cases_that_were_removed_go_on_counting_of_nobody() -> None:
    """Limit Wed 29 July 2026; completed Mon 20 July, decisions by Mon 27 July."""
    held = d("20.07.2026")
    review = Review("p", held=held, completed=held, participation="PN1", follow_record=True)
    kept = ReviewKept(review._replace(decisions_on=d("28.07.2026")), d("29.07.2026"))
    late = ReviewKept(Review("q", held=d("30.07.2026"), completed=d("30.07.2026")), d("29.07.2026"))
    service = Service((), STATUTORY, d("01.12.2026"), past=(kept, late))
    figures = {figure.id: figure for figure in figures_of(Q2, service, by="team")}
    expected = {
        "reviews_held": (2, None), "reviews_in_time": (1, 2), "decisions_in_5wd": (0, 1), "participation": (1, 1),
        "rag_green": (0, 0), "children_looked_after": (0, None),
    }  # fmt: skip
    assert {name: of(figures[name]) for name in expected} == expected
    assert figures["reviews_held"].children == ()


def test_what_is_kept_of_a_removed_case_is_read_from_the_store(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        case = work.add(tables.PastCaseRow(born_year=2010))
        held = d("20.07.2026")
        work.add(tables.PastReviewRow(past_case_id=case, held=held, completed=held, limit_on=held, record_on=held))
    (kept,) = session.query(service_of).past
    assert (kept.review.held, kept.limit, kept.review.follow_record) == (held, held, True)
    assert kept.in_time(STATUTORY)


def test_minutes_of_contacts_add_up_by_how_they_were_made() -> None:
    visit, call, unsaid = (ContactMade(d("03.08.2026"), how, n) for how, n in
                           (("visit", 90), ("phone", 15), (None, None)))  # fmt: skip
    before = ContactMade(d("30.06.2026"), "visit", 60)
    children = [
        in_care("AB1", "01.06.2026", contacts=(visit, call, unsaid, before)),
        in_care("AB2", "01.06.2026", contacts=(before,)),
    ]
    figures = reckoned(children, Q2)
    assert (of(figures["contacts"]), of(figures["contact_minutes"])) == ((3, None), (105, None))
    parts = {part.label: part.numerator for part in figures["contact_minutes"].parts}
    assert parts == {"visit": 90, "phone": 15, "how is not on record": 0}
    assert figures["contact_minutes"].missing == ("1 of 3 contacts: how long it took is not on record.",)


def test_of_a_mean_the_children_are_told_whose_group_is_not_on_record() -> None:
    figure = reckoned([in_care("AB1", "01.06.2026")], Q2, by="locality")["children_per_iro"]
    assert figure.missing == ("1 of 1 children: the locality is not on record.",)


def test_a_contact_about_a_child_is_none_with_the_child(session: Session) -> None:
    """Kent 2011-12 line 98, domain reference 5.1 no. 11: children in contact."""
    seen, spoken_of, written = look_after(session, "AB 1", "AB 2", "AB 3")
    for child, who, how in ((seen, "child, parent", "visit"), (spoken_of, "social worker", "phone"),
                            (written, "child", "letter"), (seen, "social worker", "email")):  # fmt: skip
        act(session, "contact", child, who=who, how=how)
    figures = {each.id: each for each in figures_of(Q2.following, session.query(service_of))}
    assert (of(figures["contacts"]), of(figures["children_contacted"])) == ((4, None), (2, 3))
    assert figures["children_contacted"].others == (spoken_of,)


def test_what_stays_of_a_removed_case_has_the_laws_limit() -> None:
    """Held Wed 1 July 2026, 18 on 1 December: the law's limit is Fri 1 January 2027."""
    case = in_care("AB1", "01.01.2020", "15.01.2026", "01.07.2026", born=d("01.12.2008")).case
    assert limit_before(case, STATUTORY, d("20.11.2026")) == d("01.01.2027")


def test_children_who_came_to_the_caseload_only_later_are_counted_and_said(session: Session) -> None:
    """Those of one who works alone: in a service's figures it says nothing."""
    first, _ = look_after(session, "AB 1", "AB 2", started=d("03.03.2026"))
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, first, on_caseload_since=d("17.08.2026"))
    service = session.query(service_of)

    def looked_after(quarter: Period, service: Service = service) -> tuple[float, tuple[str, ...]]:
        (figure,) = figures_of(quarter, service, only=("children_looked_after",), previous=True)
        return figure.numerator, figure.missing

    said = "1 of 2 children: came to this caseload only later."
    q2 = Period.of("quarter", d("01.07.2026"))
    assert looked_after(q2.previous) == (2, (said, f"In the period before: {said}"))
    assert looked_after(q2) == (2, (f"In the period before: {said}",))
    assert looked_after(q2.following) == (2, ())
    assert looked_after(q2.previous, replace(service, officer="p1")) == (2, ())


def test_an_end_of_care_on_an_unknown_day_counts_by_the_day_it_had_ended_by_and_that_is_said() -> None:
    """In a file to Mon 31 August 2026, in none to Fri 16 October: in care on 30 September perhaps no longer."""
    left = CarePeriod(d("01.06.2026"), d("16.10.2026"), end_known=False, id="p")
    child = in_care("AB1", "01.06.2026", periods=(left,), file_ends=d("31.08.2026"))
    q1, q2, q3 = (reckoned([child], quarter) for quarter in (Q2.previous, Q2, Q2.following))
    stock = [(of(each["children_looked_after"])[0], each["children_looked_after"].missing) for each in (q1, q2, q3)]
    assert stock == [
        (1, ()),
        (1, ("1 of 1 children: perhaps no longer, care ended on an unknown day; counted.",)),
        (0, ()),
    ]
    assert [of(each["ends"])[0] for each in (q1, q2, q3)] == [0, 0, 1]
    said = "1 of 1 children: care had ended by the day it counts by, on which is not on record."
    assert q3["ends"].missing == (said,)
    sure = replace(child, case=replace(child.case, periods=(left._replace(end_known=True),)))
    assert not reckoned([sure], Q2)["children_looked_after"].missing + reckoned([sure], Q2.following)["ends"].missing
