"""Groups that fold by height: how many lines each gets, and that no row is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from iro_tui.caseload.lines import DutyLine
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.widgets.folding import FoldingTable, lines_for
from iro_tui.tui.widgets.table import FOCUS
from tests.support.driving import at, at_today, shown, until
from tests.support.journeys import journey

sizes = st.lists(st.tuples(st.integers(min_value=1, max_value=40), st.booleans()), max_size=6)


@given(sizes, st.integers(min_value=0, max_value=60))
def test_a_group_has_at_least_a_line_and_never_more_than_it_fills(groups: list[tuple[int, bool]], height: int) -> None:
    rooms = lines_for(groups, height)
    assert len(rooms) == len(groups)
    for (size, folds), room in zip(groups, rooms, strict=True):
        assert 1 <= room <= size + 1
        assert folds or room == size + 1, "what never folds is whole"
    smallest = sum(1 if folds else size + 1 for size, folds in groups)
    assert sum(rooms) <= max(height, smallest), "they fill no more than there is, unless they must"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_headings_are_gone_to_and_lead_on(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        table = screen.table
        assert isinstance(table, FoldingTable)
        text = shown(app)
        assert text.index("DIARY") < text.index("LATE BY LAW") < text.index("LATE BY GUIDANCE OR HABIT")
        law = [row for row in table.rows if row.group == "law"]
        assert law
        assert all(row.duty.child in text for row in law), "late by law is never folded"
        far: DutyLine = next(row for row in reversed(table.rows) if row.group == "later")
        assert table.find(far.duty.id)
        await until(pilot, lambda: table.row is far and far.duty.child in shown(app), "unfolded to be seen")
        await pilot.press("home", "up")
        assert table.row is None
        assert shown(app).count(FOCUS[True]) == 1, "one is in one place"
        for line in shown(app).splitlines():
            assert "! clash" not in line or line.rstrip()[-1] in "…0123456789", "what does not fit ends in an ellipsis"
        await pilot.press("r")
        assert app.screen is screen, "a heading has no RAG"
        await pilot.press("enter")
        await at(pilot, WeekScreen)

    journey(filled, steps, size)
