"""CSV that a spreadsheet opens as text and never as a formula. Source: OWASP, CSV injection; security.md 3.5."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from iro_tui.text import clean

_STARTS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
_LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""


def csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV, every cell quoted: UTF-8 with a byte-order mark, without which Excel misreads accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(titles)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def plain_csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for another program, in the form it reads: quoted only where it must be, and without a byte-order mark.

    An identifier must arrive as it is; one that a spreadsheet would calculate is guarded all the same.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(titles)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def guarded(cell: str) -> str:
    """The cell without control characters, and with an apostrophe before what a spreadsheet would calculate."""
    cleaned = clean(cell, multiline=True, limit=_LONGEST)
    return f"'{cleaned}" if cleaned.startswith(_STARTS_A_FORMULA) else cleaned
