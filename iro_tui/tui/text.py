"""What is known of a child, as safe text: data is never markup, and never reaches the terminal raw."""

from __future__ import annotations

import re

from rich.color import Color
from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from iro_tui.domain.words import distance_words

_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, what turns the direction of writing or breaks a line, invisible tags, and halves of a pair,
which no terminal can be sent."""

CLOCK_SYMBOLS = {"overdue": "▲", "today": "●", "soon": "◆", "on_time": "○"}
"""Each clock is told by its symbol and its words; colour only helps."""

RAG_LETTERS = {"red": "R", "amber": "A", "green": "G", None: "·"}


def plain(value: object) -> Content:
    """Any piece of data as text that is nothing but text."""
    return Content(safe(str(value)))


def safe(text: str) -> str:
    """Text with every character that could steer a terminal made visible instead."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def clock_words(clock: str, days: int, working_days: int) -> str:
    """`▲ 3 wd late`, `● today`, `◆ in 5 wd`, `○ in 20 wd`."""
    return f"{CLOCK_SYMBOLS[clock]} {distance_words(days, working_days)}"


def trail_words(trail: tuple[str, ...], most: int = 4) -> str:
    """The last ratings, oldest first: `G G A`."""
    return " ".join(RAG_LETTERS.get(value, "?") for value in trail[-most:]) or "not rated yet"


class NoControl(LineFilter):
    """The last guard: no control character leaves the program inside a line of a screen."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # type: ignore[override]  # noqa: ARG002
        return [
            Segment(safe(segment.text), segment.style, segment.control) if _UNSAFE.search(segment.text) else segment
            for segment in segments
        ]
