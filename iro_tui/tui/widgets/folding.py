"""A list whose groups open as far as the lines reach; the rest of each is one line that says what it holds.

Headings and such lines can be gone to like rows: → opens, ← folds, Enter goes where a heading leads. What must not be
overlooked is never folded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from iro_tui.text import safe
from iro_tui.tui.text import cut
from iro_tui.tui.widgets.folded_lines import GroupPart, HeadLine, lines_for, named
from iro_tui.tui.widgets.table import FOCUS, Order, Table

R = TypeVar("R")
ROOMY = 30
"""Lines of a screen from which a blank one stands between groups."""


class FoldingTable(Table[R], Generic[R]):
    """A list of groups that fold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "fold", "Fold", show=False),
        Binding("right", "unfold", "Open", show=False),
    ]

    @dataclass
    class RowFolded(Message):
        """→ or ← on a row: what is folded into it is to be shown, or not any more."""

        row: Any
        opens: bool

    never_folded: Collection[str] = ()
    """The headings of groups that are always shown whole."""
    keeps: Callable[[Any], bool] = staticmethod(lambda _: False)
    """Whether a row of a group that folds stays in sight, unless somebody folds that group."""
    says: Callable[[Sequence[Any]], str] = staticmethod(lambda rows: f"{len(rows)} more")
    """What is in the rows that a line stands for."""
    divides: Callable[[str, Sequence[Any], int], Sequence[tuple[str, int]]] = staticmethod(lambda *_: ())
    """How a folded group of rows stands on so many lines at the most: what each line is called, and how many rows it
    holds. None: its first rows are shown, and one line stands for the rest."""
    notes: Mapping[str, str] = MappingProxyType({})
    """By heading what is said beside it."""
    shut: Collection[str] = ()
    """The headings of groups that are one line each until somebody opens them."""
    whole = False
    """Whether nothing is folded: something is looked for."""
    head_at: int | None = None
    """The line of the heading under the cursor; None while it is on a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heads: dict[int, HeadLine] = {}
        """The lines that are no rows, by their number."""
        self._chosen: dict[str, bool] = {}
        """The groups that a person has opened or folded."""
        self._hidden: dict[int, str] = {}
        """The rows that are not shown, each with its group."""
        self._folded_for = (0, 0)

    @property
    def row(self) -> R | None:
        return None if self.head_at is not None else super().row

    def show(self, rows: Iterable[R]) -> None:
        here = self.heads.get(self.head_at) if self.head_at is not None else None
        self.head_at = None
        super().show(rows)
        self._fold()
        if here:
            self.head_at = next((at for at, head in self.heads.items() if head[0] == here.group), None)
            self.post_message(self.Highlighted(self.row))

    def on_resize(self) -> None:
        super().on_resize()
        if self._folded_for != self._room:
            self._fold()

    @property
    def _room(self) -> tuple[int, int]:
        """What it is folded by, beside its rows: the lines it has, and those of the whole screen."""
        return self.size.height, self.app.size.height

    # Folding

    def _parts(self) -> list[GroupPart]:
        parts, begin = [], 0
        for name, rows in groupby(self._headings):
            end = begin + sum(1 for _ in rows)
            folds = named(name or "") not in self.never_folded
            kept = frozenset(n for n in range(begin, end) if folds and self.keeps(self.rows[n]))
            parts.append(GroupPart(name or "", range(begin, end), folds, kept))
            begin = end
        return parts

    def _fold(self) -> None:
        """Lay the lines out anew: headings, the rows that are shown, and a line for those that are not."""
        self.heads, self._hidden = {}, {}
        self._folded_for = self._room
        if not self.rows or self.group is None or self.order != Order(""):
            return
        parts = self._parts()
        free = [part.folds and not self.whole for part in parts]
        opened = [
            self._chosen.get(named(part.group), False if named(part.group) in self.shut else None) if folds else True
            for part, folds in zip(parts, free, strict=True)
        ]
        shut = [chosen is False for chosen in opened]
        sizes = [
            (len(part.rows) * (not none), folds, len(part.kept) * (not none))
            for part, folds, none in zip(parts, free, shut, strict=True)
        ]
        lines: list[int | str] = []
        apart = self.app.size.height >= ROOMY
        rooms = lines_for(sizes, self.size.height - 1 - apart * max(0, len(parts) - 1))
        for part, room, folds, chosen in zip(parts, rooms, free, opened, strict=True):
            shown = len(part.rows) if chosen else room - 1
            if chosen is False or (folds and not chosen and room == 1):
                shown = 0
            if apart and lines:
                lines.append("")
            self._lay(part, shown, lines)
        self._lines = lines
        self.virtual_size = Size(self.wide, len(lines) + 1)
        if self.cursor in self._hidden:
            self._open_hidden()
        else:
            self._keep_in_view()
        self.refresh()

    def _lay(self, part: GroupPart, room: int, lines: list[int | str]) -> None:
        """The heading, and in so many lines its rows; where they do not fit, lines that stand for the rest."""
        closed, note = room == 0, self.notes.get(named(part.group), "")
        held = self.says([self.rows[n] for n in part.rows]) if closed else ""
        self.heads[len(lines)] = HeadLine(part.group, part.group, held, closed, note)
        lines.append("")
        if closed:
            self._hide(part.rows, part.group, len(lines) - 1)
            return
        rest: Sequence[int] = [n for n in part.rows if n not in part.kept]
        left = room - len(part.kept)
        divided = self.divides(named(part.group), [self.rows[n] for n in rest], left) if room < len(part.rows) else ()
        first = 0 if divided else len(rest) if room >= len(part.rows) else max(0, left - 1)
        hidden = set(rest[first:])
        for n in part.rows:
            if n not in hidden:
                self._line_of[n] = len(lines)
                lines.append(n)
        rest = rest[first:]
        for words, count in divided or ([(f"{len(rest)} more", len(rest))] if rest else []):
            numbers, rest = rest[:count], rest[count:]
            says = self.says([self.rows[n] for n in numbers])
            self.heads[len(lines)] = HeadLine(part.group, words, says, rest=True, first=numbers[0])
            lines.append("")
            self._hide(numbers, part.group, len(lines) - 1)

    def _hide(self, numbers: Sequence[int], group: str, line: int) -> None:
        """One line stands for all of these rows."""
        for n in numbers:
            self._line_of[n] = line
        self._hidden |= dict.fromkeys(numbers, group)

    def _open_hidden(self) -> None:
        self._chosen[named(self._hidden[self.cursor])] = True
        self._fold()

    # Drawing

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y - 1
        head = self.heads.get(at) if y else None
        if head is None:
            return super().render_line(y)
        here, width = at == self.head_at, self.wide
        sign = FOCUS[self.has_focus] if here else " "
        look = ("cursor" if self.has_focus else "cursor-blurred") if here else "group"
        words = f"{'► ' * head.rest}{head.words if head.rest and not self._is_heading(at) else head.words.upper()}"
        first = f"{sign}{safe(words)}  "
        # What is said beside a heading is a warning or a day off: what the rows hold gives way to it.
        left = width - cell_len(first)
        note = cut(safe(f"{'   ' * bool(head.beside)}{head.note}"), left) if head.note else ""
        held = cut(safe(head.beside), left - cell_len(note))
        beside = "cursor" if here else "row"
        tone = "today" if head.note.startswith("!") else "muted"
        pieces = ((first, look, ""), (held, beside, "muted"), (note, beside, tone))
        line = Strip([Segment(text, self._style(of, colour)) for text, of, colour in pieces])
        return line.adjust_cell_length(width, self._style(look if here else "row"))

    def _is_heading(self, line: int) -> bool:
        return self.heads[line].words == self.heads[line].group

    # Moving

    def _is_blank(self, line: int) -> bool:
        """Whether a line only stands between two groups."""
        return 0 <= line < len(self._lines) and self._lines[line] == "" and line not in self.heads

    def _here(self) -> int:
        return self.head_at if self.head_at is not None else self._line_of[self.cursor]

    def action_move(self, by: int) -> None:
        if not self.heads:
            super().action_move(by)
            return
        at = self._here() + by
        if self._is_blank(at):
            at += by
        if at < 0:
            self.post_message(self.LeftAtTop())
        elif at < len(self._lines):
            self._go(at)

    def action_page(self, by: int) -> None:
        if not self.heads:
            super().action_page(by)
            return
        wanted = self._here() + by * max(1, self.size.height - 2)
        wanted = max(0, min(wanted, len(self._lines) - 1))
        self._go(wanted + self._is_blank(wanted))

    def action_goto(self, number: int) -> None:
        if not self.heads:
            super().action_goto(number)
            return
        shown = [self._line_of[n] for n in range(len(self.rows)) if n not in self._hidden]
        if shown:
            self._go(shown[0] if number >= 0 else max(*shown, *self.heads))

    def _go(self, line: int) -> None:
        """Put the cursor on a line, a row's or a heading's."""
        before, self.head_at = self._here(), line if line in self.heads else None
        number = self._lines[line]
        if self.head_at is None and isinstance(number, int) and number != self.cursor:
            self.cursor = number  # which keeps it in view, and says that another row is highlighted
        else:
            self._keep_in_view()
            if before != line:
                self.post_message(self.Highlighted(self.row))
        self._redraw(before, line)

    def watch_cursor(self, old: int, new: int) -> None:
        at, self.head_at = self.head_at, None
        if new in self._hidden:
            self._open_hidden()
        elif at is not None:
            self._redraw(at)
        super().watch_cursor(old, new)

    def _keep_in_view(self) -> bool:
        if self.head_at is None:
            return super()._keep_in_view()
        top, height = self.scroll_offset.y, self.size.height - 1
        wanted = self.head_at if self.head_at < top else max(top, self.head_at - height + 1)
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, force=True)
        self.refresh()
        return True

    # Opening

    @property
    def on_rest(self) -> bool:
        """Whether the cursor is on a line that stands for the rest of a group."""
        return self.head_at is not None and self.heads[self.head_at].rest and not self._is_heading(self.head_at)

    def _group_here(self) -> str:
        if self.head_at is not None:
            return self.heads[self.head_at].group
        return (self.group(self.rows[self.cursor]) if self.group and self.rows else None) or ""

    def turn(self) -> None:
        """Open what the line under the cursor stands for, or fold the group it heads."""
        head = self.heads[self.head_at] if self.head_at is not None else None
        if head and (head.rest or self.on_rest):
            FoldingTable.action_unfold(self)
        elif head:
            self._choose(head.group, opens=False)

    def action_unfold(self) -> None:
        if self.head_at is None:
            if self.row is not None:
                self.post_message(self.RowFolded(self.row, opens=True))
            return
        head = self.heads[self.head_at]
        self._choose(head.group, opens=True)
        if head.first >= 0:
            self.cursor = head.first

    def action_fold(self) -> None:
        if self.head_at is None and self.row is not None:
            self.post_message(self.RowFolded(self.row, opens=False))
        elif self.head_at is not None:
            self._choose(self._group_here(), opens=False)

    def fold_group(self) -> None:
        """Fold the group of the row under the cursor, which then is its heading."""
        self._choose(self._group_here(), opens=False)

    def _choose(self, group: str, *, opens: bool) -> None:
        if not group or (not opens and named(group) in self.never_folded):
            return
        self._chosen[named(group)] = opens
        first = next((n for n, row in enumerate(self.rows) if self.group and self.group(row) == group), None)
        if first is None:
            return
        self.set_reactive(Table.cursor, first if opens else min(first, len(self.rows) - 1))
        self.head_at = 0
        self._fold_keeping(group)

    def _fold_keeping(self, group: str) -> None:
        """Lay out anew with the cursor on a group's heading."""
        self.set_reactive(Table.cursor, 0)
        self._fold()
        self.head_at = next((at for at, head in self.heads.items() if head.group == group), None)
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Highlighted(self.row))

    def action_open(self) -> None:
        if self.head_at is None:
            super().action_open()
        else:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """On a heading; a click on anything else the table takes, whose own handler Textual calls after this one."""
        line = self.scroll_offset.y + event.y - 1
        if event.y and line in self.heads:
            event.prevent_default()
            here = line == self.head_at
            self._go(line)
            if here and event.chain > 1:
                self.action_open()
        elif self.head_at is not None:
            self._redraw(self.head_at)
            self.head_at = None
