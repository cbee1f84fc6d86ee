"""Text to be read, without a face: passages under headings, each of labelled lines whose words carry a tone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Piece = tuple[str, str]
"""Words, and their tone: the name of a colour that carries a meaning, or empty."""

QUIET, STRONG, LATE, TODAY, DONE = "muted", "strong", "law", "today", "done"
"""The tones beside those of the clocks and ratings: `rag-red`, `rag-amber`, `rag-green`; the newest `badge-red`."""
LABEL_WIDTH = 10
"""Cells of a label; what it names begins one further."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Words after the label that says what they are; without one they have the whole width.

    Words may be of several lines, as they were typed.
    """

    label: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read about one thing: a heading, what stands beside it, and its lines."""

    heading: str
    lines: tuple[ReadLine, ...]
    aside: tuple[Piece, ...] = ()
    head: bool = False
    """Whether it is the first, which names what is read, and not a part of it."""

    @property
    def words(self) -> str:
        """All of it as text: what a search looks through."""
        return "\n".join([self.heading, *(f"{line.label} {line.words}".strip() for line in self.lines)])


Reading = tuple[Passage, ...]


def line(label: str, words: str, tone: str = "", after: str = "", after_tone: str = QUIET) -> ReadLine:
    """A line of one or two pieces."""
    return ReadLine(label, ((words, tone), (after, after_tone)) if after else ((words, tone),))


def free(words: str, tone: str = "") -> ReadLine:
    """Words that need no label: a note, what a child said."""
    return ReadLine("", ((words, tone),))


def quoted(words: str) -> str:
    """Words as somebody else said or wrote them."""
    return f"“{words}”"


def plain(passages: Iterable[Passage]) -> Iterator[str]:
    """A reading as text: for a file, and for whoever wants it without colours. Nothing is cut."""
    there = (passage for passage in passages if passage.heading or passage.lines)
    for number, passage in enumerate(there):
        if number:
            yield ""
        if passage.heading:
            heading = passage.heading if passage.head else passage.heading.upper()
            yield "  ".join(filter(None, (heading, "".join(words for words, _ in passage.aside))))
        for each in passage.lines:
            first, *more = each.words.splitlines() or [""]
            indent = f"{each.label:<{LABEL_WIDTH}} " if each.label else ""
            yield f"{indent}{first}"
            yield from (f"{' ' * len(indent)}{words}" for words in more)
