"""Reading a CSV file strictly: what cannot be read as it stands is reported, never guessed or swallowed."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.decoding import WINDOWS_1252, UnreadableFile, decode
from iro_tui.exchange.no_value import cell_value, is_no_child
from iro_tui.stopping import heed
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.exchange.workbook.book import Cell

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

SWALLOWS_ROWS = (
    "A quotation mark opens in this row and closes rows further down, over rows that look like their own; this row was "
    "left out, those were read. Put the quotation marks right."
)
_BROKEN_HEADING = "has a heading that cannot be read. Put its quotation marks right."
_TOO_WIDE = "has more than 300 columns. Load the extract as it was made."

LOOKED_FOR_IN = 30
"""Lines in which a heading is looked for: above it may stand a title, who made the file, filters."""

_DELIMITERS = ",;\t|"
_SIGNS = re.compile(r"[\W_]+")


def column_key(name: str) -> str:
    """A heading as it is compared: without case, blanks, underscores and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format knows its tables: its column names by `column_key`, and whether some names are a heading of it."""

    names: Mapping[str, str] = field(default_factory=dict)
    is_heading: Callable[[Collection[str]], bool] = bool

    @classmethod
    def of(cls, names: Collection[str], is_heading: Callable[[Collection[str]], bool]) -> Layout:
        return cls({column_key(name): name for name in names}, is_heading)

    def name(self, cell: str) -> str:
        """The column a heading's cell names: the format's own spelling, else the cell in capitals."""
        shown = clean(cell, limit=60).upper()
        return self.names.get(column_key(shown), shown)

    def over(self, above: Sequence[str], named: Sequence[str]) -> list[str]:  # noqa: ARG002
        """The names of a heading with the line above it: of a format of its own the heading alone."""
        return list(named)

    def goes_below(self, named: Sequence[str], below: Sequence[str]) -> bool:  # noqa: ARG002
        """Whether the line below is the heading rather than this one, whose words stand over several columns."""
        return False

    def with_below(self, named: Sequence[str], below: Sequence[str]) -> Sequence[str]:  # noqa: ARG002
        """The names of a heading with the line below it, where that belongs to it; empty where it does not."""
        return ()

    def keys(self, file: str, named: Sequence[str], number: int, complaints: Complaints) -> list[str]:
        """By place the names by which rows have their cells; a repeated one is blanked: its cells are not read."""
        columns: list[str] = []
        for name in named:
            if name and name in columns:
                complaints.about_file(file, COLUMN_TWICE, row=number, field=name)
                name = ""
            columns.append(name)
        return columns


class AsWritten(Layout):
    """Headings stay as they are written: which column one is hangs on the others."""

    def name(self, cell: str) -> str:
        return cell_value(cell)[:200]

    def keys(self, file: str, named: Sequence[str], number: int, complaints: Complaints) -> list[str]:  # noqa: ARG002
        """Each column has its own, also of two that are called the same, or by nothing: a key says what they are."""
        return [name + _TWIN * (1 + list(named[:at]).count(name)) for at, name in enumerate(named)]


_TWIN = "\0"
"""Behind the name of a column that stays as it is written, as often as others are called so up to it."""
_ANY = Layout()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read: its column names, and its rows that hold anything."""

    file: str
    columns: tuple[str, ...]
    rows: list[Row]
    no_rows: list[tuple[int, str]]
    """Lines among the rows that are none, by their number: a total, a filter, how many rows there are."""
    above: str = ""
    """The last words above the heading: a title."""

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns."""
        return tuple(name.rstrip(_TWIN) for name in self.columns)

    @property
    def lines(self) -> list[tuple[int, Sequence[Cell]]]:
        """The rows as those of a workbook's sheet are: each with its number and its cells, None where one is empty."""
        return [(row.number, [row.get(name) or None for name in self.columns]) for row in self.rows]


