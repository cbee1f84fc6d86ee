"""Groups that fold by height: how many lines each gets, and that no row is out of reach."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.today_words import day_lines, is_to_book
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.widgets.folded_lines import lines_for
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import FOCUS
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.driving import at, at_today, shown, until
from tests.support.journeys import journey
from tests.support.stores import open_store

counts = st.integers(min_value=0, max_value=40)
groups_of_rows = st.lists(
    st.tuples(st.integers(min_value=1, max_value=40), st.booleans(), counts).map(lambda g: (*g[:2], min(g[0], g[2]))),
    max_size=6,
)


@given(groups_of_rows, st.integers(min_value=0, max_value=60))
def test_a_group_has_at_least_a_line_and_never_more_than_it_fills(
    groups: list[tuple[int, bool, int]], height: int
) -> None:
    rooms = lines_for(groups, height)
    assert len(rooms) == len(groups)
    for (size, folds, kept), room in zip(groups, rooms, strict=True):
        assert 1 <= room <= size + 1
        assert folds or room == size + 1, "what never folds is whole"
        assert not kept or room >= min(size + 1, kept + 2), "room for what is kept in sight, and a line for the rest"
    smallest = sum((min(size + 1, kept + 2) if kept else 1) if folds else size + 1 for size, folds, kept in groups)
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


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_what_the_law_asks_soon_and_has_no_day_is_never_behind_more(store: Path, size: tuple[int, int]) -> None:
    """A day full of what has no hour: the diary stays what is agreed, and nobody's first review is out of sight."""
    with closing(open_store(store)) as session:
        act(session, "task", what="Supervision", due=TODAY, time="16:00")
        for number in range(20):
            act(session, "task", what=f"Ring number {number}", due=TODAY)
            act(session, "task", what=f"Write to number {number}", due=date(2026, 11, 23))
        look_after(session, "KB 1", held=(), started=date(2026, 10, 23))  # its first review is due today
        look_after(session, "KB 2", held=(), started=date(2026, 10, 27))  # its first review is due on Tuesday

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        table = (await at_today(pilot)).table
        assert isinstance(table, FoldingTable)
        text = shown(app)
        assert "DIARY  1" in text
        assert "DUE TODAY  " in text
        assert text.index("Supervision") < text.index("DUE TODAY") < text.index("KB 1") < text.index("NEXT WEEK")
        assert text.index("NEXT WEEK") < text.index("KB 2"), text
        rows: list[DutyLine] = list(table.rows)
        assert [row.duty.what for row in rows if row.group == "diary"] == ["Supervision"]
        hidden = [rows[n] for n in table._hidden]
        assert hidden, "not all of it fits"
        assert not [row for row in hidden if is_to_book(row.duty)]
        for row in hidden:
            assert table.find(row.duty.id)
            assert table.row is row, "each can be reached"

    journey(store, steps, size)
