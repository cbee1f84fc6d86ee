"""Excel workbooks, row by row: sizes that the file claims are not believed, formulas give the value saved with them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.workbook.book import Cell, Grid, GridLine, Workbook
from iro_tui.exchange.workbook.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    TOO_MANY_ROWS,
    TOO_MANY_SHEETS,
    TOO_WIDE,
    look_over,
)
from iro_tui.stopping import heed

_NO_COLOUR = frozenset({"", "000000", "FFFFFF"})


def read_xlsx(name: str, data: bytes, package: zipfile.ZipFile) -> Workbook:
    """The sheets of an Excel workbook. Raises UnreadableFile, or whatever a broken file makes its reader raise."""
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # What a sheet says of its size may lie, and to look for it where it is not said would read the sheet twice.
    ReadOnlyWorksheet._get_size = _no_size  # type: ignore[attr-defined]

    if not openpyxl.DEFUSEDXML:
        raise UnreadableFile(name, "cannot be read safely: defusedxml is missing. Install the program again.")
    sheets = [part for part in package.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml")]
    if len(sheets) > MAX_SHEETS:
        raise UnreadableFile(name, TOO_MANY_SHEETS)
    # Whatever is in a sheet, the look over it comes first: it is cheap, and bounded.
    formulas = sum(look_over(name, package, part) for part in sheets)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that only matter to who edits the workbook
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sources = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if formulas else None
        )  # with the formulas themselves
        book = Workbook(from_1904=values.epoch == CALENDAR_MAC_1904)
        for sheet in values.worksheets:
            grid = Grid(str(sheet.title), hidden=sheet.sheet_state != "visible")
            rows = _rows(name, sheet)
            beside = _rows(name, sources[sheet.title]) if sources else None
            _read_grid(grid, rows, beside)
            book.grids.append(grid)
        values.close()
        if sources:
            sources.close()
    return book


def _no_size(sheet: Any) -> None:
    """Let a sheet claim no size."""


def _rows(name: str, sheet: Any) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MAX_ROWS:
            raise UnreadableFile(name, TOO_MANY_ROWS)
        if len(row) > MAX_COLUMNS:
            if any(cell.value is not None for cell in row[MAX_COLUMNS:]):
                raise UnreadableFile(name, TOO_WIDE)
            row = row[:MAX_COLUMNS]
        if not number % 64:
            heed("rows unpacked", number)
        yield row


def _read_grid(grid: Grid, rows: Iterator[Sequence[Any]], formulas: Iterator[Sequence[Any]] | None) -> None:
    fills: dict[int, str] = {}
    for number, row in enumerate(rows, 1):
        sources = next(formulas, ()) if formulas is not None else ()
        cells: list[Cell] = []
        for at, cell in enumerate(row):
            value = cell.value
            cells.append(None if value is None else _cell(value))
            if value is None and at < len(sources) and isinstance(sources[at].value, str):
                grid.unsaved.setdefault(number, set()).add(at)
            colour = _fill(cell, fills)
            if colour:
                grid.fills.setdefault(number, {})[at] = colour
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            grid.lines.append(GridLine(number, tuple(cells)))


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value[:MAX_CELL]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- a day of the calendar
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return value if isinstance(value, bool | int | float) else str(value)[:MAX_CELL]


def _fill(cell: Any, known: dict[int, str]) -> str:
    """The colour behind a cell, each style looked up once; empty for none, white, or one of the theme."""
    style = getattr(cell, "_style_id", 0)
    if not style:
        return ""
    if style not in known:
        fill = cell.fill
        colour = fill.fgColor.rgb if fill.fill_type == "solid" and fill.fgColor.type == "rgb" else ""
        known[style] = "" if colour[-6:].upper() in _NO_COLOUR else colour[-6:].upper()
    return known[style]
