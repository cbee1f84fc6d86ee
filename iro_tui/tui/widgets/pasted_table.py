"""The table of pasted rows: their headings and ours, the cells as pasted, and what comes in or stays out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from iro_tui.exchange.pasted import UNREAD, Block, meaning_of
from iro_tui.text import safe
from iro_tui.tui.text import fitted

if TYPE_CHECKING:
    from iro_tui.actions.listed_row import RowPreview

GAP, NUMBER, WIDEST, LEAST = 2, 6, 22, 5
HEADINGS = 3
"""Lines above the rows: theirs, ours, a rule."""


class PastedTable(Widget, can_focus=True):
    """↑ ↓ go from row to row, ← → from column to column; what does not fit scrolls sideways behind the reference."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Before", show=False),
        Binding("down,j", "step(1)", "After", show=False),
        Binding("pageup", "step(-10)", "Page", show=False),
        Binding("pagedown", "step(10)", "Page", show=False),
        Binding("left", "aside(-1)", "Column", show=False),
        Binding("right", "aside(1)", "Column", show=False),
    ]

    class Moved(Message):
        """Another row is under the cursor."""

    def __init__(self, block: Block, labels: Mapping[str, str]) -> None:
        super().__init__()
        self._labels = labels
        self._rows: Sequence[RowPreview] = ()
        self._at = self._column = 0
        self.on_column = False
        """Whether Enter is about the column: ← or → was pressed last."""
        self._take(block)

    def _take(self, block: Block) -> None:
        self._places = [at for at, name in enumerate(block.columns) if name]
        self._names = [block.columns[at] for at in self._places]
        self._theirs = dict(zip(block.columns, block.headings, strict=False))

    def show(self, block: Block, rows: Sequence[RowPreview]) -> None:
        self._take(block)
        self._rows = rows
        self._at = min(self._at, max(0, len(rows) - 1))
        self.refresh()

    @property
    def row(self) -> RowPreview | None:
        return self._rows[self._at] if self._rows else None

    @property
    def column(self) -> str:
        """The name of the column under the cursor."""
        return self._names[self._column] if self._names else "ref"

    @property
    def at(self) -> tuple[int, int]:
        """The row and the column under the cursor, by their places."""
        return self._at, self._column

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor there."""
        self._column = max(0, min(column, len(self._names) - 1))
        self._go(max(0, min(row, len(self._rows) - 1)))

    @property
    def place(self) -> int:
        """The place of the column under the cursor in the block."""
        return self._places[self._column] if self._places else 0

    @property
    def heading(self) -> str:
        """What stands over the column under the cursor in their list."""
        return self._theirs.get(self.column, "") or f"column {self.place + 1}"

    def _called(self, name: str) -> str:
        return "not read" if name.startswith(UNREAD) else self._labels.get(meaning_of(name), name)

    def action_step(self, by: int) -> None:
        self._go(max(0, min(self._at + by, len(self._rows) - 1)))

    def action_aside(self, by: int) -> None:
        self._column = max(0, min(self._column + by, len(self._names) - 1))
        self.on_column = True
        self.refresh()
        self.post_message(self.Moved())

    def next_where(self, holds: Callable[[RowPreview], bool]) -> None:
        """To the next row for which something holds, from the first again after the last."""
        after = [*range(self._at + 1, len(self._rows)), *range(self._at + 1)]
        at = next((n for n in after if holds(self._rows[n])), self._at)
        self._go(at)

    def _go(self, at: int) -> None:
        self._at = at
        self.on_column = False
        self.refresh()
        self.post_message(self.Moved())

    def _width(self, name: str) -> int:
        cells = [row.cells.get(name, "") for row in self._rows]
        longest = max(map(cell_len, [*cells, self._theirs.get(name, ""), self._called(name)]), default=0)
        return max(LEAST, min(WIDEST, longest))

    def _seen(self) -> list[str]:
        """The reference, and from it on the columns that fit beside it, so that the one under the cursor is seen."""
        first, others = self._names[:1], self._names[1:]
        room = self.size.width - NUMBER - sum(self._width(name) + GAP for name in first)
        start = 0
        while True:
            seen, left = [], room
            for name in others[start:]:
                left -= self._width(name) + GAP
                if left < 0:
                    break
                seen.append(name)
            if self.column in (*first, *seen) or start >= len(others):
                return [*first, *seen]
            start += 1

    def render(self) -> Content:
        names = self._seen()
        theirs = self._cells([self._theirs.get(name, "") for name in names], names, "")
        ours = self._cells([self._called(name) for name in names], names, "")
        lines = [
            Content.styled(theirs, "$muted"),
            self._marked(ours, names),
            Content.styled(" " + "─" * max(0, self.size.width - 2), "$muted"),
        ]
        room = max(1, self.size.height - HEADINGS)
        first = max(0, min(self._at - room // 2, len(self._rows) - room))
        shown = self._rows[first : first + room]
        lines += [
            self._line(row, names, marked=first + n == self._at and not self.on_column) for n, row in enumerate(shown)
        ]
        return Content("\n").join(lines)

    def _marked(self, ours: str, names: Sequence[str]) -> Content:
        """Our headings; the one under the cursor stands out, and is the focus while Enter is about it."""
        if self.column not in names:
            return Content.styled(ours, "bold $accent")
        before = NUMBER + sum(self._width(name) + GAP for name in names[: names.index(self.column)])
        end = before + self._width(self.column)
        mark = "▌" if self.on_column and self.has_focus else " "
        return Content.assemble(
            (ours[: before - 1], "bold $accent"),
            (mark, "$accent"),
            (ours[before:end], "bold reverse $accent" if self.on_column else "bold underline $accent"),
            (ours[end:], "bold $accent"),
        )

    def _line(self, row: RowPreview, names: Sequence[str], *, marked: bool) -> Content:
        mark = "▌" if marked else " "
        if "words" in row.cells:
            heading = set_cell_size(safe(row.cells["words"]), max(0, self.size.width - 24))
            return Content.assemble((mark, "$accent"), (heading, "bold $accent"), (f" {row.words}", "$muted"))
        text = self._cells([row.cells.get(name, "") for name in names], names, f"{row.number}")
        style = {"in": "", "out": "$muted", "asks": "$today"}[row.state]
        sign = {"in": "", "out": "–", "asks": "!"}[row.state]
        body = text[1:]
        return Content.assemble((mark, "$accent"), (body[: NUMBER - 3], style), (f"{sign:<2}", "$today"),
                                (body[NUMBER - 1 :], f"bold {style}".strip() if marked else style))  # fmt: skip

    def _cells(self, cells: Sequence[str], names: Sequence[str], number: str) -> str:
        """A line of cells below each other; what is too long ends in `…`."""
        parts = [f" {number:<{NUMBER - 1}}"]
        for cell, name in zip(cells, names, strict=True):
            width, text = self._width(name), safe(cell)
            parts.append(fitted(text, width) + " " * GAP)
        return "".join(parts)
