"""Old Excel workbooks (.xls): their form itself holds no more than 65,536 rows of 256 cells."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.workbook.book import Cell, Grid, GridLine, Workbook
from iro_tui.exchange.workbook.limits import MAX_CELL, MAX_ROWS, MAX_SHEETS, PASSWORD, TOO_MANY_ROWS, TOO_MANY_SHEETS
from iro_tui.stopping import heed


def read_xls(name: str, data: bytes) -> Workbook:
    """The sheets of an old Excel workbook. Raises UnreadableFile, or whatever a broken file makes its reader raise."""
    import xlrd

    try:
        # What it would print of a broken file could name a child.
        book = xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.biffh.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableFile(name, PASSWORD) from None
        raise
    if book.nsheets > MAX_SHEETS:
        raise UnreadableFile(name, TOO_MANY_SHEETS)
    result = Workbook(from_1904=bool(book.datemode))
    for at in range(book.nsheets):
        sheet = book.sheet_by_index(at)
        grid = Grid(sheet.name, hidden=bool(sheet.visibility))
        for number in range(sheet.nrows):
            heed("rows unpacked", number)
            cells = [_cell(cell, book.datemode) for cell in sheet.row(number)]
            while cells and cells[-1] is None:
                cells.pop()
            if cells and number >= MAX_ROWS:
                raise UnreadableFile(name, TOO_MANY_ROWS)
            if cells:
                grid.lines.append(GridLine(number + 1, tuple(cells)))
        result.grids.append(grid)
        book.unload_sheet(at)
    return result


def _cell(cell: Any, datemode: int) -> Cell:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)[:MAX_CELL]
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return float(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: datetime = xlrd.xldate_as_datetime(cell.value, 1 if datemode else 0)
        except (OverflowError, ValueError, xlrd.XLDateError):
            return float(cell.value)
        return day.strftime("%H:%M") if cell.value < 1 else day
    return str(xlrd.error_text_from_code.get(cell.value, "#N/A")) if cell.ctype == xlrd.XL_CELL_ERROR else None
