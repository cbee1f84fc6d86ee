"""What was written is read again where one looks for it: beside a list, on the child's page, in full, by keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.reading.subject import FOOTPRINT
from iro_tui.tui.app import IroApp
from iro_tui.tui.palette import Palette
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.found import FoundScreen
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.headline import Headline
from tests.support.driving import at, at_today, messages, shown, type_in, until
from tests.support.journeys import journey, on_row, open_child

SIZES = [(80, 24), (120, 36), (200, 50)]
every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def one_line_of(text: str) -> str:
    """What stands on the screen as running text, without the columns' gaps."""
    return " ".join(text.split())


async def to_line(pilot: Pilot[None], screen: ChildScreen, wanted: Any) -> CaseLine:
    """The cursor on the first line of a child's page that is wanted, by the arrow keys, folded groups opened; read."""
    table = screen.table
    assert isinstance(table, FoldingTable)
    for _ in range(3 * len(table.rows)):
        row: CaseLine | None = table.row
        if row is not None and wanted(row):
            key = screen.key(row)
            await until(pilot, lambda: screen.reading and screen.read_of == key, "the line read")  # noqa: B023
            return row
        await pilot.press("right" if table.head_at is not None and table.heads[table.head_at].rest else "down")
    raise AssertionError("no such line")


@every_size
def test_a_note_is_read_where_it_stands_and_enter_gives_it_the_whole_width(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.who and row.who.ref == "AF 6801")
        screen = await open_child(pilot)
        line = await to_line(pilot, screen, lambda line: line.section == FOOTPRINT and line.kind == "contact")
        note = line.text.rpartition(": ")[2]
        beginning = " ".join(note.split()[:3])
        await until(pilot, lambda: beginning in one_line_of(shown(app)))
        await pilot.press("enter")
        await until(pilot, lambda: screen.zoom, "the whole width")
        assert note in one_line_of(shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: not screen.zoom, "the list again")
        assert app.screen is screen

    journey(filled, steps, size)


@every_size
def test_the_headline_says_whose_page_it_is_at_every_size_and_brackets_walk_the_list(
    filled: Path, size: tuple[int, int]
) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        refs = list(dict.fromkeys(row.who.ref for row in today.table.rows if row.who))
        screen = await open_child(pilot)

        def head() -> str:
            return screen.query_one(Headline).render().plain

        for place, key in ((1, ""), (2, "]"), (3, "]"), (2, "[")):
            await pilot.press(*filter(None, [key]))
            await until(pilot, lambda ref=refs[place - 1]: head().strip().startswith(ref), f"child {place}")  # type: ignore[misc]
            assert f"[ {place} of {len(refs)} ]" in head()
        await pilot.press("[", "[")
        await until(pilot, lambda: any("first child of the list" in message for message in messages(app)), "the end")

    journey(filled, steps, size)


def test_beside_today_stand_the_last_words_in_full(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        today = await at_today(pilot)
        await on_row(pilot, today, lambda row: row.who and row.who.ref == "KS 5450")
        await pilot.press("z")
        words = [passage for passage in today.beside.words if passage.lines]
        assert words
        note = words[-1].lines[-1].words
        await pilot.press(*["pagedown"] * 4)
        await until(pilot, lambda: note in one_line_of(shown(app)), "the last contact in full")

    journey(filled, steps, (80, 24))


@every_size
def test_the_palette_finds_what_was_written_and_enter_reads_it(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and app.screen.is_mounted, "the palette")
        await type_in(pilot, "/brother")
        await until(pilot, lambda: "Find “brother” in everything written" in shown(app), "the offer")
        await pilot.press("enter")
        screen = await at(pilot, FoundScreen)
        assert screen.table.rows
        line = screen.table.row
        assert line is not None
        assert line.who is not None
        await pilot.press("enter")
        page = await at(pilot, ChildScreen)
        await until(pilot, lambda: page.table.row and page.table.row.key == line.opens, "the line")
        await until(pilot, lambda: "brother" in one_line_of(shown(app)))
        await pilot.press("escape", "escape")
        await at_today(pilot)

    journey(filled, steps, size)
