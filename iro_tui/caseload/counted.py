"""What each number of the strip counts, as a filter of Today: pressed, it shows what it counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from iro_tui.caseload.lines import DutyLine

SOON_DAYS = 28
"""How far ahead reviews without a booking are counted."""


class Counted(NamedTuple):
    """A number of the strip: what it leaves, in words, and the test of a row."""

    words: str
    test: Callable[[DutyLine], bool]


COUNTED: dict[str, Counted] = {
    "looked_after": Counted("looked after", lambda row: row.status in ("looked_after", "both")),
    "child_protection": Counted("child protection alone", lambda row: row.status == "child_protection"),
    "short_breaks": Counted("short breaks", lambda row: row.status == "short_break"),
    "late": Counted("late", lambda row: row.duty.days < 0),
    "by_law": Counted("late by law", lambda row: row.duty.days < 0 and row.duty.weight == "law"),
    "to_book": Counted(
        "to book", lambda row: row.duty.is_review and row.duty.booked is None and row.duty.days <= SOON_DAYS
    ),
}
"""By the number's id; notes to file are no rows of Today, but a list of their own."""
