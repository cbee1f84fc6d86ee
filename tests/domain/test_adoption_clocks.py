"""Placed for adoption, returned to the agency: worked examples, and an oracle that reckons by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from iro_tui.domain.alerts import alerts
from iro_tui.domain.case import AdoptionAuthority, CarePeriod, Case, LegalStatus, Placement, Review
from iro_tui.domain.duties import duties
from iro_tui.domain.words import day_words
from tests.support import TODAY
from tests.support.examples import times
from tests.support.facts import (
    STATUTORY,
    d,
    days,
    due,
    every,
    looked_after,
    placements,
    running_clocks,
    statuses,
    upcoming,
)

FRIDAY = "20.11.2026"
ORDER = statuses(("C2", "02.03.2026", "01.09.2026"), ("E1", "01.09.2026", None))


def homes(*spells: tuple[str, str, str | None] | tuple[str, str, str | None, str], held: tuple[str, ...] = ()) -> Case:
    """A child in care since Mon 2 Mar 2026, reviewed in time up to Wed 24 Jun, under a placement order since 1 Sep."""
    return looked_after(
        "02.03.2026",
        "27.03.2026",
        "24.06.2026",
        *held,
        legal_statuses=ORDER,
        placements=placements(*spells),
    )


DISRUPTED = (("U6", "02.03.2026", "05.10.2026"), ("A6", "05.10.2026", "10.11.2026"), ("U6", "10.11.2026", None))


@pytest.mark.parametrize(
    ("case", "clocks"),
    [
        # Placed on Mon 5 Oct: four weeks, three months, six months; the limit of 24 Dec under regulation 33 is none.
        (homes(*DISRUPTED[:1], ("A6", "05.10.2026", None)), [("AAR 36(3)(a)", "02.11.2026", None)]),
        (
            homes(*DISRUPTED[:1], ("A6", "05.10.2026", None), held=("30.10.2026",)),
            [("AAR 36(3)(b)", "30.01.2027", None)],
        ),
        (
            homes(*DISRUPTED[:1], ("A6", "05.10.2026", None), held=("30.10.2026", "18.11.2026")),
            [("AAR 36(3)(c)", "18.05.2027", None)],
        ),
        # In hospital, or with the same family under the order instead of consent, the placing goes on.
        (
            homes(*DISRUPTED[:1], ("A6", "05.10.2026", "12.11.2026"), ("T1", "12.11.2026", None)),
            [("AAR 36(3)(a)", "02.11.2026", None)],
        ),
        (
            homes(*DISRUPTED[:1], ("A5", "05.10.2026", "12.11.2026"), ("A6", "12.11.2026", None, "same")),
            [("AAR 36(3)(a)", "02.11.2026", None)],
        ),
        # With another family it begins again.
        (
            homes(*DISRUPTED[:1], ("A6", "05.10.2026", "12.11.2026"), ("A6", "12.11.2026", None)),
            [("AAR 36(3)(a)", "10.12.2026", None)],
        ),
        # Returned on Tue 10 Nov: from Tue 8 to Tue 22 Dec, beside what runs from the review of 24 Jun or 30 Oct.
        (
            homes(*DISRUPTED),
            [
                ("AAR 36(10)", "22.12.2026", "08.12.2026"),
                ("CPPCR 33(2)", "24.12.2026", None),
                ("AAR 36(1)", "24.12.2026", None),
            ],
        ),
        (
            homes(*DISRUPTED, held=("30.10.2026",)),
            [
                ("AAR 36(10)", "22.12.2026", "08.12.2026"),
                ("CPPCR 33(2)", "30.04.2027", None),
                ("AAR 36(1)", "30.04.2027", None),
            ],
        ),
        # Out of hospital to foster carers: returned on that day.
        (
            homes(*DISRUPTED[:1], ("A6", "05.10.2026", "02.11.2026"), ("T1", "02.11.2026", "10.11.2026"),
                  ("U6", "10.11.2026", None)),
            [
                ("AAR 36(10)", "22.12.2026", "08.12.2026"),
                ("CPPCR 33(2)", "24.12.2026", None),
                ("AAR 36(1)", "24.12.2026", None),
            ],
        ),
        # A review before day 28 does not answer it.
        (
            homes(*DISRUPTED, held=("16.11.2026",)),
            [
                ("AAR 36(10)", "22.12.2026", "08.12.2026"),
                ("CPPCR 33(2)", "16.05.2027", None),
                ("AAR 36(1)", "16.05.2027", None),
            ],
        ),
    ],
)  # fmt: skip
def test_the_clocks_of_adoption(case: Case, clocks: list[tuple[str, str, str | None]]) -> None:
    running = running_clocks(case, STATUTORY, d(FRIDAY))
    assert [(c.rule.authority, c.limit, c.not_before) for c in running] == [
        (authority, d(limit), d(first) if first else None) for authority, limit, first in clocks
    ]
    assert not any(clock.inferred for clock in running)


@pytest.mark.parametrize(("held", "answers"), [("07.12.2026", False), ("08.12.2026", True), ("29.12.2026", True)])
def test_a_return_is_answered_from_day_28_on(held: str, answers: bool) -> None:
    running = running_clocks(homes(*DISRUPTED, held=(held,)), STATUTORY, d("30.12.2026"))
    assert (not any(clock.not_before for clock in running)) is answers


def test_both_ends_of_the_review_after_a_return_are_told() -> None:
    case = homes(*DISRUPTED)
    coming = upcoming(case, FRIDAY)
    assert (coming.limit, coming.not_before, coming.authority) == (d("22.12.2026"), d("08.12.2026"), "AAR 36(10)")
    assert "Not before Tue 8 Dec: the child returned to the agency on Tue 10 Nov." in coming.note
    assert due(case, FRIDAY, "review").what == "Review after the return to the agency, not before Tue 8 Dec"
    early = replace(case, reviews=(*case.reviews, Review("b", booked=d("07.12.2026"))))
    assert upcoming(early, FRIDAY).too_early
    assert "Booked for Mon 7 Dec, before the first day that counts, Tue 8 Dec." in upcoming(early, FRIDAY).note
    assert any("one before Tue 8 Dec does not count (AAR 36(10))" in line for line in alerts(early, STATUTORY, TODAY))
    in_time = replace(case, reviews=(*case.reviews, Review("b", booked=d("08.12.2026"))))
    assert not upcoming(in_time, FRIDAY).too_early
    assert not any("does not count" in line for line in alerts(in_time, STATUTORY, TODAY))


def test_one_meeting_serves_both_only_from_the_first_day_that_counts() -> None:
    """Regulation 33 governs, of a limit after day 28: a booking between serves it and the return."""
    case = homes(*DISRUPTED)
    case = replace(case, reviews=days("27.03.2026", "10.06.2026"))
    coming = upcoming(case, FRIDAY)
    assert (coming.limit, coming.not_before) == (d("10.12.2026"), d("08.12.2026"))
    assert coming.authority == "CPPCR 33(2), AAR 36(1)"
    # A limit before day 28 is kept for itself.
    case = replace(case, reviews=days("27.03.2026", "01.06.2026"))
    assert (upcoming(case, FRIDAY).limit, upcoming(case, FRIDAY).not_before) == (d("01.12.2026"), None)
    assert "Adoption review: limit Tue 22 Dec, not before Tue 8 Dec (AAR 36(10))." in upcoming(case, FRIDAY).note


def test_a_limit_missed_before_the_placing_is_a_note() -> None:
    case = homes(("U6", "02.03.2026", "05.01.2027"), ("A6", "05.01.2027", None))
    coming = upcoming(case, "11.01.2027")
    assert (coming.limit, coming.authority) == (d("02.02.2027"), "AAR 36(3)(a)")
    assert "The review due by Thu 24 Dec 2026 was not held before the child was placed for adoption." in coming.note
    in_time = homes(("U6", "02.03.2026", "24.12.2026"), ("A6", "24.12.2026", None))
    assert "not held" not in upcoming(in_time, "11.01.2027").note


def test_the_first_six_months_review_of_a_child_not_placed_says_what_it_establishes() -> None:
    case = homes(("U6", "02.03.2026", None))
    assert "establishes why" not in upcoming(case, FRIDAY).note
    assert "establishes why the child is not placed" in upcoming(homes(
        ("U6", "02.03.2026", None), held=("18.11.2026",)), FRIDAY).note  # fmt: skip
    later = homes(("U6", "02.03.2026", None), held=("18.11.2026", "17.05.2027"))
    assert "establishes why" not in upcoming(later, "18.05.2027").note


def test_one_day_of_two_authorities_stands_on_the_row() -> None:
    case = homes(("U6", "02.03.2026", None), held=("18.11.2026",))
    assert due(case, FRIDAY, "review").authority == "CPPCR 33(2), AAR 36(1)"


def test_an_old_return_before_the_reviews_on_record_is_not_asked_for() -> None:
    case = homes(*DISRUPTED, held=("12.10.2027",))
    case = replace(case, periods=(case.periods[0]._replace(reviews_known_from=d("01.04.2027")),))
    case = replace(case, reviews=case.reviews[-1:])
    assert every(case, "20.10.2027", "review")[0].rule != "ado-return"


# An oracle: its own calendar, months and reading of regulation 36


HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2029)))


@dataclass(frozen=True)
class Story:
    start: date
    authority: date | None
    by_consent: bool
    homes: tuple[tuple[str, date, bool], ...]
    """Code, first day, whether with the same family as before."""
    held: tuple[date, ...]


def months_on(day: date, months: int) -> date:
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    last = ((date(year + month // 12, month % 12 + 1, 1)) - timedelta(1)).day
    return date(year, month, min(day.day, last))


def working_days_on(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5 and day not in HOLIDAYS
    return day


def by_the_law(story: Story) -> set[tuple[str, date, date | None]]:
    """What runs today: which regulation, the last day, and the first that counts where there is one."""
    placed: date | None = None
    returned: date | None = None
    for code, day, same in story.homes:
        if code[0] == "T":
            continue
        if code[0] == "A":
            placed, returned = (placed if placed and same else day), None
        elif placed:
            placed, returned = None, day
    if placed:
        since = [day for day in story.held if day >= placed]
        if not since:
            return {("AAR 36(3)", placed + timedelta(28), None)}
        return {("AAR 36(3)", months_on(since[-1], 3 if len(since) == 1 else 6), None)}
    clocks: set[tuple[str, date, date | None]] = set()
    if not story.held:
        clocks.add(("CPPCR 33", working_days_on(story.start, 20), None))
    else:
        clocks.add(("CPPCR 33", months_on(story.held[-1], 3 if len(story.held) == 1 else 6), None))
    if returned and not any(day >= returned + timedelta(28) for day in story.held):
        clocks.add(("AAR 36(10)", returned + timedelta(42), returned + timedelta(28)))
    if story.authority:
        since = [day for day in story.held if returned or day >= story.authority]
        limit = months_on(since[-1], 6) if since else months_on(story.authority, 3)
        clocks.add(("AAR 36(1)", limit, None))
    return clocks


@st.composite
def stories(draw: st.DrawFn) -> Story:
    start = draw(st.dates(date(2024, 1, 1), date(2026, 6, 1)))
    some_days = st.dates(start, TODAY)
    moves = sorted(draw(st.sets(st.dates(start + timedelta(1), TODAY), min_size=1, max_size=5)))
    codes = st.sampled_from(("A5", "A6", "A3", "U6", "T1", "T3", "K2"))
    moved = tuple((draw(codes), day, draw(st.booleans())) for day in moves)
    return Story(
        start,
        draw(st.none() | st.dates(start + timedelta(1), TODAY)),
        draw(st.booleans()),
        (("U6", start, False), *moved),
        tuple(sorted(draw(st.sets(some_days, max_size=6)))),
    )


def as_case(story: Story) -> Case:
    ends = [day for _, day, _ in story.homes[1:]]
    spells = [LegalStatus("C2", story.start, None)]
    if story.authority and not story.by_consent:
        spells = [LegalStatus("C2", story.start, story.authority), LegalStatus("E1", story.authority)]
    return Case(
        ref="A1",
        periods=(CarePeriod(story.start),),
        legal_statuses=tuple(spells),
        placements=tuple(
            Placement(code, day, end, same_carer=same)
            for (code, day, same), end in zip(story.homes, [*ends, None], strict=True)
        ),
        reviews=tuple(Review(f"r{n}", held=day, apart=True) for n, day in enumerate(story.held)),
        authorities=(AdoptionAuthority(story.authority),) if story.authority and story.by_consent else (),
    )


@times(8)
@given(stories())
def test_the_clocks_are_those_of_the_oracle(story: Story) -> None:
    expected = by_the_law(story)
    running = running_clocks(as_case(story), STATUTORY, TODAY)
    got = {
        (next(law for law in ("AAR 36(3)", "AAR 36(10)", "AAR 36(1)", "CPPCR 33") if c.rule.authority.startswith(law)),
         c.limit, c.not_before)
        for c in running
    }  # fmt: skip
    assert got == expected
    event(", ".join(sorted(law for law, _, _ in expected)))
    limits = sorted(limit for _, limit, _ in expected)
    assert upcoming(as_case(story), f"{TODAY:%d.%m.%Y}").limit == limits[0]


@pytest.mark.parametrize(
    ("held", "limit", "inferred"),
    [
        # The order may have been made on the day after the review of 24 Jun, or at any time before.
        (("27.03.2026", "24.06.2026"), "24.09.2026", True),
        (("27.03.2026",), "27.06.2026", True),
        # With no review on record there is none that could have come before the order.
        ((), "02.06.2026", False),
    ],
)
def test_an_order_as_old_as_care_was_made_on_a_day_not_on_record(
    held: tuple[str, ...], limit: str, inferred: bool
) -> None:
    case = looked_after("02.03.2026", *held, legal_statuses=statuses(("E1", "02.03.2026", None)))
    (clock,) = (each for each in running_clocks(case, STATUTORY, d(FRIDAY)) if each.clock == "adoption")
    assert (clock.limit, clock.inferred, clock.unknown) == (d(limit), inferred, inferred)
    assert not inferred or clock.asks == "order_day"


@pytest.mark.parametrize(
    ("held", "limit", "latest"),
    [
        # Placed on the day after the review of Wed 24 Jun, or before it, and that was a later one: Sun 24 Dec is none.
        (("27.03.2026", "24.06.2026"), "22.07.2026", "24.12.2026"),
        (("27.03.2026",), "24.04.2026", "27.09.2026"),
    ],
)
def test_no_clock_runs_from_a_placing_whose_day_nobody_said(held: tuple[str, ...], limit: str, latest: str) -> None:
    placing = Placement("A4", d("02.03.2026"), id="p1", start_known=False)
    case = replace(looked_after("02.03.2026", *held, legal_statuses=ORDER), placements=(placing,))
    (clock,) = running_clocks(case, STATUTORY, d(FRIDAY))
    assert (clock.limit, clock.latest, clock.unknown, clock.asks) == (d(limit), d(latest), True, "placed_day")
    case = replace(case, on_caseload_since=d(FRIDAY))
    asked = due(case, FRIDAY, "placed_day")
    assert asked.due == d(FRIDAY)
    assert asked.note == (
        f"Day of the placing not on record: the limit lies between {day_words(d(limit), d(FRIDAY))} and "
        f"{day_words(d(latest), d(FRIDAY))}."
    )
    assert due(case, FRIDAY, "review").days >= 0, "late by no day that was made up"
    known = replace(case, placements=(placing._replace(started=d("05.10.2026"), start_known=True),))
    (clock,) = running_clocks(known, STATUTORY, d(FRIDAY))
    assert (clock.limit, clock.inferred) == (d("02.11.2026"), False)


def test_the_panel_on_secure_accommodation_waits_for_its_first_day() -> None:
    home = Placement("K1", d("02.03.2026"), id="p1", start_known=False)
    case = replace(looked_after("02.03.2026", "27.03.2026"), placements=(home,))
    assert not every(case, FRIDAY, "secure_panel")
    assert due(case, FRIDAY, "placed_day").what == "Find out since when: secure children's home"


@given(st.dates(date(2026, 3, 2), date(2026, 11, 18)), st.sampled_from(["A3", "A4", "A5", "A6"]))
def test_no_local_duty_is_late_by_what_the_placing_asks_on_the_day_it_begins(placed: date, code: str) -> None:
    """The four weeks after it are short: nothing of its own is due before it, and it is booked as a first review is."""
    case = looked_after("03.02.2025", "03.03.2025", "02.06.2025", "01.12.2025")
    case = replace(case, placements=(Placement("U6", d("03.02.2025"), placed), Placement(code, placed)))
    own = [duty for duty in duties(case, STATUTORY, placed) if duty.weight != "law"]
    assert not [duty for duty in own if duty.due < placed]
