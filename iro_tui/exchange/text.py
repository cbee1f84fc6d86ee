"""Text on its way in: bytes to text, and the one cleaning every value goes through."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 500
"""Characters kept of one value, unless the caller says otherwise."""

_ZWJ = "\u200d"
_EMOJI = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]"
_PART = f"{_EMOJI}[\U0001f3fb-\U0001f3ff]?\ufe0f?"
# What holds an emoji together is kept (a family, the flag of England); the same characters elsewhere hide text.
_JOINED = f"{_PART}(?:{_ZWJ}{_PART})+|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_HIDDEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; those that part words are below
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional
    "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width, or drawn as nothing
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_KEEP_OR_DROP = re.compile(f"({_JOINED})|{_HIDDEN}")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class UnreadableFile(Exception):
    """A file that cannot be read at all. `name` is the file, `reason` a plain sentence; the text is both."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def clean(value: str, *, multiline: bool = False, limit: int = MAX_TEXT) -> str:
    """The one cleaning of text from outside: typing, files, other machines.

    Drops control, bidirectional and zero-width characters (those inside an emoji stay), composes to NFC, strips,
    and keeps at most `limit` characters. Line ends and tabs become a space; with `multiline` a line end becomes
    a newline. Cleaning twice changes nothing. Source: security.md 2.8.
    """
    if value.isascii() and value.isprintable():
        return value.strip()[:limit].rstrip()
    value = _LINE_ENDS.sub("\n" if multiline else " ", value).replace("\t", " ")
    kept = _KEEP_OR_DROP.sub(lambda found: found[1] or "", value)
    return unicodedata.normalize("NFC", kept).strip()[:limit].rstrip().rstrip(_ZWJ)


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

WINDOWS_1252 = "Windows-1252"


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 or Windows-1252.

    A byte-order mark decides; without one strict UTF-8 is tried, then Windows-1252, which takes nearly anything:
    the caller must tell the reader of the file to look at the accents. Raises UnreadableFile with a plain
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
    marked = next((codec for bom, codec in _BOMS if data.startswith(bom)), None)
    try:
        if marked:
            return data.decode(marked), "UTF-16" if marked == "utf-16" else "UTF-8"
        try:
            return data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError:
            return data.decode("cp1252"), WINDOWS_1252
    except UnicodeDecodeError:
        raise UnreadableFile(name, _BINARY) from None
