"""What an officer is told about a case beyond its duties."""

from __future__ import annotations

from dataclasses import replace

from iro_tui.domain.alerts import alerts
from iro_tui.domain.case import Allocation, Case, Escalation, EscalationStep, Review
from tests.support.facts import STATUTORY, breaks, d, days, looked_after

TODAY = "20.11.2026"


def told(case: Case, today: str = TODAY) -> str:
    return " ".join(alerts(case, STATUTORY, d(today)))


def test_a_plain_case_is_silent() -> None:
    assert told(looked_after("07.09.2026", "05.10.2026", born=d("01.02.2015"))) == ""
    assert told(Case(ref="x", born=d("01.02.2009"))) == ""


def test_nearly_18_from_17_and_a_half() -> None:
    case = looked_after("07.09.2026", born=d("20.05.2009"))
    assert told(case, "19.11.2026") == ""
    assert told(case) == "Nearly 18: Thu 20 May 2027."
    assert "Turned 18 on Thu 20 May" in told(case, "20.05.2027")


def test_a_short_break_over_17_days() -> None:
    assert told(breaks(("01.11.2026", "18.11.2026"), ("19.11.2026", None))) == ""
    assert "lasts 18 days (most 17)" in told(
        breaks(("01.11.2026", "19.11.2026"), ("19.11.2026", "19.11.2026"), ("20.11.2026", None))
    )
    assert "lasts 19 days" in told(breaks(("01.11.2026", None)))
    assert told(breaks(("01.11.2026", None), code="V4")) == ""


def test_short_breaks_over_75_days_in_twelve_months() -> None:
    months = ("01", "02", "03", "04", "05")
    stays = [(f"01.{month}.2026", f"16.{month}.2026") for month in months]
    assert told(breaks(*stays), "01.06.2026").count("Regulation 48") == 0
    more = breaks(*stays, ("01.06.2026", "02.06.2026"), ("01.07.2026", None))
    assert "76 days of short breaks within 12 months (most 75)" in told(more, "01.07.2026")


def test_late_notification() -> None:
    case = looked_after("11.12.2026", allocations=(Allocation(notified=d("15.12.2026")),))
    assert told(case, "18.12.2026") == ""
    late = replace(case, allocations=(Allocation(notified=d("16.12.2026")),))
    assert told(late, "18.12.2026") == (
        "Late notification: the IRO service was told 3 working days after the start. "
        "The IRO service is told of a child newly looked after within 2 working days."
    )


def test_a_limit_to_confirm_and_a_booking_beyond_it() -> None:
    case = looked_after("07.09.2026")
    inferred = looked_after("16.02.2026", "20.05.2026")
    inferred = replace(inferred, periods=(inferred.periods[0]._replace(reviews_known_from=d("01.04.2026")),))
    assert "is inferred: confirm the date of the last review" in told(inferred)
    unknown = replace(case, periods=(case.periods[0]._replace(start_known=False),))
    assert told(unknown) == (
        "Last review not on record: the limit lies between Mon 7 Sep and Sat 6 Mar 2027. Find out its date."
    )
    booked = replace(case, reviews=(*days("05.10.2026"), Review("r2", booked=d("06.01.2027"))))
    assert told(booked) == "The review is booked for Wed 6 Jan 2027, beyond its limit of Tue 5 Jan 2027 (CPPCR 33(2))."


def test_an_escalation_that_has_used_most_of_its_days() -> None:
    escalation = Escalation("x1", "drift", d("26.10.2026"), (EscalationStep("s1", "1", d("30.10.2026")),))
    case = looked_after("07.09.2026", "05.10.2026", escalations=(escalation,))
    assert told(case, "19.11.2026") == ""
    assert told(case) == "Escalation (drift): 15 of 20 working days used."
    assert told(replace(case, escalations=(escalation._replace(closed_on=d(TODAY)),))) == ""


def test_between_two_short_breaks() -> None:
    assert told(breaks(("01.09.2026", "04.09.2026"))) == (
        "Between two short breaks: the series is taken to go on; confirm."
    )


def test_beyond_the_published_bank_holidays() -> None:
    assert "after 2028 are not published" in told(looked_after("01.03.2028", "28.03.2028", "20.09.2028"), "21.09.2028")
