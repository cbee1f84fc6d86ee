"""Periods from 1 April, the one before each, and what they are called."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.figures.period import MONTHS, Period
from tests.support.facts import d


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "words"),
    [
        ("quarter", "15.05.2026", "01.04.2026", "30.06.2026", "Q1 2026-27"),
        ("quarter", "31.03.2027", "01.01.2027", "31.03.2027", "Q4 2026-27"),
        ("half", "30.09.2023", "01.04.2023", "30.09.2023", "first half 2023-24"),
        ("half", "29.02.2024", "01.10.2023", "31.03.2024", "second half 2023-24"),
        ("year", "31.03.2012", "01.04.2011", "31.03.2012", "2011-12"),
        ("year", "01.04.2099", "01.04.2099", "31.03.2100", "2099-00"),
        ("month", "29.02.2024", "01.02.2024", "29.02.2024", "Feb 2024"),
    ],
)
def test_the_councils_year_begins_in_april(kind: str, day: str, first: str, last: str, words: str) -> None:
    period = Period.of(kind, d(day))
    assert (period.first, period.last, period.words) == (d(first), d(last), words)


def test_before_ones_own_two_days_lie_as_many() -> None:
    own = Period(d("10.05.2026"), d("19.05.2026"))
    assert own.previous == Period(d("30.04.2026"), d("09.05.2026"))
    assert own.words == "10 May 2026 to 19 May 2026"
    whole_months = Period(d("01.05.2026"), d("30.06.2026"))
    assert whole_months.previous == Period(d("01.03.2026"), d("30.04.2026"))


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Period(d("02.05.2026"), d("01.05.2026"))


@given(st.dates(d("01.01.2000"), d("31.12.2040")), st.sampled_from(sorted(MONTHS)))
def test_periods_of_a_kind_follow_each_other_without_gap(day: object, kind: str) -> None:
    period = Period.of(kind, day)  # type: ignore[arg-type]
    assert day in period  # type: ignore[operator]
    assert period.previous.last == period.first - timedelta(1)
    assert period.previous.following == period
    months = list(period.parts("month"))
    assert len(months) == MONTHS[kind]
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert period.last_ones(kind, 4, period.last)[-1] == period


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("25.11.2026", "Q4 2025-26, Q1 2026-27, Q2 2026-27, Q3 2026-27"),
        ("01.04.2026", "Q2 2025-26, Q3 2025-26, Q4 2025-26, Q1 2026-27"),
        ("31.03.2027", "Q1 2026-27, Q2 2026-27, Q3 2026-27, Q4 2026-27"),
        ("01.08.2028", "Q1 2026-27, Q2 2026-27, Q3 2026-27, Q4 2026-27"),
    ],
)
def test_the_last_quarters_of_a_year_are_those_that_have_begun(today: str, words: str) -> None:
    year = Period.of("year", d("01.06.2026"))
    assert ", ".join(quarter.words for quarter in year.last_ones("quarter", 4, d(today))) == words


def test_the_usual_period_is_the_last_one_that_is_over() -> None:
    today = d("20.11.2026")
    assert (Period.usual(today).words, Period.usual(today, "year").words) == ("Q2 2026-27", "2025-26")


@pytest.mark.parametrize(
    ("period", "name", "days"),
    [
        (Period.of("quarter", d("31.03.2026")), "Q4 2025-26", "Thu 1 Jan 2026 to Tue 31 Mar 2026"),
        (Period(d("31.03.2026"), d("31.03.2026")), "", "Tue 31 Mar 2026"),
        (Period(d("01.02.2026"), d("30.03.2026")), "", "Sun 1 Feb 2026 to Mon 30 Mar 2026"),
        (Period.of("year", d("20.11.2026")), "2026-27", "Wed 1 Apr 2026 to Fri 20 Nov 2026"),  # as far as it has come
    ],
)
def test_days_of_ones_own_are_the_name(period: Period, name: str, days: str) -> None:
    assert (period.name, period.days(d("20.11.2026"))) == (name, days)
    assert period.words == (
        name or " to ".join(f"{day.day} {day:%b %Y}" for day in sorted({period.first, period.last}))
    )
