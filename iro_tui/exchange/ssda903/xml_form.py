"""The XML form of the return: EXPSSDA903/CHILD/{HEADER{..,AREVIEW{..}},EPISODE{..}}. Source: domain reference 2.1."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from iro_tui.exchange.complaints import Row
from iro_tui.exchange.decoding import UnreadableFile, unmarked_utf16
from iro_tui.exchange.no_value import cell_value
from iro_tui.exchange.ssda903.tables import ALL_COLUMNS, EPISODES, HEADER, LAYOUT, TABLES, UASC, TableSpec
from iro_tui.exchange.tables import MAX_BYTES, MAX_ROWS
from iro_tui.stopping import heed

ROOT = "EXPSSDA903"
MAX_DEPTH = 12
MAX_ELEMENTS = 8_000_000
MAX_ELEMENTS_OF_A_CHILD = 20_000
"""Bounds what is in memory at once: the tree of one child."""
MAX_EXTRA = 50
MAX_TOKEN = 1024 * 1024
"""Bytes of one tag, comment or instruction, and characters of one value. The parser begins each anew with every piece
it is fed, so an endless one would cost the square of its length."""
_PIECE = 64 * 1024

_OTHER_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
# A nested element is known by the field that only its table has, whatever the element itself is called.
_TOLD_BY = {
    "DECOM": "Episodes",
    "REVIEW": "Reviews",
    "MIS_START": "Missing",
    "SW_DECOM": "SWEpisodes",
    "SDQ_SCORE": "OC2",
    "SDQ_REASON": "OC2",
    "HEALTH_CHECK": "OC2",
    "IN_TOUCH": "OC3",
    "DATE_INT": "AD1",
    "DATE_PLACED": "PlacedAdoption",
    "PREV_PERM": "PrevPerm",
    "DOLO_START": "DoLo",
}
_BY_NAME = {table.name: table for table in TABLES}
_FLAT = frozenset({"UASC", "DUC"})
_KNOWN = ALL_COLUMNS | _FLAT

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_LOOKED_AT = 4096
_TOO_LONG = "holds a value or a remark of more than a million characters, which a return never does."
_NOT_WELL_FORMED = "is not whole or not correct XML. Have it made again."


@dataclass(slots=True)
class XmlTables:
    """The rows of each table, and the names of fields that belong to none."""

    tables: dict[TableSpec, list[Row]] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)


def looks_like_xml(data: bytes) -> bool:
    """Whether a file is XML (a web page too: reading it then says so), by its first character but for white space."""
    return data[:_LOOKED_AT].lstrip(_BEFORE)[:1] == b"<"


def _from_its_first_sign(data: bytes) -> bytes:
    """The file without white space before it, which XML does not allow; a mark of the encoding stays."""
    if data[:1] == b"<":
        return data
    bom = next((bom for bom in _BOMS if data.startswith(bom)), b"")
    rest = data[len(bom) :]
    wide = bom[:1] in (b"\xff", b"\xfe") or unmarked_utf16(rest) is not None
    at = len(rest) - len(rest.lstrip(_BEFORE))
    # A letter of UTF-16 is two bytes, of which the zero may come first.
    return bom + rest[at - at % 2 if wide else at :]


def read_xml(file: str, data: bytes) -> XmlTables:
    """The tables in the XML form, row by row as the CSV form would hold them.

    A row's number is the running number of its element in the file: the third EPISODE of the file is row 3 of
    Episodes, the third CHILD row 3 of Header. Read child by child, so memory holds rows, not the tree. Raises
    UnreadableFile for a document type, an entity or an outside reference (none belongs in a return), for another
    kind of XML, for what is too large or too deep, and for a file that breaks off: half a return is not used.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(file, "is larger than 200 MB. Load a smaller extract.")
    reading = _Reading(file)
    try:
        reading.read(_from_its_first_sign(data))
    except DefusedXmlException:
        raise UnreadableFile(
            file, "holds a document type or entities, which a return never does and which can do harm."
        ) from None
    except (ParseError, ValueError, LookupError):
        raise UnreadableFile(file, _NOT_WELL_FORMED) from None
    return reading.found


