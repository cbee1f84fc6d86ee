"""OpenDocument spreadsheets, element by element: a cell or row that says it is repeated is not unrolled."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.workbook.book import Cell, Grid, GridLine, Workbook
from iro_tui.exchange.workbook.limits import (
    ENTITIES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    PASSWORD,
    TOO_MANY_ROWS,
    TOO_MANY_SHEETS,
    TOO_WIDE,
)
from iro_tui.stopping import heed

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE, _FO = (
    _OASIS % name for name in ("table", "office", "text", "style", "xsl-fo-compatible")
)


def read_ods(name: str, package: zipfile.ZipFile) -> Workbook:
    """The sheets of an OpenDocument spreadsheet. Raises UnreadableFile."""
    if "META-INF/manifest.xml" in package.namelist():
        with package.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1 << 20):
                raise UnreadableFile(name, PASSWORD)
    with package.open("content.xml") as content:
        return _OdsContent(name).book(content)


class _OdsContent:
    """The state of one file while it goes by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.result = Workbook()
        self.hidden: set[str] = set()
        """Names of the styles of sheets that are not shown."""
        self.fills: dict[str, str] = {}
        """By the name of a style the colour behind its cells."""
        self.number = 0

    def book(self, content: Any) -> Workbook:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        try:
            for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    self._begins(element)
                else:
                    self._ends(element)
        except DefusedXmlException:
            raise UnreadableFile(self.name, ENTITIES) from None
        except ParseError:
            raise UnreadableFile(self.name, "is damaged: its content is no correct XML. Ask for it again.") from None
        return self.result

    def _begins(self, element: Element) -> None:
        if element.tag == f"{_TABLE}table":
            if len(self.result.grids) >= MAX_SHEETS:
                raise UnreadableFile(self.name, TOO_MANY_SHEETS)
            hidden = element.get(f"{_TABLE}style-name", "") in self.hidden
            self.result.grids.append(Grid(element.get(f"{_TABLE}name", ""), hidden=hidden))
            self.number = 0

    def _ends(self, element: Element) -> None:
        if element.tag == f"{_STYLE}style":
            self._style(element)
        elif element.tag == f"{_TABLE}table-row":
            heed("rows unpacked")
            self._row(element)
            element.clear()

    def _style(self, element: Element) -> None:
        name = element.get(f"{_STYLE}name", "")
        for part in element:
            if part.get(f"{_TABLE}display") == "false":
                self.hidden.add(name)
            colour = part.get(f"{_FO}background-color", "")
            if part.tag == f"{_STYLE}table-cell-properties" and colour.startswith("#"):
                self.fills[name] = colour[1:].upper()

    def _row(self, element: Element) -> None:
        repeated = _times(element, "number-rows-repeated")
        cells: list[Cell] = []
        fills: dict[int, str] = {}
        unsaved: set[int] = set()
        for cell, style, times, formula in _cells(element):
            if cell is None:
                if formula:
                    unsaved.add(len(cells))
                if style in self.fills and len(cells) < MAX_COLUMNS:
                    fills[len(cells)] = self.fills[style]
                # Blank ones up to the edge of the sheet stand in one element: they are made only if something follows.
                cells += [None] * min(times, MAX_COLUMNS + 1 - len(cells))
                continue
            if len(cells) + times > MAX_COLUMNS:
                raise UnreadableFile(self.name, TOO_WIDE)
            if style in self.fills:
                fills[len(cells)] = self.fills[style]
            cells += [cell] * times
        while cells and cells[-1] is None:
            cells.pop()
        if self.result.grids and cells:
            if self.number + repeated > MAX_ROWS:
                raise UnreadableFile(self.name, TOO_MANY_ROWS)
            grid = self.result.grids[-1]
            for number in range(self.number + 1, self.number + repeated + 1):
                grid.lines.append(GridLine(number, tuple(cells)))
                if fills:
                    grid.fills[number] = fills
                if unsaved:
                    grid.unsaved[number] = unsaved
        self.number += repeated


def _times(element: Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def _cells(row: Element) -> Iterator[tuple[Cell, str, int, bool]]:
    """What each cell holds, the name of its style, how often it stands there, and whether by a formula."""
    for element in row:
        if element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            style = element.get(f"{_TABLE}style-name", "")
            formula = f"{_TABLE}formula" in element.keys()  # noqa: SIM118 -- an element is no mapping
            yield _value(element), style, _times(element, "number-columns-repeated"), formula


def _value(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    if kind == "date":
        return _day(element.get(f"{_OFFICE}date-value", "")) or _text(element)
    if kind in ("float", "percentage", "currency"):
        try:
            return float(element.get(f"{_OFFICE}value", ""))
        except ValueError:
            return _text(element)
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value") == "true"
    return _text(element)


def _day(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _text(element: Element) -> Cell:
    lines = ["".join(part.itertext()) for part in element if part.tag == f"{_TEXT}p"]
    return "\n".join(lines)[:MAX_CELL] or None
