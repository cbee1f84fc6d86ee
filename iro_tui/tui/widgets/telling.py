"""Lines of text in pieces, broken between words to the width there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from iro_tui.text import safe

Line = list[tuple[str, str]]
"""A line as pieces of text, each with its style."""

_WORDS = re.compile(r"(\s*)((?:✓ |(?<=\s{3})· )?\S*)")
"""A word with the blanks before it; a tick, or what stands in its place, is not parted from its word."""


class Telling(VerticalScroll, can_focus=True):
    """Lines of text that hang under their own beginning when they are too long; the arrows scroll them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._told: list[Line] = []

    def compose(self) -> Iterator[Static]:
        yield Static()

    def tell(self, lines: Iterable[Line]) -> None:
        self._told = list(lines)
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        text = self.query_one(Static)
        room = max(20, self.scrollable_content_region.width - text.styles.padding.width)
        text.update(Content("\n").join(hung(line, room) for line in self._told))


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
