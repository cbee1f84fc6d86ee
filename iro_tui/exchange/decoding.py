"""Bytes to text: which encoding a file is in, and what is no text at all."""

from __future__ import annotations

import re


class UnreadableFile(Exception):
    """A file that cannot be read at all. `name` is the file, `reason` a plain sentence; the text is both."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    @property
    def told(self) -> str:
        """What is said of it among the problems of other files."""
        return f"This file {self.reason} Nothing in it was used."


_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT = (
    (b"PK\x03\x04", "is a workbook or a zip file, not text. Open it and save the sheet as CSV UTF-8."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel or Word file, not text. Open it and save the sheet as CSV UTF-8."),
    (b"%PDF", "is a PDF. Ask for the same data as CSV or XML."),
    (b"\x1f\x8b", "is a compressed file. Unpack it and load what is inside."),
    (b"SQLite format 3", "is a database, not text. Ask for the same data as CSV or XML."),
)
_BINARY = "is not a text file. Save it again as CSV UTF-8."
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)

_MOSTLY = 0.7
WINDOWS_1252 = "Windows-1252"


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 or Windows-1252.

    A byte-order mark decides; without one UTF-16 is known by its zero bytes, strict UTF-8 is tried, then
    Windows-1252, which takes nearly anything: the caller must tell the reader of the file to look at the accents.
    Raises UnreadableFile with a plain
    sentence for anything that is not text. Source: security.md 3.5.
    """
    for magic, reason in _NOT_TEXT:
        if data.startswith(magic):
            raise UnreadableFile(name, reason)
    text, encoding = _decoded(name, data)
    if "\0" in text:
        raise UnreadableFile(name, _BINARY)
    if _WEB_PAGE.match(text, 0, 200):
        raise UnreadableFile(name, "is a web page, not the data itself. Save the data as CSV UTF-8.")
    return text, encoding


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    marked = next((codec for bom, codec in _BOMS if data.startswith(bom)), None) or unmarked_utf16(data)
    try:
        if marked:
            return data.decode(marked), "UTF-16" if marked.startswith("utf-16") else "UTF-8"
        try:
            return data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError:
            return data.decode("cp1252"), WINDOWS_1252
    except UnicodeDecodeError:
        raise UnreadableFile(name, _BINARY) from None


def unmarked_utf16(data: bytes) -> str | None:
    """The codec of UTF-16 that has no byte-order mark: mostly plain letters, so every other byte is zero."""
    head = data[:4096]
    half = len(head) // 2
    if half < 4 or len(data) % 2:
        return None
    for codec, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        others = head[::2] if codec == "utf-16-le" else head[1::2]
        if zeros.count(0) > half * _MOSTLY and others.count(0) < half * (1 - _MOSTLY):
            return codec
    return None
