"""Reading a CSV file strictly: what cannot be read as it stands is reported, never guessed or swallowed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.decoding import WINDOWS_1252, UnreadableFile, decode
from iro_tui.text import clean

MAX_BYTES = 200 * 1024 * 1024
MAX_ROWS = 500_000
MAX_COLUMNS = 300
MAX_BROKEN_ROWS = 1_000

READ_AS_1252 = "Read as Windows-1252: check that accents look right. To be sure, save the file as CSV UTF-8."
BROKEN_ROW = (
    "This row cannot be read (a quotation mark opens and does not close, or stands in the wrong place); it was "
    "left out. Put the quotation marks right."
)
TOO_MANY_CELLS = (
    "This row has more cells than the heading, so its cells may stand under the wrong heading; it was left out. "
    "Put a value that holds a comma in quotation marks."
)
TOO_FEW_CELLS = (
    "This row has fewer cells than the heading; the last ones were taken as blank. Check that the file is complete."
)
COLUMN_TWICE = "This column stands in the heading more than once; the first one was used. Remove the others."

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read: its column names in capitals, and its rows that hold anything."""

    file: str
    columns: tuple[str, ...]
    rows: list[Row]


def read_csv(file: str, data: bytes, complaints: Complaints, *, lines_per_row: int = 1) -> Sheet:
    """The table in a CSV file. Columns may be parted by comma, semicolon or tab, as the heading shows.

    A row is numbered as a spreadsheet numbers it (the heading is row 1; blank rows count). A row may run over
    `lines_per_row` lines inside quotation marks: 1 for a return, whose values have no line ends, so that an
    unclosed quotation mark costs its own row and no other. Unreadable rows are reported and left out. Raises
    UnreadableFile for what is not text, is larger than 200 MB or 500,000 rows, or is broken throughout.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(file, "is larger than 200 MB. Load a smaller extract.")
    text, encoding = decode(file, data)
    if encoding == WINDOWS_1252:
        complaints.about_file(file, READ_AS_1252)
    if text.count("\n") + text.count("\r") > 2 * MAX_ROWS:
        raise UnreadableFile(file, "holds more than 500,000 rows. Load a smaller extract.")
    lines = list(io.StringIO(text, newline=None))
    at, delimiter, named = _heading(file, lines)
    columns = _columns(file, named, at + 1, complaints)
    rows = list(_rows(file, lines, at + 1, delimiter, columns, lines_per_row, complaints))
    return Sheet(file, tuple(dict.fromkeys(name for name in columns if name)), rows)


def heading(text: str) -> tuple[str, ...]:
    """The column names of the first line that holds anything, in capitals; empty when there is none."""
    try:
        _, _, named = _heading("", list(io.StringIO(text, newline=None)))
    except UnreadableFile:
        return ()
    return tuple(name for name in map(_column_name, named) if name)


def _heading(file: str, lines: list[str]) -> tuple[int, str, list[str]]:
    """Where the heading stands, what parts its columns, and its cells."""
    for at, line in enumerate(lines):
        # Excel's own first line "sep=;" says what parts the columns; the heading shows it again.
        if not line.strip(" \t\r\n,;\ufeff") or line.lower().startswith(("sep=", '"sep=')):
            continue
        cells = {delimiter: _one_line(line, delimiter) for delimiter in _DELIMITERS}
        best = max(cells, key=lambda delimiter: len(cells[delimiter]))
        if not cells[best]:
            raise UnreadableFile(file, "has a heading that cannot be read. Put its quotation marks right.")
        if len(cells[best]) > MAX_COLUMNS:
            raise UnreadableFile(file, "has more than 300 columns. Load the extract as it was made.")
        return at, best, cells[best]
    raise UnreadableFile(file, "is empty.")


def _one_line(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True, delimiter=delimiter), [])
    except csv.Error:
        return []


def _column_name(cell: str) -> str:
    return clean(cell, limit=60).upper()


def _columns(file: str, named: list[str], number: int, complaints: Complaints) -> list[str]:
    """The names by place; a repeated one is blanked, so that its cells are not read."""
    columns: list[str] = []
    for name in map(_column_name, named):
        if name and name in columns:
            complaints.about_file(file, COLUMN_TWICE, row=number, field=name)
            name = ""
        columns.append(name)
    return columns


def _rows(
    file: str,
    lines: list[str],
    at: int,
    delimiter: str,
    columns: list[str],
    lines_per_row: int,
    complaints: Complaints,
) -> Iterator[Row]:
    number, width, broken = at, len(columns), 0
    while at < len(lines):
        number += 1
        if number > MAX_ROWS + 1:
            raise UnreadableFile(file, "holds more than 500,000 rows. Load a smaller extract.")
        last = min(at + lines_per_row, len(lines))
        # The field limit is csv's own 131,072 characters, generous for one cell; it is global, so it is left alone.
        reader = csv.reader((lines[n] for n in range(at, last)), strict=True, delimiter=delimiter)
        try:
            cells = next(reader, [])
        except csv.Error:
            broken += 1
            if broken > MAX_BROKEN_ROWS:
                raise UnreadableFile(file, "is broken in more than 1,000 rows. Have it made again.") from None
            complaints.about_file(file, BROKEN_ROW, row=number)
            at += 1
            continue
        at += reader.line_num
        cells = [clean(cell, multiline=lines_per_row > 1) for cell in cells]
        if not any(cells):
            continue
        if len(cells) > width and any(cells[width:]):
            complaints.about_file(file, TOO_MANY_CELLS, row=number)
            continue
        if len(cells) < width:
            complaints.about_file(file, TOO_FEW_CELLS, row=number)
            cells += [""] * (width - len(cells))
        yield Row(file, number, {name: cell for name, cell in zip(columns, cells, strict=False) if name})
