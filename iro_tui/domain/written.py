"""The written part of a report: its sections, what is typed in each, and which report an entry stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

THEME, PRACTICE, CHANGED, WORDS = "theme", "good_practice", "changed", "words"
RECOMMENDED, ACTION, STAFFING, COMPARED, CHILDREN = "recommendation", "action", "staffing", "comparator", "children"
SECTIONS = {
    THEME: "Themes",
    PRACTICE: "Good practice",
    CHANGED: "What changed for children",
    WORDS: "In children's words",
    RECOMMENDED: "Recommendations",
    ACTION: "Action plan",
    STAFFING: "Staffing",
    COMPARED: "Beside others",
    CHILDREN: "To the children",
}
"""The sections of the written part, in the order in which a report prints them."""
QUOTED = (PRACTICE, CHANGED, WORDS)
"""Those that may come from the record of a child, marked for use: they are of one day, and in every report of it."""
NUMBERS = (STAFFING, COMPARED)
"""Those in which a number is typed."""

FILLED = "filled, full-time equivalent"
"""The posts to which children come, where that is typed."""
POSTS = (
    "posts, full-time equivalent",
    FILLED,
    "from an agency, full-time equivalent",
    "vacant, full-time equivalent",
    "reviewing officers",
)
"""What is typed of the staff."""
OTHERS = ("England", "statistical neighbours", "region", "own service, the year before", "own service")
"""Whose number stands beside: suggestions, any other words may be given."""
RATES = ("Looked after per 10,000 children", "On a child protection plan per 10,000 children")
"""What is compared though no figure here counts it: suggestions."""
_NUMBER = re.compile(r"\d[\d,]*(\.\d+)?")


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """An entry: a text, an action of the plan, or a number; of the days of its report, or of the day it quotes."""

    id: str
    first: date
    last: date
    section: str
    text: str
    """The words; of an action what is done, of a number the number."""
    heading: str = ""
    """Of an action the area for development, of a number what it is of."""
    whose: str = ""
    """Of a number that stands beside one's own: whose it is."""
    lead: str = ""
    timescale: str = ""
    rag: str = ""
    outcome: str = ""
    """What became of an action."""
    source: str = ""
    """By `source_of` the row of the record that its words come from."""
    place: int = 0

    def is_in(self, first: date, last: date) -> bool:
        """Whether it stands in the report of these days: the one it was written for, or that of a day it quotes."""
        if self.first == self.last:
            return first <= self.first <= last
        return (self.first, self.last) == (first, last)


def source_of(key: str) -> str:
    """What an entry keeps of the row its words come from: the same for the same row, and no way back to it.

    So that once a child's case is removed for good, nothing that stays knows a key of it.
    """
    return sha256(key.encode()).hexdigest()[:32]


def in_order(entries: Iterable[ReportEntry]) -> tuple[ReportEntry, ...]:
    """As a report prints them: by section, then as they were written."""
    sections = list(SECTIONS)
    return tuple(sorted(entries, key=lambda each: (sections.index(each.section), each.place, each.first, each.id)))


def plan_before(entries: Iterable[ReportEntry], first: date) -> tuple[ReportEntry, ...]:
    """The newest action plan of a period that was over before this day: what became of it is told now."""
    over = [each for each in entries if each.section == ACTION and each.last < first]
    newest = max(((each.last, each.last - each.first) for each in over), default=None)
    return in_order(each for each in over if (each.last, each.last - each.first) == newest)


def is_number(typed: str) -> bool:
    """Whether what was typed of the staff is a number: `7.5`."""
    return bool(_NUMBER.fullmatch(typed.strip()))


def as_number(typed: str) -> float:
    """What was typed as a number; only of what is one."""
    return float(typed.strip().replace(",", ""))
