"""A case as it was on an earlier day: what is dated later has not happened yet.

What lies ahead by its nature, such as a booking or the day a decision is due, stays as it is on record: nobody noted
when it was arranged.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from iro_tui.domain.beside import Conference
from iro_tui.domain.case import Allocation, Case, Review

_AHEAD = frozenset({"booked", "expected", "due", "by", "reply_due", "on", "extended_to", "filing_on", "panel_on",
                    "guardian_on", "until"})  # fmt: skip
"""Days that may lie ahead: they say what is planned."""
_ABOUT = frozenset({"born", "on_caseload_since", "file_ends", "reviews_known_from", "last_as_of"})
"""Days that say what is on record, not what happened."""
_WITH = {
    "held": (
        "participation",
        "final",
        "chaired_by",
        "child_chaired",
        "permanence",
        "child_words",
        "early_reason",
        "category",
        "outcome",
        "quorate",
        "legal_considered",
        "child_part",
        "parents_part",
        "came",
        "reported",
    ),
    "not_held_on": ("not_held_reason",),
    "adjourned": ("adjourned_reason",),
    "spoken_on": ("spoken_alone", "spoken_where"),
    "ended": ("end_reason",),
    "closed_on": ("outcome", "what_changed"),
    "dropped_on": ("reason",),
    "done_on": ("outcome",),
    "replied_on": ("reply",),
    "manager_replied_on": ("manager_reply",),
}
"""What was told together with a day, and goes with it; some of it only the row has, and no rule reads."""
_BEGINS_IF_KNOWN = frozenset({"made_on"})
_ARE_THEIR_DAYS = (Review, Conference, Allocation)
"""Facts that are nothing without a day."""


@dataclass(frozen=True, slots=True)
class DaysOf:
    """The days of a kind of fact on which something happened, by field: its beginning, and what came of it later."""

    begins: tuple[str, ...]
    later: tuple[str, ...]


@cache
def days_of(kind: Any) -> DaysOf:
    """Which fields of a fact are days on which something happened: all days but those planned."""
    types = {name: _written(type_) for name, type_ in kind.__annotations__.items() if name not in _AHEAD | _ABOUT}
    begins = [name for name, type_ in types.items() if type_ == "date" or name in _BEGINS_IF_KNOWN]
    later = [name for name, type_ in types.items() if type_ == "date | None" and name not in _BEGINS_IF_KNOWN]
    return DaysOf(tuple(begins), tuple(later))


def _written(type_: Any) -> str:
    """A type as it is written; the fields of a fact have it in a wrap."""
    return str(getattr(type_, "__forward_arg__", type_))


def as_at(case: Case, day: date) -> Case:
    """The case as it was at the end of a day; the same object where nothing on record is later."""
    return CaseInTime(case).at(day)


class CaseInTime:
    """A case to be looked at on several days: when each fact was last told more of is worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        dated = {name: [(_newest(fact), fact) for fact in getattr(case, name)] for name in _LISTS}
        self._dated = [(name, facts, max(facts, key=_first)[0]) for name, facts in dated.items() if facts]
        """Each list of facts with the newest day of each, and of all."""

    def at(self, day: date) -> Case:
        """The case as it was at the end of a day."""
        changed: dict[str, Any] = dict.fromkeys(_later(self.case, days_of(Case).later, day))
        for name, facts, newest in self._dated:
            if newest > day:
                then = (_fact_at(fact, day) if last > day else fact for last, fact in facts)
                changed[name] = tuple(fact for fact in then if fact is not None)
        return self.case.but(**changed) if changed else self.case


_first = itemgetter(0)


def _newest(fact: Any) -> date:
    """The latest day on which something about a fact happened; the first of all days where none is on record."""
    if isinstance(fact, date):
        return fact
    days = days_of(fact.__class__)
    there = [on for name in (*days.begins, *days.later) if (on := getattr(fact, name)) is not None]
    there += map(_newest, getattr(fact, "steps", ()))
    return max(there, default=date.min)


def facts_at(facts: tuple[Any, ...], day: date) -> tuple[Any, ...]:
    """The facts of one field of a case as they were; those that were not there yet are left out."""
    return tuple(fact for each in facts if (fact := _fact_at(each, day)) is not None)


def _fact_at(fact: Any, day: date) -> Any:
    """One fact as it was; None where it was not there yet."""
    if isinstance(fact, date):
        return fact if fact <= day else None
    days = days_of(fact.__class__)
    if _later(fact, days.begins, day):
        return None
    blank: dict[str, Any] = {}
    for name in _later(fact, days.later, day):
        blank |= dict.fromkeys((name, *(other for other in _WITH.get(name, ()) if hasattr(fact, other))))
    if steps := getattr(fact, "steps", ()):
        taken = tuple(step for each in steps if (step := _fact_at(each, day)) is not None)
        if taken != steps:
            blank["steps"] = taken
    if not blank:
        return fact
    before = fact._replace(**blank)
    return None if isinstance(fact, _ARE_THEIR_DAYS) and not _has_a_day(before) else before


def _later(fact: Any, names: tuple[str, ...], day: date) -> list[str]:
    return [name for name in names if (on := getattr(fact, name)) is not None and on > day]


def _has_a_day(fact: Any) -> bool:
    return any(isinstance(value, date) for value in fact)


def told_with(day: str) -> tuple[str, ...]:
    """The columns that say more of what happened on a day, and are not known before it."""
    return _WITH.get(day, ())


_LISTS = tuple(field.name for field in fields(Case) if str(field.type).startswith("tuple"))
"""The fields of a case that hold facts."""
