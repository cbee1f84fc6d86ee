"""Workbooks made for tests: the same rows as .xlsx, .xls, .ods and CSV, and the parts of broken ones."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

import openpyxl
import xlwt  # type: ignore[import-untyped]
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Value = str | float | bool | date | datetime | None
Rows = Sequence[Sequence[Value]]


def xlsx(sheets: Mapping[str, Rows], hidden: Sequence[str] = (), *, from_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(sheets: Mapping[str, Rows]) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value, *((day,) if isinstance(value, date) else ()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(sheets: Mapping[str, Rows]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    return ods_of(tables)


def _ods_row(row: Sequence[Value]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods_of(tables: str) -> bytes:
    """An OpenDocument spreadsheet of these elements."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f"<office:document-content{names}><office:body><office:spreadsheet>{tables}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def csv_of(rows: Rows) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([["" if cell is None else _text(cell) for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def _text(cell: Value) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def xlsx_of(sheet: str, **more: str) -> bytes:
    """An Excel workbook with this XML as its only sheet, and other parts in place of its own."""
    with zipfile.ZipFile(io.BytesIO(xlsx({"List 8": [["x"]]}))) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    return zipped(parts | more)


def bomb(megabytes: int) -> bytes:
    """An Excel workbook whose sheet unpacks to so much of nothing."""
    stream = io.BytesIO(xlsx({"List 8": [["x"]]}))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
"""What the XML of a sheet begins with."""


def coloured(rows: Rows, **fills: str) -> bytes:
    """A workbook of rows, with the colours of cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, colour in fills.items():
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
