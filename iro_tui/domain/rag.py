"""RAG: the officer's own judgement of a case, its trail, and when amber and red are followed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from iro_tui.domain.case import Case, Rag, Rating
from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import RULES, Rule
from iro_tui.domain.words import joined

FOLLOWED_UP: Mapping[str, Rule] = {"amber": RULES["rag-amber"], "red": RULES["rag-red"]}
"""The values that ask for a follow-up, with the rule that says by when."""


class Consequence(NamedTuple):
    """What a rating brings with it."""

    tells: tuple[str, ...]
    """Who is to be told, as the practice names them: the manager first, whoever else is told beside."""
    follow_up: date | None
    """By when the IRO follows it up."""


NOTHING = Consequence((), None)


def consequence(value: str, day: date, practice: Practice) -> Consequence:
    """What a rating given on a day brings with it: nothing for green, and for what is no rating."""
    rule, in_force = FOLLOWED_UP.get(value), practice.on(day).rag
    tells = {"amber": in_force.amber_tells, "red": in_force.red_tells}.get(value, ())
    return Consequence(tells, rule.limit(day, practice) if rule else None)


NOT_YET = datetime.max.replace(tzinfo=UTC)
"""When a rating was recorded that is not recorded yet: after all others of its day."""
_UNKNOWN = datetime.min.replace(tzinfo=UTC)


def _order(rating: Rating) -> tuple[date, datetime, str]:
    return rating.rated_on, rating.recorded_at or _UNKNOWN, rating.id


ORDER = ("green", "amber", "red")


def is_better(value: str, before: Rating | None) -> bool:
    """Whether a concern ends, or red does: a rating better than the one before."""
    return before is not None and value in ORDER and ORDER.index(value) < ORDER.index(before.value)


def current(case: Case) -> Rating | None:
    """The latest rating."""
    return max(case.ratings, key=_order, default=None)


def before(case: Case, rating: Rating) -> Rating | None:
    """The rating that stood when this one was given."""
    earlier = (each for each in case.ratings if _order(each) < _order(rating))
    return max(earlier, key=_order, default=None)


def to_tell(rating: Rating, practice: Practice) -> Iterator[tuple[str, str]]:
    """Who is still to be told of a rating: the kind of duty that asks it, and the person as the practice names them.

    The first person of the practice's list is the manager; whoever else is on it is told with the service manager.
    """
    tells = () if rating.as_listed else consequence(rating.value, rating.rated_on, practice).tells
    if tells and rating.told_manager_on is None:
        yield "rag_tell_manager", tells[0]
    if tells[1:] and rating.told_service_on is None:
        yield "rag_tell_service", joined(tells[1:])


def on_day(case: Case, day: date | None) -> Rating | None:
    """The rating that a day ended with, that of a review say; None when none was given on it."""
    return max((rating for rating in case.ratings if rating.rated_on == day), key=_order, default=None)


def trail(case: Case) -> tuple[Rag, ...]:
    """Every rating's value, oldest first; the last is the current one."""
    return tuple(rating.value for rating in sorted(case.ratings, key=_order))
