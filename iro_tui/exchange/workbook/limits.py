"""How much of a file is read: what it says of its own size is not believed. Source: security.md 3.5."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.stopping import heed

MAX_UNPACKED = 150 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 50_000
MAX_COLUMNS = 300
MAX_SHEETS = 60
MAX_CELL = 2_000
"""Characters of a cell that are looked at; the cleaning of text keeps fewer."""

TOO_LARGE = "unpacks to more than a table of children can be. Nothing was unpacked; load a smaller extract."
TOO_MANY_ROWS = "has a cell beyond row 50,000 of a sheet. Delete what lies below the table, or load a smaller extract."
TOO_WIDE = "has a cell beyond column 300 of a sheet. Delete what lies right of the table and save it anew."
TOO_MANY_SHEETS = "has more than 60 sheets. Save those that matter as a workbook of their own."
ENTITIES = "defines its own XML entities, which no spreadsheet does. Nothing was unpacked; ask where it comes from."
PASSWORD = "is protected by a password. Open it, save it without one, and load that."  # noqa: S105 -- a sentence
CUT_OFF = "is damaged or cut off. Ask for it again, or copy it anew."

MAX_MARKUP, MAX_MARKUP_BESIDE = 16_000_000, 2_000_000
"""Marks of XML in a part: in a sheet, whose rows are read one by one, and in any other, which is held whole."""
MAX_MARKUP_OF_ROW = 100_000

_CHUNK = 1 << 20
_OVERLAP = 64
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{3,})[0-9]+["']""")
_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ >/]")
_ROW = re.compile(rb"<(?:[a-z]+:)?(?:table-)?row\b")
_NOT_XML = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_package(name: str, data: bytes) -> zipfile.ZipFile:
    """The parts of a zipped workbook. Raises UnreadableFile where it is cut off."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableFile(name, CUT_OFF) from None


def check_package(name: str, package: zipfile.ZipFile) -> None:
    """Refuse what is too large, locked, or brings entities, before any of it is parsed. Raises UnreadableFile."""
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(name, PASSWORD)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(name, TOO_LARGE)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            sheet = part.filename == "content.xml" or part.filename.startswith("xl/worksheets/sheet")
            _check_part(name, package, part.filename, MAX_MARKUP if sheet else MAX_MARKUP_BESIDE)


def _check_part(name: str, package: zipfile.ZipFile, part: str, most: int) -> None:
    marks = of_row = 0
    for number, chunk in enumerate(_chunks(package, part)):
        if not number and (b"\0" in chunk[:4096] or _NOT_XML.search(chunk[:4096])):
            raise UnreadableFile(name, ENTITIES)
        marks += chunk.count(b"<")
        first, *others = (piece.count(b"<") for piece in _ROW.split(chunk))
        if max(of_row + first, *others, 0) > (MAX_MARKUP_OF_ROW if most == MAX_MARKUP else most) or marks > most:
            raise UnreadableFile(name, TOO_LARGE)
        of_row = others[-1] if others else of_row + first


def look_over(name: str, package: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has formulas. Raises UnreadableFile where it is too long, or a cell lies too far to the right."""
    formulas, rows = False, 0
    for chunk in _chunks(package, part):
        rows += len(_ROW.findall(chunk, _OVERLAP if rows else 0))
        if rows > MAX_ROWS + 1_000:
            raise UnreadableFile(name, TOO_MANY_ROWS)
        formulas = formulas or _FORMULA.search(chunk) is not None
        if any(column_number(match[1].decode()) > MAX_COLUMNS for match in _PLACE.finditer(chunk)):
            raise UnreadableFile(name, TOO_WIDE)
    return formulas


def _chunks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with package.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            heed()
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def column_number(letters: str) -> int:
    """A column by its letters: A is 1, XFD 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
