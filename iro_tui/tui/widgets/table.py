"""A list that costs the same for ten rows and for twenty thousand: only the lines on the screen are drawn.

Rows stand in groups with a heading each (or in none), in the order given or sorted by a column. The cursor is kept by
the row's key when the rows are replaced. Cursor and marks are signs before they are colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from iro_tui.text import safe
from iro_tui.tui.text import fitted
from iro_tui.tui.widgets.line_looks import line_style
from iro_tui.tui.widgets.sharing_width import GUTTER, laid_out, leant

R = TypeVar("R")

Cell = tuple[str, str]
"""A cell's text and the name of its colour: a role of the theme, or empty for the ordinary ink."""


class Pieces(tuple[str, str]):
    """A cell of several pieces, each with its colour; to whoever asks for its words it is one cell."""

    pieces: tuple[Cell, ...]

    @classmethod
    def of(cls, *pieces: Cell) -> Pieces:
        cell = cls(("".join(text for text, _ in pieces), pieces[-1][1] if pieces else ""))
        cell.pieces = tuple(piece for piece in pieces if piece[0])
        return cell


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[R]):
    """A column: how wide, from which width of the table it shows, and what stands in it."""

    key: str
    title: str
    width: int
    """Cells; for the column that takes what is left, the fewest."""
    cell: Callable[[R], Cell]
    flex: bool = False
    wants: tuple[int, ...] = ()
    """Of a column that takes what is left: the cells in which most of its values are whole, and in which all are."""
    floor: int = 0
    """Of such a column: the cells it never gives up; 0: all but a few letters."""
    if_room: bool = False
    """Whether it shows where the others leave its cells."""
    shows_from: int = 0
    shows_to: int = 0
    """From which width it shows no more; 0: it always does."""
    sort: Callable[[R], Any] | None = None
    """The real value that the column sorts by; None where there is none to sort by. Rows without a value come last."""
    least: int = 0
    """Of a column that gives way where there is too little room for all: the cells it keeps; 0: it never does."""
    close: bool = False
    """Whether, where there is too little room for all, one cell is enough between it and the next."""
    fit: Callable[[str, int], str] = fitted
    """How its words come into the cells there are."""
    narrow: int = 0
    """The cells it takes on a narrow screen, where less says enough; 0: as anywhere."""
    leans: bool = False
    """Whether a cell too long for it begins earlier, where the one before leaves cells blank."""


@dataclass(frozen=True, slots=True)
class Order:
    """The column that a list is sorted by."""

    column: str
    backwards: bool = False


FOCUS = {True: "▌", False: "▏"}
"""The sign before the row one is on: here, or with the focus in another part of the screen."""
_NEVER = Order("")


