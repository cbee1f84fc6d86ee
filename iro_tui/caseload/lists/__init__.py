"""The lists: their rows and columns, once for every face."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.lists.base import AnyList

LISTS = {
    "today": "today.DUTIES",
    "caseload": "children.CHILDREN",
    "reviews": "reviews.REVIEWS",
    "conferences": "conferences.CONFERENCES",
    "court": "court.COURT",
    "midpoints": "midpoints.MIDPOINTS",
    "escalations": "escalations.ESCALATIONS",
    "paperwork": "paperwork.PAPERWORK",
    "outbox": "outbox.NOTES",
    "decisions": "decisions.DECISIONS",
    "owed": "owed.OWES",
    "journal": "journal.ENTRIES",
    "week": "week.WEEK",
    "practice": "practice.SETTINGS",
    "surveys": "surveys.SHEETS",
    "colleagues": "colleagues.COLLEAGUES",
    "service": "service.SERVICE",
    "fair_share": "fair_share.FAIR_SHARE",
    "clashes": "clashes.CLASHES",
    "differences": "differences.DIFFERENCES",
    "return903": "return_checks.RETURN",
}
"""Where each list is declared, by its id, which is also the command that goes to it. None is loaded before it is asked
for: the first picture of the screens waits for none."""


def list_of(list_id: str) -> AnyList:
    """A list by its id."""
    module, _, name = LISTS[list_id].partition(".")
    declared: AnyList = getattr(import_module(f"{__name__}.{module}"), name)
    return declared


def every_list() -> Iterator[AnyList]:
    """All lists, in order."""
    return map(list_of, LISTS)
