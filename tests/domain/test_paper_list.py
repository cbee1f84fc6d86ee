"""A child known from a paper list: what is not on record makes nobody late, and looks inferred."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.child_questions import ChildAnswers
from iro_tui.actions.child_rows import case_of, child_rows
from iro_tui.domain.calendar import add_months
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties, duties_of
from iro_tui.domain.plain_words import ALSO, PLACEMENTS, STATUSES, alike, meant
from iro_tui.domain.typed_booking import TypedBooking, read_booking
from iro_tui.domain.typed_day import NotADay
from tests.support import TODAY
from tests.support.facts import STATUTORY

DAY = timedelta(days=1)


def case(**answers: object) -> Case:
    given = ChildAnswers(ref="LCS-1", **{"mine_since": TODAY} | answers)  # type: ignore[arg-type]
    return case_of(tuple(child_rows(given, ("", ""), TODAY, STATUTORY)))


_last = st.dates(add_months(TODAY, -3) + DAY, TODAY - DAY)
_ahead = st.dates(TODAY + DAY, TODAY + 60 * DAY)
_long_ago = st.none() | st.dates(date(2012, 1, 1), date(2026, 4, 1))


@given(
    status=st.sampled_from(["", "C2", "C1", "V2", "V4"]),
    placement=st.sampled_from(["", "U4", "U6", "K2", "P1"]),
    since=_long_ago,
    last=st.none() | _last,
    booked=st.none() | _ahead,
    rag=st.sampled_from(["", "green", "amber", "red"]),
    mine=st.dates(date(2026, 11, 1), TODAY),
)
def test_a_child_reviewed_in_time_has_nothing_late(
    status: str, placement: str, since: date | None, last: date | None, booked: date | None, rag: str, mine: date
) -> None:
    """Reviewed within the last three months, or nothing known of it: on the first day no row is red."""
    made = case(
        status=status, placement=placement, since=since, last_review=last, rag=rag, mine_since=mine,
        next_review=TypedBooking(booked) if booked else None,
    )  # fmt: skip
    late = [duty for duty in duties(made, STATUTORY, TODAY) if duty.days < 0 and duty.due < mine]
    assert not late
    if mine == TODAY:
        assert not [duty for duty in duties(made, STATUTORY, TODAY) if duty.days < 0]


@pytest.mark.parametrize("status", ["C2", "V4"])
def test_the_limit_counts_from_the_last_review_that_was_given(status: str) -> None:
    made = case(status=status, since=date(2024, 9, 3), last_review=date(2026, 9, 9))
    upcoming = CaseOnDay(made, STATUTORY, TODAY).next_review
    assert upcoming is not None
    assert (upcoming.limit, upcoming.unknown, upcoming.inferred) == (date(2027, 3, 9), False, False)


@given(
    since=st.none() | st.dates(date(2020, 1, 1), TODAY),
    last=st.none() | st.dates(TODAY - 80 * DAY, TODAY - DAY),
    booked=st.none() | _ahead,
)
def test_a_plan_alone_asks_for_a_conference_that_is_not_late(
    since: date | None, last: date | None, booked: date | None
) -> None:
    made = case(
        status="cp", plan="neglect", plan_since=min(filter(None, (since, last)), default=None) if since else None,
        last_conference=last, next_conference=TypedBooking(booked, "10:00", "Civic Centre") if booked else None,
    )  # fmt: skip
    view = CaseOnDay(made, STATUTORY, TODAY)
    assert view.status == "child_protection"
    asked, *others = sorted(duties(made, STATUTORY, TODAY), key=lambda duty: duty.kind)
    assert asked.kind == "conference"
    assert [other.kind for other in others] in (
        [],
        ["core_group"],
        ["last_conference"],
        ["core_group", "last_conference"],
        ["plan_start"],
    )
    assert all(duty.days >= 0 for duty in (asked, *others))
    assert asked.booked == booked
    assert (asked.place == "Civic Centre") == bool(booked)


@given(st.sampled_from(sorted(STATUSES)), st.dates(date(2020, 1, 1), TODAY))
def test_no_day_is_on_record_that_nobody_gave(status: str, mine: date) -> None:
    """Of a bare reference with its status: only the day since when the child is the officer's."""
    made = tuple(child_rows(ChildAnswers(ref="LCS-1", status=status, mine_since=mine), ("", ""), TODAY, STATUTORY))
    assert {value for row in made for value in row.values.values() if isinstance(value, date)} <= {mine}
    view = CaseOnDay(case_of(made), STATUTORY, TODAY)
    asked = {duty.kind for duty in duties_of(view)}
    assert view.status is not None or asked == {"strategy_day", "birth"}, "it is on the caseload all the same"


