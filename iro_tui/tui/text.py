"""What is known of a child, as safe text: data is never markup, and never reaches the terminal raw."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from iro_tui.domain.words import distance_words
from iro_tui.text import is_safe, safe

CLOCK_SYMBOLS = {"overdue": "▲", "today": "●", "soon": "○", "on_time": " "}
"""Each clock is told by its symbol and its words; colour only helps. What is on time has none: most of a list is."""

LATE_COLOURS = {"law": "law", "guidance": "guidance", "local": ""}
"""What is late by its weight: the law's alone is red, habit stays ink."""
CLOCK_COLOURS = {"overdue": "law", "today": "today", "soon": "soon", "on_time": ""}
"""What runs to a review's own limit, which is the law's."""

RAG_LETTERS = {"red": "R", "amber": "A", "green": "G", None: "·"}


def plain(value: object) -> Content:
    """Any piece of data as text that is nothing but text."""
    return Content(safe(str(value)))


def clock_colour(clock: str | None, weight: str = "law") -> str:
    """The role whose ink a clock has; empty for that of all text."""
    return LATE_COLOURS.get(weight, "") if clock == "overdue" else CLOCK_COLOURS.get(clock or "", "")


def clock_words(clock: str, days: int, working_days: int) -> str:
    """`▲ 3 wd late`, `● today`, `○ in 5 wd`, `  in 20 wd`."""
    return f"{CLOCK_SYMBOLS[clock]} {distance_words(days, working_days)}"


class NoControl(LineFilter):
    """The last guard: no control character leaves the program inside a line of a screen."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # type: ignore[override]  # noqa: ARG002
        return [
            Segment(safe(segment.text), segment.style, segment.control) if not is_safe(segment.text) else segment
            for segment in segments
        ]
