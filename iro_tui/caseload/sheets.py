"""What is kept of a child beside the headlines, as it is called at its column: for card, print and JSON alike."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from iro_tui.store.reads import ChildRecord

HEADLINES = ("ref", "initials", "name", "permanence_plan", "closed_on")
"""What the head of a child's page says in words of its own."""


class Detail(NamedTuple):
    """One stored field that has a value: its name, what it is called, its value, and how that is said."""

    name: str
    label: str
    value: Any
    words: str
    private: bool
    """Whether it says who a child is nearly as well as a name does, and is hidden with it: the birth date."""


def shown(details: tuple[Detail, ...], names: bool) -> tuple[Detail, ...]:
    """What may be read beside a stranger: without `names` the age, which stands elsewhere, does for the birth date."""
    return details if names else tuple(detail for detail in details if not detail.private)


HOLDERS_SINCE = "On the holder’s caseload since"
"""Of a child who is covered."""


def details(child: ChildRecord, today: date, *, covered: bool = False) -> tuple[Detail, ...]:
    """Every stored field of a child that has a value, in the order of its columns, but for what the headline says."""
    from iro_tui.domain.fact import spoken
    from iro_tui.store.shapes import ChildRow  # not before the first picture

    labels = {"on_caseload_since": HOLDERS_SINCE} if covered else {}
    beside = (fact for fact in ChildRow.facts if fact.name not in HEADLINES)
    all_details = (
        Detail(
            fact.name,
            labels.get(fact.name, fact.label),
            child.facts[fact.name],
            spoken(fact, child.facts[fact.name], today),
            fact.private,
        )
        for fact in beside
    )
    return tuple(detail for detail in all_details if detail.words)
