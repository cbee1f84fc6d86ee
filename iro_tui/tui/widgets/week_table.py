"""The week as five columns where there is room, else as a list of its days: the same rows, cursor and keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip

from iro_tui.caseload.lists.week import BY, DONE, FREE, MEETING, WeekLine, monday_of
from iro_tui.domain.words import DAYS, clock_sign, clock_tone, in_a_sentence
from iro_tui.text import safe
from iro_tui.tui.text import fitted
from iro_tui.tui.widgets.table import FOCUS, Table

GRID_FROM = 100
"""Columns of the list from which the days stand side by side."""
LABEL = 7
"""Cells of the hours at the left."""
FIRST_HOUR, LAST_HOUR = 9, 17
_TOP, _BAND = "", "by"


class Piece(NamedTuple):
    """A cell of the grid: the row it is of, what stands there, and in which colour."""

    row: int
    text: str
    colour: str


class WeekTable(Table[WeekLine]):
    """The rows of a week. ← → go to the day before and after, ↑ ↓ from entry to entry."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "day(-1)", "Day before", show=False),
        Binding("right", "day(1)", "Day after", show=False),
    ]
    today = date.min
    title = ""
    """What stands above the days: which week it is."""
    beside = "< week before   > week after "
    """What stands at the end of the same line."""
    label = LABEL
    """Cells of the hours at the left; none where the days have no hours beside them."""
    _grid: tuple[tuple[str, dict[date, Piece]], ...] = ()

    @property
    def is_grid(self) -> bool:
        """Whether the days stand side by side."""
        return self.size.width >= GRID_FROM and bool(self.rows)

    @property
    def fixed(self) -> int:
        """Which week it is, and the days where they stand side by side, each with what it holds under it."""
        return 1 + self.is_grid * (2 if self.label else 1)

    def show(self, rows: Iterable[WeekLine]) -> None:
        """Replace the rows; where that under the cursor is gone, it goes to the one meeting that came in its week."""
        before, here, top = {self.key(row) for row in self.rows}, self.row, self.scroll_offset.y
        super().show(rows)
        self._lay_out()
        if here is None or not self.rows or monday_of(here.day) != monday_of(self.rows[0].day):
            return
        if self.is_grid:
            self.scroll_to(y=top, animate=False, force=True)  # the lines of the list are not those of the grid
        there = {self.key(row): row for row in self.rows}
        came = [key for key, row in there.items() if row.kind == MEETING and key not in before]
        if self.key(here) not in there and len(came) == 1:
            self.find(came[0])

    def on_resize(self) -> None:
        super().on_resize()
        if self.rows:
            super().show(self.rows)
        self._lay_out()

    @property
    def _days(self) -> list[date]:
        """Monday to Friday, and a day of the weekend on which something lies."""
        there = {row.day for row in self.rows}
        monday = self.rows[0].day - timedelta(days=self.rows[0].day.weekday())
        every = (monday + timedelta(days=n) for n in range(7))
        return [day for day in every if day.weekday() < 5 or day in there]

    def _lay_out(self) -> None:
        """Put every entry into the line of its hour and the column of its day."""
        lines = self._grid_lines() if self.is_grid else []
        self._grid = tuple(lines)
        if not lines:
            return
        self._line_of = [0] * len(self.rows)
        for at in range(len(lines) - 1, -1, -1):
            for piece in lines[at][1].values():
                self._line_of[piece.row] = at
        self._lines = [0] * len(lines)
        self.virtual_size = Size(self.wide, len(lines) + self.fixed)
        self._keep_in_view()
        self.refresh()

    def _grid_lines(self) -> list[tuple[str, dict[date, Piece]]]:
        """The lines under the days: what stands at the left of each, and in each day."""
        slots: defaultdict[str, defaultdict[date, list[Piece]]] = defaultdict(lambda: defaultdict(list))
        for number, row in enumerate(self.rows):
            slots[_slot(row)][row.day] += pieces_of(number, row)
        hours = sorted({slot for slot in slots if slot.isdigit()} | {f"{n:02}" for n in range(FIRST_HOUR, LAST_HOUR)})
        lines: list[tuple[str, dict[date, Piece]]] = []
        for slot in (_TOP, *hours, _BAND):
            of_slot: dict[date, list[Piece]] = slots.get(slot) or {}
            if slot == _BAND and of_slot:
                lines.append(("─", {}))
            height = max((len(pieces) for pieces in of_slot.values()), default=0) or int(slot.isdigit())
            for n in range(height):
                label = (f"{slot}:00" if slot.isdigit() else slot) if n == 0 else ""
                lines.append((label, {day: pieces[n] for day, pieces in of_slot.items() if n < len(pieces)}))
        return lines

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.wide
        if y == 0:
            words = f" {self.title}".ljust(width - len(self.beside)) + self.beside
            return Strip([Segment(fitted(words, width), self._style("group"))], width)
        if not self.is_grid:
            return super().render_line(y)
        if y < self.fixed:
            return self._heads(width, y - 1)
        at = self.scroll_offset.y + y - self.fixed
        if at >= len(self._grid):
            return Strip.blank(width, self._style("row"))
        label, of_day = self._grid[at]
        if label == "─":
            return Strip([Segment("─" * width, self._style("row", "muted"))], width)
        column = self._column(width)
        segments = [Segment(fitted(f" {label}", self.label), self._style("row", "muted"))]
        for day in self._days:
            segments += self._cell(of_day.get(day), column)
        return Strip(segments).adjust_cell_length(width, self._style("row"))

    def _column(self, width: int) -> int:
        return (width - self.label) // len(self._days)

    def _cell(self, piece: Piece | None, column: int) -> Iterable[Segment]:
        yield Segment("│", self._style("row", "muted"))
        if piece is None:
            yield Segment(" " * (column - 1), self._style("row"))
            return
        here = piece.row == self.cursor
        look = "row" if not here else "cursor" if self.has_focus else "cursor-blurred"
        sign = FOCUS[self.has_focus] if here else " "
        yield Segment(fitted(f"{sign}{safe(piece.text)}", column - 1), self._style(look, piece.colour))

    def _heads(self, width: int, line: int) -> Strip:
        """A line over the days: which day, and why it is not worked; under it what it holds."""
        column = self._column(width)
        segments = [Segment(" " * self.label, self._style("group"))]
        firsts = {row.day: row for row in reversed(self.rows)}
        for day in self._days:
            called = f"{DAYS[day.weekday()]} {day.day}{' today' if day == self.today else ''}"
            row = firsts.get(day)
            off, holds = (safe(row.off), safe(row.holds)) if row else ("", "")
            words = head_lines(called, off, holds, column - 3, in_one=not self.label)[line]
            segments.append(Segment("│", self._style("row", "muted")))
            segments.append(Segment(fitted(f" {words}", column - 1), self._style("group")))
        return Strip(segments).adjust_cell_length(width, self._style("group"))

    # Moving

    def watch_cursor(self, old: int, new: int) -> None:
        super().watch_cursor(old, new)
        if self.is_grid:
            self.refresh()  # an entry has two lines

    def action_day(self, by: int) -> None:
        """To the entry of the next day that stands nearest to this one."""
        if self.row is None:
            return
        days = sorted({row.day for row in self.rows})
        at = days.index(self.row.day) + by
        if 0 <= at < len(days):
            there = [n for n, row in enumerate(self.rows) if row.day == days[at]]
            line = self._line_of[self.cursor]
            self.cursor = min(there, key=lambda n: abs(self._line_of[n] - line)) if self.is_grid else there[0]

    def on_click(self, event: events.Click) -> None:
        if not self.is_grid:
            return  # Textual calls the table's own handler after this one
        event.prevent_default()
        at, days = self.scroll_offset.y + event.y - self.fixed, self._days
        if event.y < self.fixed or not 0 <= at < len(self._grid) or event.x < self.label:
            return
        piece = self._grid[at][1].get(days[min((event.x - self.label) // self._column(self.wide), len(days) - 1)])
        if piece:
            if piece.row == self.cursor and event.chain > 1:
                self.action_open()
            self.cursor = piece.row


BRIEFLY = {"your leave": "leave", "your training": "training", "a bank holiday": "bank holiday"}
OFF = "off"
"""Why a day is not worked where there is no room for the words, and where there is none for why."""


def head_lines(called: str, off: str, holds: str, room: int, *, in_one: bool = False) -> tuple[str, str]:
    """What stands over a day: what it is called and why it is not worked, briefly if need be; and what it holds.

    Of what it holds the parts that are whole: `2 meetings, 3 to do` gives `2 meetings`. `in_one`: in the first line.
    """
    forms = [f"{called}  {form}" for form in (off, BRIEFLY.get(off, OFF), OFF)] if off else [called]
    parts = holds.split(", ")
    beside = cell_len(parts[0]) + 2 if in_one and holds else 0
    fits = (form for extra in (beside, 0) for form in forms if cell_len(form) + extra <= room)
    first = next(fits, forms[-1])
    if not in_one:
        return first, _whole_parts(parts, room)
    left = room - cell_len(first) - 2
    return (f"{first}  {_whole_parts(parts, left)}" if 0 < beside - 2 <= left else first), ""


def _whole_parts(parts: Sequence[str], room: int) -> str:
    """As many of the first as have room, but one at least."""
    kept = list(parts)
    while len(kept) > 1 and cell_len(", ".join(kept)) > room:
        kept.pop()
    return ", ".join(kept)


def _slot(row: WeekLine) -> str:
    """The hour an entry stands at; what has none stands above them, what is only due below."""
    if row.kind == BY:
        return _BAND
    return row.time[:2] if row.time else _TOP


def pieces_of(number: int, row: WeekLine) -> list[Piece]:
    """An entry as one or two lines of its day."""
    ref, duty = row.who.ref if row.who else "", row.duty
    if row.kind == FREE:
        return [Piece(number, f"{row.time} {row.what.replace(f'{row.time} ', '')}", "muted")]
    if row.kind == DONE and row.time:
        first = f"✓ {row.time} {ref}".rstrip()
        return [Piece(number, first, "muted"), Piece(number, f"  {in_a_sentence(row.what)}", "muted")]
    if row.kind == DONE:
        return [Piece(number, " ".join(filter(None, ("✓", ref, in_a_sentence(row.what)))), "muted")]
    if row.kind == MEETING:
        first = f"{row.time} {ref}".strip() or "–"
        place = f", {duty.place}" if duty and duty.place else ""
        return [Piece(number, first, ""), Piece(number, f"  {in_a_sentence(row.what)}{place}", "muted")]
    sign = clock_sign(duty.clock, duty.distance).strip() if duty else ""
    colour = clock_tone(duty.clock, duty.weight) if duty else ""
    return [Piece(number, " ".join(filter(None, (sign, ref, in_a_sentence(row.what)))), colour)]
