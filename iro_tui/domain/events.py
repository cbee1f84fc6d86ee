"""What happens to a child between reviews, and whether the IRO was told, as the social worker must.

Source: domain reference 1.3 monitor, and the list of 4.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain.case import Case, Event

EVENTS = {
    "move": "placement moved or at risk",
    "plan": "care plan changed",
    "missing": "missing",
    "allegation": "allegation or section 47",
    "incident": "serious incident or injury",
    "exclusion": "exclusion from school",
    "charged": "charged with an offence",
    "worker": "social worker changed",
    "contact": "family time changed",
    "complaint": "complaint",
    "decisions": "decision not done in time",
    "family": "birth, marriage or death in the family",
    "other": "other",
}
"""Significant events of which the IRO is to be told: as they are stored, and as they are said."""


def not_told(case: Case) -> Iterator[Event]:
    """The events since the last review of which the IRO was not told, the earliest first."""
    last = case.last_held
    untold = (event for event in case.events if not event.iro_told and (last is None or event.happened_on > last))
    yield from sorted(untold, key=lambda event: (event.happened_on, event.id))
