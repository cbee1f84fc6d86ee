"""What a child is on a day."""

from dataclasses import replace

import pytest

from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.care_status import FULL, SHORT_BREAK, CareStatus, care_began, care_ended, care_status, status
from iro_tui.domain.case import AdoptionAuthority, Allocation, CarePeriod, Case, LegalStatus
from tests.support.facts import STATUTORY, breaks, d, every, looked_after, placements, statuses

TODAY = "20.11.2026"


def stands(case: Case, today: str = TODAY) -> CareStatus:
    found = care_status(case, STATUTORY, d(today))
    assert found is not None
    return found


def test_nobody_looked_after() -> None:
    assert care_status(Case(ref="x"), STATUTORY, d(TODAY)) is None
    assert status(Case(ref="x"), STATUTORY, d(TODAY)) is None


def test_the_day_a_period_ends_is_no_longer_in_it() -> None:
    case = looked_after("01.03.2026")
    case = replace(case, periods=(CarePeriod(d("01.03.2026"), d(TODAY)),))
    assert status(case, STATUTORY, d("19.11.2026")) == "looked_after"
    assert status(case, STATUTORY, d(TODAY)) is None


def test_a_period_without_legal_status_is_full_care() -> None:
    case = replace(looked_after("01.03.2026"), legal_statuses=())
    assert (stands(case).regime, stands(case).since, stands(case).legal_status) == (FULL, d("01.03.2026"), None)


def test_the_latest_period_counts() -> None:
    case = replace(
        looked_after("01.03.2026"),
        periods=(
            CarePeriod(d("01.03.2026")),
            CarePeriod(d("01.02.2024"), d("01.02.2025")),
            CarePeriod(d("01.06.2023")),
        ),
    )
    assert stands(case).period.started == d("01.03.2026")


def test_the_18th_birthday_ends_it() -> None:
    case = looked_after("01.03.2026", born=d("20.11.2008"))
    assert status(case, STATUTORY, d("19.11.2026")) == "looked_after"
    assert status(case, STATUTORY, d(TODAY)) is None


@pytest.mark.parametrize(
    ("care", "plan_ended", "expected"),
    [
        (None, None, "child_protection"),
        (None, "20.11.2026", None),
        ("C2", None, "both"),
        ("C2", "21.11.2026", "both"),
        ("C2", "20.11.2026", "looked_after"),
        ("V4", None, "both"),
        ("V4", "20.11.2026", "short_break"),
    ],
)
def test_status(care: str | None, plan_ended: str | None, expected: str | None) -> None:
    case = looked_after("01.03.2026", status=care) if care else Case(ref="x")
    case = replace(case, plans=(ProtectionPlan(d("01.01.2026"), d(plan_ended) if plan_ended else None),))
    assert status(case, STATUTORY, d(TODAY)) == expected


def test_short_breaks_turning_into_full_care() -> None:
    case = looked_after(
        "01.03.2026", legal_statuses=statuses(("V3", "01.03.2026", "10.06.2026"), ("V2", "10.06.2026", None))
    )
    assert (stands(case).regime, stands(case).since) == (FULL, d("10.06.2026"))
    assert stands(case, "09.06.2026").regime == SHORT_BREAK
    later = replace(
        case,
        legal_statuses=(
            *case.legal_statuses[:1],
            LegalStatus("V2", d("10.06.2026"), d("01.08.2026")),
            LegalStatus("C1", d("01.08.2026")),
        ),
    )
    assert stands(later).since == d("10.06.2026")


@pytest.mark.parametrize(
    ("spells", "began"),
    [
        ([], ["01.03.2026"]),
        ([("C2", "01.03.2026", None)], ["01.03.2026"]),
        ([("V4", "01.03.2026", None)], []),
        ([("V4", "01.03.2026", "10.06.2026"), ("V2", "10.06.2026", "01.08.2026"), ("C1", "01.08.2026", None)],
         ["10.06.2026"]),
        ([("V2", "01.03.2026", "01.05.2026"), ("V4", "01.05.2026", "10.06.2026"), ("V2", "10.06.2026", None)],
         ["01.03.2026", "10.06.2026"]),
    ],
)  # fmt: skip
def test_care_began_where_no_short_break_is(spells: list[tuple[str, str, str | None]], began: list[str]) -> None:
    case = looked_after("01.03.2026", legal_statuses=statuses(*spells))
    assert [each.day for each in care_began(case)] == [d(day) for day in began]


