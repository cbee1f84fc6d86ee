"""A meeting in one line: day, time, place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.meeting_line import Meeting, read_meeting
from iro_tui.domain.typed_day import NotADay
from tests.support.facts import STATUTORY

TODAY = date(2026, 11, 20)
OFFICE = STATUTORY.office


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        ("18/5 14:30 Saltby", Meeting(date(2027, 5, 18), "14:30", "Saltby")),
        ("18/5/2027 9.05", Meeting(date(2027, 5, 18), "09:05")),
        ("tue carer's home", Meeting(date(2026, 11, 24), "", "carer's home")),
        ("Tue 18 May 2027 Ferry House", Meeting(date(2027, 5, 18), "", "Ferry House")),
        ("1 dec 10 High Street", Meeting(date(2026, 12, 1), "", "10 High Street")),
        ("+20wd", Meeting(date(2026, 12, 18))),
    ],
)
def test_a_line_is_read(line: str, meeting: Meeting) -> None:
    assert read_meeting(line, TODAY, OFFICE) == meeting


def test_a_line_without_a_day_is_none() -> None:
    assert read_meeting("  ", TODAY, OFFICE) is None
    with pytest.raises(NotADay, match="does not begin with a day"):
        read_meeting("Saltby 18/5", TODAY, OFFICE)


@given(
    st.integers(1, 900).map(lambda days: TODAY + timedelta(days)),
    st.sampled_from(("", "09:05", "14:30", "23:59")),
    st.sampled_from(("", "Saltby", "2 High Street", "the Larkfields', Oakmere")),
)
def test_what_is_written_out_is_read_back(day: date, time: str, place: str) -> None:
    line = " ".join(filter(None, (f"{day:%d/%m/%Y}", time, place)))
    assert read_meeting(line, TODAY, OFFICE) == Meeting(day, time, place)
