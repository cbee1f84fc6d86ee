"""How wide a column is: what is never cut stays whole, and of a day that is far off at least the day."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.lists.kinds import WHEN
from iro_tui.tui.screens.measuring import Widths, measured


@pytest.mark.parametrize("day", ["4 Apr 10:00", "30 Nov 14:00", "13 Jan ’27 09:30"])
def test_of_a_meeting_on_another_day_the_day_stays_whole_beside_the_sign_of_its_hour(day: str) -> None:
    """Also where it stands alone, and no longer cell makes room for it."""
    column = Column("due", "When", WHEN, lambda row: row, 12)
    narrow = measured([column], [day], lambda _: lambda row: (row, ""), Widths()).narrow["due"]
    assert cell_len(day) > narrow >= len(f"{day.rpartition(' ')[0]}…")