@pytest.mark.parametrize(
    ("spells", "ended", "born", "ends"),
    [
        ([], "01.08.2026", "", [("01.08.2026", "period")]),
        ([], None, "", []),
        ([], None, "05.06.2008", [("05.06.2026", "of_age")]),
        ([], "01.08.2026", "05.06.2008", [("05.06.2026", "of_age")]),
        ([], "05.06.2026", "05.06.2008", [("05.06.2026", "period")]),
        ([("V4", "01.03.2026", None)], "01.08.2026", "", []),
        ([("V4", "01.03.2026", None)], "01.08.2026", "05.06.2008", []),
        ([("V2", "01.03.2026", "01.05.2026"), ("V4", "01.05.2026", None)], "01.08.2026", "05.06.2008",
         [("01.05.2026", "short_breaks")]),
        ([("V4", "01.03.2026", "01.05.2026"), ("V2", "01.05.2026", None)], "01.08.2026", "",
         [("01.08.2026", "period")]),
    ],
)  # fmt: skip
def test_care_ended_with_the_period_at_18_or_as_short_breaks_took_over(
    spells: list[tuple[str, str, str | None]], ended: str | None, born: str, ends: list[tuple[str, str]]
) -> None:
    case = looked_after("01.03.2026", legal_statuses=statuses(*spells), born=d(born) if born else None)
    case = replace(case, periods=(CarePeriod(d("01.03.2026"), d(ended) if ended else None, id="p1"),))
    assert [(each.day, each.why) for each in care_ended(case)] == [(d(day), why) for day, why in ends]


@pytest.mark.parametrize(("code", "ends"), [("C2", 0), ("V4", 1)])
def test_what_goes_on_the_same_day_did_not_end_unless_as_short_breaks(code: str, ends: int) -> None:
    day = "01.05.2026"
    case = looked_after("01.03.2026", legal_statuses=statuses(("C2", "01.03.2026", day), (code, day, None)))
    case = replace(case, periods=(CarePeriod(d("01.03.2026"), d(day), id="p1"), CarePeriod(d(day), id="p2")))
    assert len(care_ended(case)) == ends


@pytest.mark.parametrize(
    ("named", "limit"),
    [("01.11.2025", "12.12.2025"), ("08.12.2025", "15.12.2025")],  # in the breaks: 5 wd from Fri 5 December
)
def test_the_letter_to_a_child_who_came_from_short_breaks(named: str, limit: str) -> None:
    case = looked_after(
        "10.08.2025",
        born=d("04.04.2014"),
        legal_statuses=statuses(("V4", "10.08.2025", "05.12.2025"), ("V2", "05.12.2025", None)),
        allocations=(Allocation(id="a", allocated=d(named)),),
    )
    assert every(case, "04.12.2025", "iro_letter") == []
    assert [duty.due for duty in every(case, "10.12.2025", "iro_letter")] == [d(limit)]


def test_a_status_of_two_on_one_day_that_is_full_care_wins() -> None:
    case = looked_after("01.03.2026", legal_statuses=statuses(("V2", "01.03.2026", None), ("V3", "01.03.2026", None)))
    assert stands(case).regime == FULL


def test_a_series_of_short_breaks_reaches_back_over_short_gaps() -> None:
    case = breaks(
        ("01.02.2026", "04.02.2026"), ("04.05.2026", "08.05.2026"), ("08.08.2026", "10.08.2026"), ("20.11.2026", None)
    )
    # 10 August and three months is 10 November: the break of 20 November begins a new series.
    assert stands(case).since == d("20.11.2026")
    joined = breaks(
        ("01.02.2026", "04.02.2026"), ("04.05.2026", "08.05.2026"), ("08.08.2026", "10.08.2026"), ("10.11.2026", None)
    )
    assert stands(joined).since == d("01.02.2026")


def test_full_care_between_ends_the_series() -> None:
    case = breaks(("01.09.2026", "04.09.2026"), ("01.10.2026", "04.10.2026"), ("10.11.2026", None))
    full = replace(
        case,
        legal_statuses=(
            case.legal_statuses[0],
            LegalStatus("V2", d("01.10.2026"), d("04.10.2026")),
            case.legal_statuses[2],
        ),
    )
    assert stands(case).since == d("01.09.2026")
    assert stands(full).since == d("10.11.2026")


def test_between_two_breaks_the_series_goes_on_for_a_while() -> None:
    case = breaks(("01.07.2026", "04.07.2026"), ("18.08.2026", "20.08.2026"))
    between = stands(case)
    assert (between.regime, between.since, between.inferred) == (SHORT_BREAK, d("01.07.2026"), True)
    assert status(case, STATUTORY, d(TODAY)) == "short_break"
    assert status(case, STATUTORY, d("21.11.2026")) is None


