"""The virtual list: what it draws, and that the cursor stays where the person put it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from iro_tui.tui.text import fitted, parts_fitted
from iro_tui.tui.themes import THEMES
from iro_tui.tui.widgets.sharing_width import leant
from iro_tui.tui.widgets.table import Cell, Order, Table, TableColumn

drawn: list[int] = []


def _cell(row: int) -> Cell:
    drawn.append(row)
    return (f"row {row}", "late" if row % 2 else "")


class Listing(App[None]):
    def __init__(self, group: Callable[[int], str] | None = None) -> None:
        super().__init__()
        self.group = group
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        columns: list[TableColumn[int]] = [
            TableColumn("n", "Number", 10, _cell),
            TableColumn("wide", "Wide", 4, lambda row: ("世界世界世界" if row == 1 else "x", ""), flex=True),
            TableColumn("far", "Far", 10, lambda _: ("far", ""), shows_from=100),
        ]
        yield Table[int](columns, key=lambda row: row, group=self.group, empty="Nothing here.")


def listed(
    steps: Callable[[Pilot[None], Table[int]], Awaitable[None]], group: Callable[[int], str] | None = None
) -> None:
    async def run() -> None:
        app = Listing(group)
        async with app.run_test(size=(60, 12)) as pilot:
            table = app.query_one(Table)
            table.focus()
            await pilot.pause()
            await steps(pilot, table)

    asyncio.run(run())


def text(table: Table[int]) -> list[str]:
    return [table.render_line(y).text for y in range(table.size.height)]


def test_where_nothing_is_marked_no_row_is_looked_at() -> None:
    """Every hint of a screen asks which rows are marked, at each step of the cursor."""

    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        asked: list[int] = []

        def key(row: int) -> int:
            asked.append(row)
            return row

        table.key = key
        table.show(range(20_000))
        await pilot.pause()
        asked.clear()
        assert table.marked_rows == []
        assert asked == []
        table.mark()
        assert table.marked_rows == [0]

    listed(steps)


def test_only_what_is_seen_is_drawn() -> None:
    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        table.show(range(20_000))
        await pilot.pause()
        drawn.clear()
        for _ in range(5):
            await pilot.press("down")
        assert len(set(drawn)) < 40
        await pilot.press("end")
        assert table.row == 19_999
        assert "row 19999" in text(table)[-1]
        await pilot.press("home")
        assert table.row == 0

    listed(steps)


def test_the_cursor_stays_on_its_row_when_others_come_and_go() -> None:
    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        table.show(range(0, 400, 2))
        for _ in range(30):
            await pilot.press("j")
        assert table.row == 60
        line = table._line_of[table.cursor] - table.scroll_offset.y
        table.show(range(400))
        await pilot.pause()
        assert table.row == 60
        assert table._line_of[table.cursor] - table.scroll_offset.y == line, "the view does not jump"
        table.show([n for n in range(400) if n != 60])
        await pilot.pause()
        assert table.row == 61, "its row is gone: the one in its place"
        table.show([])
        await pilot.pause()
        assert table.row is None
        assert "Nothing here." in "".join(text(table))

    listed(steps)


def test_what_comes_above_the_cursor_is_seen_where_the_beginning_was_in_sight() -> None:
    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        table.show(range(10, 400))
        table.show(range(8, 400))
        await pilot.pause()
        assert (table.row, table.scroll_offset.y) == (10, 0)
        table.show(range(-400, 400))
        await pilot.pause()
        assert table.row == 10
        assert table.scroll_offset.y > 0, "the cursor stays in sight"

    listed(steps)


def test_groups_have_headings_that_the_cursor_passes_over() -> None:
    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        table.show(range(6))
        await pilot.pause()
        assert [line.strip() for line in text(table)[1:10] if "GROUP" in line] == ["GROUP 0", "GROUP 1"]
        for _ in range(3):
            await pilot.press("down")
        assert table.row == 3
        await pilot.click(Table, offset=(3, 2))
        assert table.row == 0

    listed(steps, group=lambda row: f"group {row // 3}")


def test_every_line_is_as_wide_as_the_table_and_columns_give_way() -> None:
    async def steps(pilot: Pilot[None], table: Table[int]) -> None:
        table.show(range(5))
        await pilot.pause()
        assert all(cell_len(line) == table.size.width for line in text(table))
        assert "Far" not in text(table)[0]
        await pilot.resize_terminal(120, 12)
        await pilot.pause()
        assert "Far" in text(table)[0]
        assert all(cell_len(line) == table.size.width for line in text(table))

    listed(steps)


def test_where_room_is_short_the_close_columns_stand_closer_and_no_digit_is_lost() -> None:
    columns: list[TableColumn[int]] = [
        TableColumn("name", "Name", 6, lambda _: ("Somebody", ""), flex=True, wants=(8, 8)),
        *(TableColumn(f"n{n}", f"N{n}", 3, lambda row: (f"{row:>3}", ""), close=True) for n in range(3)),
        TableColumn("day", "Day", 5, lambda _: ("1 Dec", "")),
    ]
    for width, gap, name in ((32, 2, 6), (40, 2, 14), (31, 1, 8), (29, 1, 6)):
        table = Table(columns, key=lambda row: row)
        laid = table.laid_out(width)
        assert [size for _, size in laid] == [name, 3, 3, 3, 5], width
        assert {table.gap(column) for column, _ in laid if column.close} == {gap}, width
        assert sum(size + table.gap(column) for column, size in laid) + 2 <= width


@pytest.mark.parametrize(
    ("width", "name", "words"),
    [(80, 20, 52), (60, 20, 32), (52, 20, 24), (50, 18, 24), (44, 12, 24), (40, 12, 20)],
)
def test_the_longest_name_is_whole_where_nothing_else_wants_the_cells(width: int, name: int, words: int) -> None:
    """At 80 columns it was cut, with 14 cells empty at the end of its row."""
    columns: tuple[TableColumn[str], ...] = (
        TableColumn("child", "Child", 20, lambda _: ("", ""), least=8, narrow=12),
        TableColumn("words", "Words", 10, lambda _: ("", ""), flex=True, wants=(16, 24)),
        TableColumn("seen", "Seen", 0, lambda _: ("", "")),
    )
    laid = {column.key: size for column, size in Table[str](columns, key=str).laid_out(width)}
    assert (laid["child"], laid["words"]) == (name, words)


@pytest.mark.parametrize(("width", "child", "words"), [(60, 30, 24), (50, 20, 24), (44, 18, 20), (36, 18, 12)])
def test_the_end_of_a_name_goes_before_words_are_left_with_a_few_letters(width: int, child: int, words: int) -> None:
    columns: tuple[TableColumn[str], ...] = (
        TableColumn("child", "Child", 30, lambda _: ("", ""), least=8),
        TableColumn("words", "Words", 24, lambda _: ("", ""), flex=True),
    )
    laid = {column.key: size for column, size in Table[str](columns, key=str).laid_out(width)}
    assert sum(laid.values()) <= width - 6
    assert (laid["child"], laid["words"]) == (child, words)


def test_titles_never_run_together() -> None:
    """At 50 columns two of them read `What is aWhere, o`."""
    columns: tuple[TableColumn[str], ...] = (
        TableColumn("one", "What is asked", 8, lambda _: ("", "")),
        TableColumn("two", "Where", 5, lambda _: ("", "")),
    )
    table = Table[str](columns, key=str)
    table.order = Order("one")
    assert table._title(columns[0], 10) == "What is ↓ "
    assert table._title(columns[1], 7) == "Where  "


@pytest.mark.parametrize(
    ("room", "words"),
    [(21, "Where, or how binding"), (20, "Where"), (12, "Where"), (6, "Where"), (4, "Wher")],
)
def test_a_title_loses_what_stands_after_its_comma_whole(room: int, words: str) -> None:
    """At 80 columns it read `Where, or ho`."""
    column: TableColumn[str] = TableColumn("beside", "Where, or how binding", 5, lambda _: ("", ""))
    assert Table[str]((column,), key=str)._title(column, room + 1).rstrip() == words


@pytest.mark.parametrize("size", range(12, 20))
@pytest.mark.parametrize("weight", ["habit", "guidance", "law"])
def test_a_word_alone_is_whole_before_what_follows_it_or_gone(weight: str, size: int) -> None:
    """`hab… · Owner: carer` spent four cells on half of a word of five letters."""
    drawn = parts_fitted(f"{weight} · Owner: carer", size).rstrip()
    assert drawn in (f"{weight} · Owner: carer", "Owner: carer")


@pytest.mark.parametrize(
    ("asked", "where", "line"),
    [
        ("Review", "at home · ready", "Review      at home · ready"),
        ("Review by Fri 20 Nov", "at home · ready", "Review by…      ready"),
        ("Review by Fri", "Mon 30 Nov 14:00 · +1 before", ""),
        ("Review", "video", "Review          video"),
        ("Review", "guidance · stage 4 · +1 after", "Review  guidance · +1 after"),
    ],
)
def test_what_is_too_long_begins_where_the_cell_before_is_blank(asked: str, where: str, line: str) -> None:
    """The place of the first meeting was cut to its first letters beside a column that stood half empty."""
    laid: list[tuple[TableColumn[int], int]] = [
        (TableColumn("asked", "", 14, _cell), 14),
        (TableColumn("where", "", 11, _cell, leans=True, fit=parts_fitted), 11),
    ]
    cells: list[Cell] = [(asked, ""), (where, "")]
    sizes = leant(laid, cells)
    assert sum(sizes) == 25, "no line is longer for it"
    assert sizes[0] >= min(14, cell_len(asked)), "and nothing is cut that was whole"
    drawn = f"{fitted(asked, sizes[0])}  {parts_fitted(where, sizes[1])}".rstrip()
    assert not line or drawn == line
