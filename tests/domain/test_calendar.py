"""Working days against what GOV.UK publishes, and the adding of months."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.bank_holidays import TABLE
from iro_tui.domain.calendar import (
    KNOWN_UNTIL,
    WorkingCalendar,
    add_months,
    age_on,
    beyond_known,
    birthday,
)
from tests.support.facts import d

from .holiday_table import rows

CALENDAR = WorkingCalendar()


def test_the_table_is_what_the_library_knows() -> None:
    assert rows() == TABLE, "make bank-holidays"


@given(st.dates(date(1995, 1, 1), date(2060, 12, 31)), st.integers(-120, 360))
def test_months_are_added_as_dateutil_adds_them(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


def test_every_day_agrees_with_gov_uk() -> None:
    published = BankHolidays(use_cached_holidays=True)
    closed = {item["date"] for item in published.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)}
    assert min(closed).year == 2012
    assert max(closed).year == KNOWN_UNTIL.year
    worked = []
    day = date(2012, 1, 1)
    while day <= KNOWN_UNTIL:
        expected = day.weekday() < 5 and day not in closed
        assert CALENDAR.is_working_day(day) is expected, day
        if expected:
            worked.append(day)
        day += timedelta(days=1)
    for at in range(len(worked) - 20):
        assert CALENDAR.add(worked[at], 20) == worked[at + 20]
        assert CALENDAR.add(worked[at + 20], -20) == worked[at]


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("07.09.2026", 20, "05.10.2026"),  # 28 days, as the reference computed
        ("27.03.2026", 20, "28.04.2026"),  # Easter: 32 days
        ("11.12.2026", 20, "13.01.2027"),  # Christmas: 33 days
        ("05.01.2027", -3, "30.12.2026"),
        ("24.12.2026", 1, "29.12.2026"),  # Boxing Day falls on a Saturday, Monday stands in
        ("21.11.2026", 1, "23.11.2026"),  # from a Saturday
        ("21.11.2026", -1, "20.11.2026"),
        ("21.11.2026", 0, "21.11.2026"),
        ("02.06.2022", 1, "06.06.2022"),  # the jubilee
    ],
)
def test_adding_working_days(start: str, working_days: int, end: str) -> None:
    assert CALENDAR.add(d(start), working_days) == d(end)


def test_counting_working_days_is_the_inverse_of_adding() -> None:
    start = d("11.12.2026")
    for n in range(1, 60):
        end = CALENDAR.add(start, n)
        assert CALENDAR.between(start, end) == n
        assert CALENDAR.between(end, start) == -n


def test_a_closure_is_not_worked() -> None:
    office = WorkingCalendar([d("29.12.2026")])
    assert office.add(d("24.12.2026"), 1) == d("30.12.2026")
    assert office.on_or_before(d("29.12.2026")) == d("24.12.2026")


def test_outside_the_range_is_refused_not_guessed() -> None:
    with pytest.raises(OverflowError, match="outside 1995-2060"):
        CALENDAR.add(d("30.12.2060"), 20)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("30.11.2026", 3, "28.02.2027"),
        ("30.11.2027", 3, "29.02.2028"),
        ("31.08.2026", 6, "28.02.2027"),
        ("29.02.2028", 6, "29.08.2028"),
        ("29.02.2028", 12, "28.02.2029"),
        ("15.01.2027", 6, "15.07.2027"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(d(start), months) == d(end)


def test_born_on_29_february() -> None:
    born = d("29.02.2008")
    assert birthday(born, 18) == d("01.03.2026")
    assert birthday(born, 20) == d("29.02.2028")
    assert age_on(born, d("28.02.2026")) == 17
    assert age_on(born, d("01.03.2026")) == 18


def test_what_lies_past_the_published_holidays() -> None:
    assert not beyond_known(date(2028, 12, 31))
    assert beyond_known(date(2029, 1, 1))
