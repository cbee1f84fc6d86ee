"""Days in somebody's own list: beyond doubt, or for a person to say; no cell is half of another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.listed_day import certain_day, is_week, listed_days, why_uncertain
from iro_tui.domain.typed_day import Lean

TODAY = date(2026, 5, 20)
OFFICE = WorkingCalendar()


@pytest.mark.parametrize("behind", ["", " 10am", " Oakmere", " 10.30 venue TBC", ", done", " by email"])
@pytest.mark.parametrize(
    "text", ["12/3/2026", "12.3.26", "Thu 12 March 2026", "12th of March 2026", "2026-03-12", "sent 12/03/26", "12/3"]
)
def test_a_day_and_what_says_nothing_against_it(text: str, behind: str) -> None:
    assert certain_day(text + behind, TODAY, OFFICE, "back") == date(2026, 3, 12)
    assert why_uncertain(text + behind, TODAY, OFFICE, "back") == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((f"{week} {day}", "is a week") for week in ("w/c", "WC", "w/b", "w.c.", "week of", "wk beg", "Week", "w/e")
          for day in ("12/3/2026", "12/3", "12 Mar 10am")),
        ("review w/c 12/3/26", "is a week"),
        ("12/3/26 or 19/3/26", "may be Thu 12 Mar or Thu 19 Mar"),
        *((f"{word} 12/3/2026", "leaves the day open")
          for word in ("by", "before", "after", "approx", "c.", "~", "end of", "early", "12 &", "12 -", "9th or",
                       "12 to", "not", "from", "until", "<")),
        *((f"12/3/2026 {word}", "leaves the day open") for word in ("cancelled", "tbc", "moved", "?", "planned")),
        ("May 2026", "is no day"),
        ("May 26", ""),
        ("end of May 26", ""),
        ("31/4/2026", "is no day"),
        ("30/2/2026", "is no day"),
        ("31/4/2026 or 1/5/2026", "is no day"),
        ("Mon 12 March 2026", "is no day"),
        ("12/3/2016 - 14/3/2026 - 1", "may be"),
        ("soon", "is no day"),
        ("12", "is no day"),
        ("Tue", "is no day"),
        ("asap", "is no day"),
        ("0/0/2026", "is no day"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lean", ["ahead", "back"])
def test_what_is_not_one_certain_day_is_none(text: str, why: str, lean: Lean) -> None:
    assert certain_day(text, TODAY, OFFICE, lean) is None
    told = why_uncertain(text, TODAY, OFFICE, lean)
    assert told
    assert told.startswith(why)


@pytest.mark.parametrize(
    ("text", "lean", "years"),
    [
        ("1 Dec", "back", [2025]),
        ("5th Jan", "ahead", [2026, 2027]),
        ("7/7", "ahead", [2026]),
        ("2 June", "back", [2025, 2026]),
        ("12 Nov", "back", [2025]),
        ("12 Nov", "ahead", [2026]),
        ("12 Dec", "ahead", [2025, 2026]),
    ],
)
def test_a_day_without_its_year_that_lies_far_off_may_be_of_two(text: str, lean: Lean, years: list[int]) -> None:
    assert [day.year for day in listed_days(text, TODAY, OFFICE, lean).days] == years


@given(
    day=st.dates(date(2026, 6, 1), date(2026, 10, 31)), week=st.sampled_from(["w/c", "WC", "week commencing", "wk of"]),
    style=st.sampled_from(["{0.day}/{0.month}", "{0.day} {0:%b}", "{0:%d/%m/%Y}", "{0.day}.{0.month}."]),
    behind=st.sampled_from(["", "10am", "Oakmere"]),
)  # fmt: skip
def test_a_week_is_its_five_working_days_and_what_stands_behind(day: date, week: str, style: str, behind: str) -> None:
    text = f"{week} {style.format(day)} {behind}".strip()
    monday = day - timedelta(day.weekday())
    assert is_week(text)
    assert listed_days(text, TODAY, OFFICE, "ahead") == (tuple(monday + timedelta(n) for n in range(5)), behind)


def test_the_week_of_today_is_this_one() -> None:
    assert TODAY in listed_days("w/c 18/5", TODAY, OFFICE, "ahead").days
