"""Dates as files write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

EARLIEST, LATEST = 1950, 2050
"""Years a date in a caseload can lie in; one outside is a slip of the key (0201, 2201)."""

_SHAPES = re.compile(
    r"(?:(?P<d>[0-9]{2})(?P<sep>[/-])(?P<m>[0-9]{2})(?P=sep)(?P<y>[0-9]{4})"
    r"|(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2}))"
    r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
)


@lru_cache(maxsize=1 << 16)
def parse_day(text: str) -> date | None:
    """The date of dd/mm/yyyy, dd-mm-yyyy or yyyy-mm-dd, also with a time of midnight; None for anything else.

    The day always comes first: nothing is guessed. A day or month of one digit is refused, because that is how
    a spreadsheet set to month-first rewrites a file. Source: domain reference 2.
    """
    parts = _SHAPES.fullmatch(text)
    if not parts:
        return None
    year = int(parts["y"] or parts["iy"])
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, int(parts["m"] or parts["im"]), int(parts["d"] or parts["id"]))
    except ValueError:
        return None
