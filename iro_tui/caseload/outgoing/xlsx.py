"""A workbook for Excel and LibreOffice: real dates and numbers, words never as a formula, set up for reading and print.

XlsxWriter is loaded only where one is written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any, NamedTuple

from iro_tui.text import clean

_LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""
_FILLS = {"red": "#F8C9C4", "amber": "#FFE3A3", "green": "#CFE8CF"}
_DATE, _MOMENT, _PERCENT = "ddd d mmm yyyy", "ddd d mmm yyyy hh:mm", "0.0%"
_NARROWEST, _WIDEST = 6, 60
_A4 = 9
_LINE, _MOST_LINES = 15, 25
"""Points of a line; a row is no higher than Excel allows."""
_CHART_ROWS = 18
_INKS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#1A1A1A")
"""Colours that people with any colour vision can tell apart (Okabe and Ito)."""
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "square_dot", "long_dash_dot")
_LETTER = 1.1
"""How much wider a letter is taken to be than it mostly is, so that no line is hidden."""


class Filled(NamedTuple):
    """A rating: told by its word, and by what its cell is filled with."""

    words: str
    fill: str


class Share(NamedTuple):
    """A part of a whole, from 0 to 1, shown in per cent."""

    value: float


SheetCell = str | int | float | date | datetime | Filled | Share | None


@dataclass(frozen=True, slots=True)
class BookChart:
    """A chart that the workbook's own program draws from the rows of a sheet before it."""

    title: str
    sheet: str
    rows: tuple[int, ...]
    """The rows it shows, by their place in the sheet, from 0; each is named by its first cell."""
    columns: tuple[int, int]
    """The first and the last column of their values, whose titles stand under the chart."""
    shares: bool = True
    """Whether they are shares: lines from nothing to the whole; else bars."""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: titles over rows; `notes` stand under them. `name` is at most 31 characters, without []:*?/ and \\."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    notes: tuple[str, ...] = ()
    charts: tuple[BookChart, ...] = ()
    widest: int = _WIDEST
    """Letters of its widest column: one with many columns would be too small to read on paper."""
    printed: int = 0
    """How many columns are printed, from the first; 0: all. What only scripts ask for need not be."""


