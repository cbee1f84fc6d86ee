"""Months below each other in one sheet, each with a line that names it, as tabs are that were saved into one file.

A line of such a name begins a page as a tab would; headings that are written again say nothing anew. Source: domain
reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from iro_tui.domain.words import MONTHS
from iro_tui.exchange.sheet_page import SheetPage, cell_text
from iro_tui.exchange.tab_years import year_of
from iro_tui.exchange.workbook.book import Cell

_WHOLE = "January|February|March|April|June|July|August|September|Sept|October|November|December"
_MONTH_ALONE = re.compile(rf"(?:{_WHOLE}|{'|'.join(MONTHS)})\b[ .'-]*(?:(?:20)?\d\d)?", re.IGNORECASE)


def by_months(page: SheetPage, above: str) -> Iterator[SheetPage]:
    """The pages of a sheet: one for each month that a line names, and what stands above the first; else as it is.

    `above` are the words above the heading, which may name the first.
    """
    headings = [each.casefold() for each in page.headings]
    title, lines, parted = _called(above, page), list[tuple[int, Sequence[Cell]]](), False
    for number, cells in page.lines:
        texts = [cell_text(cells, at) for at in range(len(cells))]
        words = [text for text in texts if text]
        if len(words) == 1 and len(headings) > 1 and _MONTH_ALONE.fullmatch(words[0]):
            if lines:
                yield replace(page, title=title, lines=lines)
            title, lines, parted = _called(words[0], page), [], True
        elif sum(map(bool, words)) > 1 and _again(texts, headings):
            continue
        else:
            lines.append((number, cells))
    if lines or not parted:
        yield replace(page, title=title, lines=lines)


def _called(words: str, page: SheetPage) -> str:
    """What the page of a month is called: by its line, where that says no year by its sheet too; else as its sheet."""
    if not _MONTH_ALONE.fullmatch(words):
        return page.title
    return words if year_of(words) else f"{words} {page.title}".strip()


def _again(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a line says the headings once more."""
    filled = [(text.casefold(), over) for text, over in zip(texts, headings, strict=False) if text]
    return all(text == over for text, over in filled)
