"""How wide a column is: days, hours and numbers are whole, whatever words give for it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.lists.kinds import TEXT, WHEN
from iro_tui.tui.screens.measuring import Widths, measured
from iro_tui.tui.widgets.sharing_width import SHORTEST, laid_out, shared
from iro_tui.tui.widgets.table import TableColumn


@pytest.mark.parametrize("day", ["4 Apr 10:00", "30 Nov 14:00", "13 Jan ’27 09:30"])
def test_of_a_meeting_on_another_day_day_and_hour_stay_whole(day: str) -> None:
    """Below a hundred columns the hour was left out, and stood in the pane alone."""
    column = Column("due", "When", WHEN, lambda row: row, 12)
    widths = measured([column], [day], lambda _: lambda row: (row, ""), Widths())
    assert widths.sizes["due"] == cell_len(day)
    assert "due" not in widths.narrow


def test_words_keep_the_beginning_that_is_never_cut_and_others_give_for_it() -> None:
    column = Column("beside", "", TEXT, lambda row: row, 14, flex=True, keeps=lambda row: row[:16])
    widths = measured([column], ["Mon 30 Nov 10:00 · no report"], lambda _: lambda row: (row, ""), Widths())
    assert widths.floors == {"beside": 17}
    columns: tuple[TableColumn[str], ...] = (
        TableColumn("what", "", 22, lambda _: ("", ""), flex=True),
        TableColumn("beside", "", 17, lambda _: ("", ""), flex=True, floor=17),
    )
    for width in range(2 + 2 * 2 + SHORTEST + 17, 80):
        assert {column.key: size for column, size in laid_out(columns, width)[1]}["beside"] >= 17, width


@pytest.mark.parametrize(
    ("spare", "floors", "sizes"),
    [(-4, (0, 0), [20, 12]), (-5, (0, 14), [17, 14]), (-30, (0, 14), [6, 14]), (-18, (0, 0), [12, 6])],
)
def test_what_is_lacking_is_taken_evenly_down_to_what_each_keeps(
    spare: int, floors: tuple[int, int], sizes: list[int]
) -> None:
    assert shared([22, 14], [(), ()], spare, floors) == sizes
