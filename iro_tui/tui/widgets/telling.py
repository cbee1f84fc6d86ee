"""Lines of text in pieces, broken between words to the width there is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from rich.cells import cell_len
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from iro_tui.text import safe

Line = list[tuple[str, str]]
"""A line as pieces of text, each with its style."""

_WORDS = re.compile(r"(\s*)((?:✓ |(?<=\s{3})(?:·|\d) )?\S*)")
"""A word with the blanks before it; a tick, what is in its place, or an answer's digit is not parted from its word."""


class Telling(ScrollView, can_focus=True):
    """Lines of text that hang under their own beginning when they are too long; the arrows scroll them.

    It draws them itself, as a list does its rows: a text within would have the whole screen laid out at each row.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self.auto_links = False
        self._told: list[Line] = []
        self._lines: list[Content] = []
        """What is told, broken to the width; empty while nothing of it is seen."""
        self._strips: list[Strip] = []
        """The same as it is drawn: as much from its beginning on as was looked at."""

    def tell(self, lines: Iterable[Line]) -> None:
        self._told = list(lines)
        self._break()
        self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self) -> None:
        self._break()

    @property
    def _room(self) -> int:
        """The cells of a line. A scrollbar stands within the padding: the cell between them is the text's own."""
        return max(20, self.scrollable_content_region.width - 1)

    def _break(self) -> None:
        seen = bool(self.size)
        text = Content("\n").join(hung(line, self._room) for line in self._told if seen)
        self._lines = text.split("\n", allow_blank=True)
        self._draw()

    def _draw(self) -> None:
        """What is seen of it is drawn when it is looked at: the screens ask for no line that lies below."""
        folds = any(line.cell_length > self._room for line in self._lines)
        self._strips = self._drawn(self._lines) if folds else []
        # Textual's own way to say how high it is has the whole screen laid out, though all else keeps its place.
        self.set_reactive(Widget.virtual_size, self.size.with_height(len(self._strips if folds else self._lines)))
        self._scroll_update(self.virtual_size)
        self.refresh()

    def _drawn(self, lines: list[Content]) -> list[Strip]:
        return Visual.to_strips(self, Content("\n").join(lines), self._room, None, self.visual_style)

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y
        if len(self._strips) <= at < len(self._lines):
            first = max(self.size.height, 1)
            self._strips = self._drawn(self._lines[:first] if at < first else self._lines)
        return self._strips[at] if at < len(self._strips) else Strip([])

    def notify_style_update(self) -> None:
        """Another theme, or another ground: what is drawn has the colours of before."""
        super().notify_style_update()
        self._draw()

    # What the mouse has marked

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        self._draw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract("\n".join(line.plain for line in self._lines)), "\n"


def hung(line: Line, width: int) -> Content:
    """A line broken between words to a width; the rest hangs under what follows the pieces that end in a blank."""
    indent = sum(cell_len(text) for text, _ in takewhile(lambda piece: piece[0].endswith(" "), line))
    parts = [part for text, style in line for part in _parts(text, style)]
    pieces: Line = []
    used = 0
    for number, (blanks, word, style) in enumerate(parts):
        may_break = bool(blanks) or not number or not parts[number - 1][1]
        # A sign belongs to the word before it, also where that has another style.
        rest = "".join(after for _, after, _ in takewhile(lambda part: not part[0] and part[1], parts[number + 1 :]))
        if may_break and used > indent and used + cell_len(blanks + word + rest) > width:
            blanks = "\n" + " " * indent
            used = 0
        pieces.append((blanks + word, style))
        used += cell_len(blanks.strip("\n") + word)
    return Content.assemble(*pieces)


def _parts(text: str, style: str) -> list[tuple[str, str, str]]:
    """A piece as words, each with the blanks before it."""
    return [(blanks, word, style) for blanks, word in _WORDS.findall(safe(text)) if blanks or word]
