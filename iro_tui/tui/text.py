"""What is known of a child, as safe text: data is never markup, and never reaches the terminal raw."""

from __future__ import annotations

import re
import sys

from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from iro_tui.domain.words import CLOCK_SYMBOLS, DAYS, MONTHS, distance_words
from iro_tui.text import is_safe, safe

FLAG = "◆"
"""Flagged by the officer."""
RAG_LETTERS = {"red": "R", "amber": "A", "green": "G", None: "·"}

_YEAR, _HOUR = r"’?\d\d(?!:)(?:\d\d)?(?!\d)", r"\d?\d:\d\d"
_DATED = re.compile(
    rf"(?:(?:{'|'.join(DAYS)}) )?\d{{1,2}}(?:[–-]\d{{1,2}})? (?:{'|'.join(MONTHS)})\b(?: {_YEAR})?(?: {_HOUR})?"
    rf"|(?:{'|'.join(DAYS)}|today) {_HOUR}"
    r"|\S*\d\S*(?: (?:(?:of|to) )?\S*\d\S*)*(?: (?:wd|d|min|working days?|days?|weeks?|months?|years?)\b)?"
)
"""A day with its hour, a number with what it counts, one of telephone: cut in two, each says something else."""
_LONGEST = 40
"""Cells of the longest of them: so far from a cut they are looked for."""


def key_hint(key: str, word: str) -> Content:
    """A key with a word or two, as every line of hints has it."""
    return Content.assemble((f" {key}", "bold $accent"), (f" {word} ", "$muted"))


def cut(text: str, size: int) -> str:
    """Text in no more than so many cells; what is cut ends in an ellipsis, and no number or day is cut in two."""
    if cell_len(text) <= size:
        return text
    kept = set_cell_size(text, max(0, size - 1))
    at = len(kept) if text.startswith(kept) else len(kept) - 1  # a blank in place of half a wide letter
    begin = text.rfind(" ", 0, max(0, at - _LONGEST)) + 1
    near = _DATED.finditer(text, begin, at + _LONGEST)
    part = next((each for each in near if each.start() < at < each.end()), None)
    if part is not None:
        kept = kept[: part.start()].rstrip()
    return f"{kept}…" if size > 0 else ""


def fitted(text: str, size: int) -> str:
    """Text in just so many cells: cut, or filled with blanks."""
    return set_cell_size(cut(text, size), size)


PART = " · "
"""What stands between the parts of a cell."""
_FEWEST = 4
"""Cells of a beginning below which it says too little to stand before its end."""


def parts_fitted(text: str, size: int) -> str:
    """Words in parts, in just so many cells: the last part stays, a count of it alone if need be; the rest goes."""
    head, part, end = text.rpartition(PART)
    if not part or cell_len(text) <= size:
        return fitted(text, size)
    first, count = head.partition(PART)[0], end.partition(" ")[0]
    tails = (end, count) if count.startswith("+") else (end,)
    for tail in tails:
        if cell_len(outer := f"{first}{PART}{tail}") <= size:
            return set_cell_size(outer, size)
    room = size - cell_len(PART + tails[-1])
    kept = cut(head, room)
    if room >= _FEWEST and kept != "…" and (" " in first or kept.startswith(first)):  # half a word alone says nothing
        return set_cell_size(f"{kept}{PART}{tails[-1]}", size)
    # What is left out then is a place; a day and its hour never are.
    dated = any(map(str.isdigit, head))
    return fitted(text if dated or cell_len(tails[-1]) > size else tails[-1], size)


def child_fitted(text: str, size: int) -> str:
    """A child in just so many cells: of a longer reference the beginning and the end, which tells it apart."""
    if cell_len(text.partition(" ")[0]) <= size:
        return fitted(text, size)
    kept = max(0, size - 1)
    begins = min(4, kept // 3)
    reference = text.partition(" ")[0]
    return set_cell_size(f"{reference[:begins]}…{reference[len(reference) - (kept - begins) :]}", size)


def plain(value: object) -> Content:
    """Any piece of data as text that is nothing but text."""
    return Content(safe(str(value)))


def clock_words(clock: str, days: int, working_days: int) -> str:
    """`▲ 3 wd late`, `● today`, `○ in 5 wd`, `  in 20 wd`."""
    return f"{CLOCK_SYMBOLS[clock]} {distance_words(days, working_days)}"


PLAINER = str.maketrans("▲●○✓✱·–—◄►▼▌▏▎█░×◆…─│┌┐└┘▸←→↑↓’‘“”▁▂▃▄▅▆▇", "^*o+*.--<>v> |#.x*.-|++++><>^v''\"\"       ")
"""What stands for a sign on a terminal that cannot write it: as wide as the sign itself."""


def plainer(text: str, encoding: str | None) -> str:
    """A text as a terminal of an encoding can write it: signs in plain characters where that is needed."""
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return text.translate(PLAINER)
    return text


class NoControl(LineFilter):
    """The last guard: no control character leaves the program inside a line of a screen, and no sign as `?`."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # type: ignore[override]  # noqa: ARG002
        encoding = getattr(sys.__stderr__, "encoding", None)
        if encoding and not encoding.lower().startswith("utf"):
            segments = [Segment(plainer(part.text, encoding), part.style, part.control) for part in segments]
        return [
            Segment(safe(segment.text), segment.style, segment.control) if not is_safe(segment.text) else segment
            for segment in segments
        ]
