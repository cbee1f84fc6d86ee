"""What of a case is its history: what no limit, count or list of what is asked rests on any more.

After some years it is most of what is on record. So it is read of one child when that child is looked at, and of all
only where a list tells of it.
"""

from __future__ import annotations

from typing import Any

from iro_tui.domain.case import Case, Decision, Rating

HISTORY = ("ratings", "decisions", "contacts", "seen", "guardian_contacts")
"""The fields of a case of which most is history."""


def without_history(case: Case) -> Case:
    """The case with the ratings of the last day that has one, the decisions that are open, and the last contacts.

    It asks the same duties as the whole one.
    """
    now: dict[str, Any] = {
        "ratings": _of_the_last_day(case.ratings),
        "decisions": _open(case.decisions),
        "contacts": _last(case.contacts),
        "seen": _last(case.seen),
        "guardian_contacts": _last(case.guardian_contacts),
    }
    fewer = {name: facts for name, facts in now.items() if len(facts) < len(getattr(case, name))}
    return case.but(**fewer) if fewer else case


def _of_the_last_day(ratings: tuple[Rating, ...]) -> tuple[Rating, ...]:
    last = max((rating.rated_on for rating in ratings), default=None)
    return tuple(rating for rating in ratings if rating.rated_on == last)


def _open(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    return tuple(decision for decision in decisions if not decision.settled_on)


def _last(days: tuple[Any, ...]) -> tuple[Any, ...]:
    return (max(days),) if days else ()
