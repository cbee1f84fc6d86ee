"""The lines of a pasted block as cells, as spreadsheets copy them: a cell of several lines stands in quotation marks.

A mark that opens and does not close belongs to its cell: it costs no other cell and no row, and it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=\t|\n|$)')
"""A cell in quotation marks, of one line or of several. Behind a tab in it another cell would begin."""
_OF_ONE_LINE = re.compile(r'"((?:[^"\t\n]|"")*)"(?=\t|\n|$)')
_PLAIN = re.compile(r"[^\t\n]*")
_DITTO = '"'
"""A mark alone says: as above."""


class PastedLine(NamedTuple):
    """The cells of a line, and those of them that a quotation mark opens and none closes."""

    cells: list[str]
    open_cells: list[str]


def pasted_lines(text: str) -> list[PastedLine]:
    """The lines of a text whose lines end with `\\n`.

    Where a cell of several lines would make its row wider than any other, the mark that closes it is of another row.
    """
    lines: list[PastedLine] = []
    at, width = 0, 1 + max((line.count("\t") for line in text.split("\n")), default=0)
    while at <= len(text):
        line, end = _line(text, at, _QUOTED)
        if lines and len(line.cells) > width:
            line, end = _line(text, at, _OF_ONE_LINE)
        width = max(width, len(line.cells))
        lines.append(line)
        at = end + 1
    return lines


def _line(text: str, at: int, quoted: re.Pattern[str]) -> tuple[PastedLine, int]:
    """The line that begins there, and where it ends."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    if '"' not in (plain := text[at:end]):  # as nearly every line
        return PastedLine(plain.split("\t"), []), end
    cells = list(_cells(text, at, quoted))
    words = [cell for cell, _, _ in cells]
    return PastedLine(words, [cell for cell, is_open, _ in cells if is_open]), cells[-1][2]


def _cells(text: str, at: int, quoted: re.Pattern[str]) -> Iterator[tuple[str, bool, int]]:
    """The cells of a line, each with whether its mark is left open, and where it ends."""
    while True:
        marked, plain = quoted.match(text, at), _PLAIN.match(text, at)
        fits = marked or plain
        end = fits.end() if fits else at
        cell = marked[1].replace('""', '"') if marked else text[at:end]
        yield cell, not marked and cell.startswith('"') and cell.strip() != _DITTO, end
        if text[end : end + 1] != "\t":
            return
        at = end + 1
