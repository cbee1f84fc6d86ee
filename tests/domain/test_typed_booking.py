"""The day of a booking is the whole day that was written, or none: what is no day is never half of another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.listed_day import listed_days
from iro_tui.domain.typed_booking import TypedBooking, read_booking
from iro_tui.domain.typed_day import NotADay

TODAY = date(2026, 11, 20)
CALENDAR = WorkingCalendar()
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
BEHIND = ("", " 10:30", " 10.30 Town Hall", ", 2pm, Civic Centre", " Room 12", " 1030 school")
ORDINALS = ("", "th")


@pytest.mark.parametrize(
    ("text", "day", "time", "place"),
    [
        ("3/3/27 10 Oakmere", date(2027, 3, 3), "10:00", "Oakmere"),
        ("3 mar 10", date(2027, 3, 3), "10:00", ""),
        ("12/3 May House", date(2027, 3, 12), "", "May House"),
        ("Mon 30 Nov 2.30pm Civic", date(2026, 11, 30), "14:30", "Civic"),
        ("Wednesday the 3rd of March 2027 2pm Town Hall", date(2027, 3, 3), "14:00", "Town Hall"),
        ("23/11/2025 10:30", date(2025, 11, 23), "10:30", ""),
        ("tue 14:30 school", date(2026, 11, 24), "14:30", "school"),
        ("+20wd 10", date(2026, 12, 18), "10:00", ""),
    ],
)
def test_a_booking_is_a_day_a_time_and_a_place(text: str, day: date, time: str, place: str) -> None:
    assert read_booking(text, TODAY, CALENDAR) == TypedBooking(day, time, place)


@pytest.mark.parametrize(
    "text",
    ["Sun 22 Nov 2025 10:30", "8 Dec Mon 10:30", "tomorrow 8 Dec", "31 June", "30/02/2027 10:30", "Mon 27/11/2026"],
)
def test_what_is_no_day_is_refused_whole(text: str) -> None:
    with pytest.raises(NotADay, match="is not a day"):
        read_booking(text, TODAY, CALENDAR)


@given(
    day=st.dates(date(2026, 11, 21), date(2027, 11, 19)),
    weekday=st.sampled_from(WEEKDAYS),
    short=st.booleans(),
    with_year=st.booleans(),
    ordinal=st.sampled_from(ORDINALS),
    behind=st.sampled_from(BEHIND),
)
def test_a_weekday_that_gainsays_the_date_makes_no_other_day(
    day: date, weekday: str, short: bool, with_year: bool, ordinal: str, behind: str
) -> None:
    named = weekday[:3] if short else weekday
    month = MONTHS[day.month - 1][: 3 if short else None]
    text = f"{named} {day.day}{ordinal} {month}{f' {day.year}' * with_year}{behind}"
    if weekday == WEEKDAYS[day.weekday()]:
        assert read_booking(text, TODAY, CALENDAR).day == day
    else:
        with pytest.raises(NotADay):
            read_booking(text, TODAY, CALENDAR)


@given(
    month=st.integers(1, 12), over=st.integers(1, 5), year=st.sampled_from(["", " 2026", " 2027", " 27"]),
    ordinal=st.sampled_from(ORDINALS), behind=st.sampled_from(BEHIND), week=st.booleans(),
)  # fmt: skip
def test_a_day_that_the_month_does_not_have_is_never_another(
    month: int, over: int, year: str, ordinal: str, behind: str, week: bool
) -> None:
    day = max(monthrange(y, month)[1] for y in (2026, 2027, 2028)) + over
    text = f"{day}{ordinal} {MONTHS[month - 1]}{year}{behind}"
    if week:
        assert listed_days(f"w/c {text}", TODAY, CALENDAR, "ahead").days == ()
    with pytest.raises(NotADay):
        read_booking(text, TODAY, CALENDAR)