def read_csv(file: str, data: bytes, complaints: Complaints, *, layout: Layout = _ANY, lines_per_row: int = 1) -> Sheet:
    """The table in a CSV file. Columns may be parted by comma, semicolon, tab or `|`, as the heading shows.

    The heading is the first of thirty lines that the layout knows, or else the first that holds anything. Words by
    which tools say that there is nothing (NULL, #N/A) are blanks. A row is numbered as a spreadsheet numbers it (blank
    rows count). A row may run over `lines_per_row` lines inside quotation marks: 1 for a return, whose values have no
    line ends, so that an unclosed quotation mark costs its own row and no other. Unreadable rows are reported and left
    out. Raises UnreadableFile for what is not text, is larger than 200 MB or 500,000 rows, or is broken throughout.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(file, "is larger than 200 MB. Load a smaller extract.")
    text, encoding = decode(file, data)
    if encoding == WINDOWS_1252:
        complaints.about_file(file, READ_AS_1252)
    if text.count("\n") + text.count("\r") > 2 * MAX_ROWS:
        raise UnreadableFile(file, "holds more than 500,000 rows. Load a smaller extract.")
    lines = list(io.StringIO(text, newline=None))
    at, end, delimiter, named = _heading(file, lines, layout, lines_per_row)
    number = at + 1
    named = layout.over(_named(lines, at - 1, delimiter, layout)[0] if at else (), named)
    below, more = _named(lines, end, delimiter, layout, lines_per_row)
    if whole := layout.with_below(named, below):
        named, end, number = list(whole), end + more, number + 1
    columns = layout.keys(file, named, at + 1, complaints)
    no_rows: list[tuple[int, str]] = []
    rows = list(_rows(file, lines, (end, number), delimiter, columns, lines_per_row, complaints, no_rows))
    titles = (line.strip(f'{_DELIMITERS} "\r\n\ufeff') for line in reversed(lines[:at]))
    above = next(filter(None, titles), "")
    return Sheet(file, tuple(dict.fromkeys(name for name in columns if name)), rows, no_rows, above)


def heading(text: str, layout: Layout = _ANY, *, lines_per_row: int = 1) -> tuple[str, ...]:
    """The column names of the heading; empty when there is none."""
    try:
        _, _, _, named = _heading("", list(io.StringIO(text, newline=None)), layout, lines_per_row)
    except UnreadableFile:
        return ()
    return tuple(name for name in named if name)


def _heading(file: str, lines: list[str], layout: Layout, most: int) -> tuple[int, int, str, list[str]]:
    """Where the heading stands and ends, in so many lines at most, what parts its columns, and their names."""
    first: tuple[int, int, str, list[str]] | None = None
    reason = ""
    for at, line in enumerate(lines):
        if at >= LOOKED_FOR_IN and (first or reason):
            break
        # Excel's own first line "sep=;" says what parts the columns; the heading shows it again.
        if not line.strip(" \t\r\n,;|\ufeff") or line.lower().startswith(("sep=", '"sep=')):
            continue
        cells = {delimiter: _cells_at(lines, at, delimiter, most) for delimiter in _DELIMITERS}
        best = max(cells, key=lambda delimiter: len(cells[delimiter][0]))
        if not 0 < len(cells[best][0]) <= MAX_COLUMNS:
            reason = reason or (_TOO_WIDE if cells[best][0] else _BROKEN_HEADING)
            continue
        named = [layout.name(cell) for cell in cells[best][0]]
        end = at + cells[best][1]
        if layout.goes_below(named, _named(lines, end, best, layout, most)[0]):
            continue
        if layout.is_heading([name for name in named if name]) and not (reason and layout is _ANY):
            return at, end, best, named
        first = first or (at, end, best, named)
    if first is None or reason:
        raise UnreadableFile(file, reason or "is empty.")
    return first


def _named(lines: list[str], at: int, delimiter: str, layout: Layout, most: int = 1) -> tuple[list[str], int]:
    cells, used = _cells_at(lines, at, delimiter, most)
    return [layout.name(cell) for cell in cells], used


def _cells_at(lines: list[str], at: int, delimiter: str, most: int) -> tuple[list[str], int]:
    """The cells of the row that begins there, and how many lines it takes; none where it cannot be read."""
    reader = csv.reader(lines[at : at + most], strict=True, delimiter=delimiter)
    try:
        return next(reader, []), reader.line_num
    except csv.Error:
        return [], 1


def _rows(
    file: str,
    lines: list[str],
    begins: tuple[int, int],
    delimiter: str,
    columns: list[str],
    lines_per_row: int,
    complaints: Complaints,
    no_rows: list[tuple[int, str]],
) -> Iterator[Row]:
    """The rows behind the heading: `begins` are the line at which they do, and the number of the row before."""
    (at, number), width, broken = begins, len(columns), 0
    values = _CellValues(multiline=lines_per_row > 1)
    while at < len(lines):
        heed("rows read")
        number += 1
        if number > MAX_ROWS + 1:
            raise UnreadableFile(file, "holds more than 500,000 rows. Load a smaller extract.")
        last = min(at + lines_per_row, len(lines))
        # The field limit is csv's own 131,072 characters, generous for one cell; it is global, so it is left alone.
        reader = csv.reader((lines[n] for n in range(at, last)), strict=True, delimiter=delimiter)
        try:
            cells = next(reader, [])
        except csv.Error:
            if _is_text([lines[at]] if delimiter not in lines[at] else [], width):
                no_rows.append((number, lines[at].strip(' "\r\n')))
                at += 1
                continue
            broken += 1
            if broken > MAX_BROKEN_ROWS:
                raise UnreadableFile(file, "is broken in more than 1,000 rows. Have it made again.") from None
            complaints.about_file(file, BROKEN_ROW, row=number)
            at += 1
            continue
        if closes := _swallowed(lines[at : at + reader.line_num], delimiter, width):
            complaints.about_file(file, SWALLOWS_ROWS, row=number, value=f"closes in row {number + closes}")
            at += 1
            continue
        at += reader.line_num
        cells = [values[cell] for cell in cells]
        if not any(cells):
            continue
        if len(cells) != width and _is_text(cells, width):
            no_rows.append((number, next(filter(None, cells))))
            continue
        if len(cells) > width and any(cells[width:]):
            complaints.about_file(file, TOO_MANY_CELLS, row=number)
            continue
        if len(cells) < width:
            complaints.about_file(file, TOO_FEW_CELLS, row=number)
            cells += [""] * (width - len(cells))
        yield Row(file, number, {name: cell for name, cell in zip(columns, cells, strict=False) if name})


def _swallowed(lines: list[str], delimiter: str, width: int) -> int:
    """How many rows lie inside the quotation marks of the first of these lines: each as wide, and begun as it is."""
    if len(lines) == 1:
        return 0
    first, *others = (line.partition(delimiter) for line in lines)
    begins = _shape(first[0])
    rows = [cell for cell, _, rest in others if _shape(cell) == begins and rest.count(delimiter) >= width - 2]
    return len(lines) - 1 if begins and width > 1 and rows else 0


def _shape(cell: str) -> str:
    """A cell by what it is made of: `AB 12` and `K 3` are one shape."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell.strip(' "\t')))


class _CellValues(dict[str, str]):
    """What cells hold, each text worked out once a file: the same codes, days and identifiers stand in many rows."""

    def __init__(self, *, multiline: bool) -> None:
        super().__init__()
        self._multiline = multiline

    def __missing__(self, cell: str) -> str:
        value = self[cell] = cell_value(cell, multiline=self._multiline)
        return value


def _is_text(cells: list[str], width: int) -> bool:
    """Whether a line of another width than the heading is no row of the table, but text below or between them."""
    filled = [cell for cell in cells if cell]
    alone = len(filled) == 1 and len(cells) < width
    return width > 2 and bool(filled) and (alone or is_no_child(filled[0]))
