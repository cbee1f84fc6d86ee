"""Named filters for lists of children. They combine: a child is shown that passes every one chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from iro_tui.caseload.lines import ChildLine
from iro_tui.domain.alerts import NEARLY_18

OLDER_FROM = 16


@dataclass(frozen=True, slots=True)
class ChildFilter:
    """One filter: its name in settings, a short label, what it shows in a sentence, and the test of a line."""

    id: str
    label: str
    sentence: str
    test: Callable[[ChildLine], bool]


def _unbooked(row: ChildLine) -> bool:
    return row.next_review is not None and row.next_review.booked is None


def _unseen(row: ChildLine) -> bool:
    return row.last_contact is None or (row.last_review is not None and row.last_contact <= row.last_review)


_TABLE = (
    ChildFilter(
        "rag", "red or amber", "Children whose RAG is red or amber.", lambda row: row.who.rag in ("amber", "red")
    ),
    ChildFilter("unbooked", "no booking", "Children whose next review has no day yet.", _unbooked),
    ChildFilter("unseen", "no contact since review", "Children without an IRO contact since the last review.", _unseen),
    ChildFilter(
        "overdue", "review overdue", "Children whose review is past its limit.", lambda row: row.next_clock == "overdue"
    ),
    ChildFilter("not_rated", "not rated", "Children without a RAG.", lambda row: row.who.rag is None),
    ChildFilter(
        "older",
        "16 and over",
        "Young people of 16 and over.",
        lambda row: row.age is not None and row.age >= OLDER_FROM,
    ),
    ChildFilter(
        "nearly_18",
        "nearly 18",
        "Young people who will soon be 18.",
        lambda row: any(alert.startswith(NEARLY_18) for alert in row.alerts),
    ),
    ChildFilter("uasc", "UASC", "Unaccompanied asylum-seeking children.", lambda row: row.uasc),
    ChildFilter("out_of_area", "out of area", "Children placed out of the area.", lambda row: row.out_of_area),
    ChildFilter(
        "child_protection",
        "child protection",
        "Children under a child protection plan.",
        lambda row: row.status in ("child_protection", "both"),
    ),
)

FILTERS: dict[str, ChildFilter] = {item.id: item for item in _TABLE}
"""Every filter by its id, in the order they are offered."""


def _chosen(ids: Collection[str]) -> list[ChildFilter]:
    """The filters of these ids, in the order of the table; an id of another version of the program is passed over."""
    return [item for item in _TABLE if item.id in ids]


def matching(rows: Iterable[ChildLine], ids: Collection[str]) -> tuple[ChildLine, ...]:
    """The lines that pass every chosen filter, in their order; all of them when none is chosen."""
    chosen = _chosen(ids)
    return tuple(row for row in rows if all(item.test(row) for item in chosen))


def described(ids: Collection[str]) -> str:
    """The chosen filters in words, `red or amber, no booking`; empty when none is chosen."""
    return ", ".join(item.label for item in _chosen(ids))
