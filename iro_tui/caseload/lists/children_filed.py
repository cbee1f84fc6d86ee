"""What a file of the caseload tells beside the list on a screen: the facts behind what is counted there.

With them the list is a caseload again where it is brought in: by when a review is due follows from the start and the
last one, and `for adoption` may be any of four codes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import Column
from iro_tui.caseload.lists.kinds import DAY, TEXT, ValueKind

if TYPE_CHECKING:
    from iro_tui.caseload.lines import ChildLine


def _only_filed(key: str, title: str, kind: ValueKind, value: Callable[[ChildLine], Any]) -> Column[ChildLine]:
    return Column(key, title, kind, value, printed=False, filed=True, when=False)


def _fact(name: str) -> Callable[[ChildLine], date | None]:
    def value(row: ChildLine) -> date | None:
        fact: date | None = getattr(row.filed, name)
        return fact

    return value


def _limit_is(row: ChildLine) -> str | None:
    """What a sign tells beside the limit on a screen."""
    upcoming = row.next_review
    late, inferred = row.next_clock == "overdue", bool(upcoming and upcoming.inferred)
    return ", ".join(filter(None, ("late" * late, "inferred" * inferred))) or None


FILED: tuple[Column[ChildLine], ...] = (
    _only_filed("limit_is", "Limit is", TEXT, _limit_is),
    _only_filed("since", "In care since", DAY, _fact("since")),
    _only_filed("reviewed", "Last review", DAY, _fact("reviewed")),
    _only_filed("checked", "Mid-point done", DAY, _fact("checked")),
    _only_filed("plan_since", "Plan since", DAY, _fact("plan_since")),
    _only_filed("conferred", "Last conference", DAY, _fact("conferred")),
    _only_filed("conference_booked", "Conference booked", DAY, _fact("conference")),
    _only_filed("conference_time", "Conference time", TEXT, lambda row: row.filed.conference_time or None),
    _only_filed("legal_code", "Legal code", TEXT, lambda row: row.legal_status or None),
    _only_filed("placement_code", "Placement code", TEXT, lambda row: row.placement or None),
)
"""Of the caseload, not of those who are on it no more."""
