"""The numbers of the strip, and what each counts: pressed, it shows just as many rows as it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from iro_tui.caseload.lines import DutyLine
from iro_tui.domain.allocation import COVERED, WITH_COLLEAGUE
from iro_tui.domain.words import amount_words

SOON_DAYS = 28
"""How far ahead reviews without a booking are counted."""


class HubMark(NamedTuple):
    """When all was exchanged with the service's hub last, and whether that is longer ago than the practice allows."""

    at: datetime | None
    old: bool

    def words(self, today: date) -> str:
        """`hub 10:42`, `hub 3 days`; `hub –` where it never was."""
        if self.at is None:
            return "hub –"
        at = self.at.astimezone()
        days = (today - at.date()).days
        return f"hub {at:%H:%M}" if days <= 0 else f"hub {amount_words(days, 'days')}"


@dataclass(frozen=True, slots=True)
class Strip:
    """The top line of Today."""

    children: int
    range_low: int
    range_high: int
    overdue: int
    """Rows of Today that are late: what is folded into one of them is not counted again."""
    unbooked: int
    """Reviews due within 28 days without a booking."""
    outbox: int
    warnings: tuple[str, ...] = ()
    """Sentences about the whole: dates beyond the known bank holidays, a sync folder, practice laxer than statute."""
    looked_after: int = 0
    """Of the children those who are looked after, of whom the range speaks."""
    child_protection: int = 0
    """Those under a child protection plan, also such as are looked after: both clocks run, and both are counted."""
    short_breaks: int = 0
    covered: int = 0
    """Of the children those whom a colleague holds, for whom the officer covers."""
    lent: int = 0
    """Those whom a colleague covers for the officer."""
    by_law: int = 0
    """Of what is overdue that whose limit is the law's."""
    in_view: int = 1
    """Children on the caseload, and those who are asked about all the same: who wait for a first conference."""
    hub: HubMark | None = None
    """None where no hub was joined."""


class Counted(NamedTuple):
    """A number of the strip: what it leaves, in words, and the test of a row."""

    words: str
    test: Callable[[DutyLine], bool]


class Leads(NamedTuple):
    """A list, and the named filters of children by which it shows just what a number counts."""

    list: str
    only: tuple[str, ...] = ()


LISTED: dict[str, Leads] = {
    "looked_after": Leads("caseload", ("looked_after",)),
    "covered": Leads("caseload", (f"whose:{COVERED}",)),
    "lent": Leads("caseload", (f"whose:{WITH_COLLEAGUE}",)),
    "child_protection": Leads("caseload", ("child_protection",)),
    "short_breaks": Leads("caseload", ("short_breaks",)),
    "to_file": Leads("outbox"),
}
"""By the number's id where children and notes that it counts have a row each: what is asked of a child has many."""
COUNTED: dict[str, Counted] = {
    "late": Counted("late", lambda row: row.duty.days < 0),
    "by_law": Counted("late by law", lambda row: row.duty.days < 0 and row.duty.weight == "law"),
    "to_book": Counted(
        "to book", lambda row: row.duty.is_review and row.duty.booked is None and row.duty.days <= SOON_DAYS
    ),
}
"""By the number's id what counts rows of Today."""
