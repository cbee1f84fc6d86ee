"""Groups that fold by height: how many lines each gets, and that no row is out of reach."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.today_words import day_lines
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.widgets.folding import FoldingTable, lines_for
from iro_tui.tui.widgets.strip import TopStrip
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


days = st.lists(st.dates(date(2026, 11, 28), date(2027, 1, 31)), min_size=1, max_size=60).map(sorted)


@given(days, st.integers(min_value=1, max_value=12))
def test_days_stand_on_as_many_lines_as_there_are_and_none_is_left_out(lie: list[date], lines: int) -> None:
    divided = day_lines(lie, lines)
    assert len(divided) == min(lines, len(divided))
    assert sum(count for _, count in divided) == len(lie)
    assert len({words for words, _ in divided}) == len(divided)
    if len(set(lie)) <= lines:
        assert [count for _, count in divided] == list(Counter(lie).values()), "a line each"
    assert all(count for _, count in divided)


def test_days_are_called_by_their_first_and_last() -> None:
    lie = [date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 8)]
    assert day_lines(lie, 9) == [("30 Nov", 1), ("2 Dec", 2), ("4 Dec", 1), ("8 Dec", 1)]
    assert day_lines(lie, 3) == [("30 Nov", 1), ("2–4 Dec", 3), ("8 Dec", 1)]
    assert day_lines(lie, 2) == [("30 Nov–4 Dec", 4), ("8 Dec", 1)]
    assert day_lines(lie, 1) == [("30 Nov–8 Dec", 5)]


@pytest.mark.parametrize("found", ["", "review"])
def test_what_is_opened_counts_in_no_heading_and_a_heading_stands_once(filled: Path, found: str) -> None:
    """Also where words find what is folded, which then stands in its own group."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        table = screen.table
        assert isinstance(table, FoldingTable)
        head: DutyLine = next(row for row in table.rows if row.folds)
        before = {each.group for each in table.heads.values()}
        assert table.find(head.duty.id)
        await pilot.press("right")
        await until(pilot, lambda: any(row.folded_under == head.duty.id for row in table.rows), "opened")
        assert {each.group for each in table.heads.values()} == before, "they count what they counted"
        if found:
            await pilot.press("slash", *found, "enter")
            await until(pilot, lambda: not screen.query_one(TopStrip).loading and len(table.rows) > 1, "found")
        groups = [name for name, _ in groupby(table.group(row) for row in table.rows if table.group)]
        assert len(groups) == len(set(groups))

    journey(filled, steps)


def test_a_line_of_days_opens_at_its_first_row(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        table = (await at_today(pilot)).table
        assert isinstance(table, FoldingTable)
        line, head = next((line, head) for line, head in table.heads.items() if head.first >= 0 and "–" in head.words)
        first: DutyLine = table.rows[head.first]
        assert f"{first.day.day}" in head.words
        table._go(line)
        await pilot.press("right")
        await until(pilot, lambda: table.row is first and first.duty.child in shown(app), "opened there")

    journey(filled, steps)


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
            note = next((note for note in table.notes.values() if note[:20] in line), "")
            assert note in line or line.rstrip()[-1] == "…", "what does not fit ends in an ellipsis"
        await pilot.press("r")
        assert app.screen is screen, "a heading has no RAG"
        await pilot.press("enter")
        await at(pilot, WeekScreen)

    journey(filled, steps, size)