def test_an_unborn_child_is_on_the_caseload_until_it_is_born() -> None:
    made = case(status="unborn", expected=TODAY + 30 * DAY)
    assert CaseOnDay(made, STATUTORY, TODAY).status == "unborn"
    assert duties(made, STATUTORY, TODAY) == ()
    assert CaseOnDay(case(status="unborn", plan="neglect"), STATUTORY, TODAY).status == "child_protection"


# Words


@pytest.mark.parametrize(
    ("typed", "codes", "code"),
    [
        ("care", STATUSES, "C2"), ("section", STATUSES, "V2"), ("S20", STATUSES, "V2"), ("short", STATUSES, "V4"),
        ("FCO", STATUSES, "C2"), ("interim", STATUSES, "C1"), ("c2", STATUSES, "C2"), ("Full C/O", STATUSES, "C2"),
        ("cp", STATUSES, "cp"), ("unb", STATUSES, "unborn"), ("foster", PLACEMENTS, "U6"), ("u4", PLACEMENTS, "U4"),
        ("foster long", PLACEMENTS, "U4"), ("fost", PLACEMENTS, ""), ("children’s home", PLACEMENTS, "K2"),
        ("kinship", PLACEMENTS, "U3"), ("U6 foster care, another carer", PLACEMENTS, "U6"), ("", PLACEMENTS, ""),
        ("moon", PLACEMENTS, ""),
    ],
)  # fmt: skip
def test_words_of_paper_lists_are_understood(typed: str, codes: dict[str, str], code: str) -> None:
    assert meant(typed, codes, ALSO) == code


@given(st.text(max_size=12))
def test_what_is_meant_is_the_first_that_is_alike(typed: str) -> None:
    for codes in (STATUSES, PLACEMENTS):
        code = meant(typed, codes, ALSO)
        assert not code or alike(typed, codes, ALSO)[0] == code


@pytest.mark.parametrize("codes", [STATUSES, PLACEMENTS])
def test_each_code_is_meant_by_itself_by_its_words_and_by_no_others_word(codes: dict[str, str]) -> None:
    for code, words in codes.items():
        for spelling in (code, words, *ALSO.get(code, ())):
            assert meant(spelling, codes, ALSO) == code, spelling


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3/3/27 10 Oakmere", "Wed 3 Mar 2027, 10:00, Oakmere"),
        ("3 mar 10 Oakmere", "Wed 3 Mar 2027, 10:00, Oakmere"),
        ("08/01/27 2pm", "Fri 8 Jan 2027, 14:00"),
        ("tue 14:30 school, Thornwick", "Tue 24 Nov, 14:30, school, Thornwick"),
        ("1/12 1430", "Tue 1 Dec, 14:30"),
        ("3/3/27, 2, The Grove", "Wed 3 Mar 2027, 14:00, The Grove"),
        ("14/01/27", "Thu 14 Jan 2027"),
    ],
)
def test_a_booking_in_one_line(typed: str, words: str) -> None:
    assert read_booking(typed, TODAY, STATUTORY.office).words(TODAY) == words


@pytest.mark.parametrize(
    ("typed", "why"), [("w/c 7/12", "is a week"), ("31/2/27 10", "28 days"), ("soon", "not a day")]
)
def test_what_is_no_booking_says_why(typed: str, why: str) -> None:
    with pytest.raises(NotADay, match=why):
        read_booking(typed, TODAY, STATUTORY.office)


@given(st.text(max_size=40))
def test_any_text_is_a_booking_or_none(typed: str) -> None:
    with suppress(NotADay):
        assert read_booking(typed, TODAY, STATUTORY.office).day
