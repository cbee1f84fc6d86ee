"""A sheet of somebody's own tracker as it stands: its headings, what they say, and the rows below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from iro_tui.domain.listed_day import days_named
from iro_tui.exchange.dates import order_of
from iro_tui.exchange.headings import DAYS, columns_named
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.tab_years import has_no_year, has_year
from iro_tui.exchange.workbook.book import Cell, text_of

MORE = {
    "time": "time",
    "start": "time",
    "start time": "time",
    "conference time": "time",
    "review time": "time",
    "venue": "venue",
    "place of review": "venue",
    "where": "venue",
    "location": "venue",
}
"""Headings of what stands beside a booked day, and belongs to it."""
COLOURS = {"FF0000": "red", "C00000": "red", "FFC000": "amber", "FFBF00": "amber", "ED7D31": "amber", "FFFF00": "amber",
           "00B050": "green", "92D050": "green", "00FF00": "green", "70AD47": "green"}  # fmt: skip
"""What a spreadsheet's own palette calls red, amber and green, by the six digits."""

FEW = 5
"""How many days without a year are asked one by one, where the others of their columns have one."""


@dataclass
class SheetPage:
    """A sheet as it stands: its headings, and the rows below them."""

    title: str
    headings: tuple[str, ...]
    lines: list[tuple[int, Sequence[Cell]]]
    fills: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    unsaved: Mapping[int, Set[int]] = field(default_factory=dict)
    """By row the places of formulas that were saved without their value."""
    tab: str = ""
    """The sheet of its workbook, which may be parted into several."""
    years: Sequence[int] = ()
    """Of which its days without a year may be; empty where its title says nothing of it."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        named = zip(columns_named(self.headings), self.headings, strict=True)
        return tuple(name or beside_booking(words) for name, words in named)

    def colour(self, number: int, at: int) -> str:
        """Red, amber or green, where a cell is filled so."""
        return COLOURS.get(self.fills.get(number, {}).get(at, ""), "")

    @cached_property
    def dated(self) -> frozenset[int]:
        """The places of the columns of days: by their names, or of an unknown one by what stands in it."""
        return frozenset(
            at
            for at, name in enumerate(self.names)
            if name in DAYS or (not name and _are_days([raw_cell(cells, at) for _, cells in self.lines]))
        )

    def without_value(self) -> Iterator[tuple[str, int]]:
        """The columns that are read in which a formula has no value, each with the first row of it."""
        for at, name in enumerate(self.names):
            row = next((number for number, _ in self.lines if at in self.unsaved.get(number, ())), None)
            if row is not None and (name or at in self.dated):
                yield self.headings[at], row

    @cached_property
    def _years_lack(self) -> tuple[int, bool]:
        """How many cells name a day without its year; whether their columns name one as often as not."""
        lacking, beside = Counter[int](), Counter[int]()
        for _, cells in self.lines:
            for at in self.dated:
                if self.names[at] != "born" and (text := cell_text(cells, at)):
                    lacking[at] += has_no_year(text)
                    beside[at] += isinstance(raw_cell(cells, at), datetime) or has_year(text)
        return lacking.total(), all(beside[at] >= many for at, many in lacking.items())

    @property
    def lacks_years(self) -> bool:
        """Whether its days have no year, so that it is asked of all of them."""
        lacking, named_beside = self._years_lack
        return lacking > 0 and not (named_beside and lacking <= FEW)

    @property
    def lacks_few_years(self) -> bool:
        """Whether single days have none, in columns that name it: each of them is asked by its row."""
        return self._years_lack[0] > 0 and not self.lacks_years


def _are_days(cells: Iterable[Cell]) -> bool:
    """Whether most of the cells that hold something are days."""
    filled = [(cell, text) for cell in cells if (text := cell_text([cell], 0))]
    days = sum(isinstance(cell, datetime) or _is_day(text) for cell, text in filled)
    return days * 3 > len(filled) * 2


def _is_day(text: str) -> bool:
    named = days_named(text)
    return order_of(text) is not None or (len(named) == 1 and named[0].text == text)


def beside_booking(words: str) -> str:
    """What of a booking stands below a heading: its time, its place."""
    return MORE.get(letters(words), "")


def letters(heading: str) -> str:
    return " ".join(re.findall(r"[a-z]+", heading.casefold()))


def raw_cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def cell_text(cells: Sequence[Cell], at: int) -> str:
    return cell_value(" ".join(text_of(raw_cell(cells, at)).split()))