def test_a_start_not_on_record_reaches_back_to_the_period_before() -> None:
    case = looked_after("01.03.2026")
    alone = replace(case, periods=(CarePeriod(d("01.03.2026"), start_known=False),))
    assert not stands(alone).since_known
    assert stands(alone).counts_from.year == 1
    second = replace(alone, periods=(*alone.periods, CarePeriod(d("01.03.2020"), d("05.05.2021"))))
    assert stands(second).counts_from == d("06.05.2021")
    touching = replace(alone, periods=(*alone.periods, CarePeriod(d("01.03.2020"), d("01.03.2026"))))
    assert stands(touching).counts_from == d("01.03.2026")


def test_a_later_change_from_short_breaks_makes_the_start_known() -> None:
    case = looked_after(
        "01.03.2026", legal_statuses=statuses(("V3", "01.03.2026", "10.06.2026"), ("C1", "10.06.2026", None))
    )
    case = replace(case, periods=(CarePeriod(d("01.03.2026"), start_known=False),))
    assert stands(case).since_known
    assert stands(case).counts_from == d("10.06.2026")


@pytest.mark.parametrize(
    ("spells", "since"),
    [
        ([("U6", "01.03.2026", None)], None),
        ([("U6", "01.03.2026", "01.06.2026"), ("A6", "01.06.2026", None)], "01.06.2026"),
        # From consent to an order, the family stays.
        ([("A3", "01.06.2026", "01.08.2026"), ("A5", "01.08.2026", None, "same")], "01.06.2026"),
        # Another family: the placing begins again.
        ([("A6", "01.06.2026", "01.08.2026"), ("A6", "01.08.2026", None)], "01.08.2026"),
        # From fostering with the same carer to placed for adoption with them.
        ([("U5", "01.03.2026", "01.06.2026"), ("A5", "01.06.2026", None, "same")], "01.06.2026"),
        # Disruption.
        ([("A6", "01.06.2026", "01.08.2026"), ("U6", "01.08.2026", None)], None),
        # A stay in hospital is no return to the agency.
        ([("A6", "01.06.2026", "01.08.2026"), ("T1", "01.08.2026", None)], "01.06.2026"),
        (
            [
                ("A6", "01.06.2026", "01.08.2026"),
                ("T1", "01.08.2026", "05.08.2026"),
                ("A6", "05.08.2026", None, "same"),
            ],
            "01.06.2026",
        ),
    ],
)
def test_placed_for_adoption_since(spells: list[tuple[str, str, str | None]], since: str | None) -> None:
    case = looked_after("01.03.2026", placements=placements(*spells))
    assert stands(case).placed_since == (d(since) if since else None)


@pytest.mark.parametrize(
    ("spells", "since"),
    [
        ([("C2", "01.03.2026", None)], None),
        ([("C1", "01.03.2026", "01.06.2026"), ("E1", "01.06.2026", None)], "01.06.2026"),
        ([("D1", "01.03.2026", "01.06.2026"), ("E1", "01.06.2026", None)], "01.03.2026"),
        ([("E1", "01.03.2026", "01.06.2026"), ("C2", "01.06.2026", None)], None),
        (
            [("E1", "01.03.2026", "01.05.2026"), ("C2", "01.05.2026", "01.06.2026"), ("E1", "01.06.2026", None)],
            "01.06.2026",
        ),
    ],
)
def test_authorised_since(spells: list[tuple[str, str, str | None]], since: str | None) -> None:
    case = looked_after("01.03.2026", legal_statuses=statuses(*spells))
    assert stands(case).authority_since == (d(since) if since else None)


def test_an_authority_no_status_shows() -> None:
    case = looked_after(
        "01.03.2026",
        authorities=(AdoptionAuthority(d("01.07.2026")), AdoptionAuthority(d("01.04.2026"), d("01.05.2026"))),
    )
    assert stands(case).authority_since == d("01.07.2026")
    order = replace(case, legal_statuses=statuses(("C2", "01.03.2026", "01.06.2026"), ("E1", "01.06.2026", None)))
    assert stands(order).authority_since == d("01.06.2026")


def test_the_current_placement_is_the_latest_that_has_not_ended() -> None:
    case = looked_after(
        "01.03.2026", placements=placements(("U6", "01.03.2026", None), ("T3", "01.08.2026", "10.08.2026"))
    )
    placement = stands(case).placement
    assert placement is not None
    assert placement.code == "U6"
