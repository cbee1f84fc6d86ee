"""How full the coming weeks are: worked examples, and the made-up caseload counted by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lists.conferences import CONFERENCES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.load import WEEKS, WeekLoad, review_load
from iro_tui.domain.case import Case, Review
from iro_tui.domain.practice import Practice
from iro_tui.store.reads import ChildRecord
from tests.support import TODAY
from tests.support.acting import act
from tests.support.facts import STATUTORY, d, days, looked_after, setting
from tests.support.stores import open_store

MONDAY = date(2026, 11, 16)
"""Of the week of TODAY, a Friday."""


def child(held: str = "27.08.2026", booked: str | None = None) -> Case:
    """A child reviewed on a day: the next review is due three months later. With it, perhaps, a booking."""
    reviews = days(held)
    if booked:
        reviews += (Review("next", booked=d(booked)),)
    return looked_after("03.08.2025", reviews=reviews)


def load(*cases: Case, today: date = TODAY, practice: Practice = STATUTORY, closed: bool = False) -> list[WeekLoad]:
    """The load of a caseload of these cases."""
    record = ChildRecord("", "", closed_on=today if closed else None)
    caseload = Caseload(
        today=today,
        practice=practice,
        children={str(n): replace(record, id=str(n), ref=case.ref) for n, case in enumerate(cases)},
        cases={str(n): case for n, case in enumerate(cases)},
        workers={},
        unfiled=0,
        own_tasks=Case(""),
    )
    return list(review_load(caseload))


def week(weeks: list[WeekLoad], monday: str) -> WeekLoad:
    return next(week for week in weeks if week.monday == d(monday))


def count(weeks: list[WeekLoad]) -> int:
    """Everything the load tells of."""
    return sum(week.unbooked + week.booked for week in weeks)


def test_it_tells_of_twelve_weeks_from_this_one_on() -> None:
    weeks = load()
    assert len(weeks) == WEEKS == 12
    assert [week.monday for week in weeks] == [MONDAY + timedelta(weeks=n) for n in range(12)]
    assert count(weeks) == 0


@pytest.mark.parametrize("today", ["16.11.2026", "20.11.2026", "22.11.2026"])
def test_a_week_begins_on_its_monday(today: str) -> None:
    assert load(today=d(today))[0].monday == MONDAY


def test_bookings_stand_on_their_days() -> None:
    cases = [child(booked=day) for day in ("24.11.2026", "24.11.2026", "27.11.2026", "20.11.2026")]
    weeks = load(*cases)
    assert week(weeks, "16.11.2026").days == (0, 0, 0, 0, 1)
    assert week(weeks, "23.11.2026").days == (0, 2, 0, 0, 1)
    assert not any(week.unbooked for week in weeks), "what is booked is not still to book"
    assert count(weeks) == 4


def test_a_booking_beyond_the_limit_stands_on_its_day_and_not_at_its_limit() -> None:
    weeks = load(child(booked="14.12.2026"))
    assert week(weeks, "14.12.2026").days == (1, 0, 0, 0, 0)
    assert count(weeks) == 1


def test_what_is_to_be_booked_stands_in_the_week_of_its_limit() -> None:
    # Due three months on: Fri 27 Nov, Mon 30 Nov and Sun 6 Dec, which are two weeks.
    weeks = load(child("27.08.2026"), child("30.08.2026"), child("06.09.2026"))
    assert [week(weeks, monday).unbooked for monday in ("23.11.2026", "30.11.2026", "07.12.2026")] == [1, 2, 0]


@pytest.mark.parametrize(
    ("held", "today"),
    [
        pytest.param("10.08.2026", "20.11.2026", id="late by more than a week"),
        pytest.param("18.08.2026", "20.11.2026", id="late since this week"),
        pytest.param("22.08.2026", "23.11.2026", id="late since the Sunday before this week"),
        pytest.param("01.02.2025", "20.11.2026", id="late for long"),
        pytest.param("20.08.2026", "20.11.2026", id="due today"),
        pytest.param("22.08.2026", "20.11.2026", id="due on the Sunday of this week"),
    ],
)
def test_a_late_review_without_a_booking_counts_in_the_first_week(held: str, today: str) -> None:
    first, *others = load(child(held), today=d(today))
    assert first.unbooked == 1
    assert not any(week.unbooked for week in others)


def test_what_lies_beyond_the_twelve_weeks_is_left_out() -> None:
    last = load(child("07.11.2026", booked="05.02.2027"), child("06.11.2026"), child("07.11.2026", booked="08.02.2027"))
    assert last[-1].monday == date(2027, 2, 1)
    assert last[-1].days == (0, 0, 0, 0, 1)
    assert count(last) == 2


def test_weeks_with_bank_holidays() -> None:
    weeks = load()
    assert week(weeks, "21.12.2026").days == (0, 0, 0, 0, None), "Christmas Day"
    assert week(weeks, "28.12.2026").days == (None, 0, 0, 0, None), "for Boxing Day, a Saturday, and New Year's Day"
    assert week(weeks, "04.01.2027").days == (0, 0, 0, 0, 0)


def test_easter_and_may() -> None:
    weeks = load(today=date(2027, 3, 22))
    assert week(weeks, "22.03.2027").days == (0, 0, 0, 0, None)
    assert week(weeks, "29.03.2027").days == (None, 0, 0, 0, 0)
    assert week(weeks, "03.05.2027").days == (None, 0, 0, 0, 0)
    assert week(weeks, "31.05.2027").days == (None, 0, 0, 0, 0)


def test_a_booking_on_a_bank_holiday_shows_all_the_same() -> None:
    weeks = load(child("07.10.2026", booked="28.12.2026"))
    assert week(weeks, "28.12.2026").days == (1, 0, 0, 0, None)


def test_days_the_office_is_shut_are_not_worked_either() -> None:
    shut = setting("days", closures=(date(2026, 12, 24), date(2026, 12, 29)))
    weeks = load(child("07.10.2026", booked="29.12.2026"), practice=shut)
    assert week(weeks, "21.12.2026").days == (0, 0, 0, None, None)
    assert week(weeks, "28.12.2026").days == (None, 1, 0, 0, None)


@pytest.mark.parametrize("day", ["28.11.2026", "29.11.2026"])
def test_a_booking_at_a_weekend_is_not_lost(day: str) -> None:
    assert count(load(child("29.08.2026", booked=day))) == 1


def test_who_is_not_on_the_caseload_and_who_has_no_review_are_not_counted() -> None:
    assert count(load(child(), closed=True)) == 0
    assert count(load(Case("KB 1"))) == 0


def test_the_made_up_caseload_adds_up(filled: Path) -> None:
    session = open_store(filled)
    try:
        weeks, rows = session.review_load(), session.lines(REVIEWS)
        end = MONDAY + timedelta(weeks=WEEKS)
        asked = [row.duty for row in session.lines(CONFERENCES) if row.duty and row.duty.kind == "conference"]
        booked = Counter(day for day in (*(row.booked for row in rows), *(duty.booked for duty in asked)) if day)
        assert any(duty.booked for duty in asked)
        for week in weeks:
            for n, number in enumerate(week.days):
                day = week.monday + timedelta(days=n)
                assert (number or 0) == booked[day]
                assert (number is None) <= bool(session.caseload().off(day))
        unbooked = [row for row in rows if row.booked is None and row.limit and row.limit < end]
        waiting = [duty for duty in asked if duty.booked is None and duty.due < end]
        assert sum(week.unbooked for week in weeks) == len(unbooked) + len(waiting)
        assert min(len(unbooked), len(waiting)) > 0
        assert sum(sum(day or 0 for day in week.days) for week in weeks) > 10
    finally:
        session.close()


def test_a_booking_moves_a_review_from_still_to_book_to_its_day(filled: Path) -> None:
    session = open_store(filled)
    try:
        row = next(row for row in session.lines(REVIEWS) if row.booked is None and row.limit == date(2026, 12, 10))
        before = {week.monday: week for week in session.review_load()}
        act(session, "book", row.child_id, day=date(2026, 12, 2))
        after = {week.monday: week for week in session.review_load()}
        there, here = date(2026, 12, 7), date(2026, 11, 30)
        assert after[there].unbooked == before[there].unbooked - 1
        assert (after[here].days[2] or 0) - (before[here].days[2] or 0) == 1
        session.undo()
        assert {week.monday: week for week in session.review_load()} == before
    finally:
        session.close()
