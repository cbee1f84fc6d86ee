"""Workbooks (.xlsx, .xls, .ods) as sheets of cells: known by their bytes, read under limits, never believed."""

from __future__ import annotations

from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.workbook.book import Cell, Grid, GridLine, Workbook
from iro_tui.exchange.workbook.limits import check_package, open_package

__all__ = ["Cell", "Grid", "GridLine", "Workbook", "is_workbook", "read_workbook"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (
    ("EncryptedPackage", "is protected by a password. Open it, save it without one, and load that."),
    ("WordDocument", "is a Word document. Ask for the same data as a workbook or CSV."),
    ("PowerPoint Document", "is a presentation. Ask for the same data as a workbook or CSV."),
)
"""What else stands in the container of an old workbook, by the name of its part."""
DAMAGED = "is damaged: it cannot be read to its end. Ask for it again, or open it and save it anew."
_NO_SHEET = "is a zip file, not a workbook. Unpack it and load what is inside."
_BINARY = "is a binary workbook (.xlsb). Open it and save it as an Excel workbook (.xlsx)."


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook's do, whatever the file is called."""
    return data.startswith((ZIP, OLE))


def read_workbook(name: str, data: bytes) -> Workbook:
    """The sheets of a workbook. Raises UnreadableFile with a plain sentence for whatever cannot be read, or is too big.

    The libraries that read it are loaded here and nowhere else. Source: security.md 3.5.
    """
    try:
        return _read_old(name, data) if data.startswith(OLE) else _read_package(name, data)
    except UnreadableFile:
        raise
    except Exception as error:  # A broken file may break its reader in any way; none of them is worth telling.
        from iro_tui.stopping import Stopped

        if isinstance(error, Stopped):
            raise
        raise UnreadableFile(name, DAMAGED) from None


def _read_old(name: str, data: bytes) -> Workbook:
    head = data[:65536] + data[-65536:]
    for part, reason in _IN_OLE:
        if part.encode("utf-16-le") in head:
            raise UnreadableFile(name, reason)
    from iro_tui.exchange.workbook.xls import read_xls

    return read_xls(name, data)


def _read_package(name: str, data: bytes) -> Workbook:
    with open_package(name, data) as package:
        names = set(package.namelist())
        check_package(name, package)
        if "xl/workbook.bin" in names:
            raise UnreadableFile(name, _BINARY)
        if "content.xml" in names:
            from iro_tui.exchange.workbook.ods import read_ods

            return read_ods(name, package)
        if "[Content_Types].xml" not in names or not any(part.startswith("xl/") for part in names):
            raise UnreadableFile(name, _NO_SHEET)
        from iro_tui.exchange.workbook.xlsx import read_xlsx

        return read_xlsx(name, data, package)
