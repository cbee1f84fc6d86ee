"""A page to be read or printed, as parts: from them are made its HTML and its text, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from iro_tui.caseload.reading.passage import Passage
from iro_tui.text import clean

_LONGEST = 100_000
"""Characters of one part; no more is kept of what somebody pasted into a field."""
GAP = 2


class Toned(NamedTuple):
    """Words of a cell that mean something by their colour too: `red`, `amber`, `green`, `late`, `quiet`."""

    words: str
    tone: str


GridCell = str | Toned


@dataclass(frozen=True, slots=True)
class PageHead:
    """A heading, with what stands beside it; of the second rank unless said otherwise."""

    words: str
    aside: str = ""
    rank: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words, of one line or several."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Lines of a label and its words; a line without a label goes on with the one before."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points; `boxes` are ticked by hand."""

    items: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True, slots=True)
class PageGrid:
    """A table: its titles are said again on each sheet of paper."""

    titles: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PageChart:
    """A chart, as SVG that the program has drawn; its words say what it shows, and stand in its place in a text."""

    svg: str
    words: str


Part = PageHead | Paragraph | Labelled | Points | PageGrid | PageChart


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page whole: its title, what stands beside it, its parts, and what is said at its foot."""

    title: str
    parts: tuple[Part, ...]
    aside: str = ""
    foot: str = "Personal data: keep it where such papers are kept, and destroy it when done with."
    wide: bool = False
    """Whether paper is turned on its side for it."""
    tab: str = "iro"
    """What a browser calls it and keeps in its history: never a name."""


def words_of(cell: GridCell) -> str:
    """A cell without its colour, on one line."""
    return clean(cell.words if isinstance(cell, Toned) else cell, limit=_LONGEST)


def lines_of(words: str) -> list[str]:
    """Words as they were typed, line by line, without what could steer anything."""
    return clean(words, multiline=True, limit=_LONGEST).splitlines()


def of_reading(passages: Iterable[Passage]) -> Iterator[Part]:
    """What is read beside a list, as parts of a page."""
    for passage in passages:
        if passage.heading:
            yield PageHead(
                passage.heading, "".join(words for words, _ in passage.aside).strip(), 2 if passage.head else 3
            )
        if passage.lines:
            yield Labelled(tuple((line.label, line.words) for line in passage.lines))


# As text


def page_text(page: PrintedPage) -> str:
    """The page as text: nothing is cut, and lines are as long as what stands in them."""
    title = "  ".join(filter(None, (words_of(page.title), words_of(page.aside))))
    lines = [title, "=" * cell_len(title), *parts_text(page.parts)]
    return "\n".join([*lines, *(["", words_of(page.foot)] if page.foot else [])]) + "\n"


def parts_text(parts: Iterable[Part]) -> Iterator[str]:
    """The lines of some parts."""
    for part in parts:
        yield from () if isinstance(part, (Labelled, Points)) else ("",)
        yield from _text(part)


def _text(part: Part) -> Iterator[str]:
    match part:
        case PageHead():
            heading = words_of(part.words)
            yield "  ".join(filter(None, (heading.upper() if part.rank < 3 else heading, words_of(part.aside))))
        case Paragraph():
            yield from lines_of(part.words)
        case Labelled():
            room = max((cell_len(label) for label, _ in part.lines), default=0)
            for label, words in part.lines:
                first, *more = lines_of(words) or [""]
                lead = f"{set_cell_size(words_of(label), room)}  " if room else ""
                yield f"{lead}{first}".rstrip()
                yield from (f"{' ' * len(lead)}{each}" for each in more)
        case Points():
            for item in part.items:
                first, *more = lines_of(item) or [""]
                sign = "[ ] " if part.boxes else "- "
                yield f"{sign}{first}"
                yield from (f"{' ' * len(sign)}{each}" for each in more)
        case PageChart():
            yield words_of(part.words)
        case PageGrid():
            yield from aligned(part.titles, [[words_of(cell) for cell in row] for row in part.rows])


def aligned(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns one under the other, the titles first, as wide as what stands in them."""
    table = [list(titles), *map(list, rows)] if any(titles) else [list(row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (set_cell_size(cell, size) for cell, size in zip(row, widths, strict=True))
        yield (" " * GAP).join(cells).rstrip()