def xlsx_bytes(sheets: Sequence[BookSheet], title: str, on: date, foot: str = "Personal data") -> bytes:
    """The workbook; `title` stands over each printed sheet, with the day it was made, `foot` under it."""
    import xlsxwriter

    file = io.BytesIO()
    # Words stay words: neither formula, nor number, nor link is made of them.
    words_only = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **words_only}) as book:
        book.set_properties({"title": "iro", "created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001
        formats = _Formats(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _write(page, sheet, formats, f"{title}, {on:%d/%m/%Y}", foot)
            for place, chart in enumerate(sheet.charts):
                page.insert_chart(len(sheet.rows) + 2 + place * _CHART_ROWS, 0, _chart(book, chart))
    return file.getvalue()


class _Formats:
    """What cells look like, by what stands in them."""

    def __init__(self, book: Any) -> None:
        usual = {"valign": "top", "text_wrap": True}
        self.words = book.add_format(usual)
        self.title = book.add_format({"bold": True, "bottom": 2, "bg_color": "#DCE6F1", **usual})
        self.day = book.add_format({"num_format": _DATE, "align": "left", "valign": "top"})
        self.moment = book.add_format({"num_format": _MOMENT, "align": "left", "valign": "top"})
        self.fraction = book.add_format({"num_format": "#,##0.0", "valign": "top"})
        self.share = book.add_format({"num_format": _PERCENT, "valign": "top"})
        self.fills = {name: book.add_format({"bg_color": colour, **usual}) for name, colour in _FILLS.items()}


def _write(page: Any, sheet: BookSheet, formats: _Formats, heading: str, foot: str) -> None:
    last = max(len(sheet.titles) - 1, 0)
    columns = [[row[at] for row in sheet.rows] for at in range(len(sheet.titles))]
    widths = [min(_width(title, column), sheet.widest) for title, column in zip(sheet.titles, columns, strict=True)]
    for at, title in enumerate(sheet.titles):
        page.write_string(0, at, _words(title), formats.title)
        page.set_column(at, at, widths[at])
    for number, row in enumerate(sheet.rows, start=1):
        page.set_row(number, _LINE * max(map(_lines, row, widths), default=1))
        for at, cell in enumerate(row):
            _cell(page, number, at, cell, formats)
    for number, note in enumerate(sheet.notes, start=len(sheet.rows) + 2):
        page.write_string(number, 0, _words(note))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), last)
    page.repeat_rows(0)
    page.set_h_pagebreaks([len(sheet.rows) + 2 + 2 * n * _CHART_ROWS for n in range(1, (len(sheet.charts) + 1) // 2)])
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.fit_to_pages(1, 0)
    if sheet.printed:
        page.print_area(0, 0, len(sheet.rows) + len(sheet.notes) + 2, sheet.printed - 1)
    page.set_header(f"&L{_words(heading).replace('&', '&&')}")
    page.set_footer(f"&L{foot}&RPage &P of &N")


def _chart(book: Any, chart: BookChart) -> Any:
    drawn = book.add_chart({"type": "line" if chart.shares else "column"})
    first, last = chart.columns
    for number, row in enumerate(chart.rows):
        ink = _INKS[number % len(_INKS)]
        looks: dict[str, Any] = {"fill": {"color": ink}, "line": {"color": ink}}
        if chart.shares:
            dash = _DASHES[number % len(_DASHES)]
            looks = {"line": {"color": ink, "dash_type": dash, "width": 2}, "marker": {"type": "automatic"}}
        drawn.add_series(
            {
                "name": [chart.sheet, row + 1, 0],
                "categories": [chart.sheet, 0, first, 0, last],
                "values": [chart.sheet, row + 1, first, row + 1, last],
                **looks,
            }
        )
    drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
    drawn.set_y_axis({"min": 0, **({"max": 1, "num_format": "0%"} if chart.shares else {"num_format": "0"})})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 900, "height": _CHART_ROWS * 18})
    drawn.show_blanks_as("gap")
    return drawn


def _cell(page: Any, row: int, at: int, cell: SheetCell, formats: _Formats) -> None:
    match cell:
        case None | "":
            return
        case Filled():
            page.write_string(row, at, _words(cell.words), formats.fills.get(cell.fill, formats.words))
        case Share():
            page.write_number(row, at, cell.value, formats.share)
        case datetime():
            local = cell.astimezone().replace(tzinfo=None) if cell.tzinfo else cell
            page.write_datetime(row, at, local, formats.moment)
        case date():
            page.write_datetime(row, at, cell, formats.day)
        case str():
            page.write_string(row, at, _words(cell), formats.words)
        case float() if not cell.is_integer():
            page.write_number(row, at, cell, formats.fraction)
        case _:
            page.write_number(row, at, cell, formats.words)


def _words(text: str) -> str:
    return clean(text, multiline=True, limit=_LONGEST)


def _width(title: str, cells: Sequence[SheetCell]) -> int:
    """Cells of a column: as wide as the longest line in it, within reason; the filter's button needs three."""
    widest = max((_room(cell) for cell in cells), default=0)
    return min(max(len(title) + 3, widest + 1, _NARROWEST), _WIDEST)


def _lines(cell: SheetCell, width: int) -> int:
    """Lines that a cell takes: not every program works out the height of a row by itself."""
    if not isinstance(cell, str) or isinstance(cell, Filled):
        return 1
    return min(
        sum(1 if len(line) < width else ceil(len(line) * _LETTER / width) for line in cell.splitlines()) or 1,
        _MOST_LINES,
    )


def _room(cell: SheetCell) -> int:
    match cell:
        case None:
            return 0
        case datetime():
            return len("Fri 20 Nov 2026 14:30")
        case date():
            return len("Fri 20 Nov 2026")
        case Filled():
            return len(cell.words)
        case Share():
            return len("100.0%")
        case float():
            return len(f"{cell:,.1f}")
        case _:
            return max(map(len, str(cell).splitlines()), default=0)