class _Pieces:
    """A file handed to the parser piece by piece, as long as it gets on with it."""

    def __init__(self, file: str, data: bytes, parser: DefusedXMLParser) -> None:
        self._file = file
        self._data = io.BytesIO(data)
        self._parser = parser.parser
        # A newer parser puts off reading on within what is long: it would seem not to get on. Here length has a limit.
        getattr(self._parser, "SetReparseDeferralEnabled", bool)(False)

    def read(self, size: int = -1, /) -> bytes:  # noqa: ARG002 -- the parser would take smaller pieces
        """The next piece. Raises UnreadableFile where the parser is still within what it began a megabyte ago."""
        heed()
        if self._data.tell() - max(self._parser.CurrentByteIndex, 0) > MAX_TOKEN + _PIECE:
            raise UnreadableFile(self._file, _TOO_LONG)
        return self._data.read(_PIECE)


class _Reading:
    def __init__(self, file: str) -> None:
        self.file = file
        self.found = XmlTables()
        self._rows = 0

    def read(self, data: bytes) -> None:
        depth = elements = of_child = 0
        root: Element | None = None
        parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
        for event, element in iterparse(_Pieces(self.file, data, parser), ("start", "end"), parser):
            if event == "start":
                depth += 1
                elements += 1
                of_child += 1
                if root is None:
                    root = element
                    self._check_root(element)
                if depth > MAX_DEPTH or elements > MAX_ELEMENTS or of_child > MAX_ELEMENTS_OF_A_CHILD:
                    raise UnreadableFile(self.file, "nests too deep or is too large for a return.")
                continue
            depth -= 1
            if element.text and len(element.text) > MAX_TOKEN:
                raise UnreadableFile(self.file, _TOO_LONG)
            if depth == 1:
                if _name(element) == "CHILD":
                    self._child(element)
                if root is not None:
                    root.clear()
                of_child = 0
        if root is None:
            raise UnreadableFile(self.file, _NOT_WELL_FORMED)

    def _check_root(self, root: Element) -> None:
        name = _name(root)
        if name == "HTML":
            raise UnreadableFile(self.file, "is a web page, not the data itself.")
        if name != ROOT:
            raise UnreadableFile(self.file, "is XML, but not an SSDA903 return.")

    def _child(self, child: Element) -> None:
        """The rows of one CHILD: its Header first, whose identifier every other row then carries."""
        header: dict[str, str] = {}
        for part in child:
            if len(part) == 0:
                self._leaf(part, header)
            elif _name(part) == "HEADER":
                for leaf in part:
                    if len(leaf) == 0:
                        self._leaf(leaf, header)
        self._add(HEADER, header)
        if header.get("DUC") or header.get("UASC") in {"1", "Y", "TRUE"}:
            self._add(UASC, {name: header[name] for name in ("CHILD", "DUC") if name in header})
        elif "UASC" in header:
            # The file says who is and who is not: a table with no row of this child.
            self.found.tables.setdefault(UASC, [])
        shared = {"CHILD": header.get("CHILD", "")}
        for part in child:
            for row in part if _name(part) == "HEADER" else (part,):
                if len(row):
                    self._nested(row, shared)

    def _nested(self, element: Element, shared: dict[str, str]) -> None:
        cells: dict[str, str] = {}
        for leaf in element:
            self._leaf(leaf, cells)
        table = next((_BY_NAME[_TOLD_BY[name]] for name in cells if name in _TOLD_BY), None)
        if _name(element) == "EPISODE":
            table = EPISODES
        if table is None:
            self._unknown(_name(element))
            return
        self._add(table, shared | cells)

    def _leaf(self, leaf: Element, cells: dict[str, str]) -> None:
        name = _name(leaf)
        name = _OTHER_NAMES.get(name, name)
        if name not in _KNOWN:
            self._unknown(name)
            return
        cells.setdefault(name, cell_value(leaf.text or ""))

    def _unknown(self, name: str) -> None:
        if name not in self.found.extra and len(self.found.extra) < MAX_EXTRA:
            self.found.extra.append(name)

    def _add(self, table: TableSpec, cells: dict[str, str]) -> None:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise UnreadableFile(self.file, "holds more than 500,000 rows. Load a smaller extract.")
        rows = self.found.tables.setdefault(table, [])
        kept = {name: cells[name] for name in table.columns if name in cells}
        rows.append(Row(self.file, len(rows) + 1, kept))


def _name(element: Element) -> str:
    """The element's name in capitals, without a namespace. Comments have none."""
    return _name_of(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1 << 10)
def _name_of(tag: str) -> str:
    return LAYOUT.name(tag.rpartition("}")[2])