class Table(ScrollView, Generic[R], can_focus=True):
    """A virtual list of rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,ctrl+home", "goto(0)", "First", show=False),
        Binding("end,ctrl+end", "goto(-1)", "Last", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on another row, or the row under it was replaced."""

        row: Any

    @dataclass
    class HeadingClicked(Message):
        """The mouse on a column's title."""

        column: TableColumn[Any]

    class LeftAtTop(Message):
        """↑ on the first row."""

    class Opened(Message):
        """Enter, or a second click, on the row under the cursor."""

    def __init__(
        self,
        columns: Sequence[TableColumn[R]],
        key: Callable[[R], Hashable],
        group: Callable[[R], str | None] | None = None,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's own name
        empty: str = "",
    ) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.key = key
        self.group = group
        self.empty = empty
        """What an empty list says."""
        self.order = _NEVER
        self.marked: set[Hashable] = set()
        self.rows: list[R] = []
        self._lines: list[int | str] = []
        """What each line shows: the number of a row, or a heading."""
        self._headings: list[str | None] = []
        self._line_of: list[int] = []
        self._layout: list[tuple[TableColumn[R], int]] = []
        self._tight = False
        """Whether there is too little room for all columns."""
        self._styles: dict[tuple[str, str], Style] = {}

    # What is shown

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def cursor_line(self) -> int:
        """The line of the widget on which the highlighted row stands; 0, that of the titles, for none."""
        there = 0 <= self.cursor < len(self._line_of)
        return self._line_of[self.cursor] - self.scroll_offset.y + self.fixed if there else 0

    @property
    def fixed(self) -> int:
        """Lines above the rows that do not scroll with them."""
        return 1

    def show(self, rows: Iterable[R]) -> None:
        """Replace the rows. The cursor stays on its row, or where that was; the view does not jump.

        Where its beginning is in sight it stays so: what comes above the cursor is seen.
        """
        kept, offset = self.row, self.scroll_offset.y
        line_before = self._line_of[self.cursor] if kept is not None else 0
        at = self.cursor
        self.rows = self._ordered(list(rows))
        self._lines, self._line_of = [], []
        last: str | None = None
        group = self.group if self.order == _NEVER else None
        self._headings = [group(row) for row in self.rows] if group else [None] * len(self.rows)
        for number, heading in enumerate(self._headings):
            if heading is not None and heading != last:
                self._lines.append(heading)
                last = heading
            self._line_of.append(len(self._lines))
            self._lines.append(number)
        if kept is not None:
            wanted = self.key(kept)
            at = next((n for n, row in enumerate(self.rows) if self.key(row) == wanted), at)
        at = max(0, min(at, len(self.rows) - 1))
        self._measure()
        self.set_reactive(Table.cursor, at)
        if self.rows:
            moved = self._line_of[at] - line_before if kept is not None and offset else 0
            self.scroll_to(y=max(0, offset + moved), animate=False, force=True)
            self.call_after_refresh(self._keep_in_view)
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def _ordered(self, rows: list[R]) -> list[R]:
        """The rows by the real values of a column, which no heading divides; rows of one value keep their order."""
        value = next((column.sort for column in self.columns if column.key == self.order.column), None)
        if value is None:
            self.order = _NEVER
            return rows
        with_value = [row for row in rows if value(row) is not None]
        with_value.sort(key=value, reverse=self.order.backwards)
        return [*with_value, *(row for row in rows if value(row) is None)]

    def sort_by(self, column: str) -> None:
        """Sort by a column, the other way round when that was so already; the empty name brings the groups back."""
        self.order = Order(column, not self.order.backwards if self.order.column == column else False)

    def mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self.row is not None:
            self.marked ^= {self.key(self.row)}
            self.refresh()
            self.cursor += 1

    @property
    def marked_rows(self) -> list[R]:
        """The marked rows that are shown, in their order."""
        return [row for row in self.rows if self.key(row) in self.marked] if self.marked else []

    def find(self, key: Hashable) -> bool:
        """Put the cursor on the row with a key; whether there is one."""
        for number, row in enumerate(self.rows):
            if self.key(row) == key:
                self.cursor = number
                return True
        return False

    @property
    def wide(self) -> int:
        """Cells of a line; a scrollbar takes from them."""
        return self.size.width - self.scrollbar_gutter.width

    def laid_out(self, width: int) -> list[tuple[TableColumn[R], int]]:
        """The columns that show in a width, each with its cells."""
        self._tight, laid = laid_out(self.columns, width)
        return laid

    def gap(self, column: TableColumn[R]) -> int:
        """Cells between a column and the next."""
        return 1 if self._tight and column.close else 2

    def _measure(self) -> None:
        self._layout = self.laid_out(self.wide)
        self.virtual_size = Size(self.wide, len(self._lines) + 1)

    def watch_show_vertical_scrollbar(self) -> None:
        self.on_resize()

    def on_resize(self) -> None:
        self._measure()
        self._keep_in_view()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.wide
        if y == 0:
            rooms = [size + self.gap(column) for column, size in self._layout]
            rooms[-1:] = [rooms[-1] + 1] if rooms else []  # nothing follows it to run into
            titles = "".join(self._title(column, room) for (column, _), room in zip(self._layout, rooms, strict=True))
            return Strip([Segment(set_cell_size(f"  {titles}", width), self._style("header"))], width)
        at = self.scroll_offset.y + y - 1
        if at >= len(self._lines):
            sentence = self._why_empty(y - 2, width) if not self.rows else ""
            return Strip([Segment(set_cell_size(f"  {safe(sentence)}", width), self._style("row", "muted"))], width)
        line = self._lines[at]
        if isinstance(line, str):
            return Strip([Segment(set_cell_size(f" {safe(_capitals(line))}", width), self._style("group"))], width)
        row, here = self.rows[line], line == self.cursor and self.row is not None
        look = "row" if not here else "cursor" if self.has_focus else "cursor-blurred"
        signs = (FOCUS[self.has_focus] if here else " ", "✱" if self.marked and self.key(row) in self.marked else " ")
        return self._strip([column.cell(row) for column, _ in self._layout], look, signs, width)

    def _why_empty(self, line: int, width: int) -> str:
        """A line of what an empty list says."""
        lines = textwrap.wrap(safe(self.empty), max(10, width - 4), break_on_hyphens=False)
        return lines[line] if 0 <= line < len(lines) else ""

    def _title(self, column: TableColumn[R], room: int) -> str:
        """A title, or what it has before a comma, with the arrow of the order: never up to the next one."""
        arrow = "" if column.key != self.order.column else "↑" if self.order.backwards else "↓"
        most = max(0, room - 1 - len(arrow))
        words = column.title if cell_len(column.title) <= most else column.title.partition(",")[0]
        title = set_cell_size(words, min(cell_len(words), most))
        return set_cell_size(f"{title}{arrow}", room)

    def _strip(self, cells: Sequence[Cell], look: str, signs: tuple[str, str], width: int) -> Strip:
        sign, mark = signs
        segments = [Segment(sign, self._style(look, "accent")), Segment(mark, self._style(look))]
        for cell, left, (column, _) in zip(cells, leant(self._layout, cells), self._layout, strict=True):
            for text, colour in cell.pieces if isinstance(cell, Pieces) else (cell,):
                piece = column.fit(safe(text), left) if not isinstance(cell, Pieces) else text[:left]
                segments.append(Segment(piece, self._style(look, colour)))
                left -= cell_len(piece)
            segments.append(Segment(" " * (left + self.gap(column)), self._style(look)))
        return Strip(segments).adjust_cell_length(width, self._style(look))

    def _style(self, look: str, colour: str = "") -> Style:
        """The style of a line, with one of the colours that carry meaning."""
        style = self._styles.get((look, colour))
        if style is None:
            style = line_style(look, colour, self.app.theme_variables)
            self._styles[look, colour] = style
        return style

    def notify_style_update(self) -> None:
        """Another theme: its colours are looked up anew."""
        self._styles.clear()
        super().notify_style_update()

    # Moving

    def validate_cursor(self, value: int) -> int:
        return max(0, min(value, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        if not self._keep_in_view():
            self._redraw(*(self._line_of[n] for n in (old, new) if 0 <= n < len(self._line_of)))
        self.post_message(self.Highlighted(self.row))

    def _redraw(self, *lines: int) -> None:
        """Draw these lines of the list anew, and no other."""
        width, above = self.wide, self.fixed - self.scroll_offset.y
        self.refresh(*(Region(0, line + above, width, 1) for line in lines))

    def _keep_in_view(self) -> bool:
        """Scroll so that the cursor's line is seen, with the heading of its group; whether it had to."""
        if not self.rows or not self.is_mounted:
            return False
        line, top, height = self._line_of[self.cursor], self.scroll_offset.y, self.size.height - self.fixed
        first = line - 1 if line and isinstance(self._lines[line - 1], str) else line
        if first < top:
            wanted = first
        elif line >= top + height:
            wanted = line - height + 1
        else:
            return False
        self.scroll_to(y=wanted, animate=False, force=True)
        self.refresh()
        return True

    def action_move(self, by: int) -> None:
        if by < 0 and self.cursor == 0:
            self.post_message(self.LeftAtTop())
            return
        self.cursor += by

    def action_page(self, by: int) -> None:
        self.cursor += by * max(1, self.size.height - 2)

    def action_goto(self, number: int) -> None:
        self.cursor = number if number >= 0 else len(self.rows) - 1

    def action_open(self) -> None:
        if self.row is not None:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            column = self._column_at(event.x)
            if column is not None:
                self.post_message(self.HeadingClicked(column))
            return
        at = self.scroll_offset.y + event.y - 1
        line = self._lines[at] if at < len(self._lines) else None
        if isinstance(line, int):
            if line == self.cursor and event.chain > 1:
                self.action_open()
            self.cursor = line

    def _column_at(self, x: int) -> TableColumn[R] | None:
        left = GUTTER
        for column, size in self._layout:
            wide = size + self.gap(column)
            if left <= x < left + wide:
                return column
            left += wide
        return None

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _capitals(heading: str) -> str:
    """A heading in capitals as far as it names the group: `STAGE 1 · team manager  1`."""
    name, dot, more = heading.partition(" · ")
    return f"{name.upper()}{dot}{more}"
