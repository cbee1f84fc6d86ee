"""The diary beside a booking: days of another year have their words apart, in the cells that there are."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.beside_booking import BesideBooking
from iro_tui.tui.widgets.day_beside import WIDTH, DayBeside


def test_a_free_day_of_another_year_stands_apart_from_its_words() -> None:
    room = ((date(2026, 12, 14), "all in time"), (date(2027, 1, 15), "late invitations"))
    lines = [line.plain for line in DayBeside()._room(BesideBooking(None, "", (), (), room))]
    assert lines[1:] == [" Mon 14 Dec 2026 all in time", " Fri 15 Jan 2027 late invitat…"]
    assert all(len(line) <= WIDTH - 4 for line in lines)
