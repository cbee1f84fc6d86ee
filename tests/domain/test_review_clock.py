"""When the next review must be held: worked examples of every clock."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from iro_tui.domain.case import CarePeriod, Case, EarlyReview, LegalStatus, Review
from iro_tui.domain.review_clock import next_review
from tests.support.facts import (
    STATUTORY,
    breaks,
    d,
    days,
    looked_after,
    placements,
    running_clocks,
    setting,
    statuses,
    upcoming,
)

TODAY = "20.11.2026"


@pytest.mark.parametrize(
    ("start", "held", "rule", "limit"),
    [
        ("07.09.2026", [], "rev1", "05.10.2026"),
        ("27.03.2026", [], "rev1", "28.04.2026"),  # Easter
        ("11.12.2026", [], "rev1", "13.01.2027"),  # Christmas
        ("07.09.2026", ["05.10.2026"], "rev2", "05.01.2027"),
        ("07.09.2026", ["14.09.2026"], "rev2", "14.12.2026"),  # early: the actual day counts
        ("07.09.2026", ["30.11.2026"], "rev2", "28.02.2027"),  # late, and clamped
        ("01.03.2026", ["31.03.2026", "31.08.2026"], "rev3+", "28.02.2027"),
        ("01.03.2026", ["31.03.2026", "30.06.2026", "30.10.2026"], "rev3+", "30.04.2027"),
        ("01.02.2028", ["29.02.2028"], "rev2", "29.05.2028"),
        ("01.11.2027", ["29.11.2027", "29.02.2028"], "rev3+", "29.08.2028"),
    ],
)
def test_regulation_33(start: str, held: list[str], rule: str, limit: str) -> None:
    coming = upcoming(looked_after(start, *held), TODAY)
    assert (coming.rule, coming.limit, coming.clock) == (rule, d(limit), "looked_after")
    assert coming.since == d(held[-1] if held else start)
    assert coming.authority == ("CPPCR 33(1)" if rule == "rev1" else "CPPCR 33(2)")
    assert not coming.inferred


def test_nobody_looked_after_has_no_review() -> None:
    assert next_review(Case(ref="x"), STATUTORY, d(TODAY)) is None
    assert running_clocks(Case(ref="x"), STATUTORY, d(TODAY)) == ()


def test_a_second_period_of_care_starts_anew() -> None:
    case = looked_after("02.11.2026", "01.02.2025", "01.05.2025")
    case = replace(case, periods=(*case.periods, CarePeriod(d("07.01.2025"), d("01.10.2026"))))
    assert (upcoming(case, TODAY).rule, upcoming(case, TODAY).limit) == ("rev1", d("30.11.2026"))


def test_one_day_counts_once() -> None:
    """Two records of one review may not turn three months into six."""
    assert upcoming(looked_after("07.09.2026", "05.10.2026", "05.10.2026"), TODAY).rule == "rev2"


def test_remand_keeps_the_clock_and_says_so() -> None:
    coming = upcoming(looked_after("07.09.2026", status="J1"), TODAY)
    assert (coming.rule, coming.limit, coming.authority) == ("rev1", d("05.10.2026"), "CPPCR 33(1), 47A")
    over = looked_after(
        "07.09.2026", legal_statuses=statuses(("J1", "07.09.2026", "01.10.2026"), ("C1", "01.10.2026", None))
    )
    assert upcoming(over, TODAY).authority == "CPPCR 33(1)"


# Short breaks


def test_short_breaks_first_three_months_then_six() -> None:
    case = breaks(("01.09.2026", "04.09.2026"), ("10.11.2026", None))
    assert (upcoming(case, TODAY).rule, upcoming(case, TODAY).limit) == ("sb48", d("01.12.2026"))
    held = replace(case, reviews=days("20.10.2026"))
    coming = upcoming(held, TODAY)
    assert (coming.rule, coming.limit, coming.clock) == ("sb48", d("20.04.2027"), "short_break")


def test_between_two_breaks_the_clock_runs_on_and_asks_to_confirm() -> None:
    coming = upcoming(breaks(("01.09.2026", "04.09.2026")), TODAY)
    assert (coming.limit, coming.inferred) == (d("01.12.2026"), True)
    assert "Between two short breaks" in coming.note


def test_short_breaks_becoming_full_care_start_regulation_33() -> None:
    spells = statuses(("V4", "01.03.2026", "02.11.2026"), ("V2", "02.11.2026", None))
    case = looked_after("01.03.2026", "01.06.2026", "01.09.2026", legal_statuses=spells)
    assert (upcoming(case, "01.11.2026").rule, upcoming(case, "01.11.2026").limit) == ("sb48", d("01.03.2027"))
    assert (upcoming(case, TODAY).rule, upcoming(case, TODAY).limit) == ("rev1", d("30.11.2026"))


# Adoption


def test_authorised_but_not_placed() -> None:
    spells = statuses(("C2", "01.03.2025", "07.09.2026"), ("E1", "07.09.2026", None))
    case = looked_after("01.03.2025", "28.03.2025", "27.06.2025", "01.08.2026", legal_statuses=spells)
    coming = upcoming(case, TODAY)
    assert (coming.rule, coming.limit, coming.clock, coming.authority) == (
        "ado0",
        d("07.12.2026"),
        "adoption",
        "AAR 36(1)",
    )
    assert "Looked-after review: limit Mon 1 Feb 2027 (CPPCR 33(2))." in coming.note
    reviewed = replace(case, reviews=(*case.reviews, Review("r9", held=d("02.12.2026"))))
    # Both clocks now end on the same day: the looked-after one governs, and both are named.
    tied = upcoming(reviewed, TODAY)
    assert (tied.rule, tied.limit, tied.authority) == ("rev3+", d("02.06.2027"), "CPPCR 33(2), AAR 36(1)")


def placed(*held: str, authority: bool = True) -> Case:
    spells = statuses(("C2", "01.03.2025", "01.06.2026"), ("E1" if authority else "C2", "01.06.2026", None))
    return looked_after(
        "01.03.2025",
        "28.03.2025",
        "27.06.2025",
        "20.08.2026",
        *held,
        legal_statuses=spells,
        placements=placements(("U6", "01.03.2025", "02.11.2026"), ("A6", "02.11.2026", None)),
    )


@pytest.mark.parametrize("authority", [True, False])
def test_placed_for_adoption(authority: bool) -> None:
    coming = upcoming(placed(authority=authority), TODAY)
    assert (coming.rule, coming.limit, coming.since) == ("ado1", d("30.11.2026"), d("02.11.2026"))
    second = upcoming(placed("25.11.2026", authority=authority), TODAY)
    assert (second.rule, second.limit) == ("ado2", d("25.02.2027"))
    third = running_clocks(placed("25.11.2026", "20.02.2027", authority=authority), STATUTORY, d(TODAY))
    assert [(c.rule.id, c.limit) for c in third] == [("ado3+", d("20.08.2027"))]


# Adjourned


def test_adjourned_then_completed() -> None:
    case = looked_after("07.09.2026")
    adjourned = Review("r1", booked=d("05.10.2026"), held=d("05.10.2026"), adjourned=d("05.10.2026"))
    coming = upcoming(replace(case, reviews=(adjourned,)), "06.10.2026")
    assert (coming.rule, coming.clock, coming.limit, coming.since) == (
        "adjourn",
        "adjourned",
        d("02.11.2026"),
        d("05.10.2026"),
    )
    assert (coming.review_id, coming.booked) == ("r1", None)
    booked_again = adjourned._replace(booked=d("30.10.2026"))
    assert upcoming(replace(case, reviews=(booked_again,)), "06.10.2026").booked == d("30.10.2026")
    completed = adjourned._replace(completed=d("30.10.2026"))
    coming = upcoming(replace(case, reviews=(completed,)), TODAY)
    assert (coming.rule, coming.limit) == ("rev2", d("05.01.2027"))


def test_an_adjournment_over_christmas() -> None:
    case = looked_after(
        "07.09.2026", "05.10.2026", reviews=(*days("05.10.2026"), Review("r2", adjourned=d("11.12.2026")))
    )
    assert upcoming(case, "14.12.2026").limit == d("13.01.2027")


def test_a_clock_started_after_the_adjournment_still_competes() -> None:
    case = placed()
    adjourned = Review("r9", adjourned=d("30.10.2026"))
    clocks = running_clocks(replace(case, reviews=(*case.reviews, adjourned)), STATUTORY, d(TODAY))
    assert [(c.rule.id, c.limit) for c in clocks] == [("adjourn", d("27.11.2026")), ("ado1", d("30.11.2026"))]


def test_an_adjourned_review_that_a_later_one_overtook_is_history() -> None:
    case = looked_after(
        "07.09.2026", reviews=(Review("r1", adjourned=d("05.10.2026")), Review("r2", held=d("02.11.2026")))
    )
    assert upcoming(case, TODAY).rule == "rev2"


# Early triggers


def early(by: str, since: str = "10.11.2026", **more: Any) -> EarlyReview:
    return EarlyReview("e1", "early-a", d(since), d(by), **more)


def test_an_early_trigger_governs_until_a_review_is_held() -> None:
    case = looked_after("07.09.2026", "05.10.2026", early_reviews=(early("01.12.2026"),))
    coming = upcoming(case, TODAY)
    assert (coming.rule, coming.clock, coming.limit, coming.authority) == (
        "early-a",
        "early",
        d("01.12.2026"),
        "CPPCR 33(3)(a)",
    )
    assert "Looked-after review: limit Tue 5 Jan 2027" in coming.note
    answered = replace(case, reviews=days("05.10.2026", "11.11.2026"))
    assert upcoming(answered, TODAY).rule == "rev3+"


@pytest.mark.parametrize(
    "trigger",
    [early("01.12.2026", withdrawn_on=d("12.11.2026")), early("05.01.2027"), early("01.12.2026", since="01.09.2026")],
)
def test_an_early_trigger_that_does_not_govern(trigger: EarlyReview) -> None:
    coming = upcoming(looked_after("07.09.2026", "05.10.2026", early_reviews=(trigger,)), TODAY)
    assert (coming.rule, coming.limit) == ("rev2", d("05.01.2027"))
    assert ("Early review" in coming.note) == (trigger.by == d("05.01.2027"))


def test_a_significant_change_of_plan() -> None:
    change = EarlyReview("e1", "planchg", d("10.11.2026"), d("25.11.2026"))
    coming = upcoming(looked_after("07.09.2026", "05.10.2026", early_reviews=(change,)), TODAY)
    assert (coming.rule, coming.authority) == ("planchg", "CPPCR 32(2)")


def test_an_early_trigger_outlives_an_adjournment() -> None:
    """The review it asks for has not been held until the adjourned one is completed."""
    case = looked_after("07.09.2026", early_reviews=(early("26.10.2026", since="01.10.2026"),))
    case = replace(case, reviews=(Review("r1", adjourned=d("05.10.2026")),))
    assert upcoming(case, TODAY).rule == "early-a"


# Restart after an unplanned move: a local option

RESTART = setting("reviews", restart_after_unplanned_move=True)


def moved(*held: str, reason: str = "CREQB") -> Case:
    spells = placements(("U6", "01.03.2025", "02.11.2026", reason), ("U6", "02.11.2026", None))
    return looked_after("01.03.2025", "28.03.2025", "27.06.2025", "01.09.2026", *held, placements=spells)


def test_an_unplanned_move_changes_nothing_by_itself() -> None:
    assert (upcoming(moved(), TODAY).rule, upcoming(moved(), TODAY).limit) == ("rev3+", d("01.03.2027"))


def test_restart_after_an_unplanned_move() -> None:
    first = upcoming(moved(), TODAY, RESTART)
    assert (first.rule, first.limit, first.since) == ("plmove", d("30.11.2026"), d("02.11.2026"))
    second = upcoming(moved("25.11.2026"), TODAY, RESTART)
    assert (second.rule, second.limit) == ("plmove", d("25.02.2027"))
    third = upcoming(moved("25.11.2026", "20.02.2027"), TODAY, RESTART)
    assert (third.rule, third.limit) == ("rev3+", d("20.08.2027"))
    assert upcoming(moved(reason="CARPL"), TODAY, RESTART).rule == "rev3+"


def test_a_restart_is_never_laxer_than_statute() -> None:
    case = looked_after("01.03.2025", "28.03.2025", "27.06.2025", "10.05.2026")
    case = replace(case, placements=placements(("U6", "01.03.2025", "02.11.2026", "CHILD")))
    assert (upcoming(case, TODAY, RESTART).rule, upcoming(case, TODAY, RESTART).limit) == ("rev3+", d("10.11.2026"))


# The 18th birthday


def test_the_final_review_before_18() -> None:
    case = looked_after("01.03.2025", "28.03.2025", "27.06.2025", "01.09.2026", born=d("15.01.2009"))
    coming = upcoming(case, TODAY)
    assert (coming.rule, coming.limit, coming.final) == ("final", d("14.01.2027"), True)
    assert coming.authority == "local practice"
    assert "Final review before 18." in coming.note
    on_the_day = replace(case, born=d("01.03.2009"))
    assert (upcoming(on_the_day, TODAY).limit, upcoming(on_the_day, TODAY).final) == (d("28.02.2027"), True)
    day_after = replace(case, born=d("02.03.2009"))
    assert (upcoming(day_after, TODAY).limit, upcoming(day_after, TODAY).final) == (d("01.03.2027"), False)
    assert next_review(case, STATUTORY, d("15.01.2027")) is None


def test_18_on_29_february() -> None:
    case = looked_after("01.03.2025", "28.03.2025", "27.06.2025", "01.09.2025", born=d("29.02.2008"))
    assert (upcoming(case, TODAY[:6] + "2025").limit, upcoming(case, "20.11.2025").final) == (d("28.02.2026"), True)


# Bookings and what is said


def test_the_booking_that_serves() -> None:
    held = days("05.10.2026")
    plans = (
        Review("stale", booked=d("01.10.2026")),
        Review("same-day", booked=d("05.10.2026")),
        Review("next", booked=d("04.12.2026")),
        Review("later", booked=d("11.12.2026")),
        Review("undated"),
    )
    for order in permutations(plans):
        coming = upcoming(looked_after("07.09.2026", reviews=(*held, *order)), TODAY)
        assert (coming.review_id, coming.booked) == ("next", d("04.12.2026"))
    undated = upcoming(looked_after("07.09.2026", reviews=(*held, plans[0], plans[4])), TODAY)
    assert (undated.review_id, undated.booked) == ("undated", None)


def test_a_booking_of_an_earlier_period_is_history() -> None:
    case = looked_after("07.09.2026", reviews=(Review("old", booked=d("01.06.2024")),))
    assert upcoming(case, TODAY).review_id == ""


def test_a_booking_beyond_the_limit_is_said() -> None:
    case = looked_after("07.09.2026", "05.10.2026")
    coming = upcoming(replace(case, reviews=(*case.reviews, Review("r2", booked=d("06.01.2027")))), TODAY)
    assert coming.beyond_limit
    assert coming.note.startswith("Booked for Wed 6 Jan 2027, beyond the limit.")


def test_a_limit_on_a_day_off_keeps_its_date_and_names_the_working_day_before() -> None:
    coming = upcoming(looked_after("07.09.2026", "25.09.2026"), TODAY)
    assert coming.limit == d("25.12.2026")
    assert coming.note == "Last working day before: Thu 24 Dec."


def test_a_limit_beyond_the_published_holidays_is_said() -> None:
    coming = upcoming(looked_after("01.03.2028", "28.03.2028", "20.09.2028"), "21.09.2028")
    assert coming.limit == d("20.03.2029")
    assert coming.note == "Bank holidays that far ahead are not published yet."


def test_the_status_since_when_is_taken_from_facts_in_any_order() -> None:
    case = placed("25.11.2026")
    expected = upcoming(case, TODAY)
    turned = replace(
        case,
        reviews=case.reviews[::-1],
        legal_statuses=case.legal_statuses[::-1],
        placements=case.placements[::-1],
    )
    assert upcoming(turned, TODAY) == expected


def test_a_period_still_to_come() -> None:
    case = replace(looked_after("30.11.2026"), legal_statuses=(LegalStatus("C1", d("30.11.2026")),))
    assert upcoming(case, TODAY).limit == d("30.12.2026")
