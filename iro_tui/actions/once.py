"""What of conferences and of court stands once: no act puts a second one on record beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.proceedings import application_words
from iro_tui.domain.words import day_words
from iro_tui.store.writes import New, Write

if TYPE_CHECKING:
    from iro_tui.actions.base import Scene
    from iro_tui.domain.beside import Proceedings, ProtectionPlan
    from iro_tui.domain.case import Case


class Once(NamedTuple):
    """One kind of record: when two of a child's are one too many, and what is said then."""

    table: str
    facts: str
    """The field of a case that they stand in."""
    twice: Callable[[Any, Any], bool]
    words: Callable[[Any, date], str]
    """What the child has already, and what to do, after the reference: `has …: look at the day.`"""


def _overlap(one: ProtectionPlan, other: ProtectionPlan) -> bool:
    days = one.started < (other.ended or date.max) and other.started < (one.ended or date.max)
    return days or one.started == other.started


def _plan_words(plan: ProtectionPlan, today: date) -> str:
    since = day_words(plan.started, today)
    if plan.ended is None:
        return f"has a child protection plan since {since}: end that one first."
    return (
        f"had a child protection plan from {since} to {day_words(plan.ended, today)}: no other runs beside it. "
        "Look at the day."
    )


def _one_application(one: Proceedings, other: Proceedings) -> bool:
    """Of one kind, issued on one day or both going on; one kind that is over may be applied for anew."""
    go_on = one.concluded_on is None and other.concluded_on is None
    return one.application == other.application and (go_on or one.issued_on == other.issued_on)


def _application_words(proceedings: Proceedings, today: date) -> str:
    issued = day_words(proceedings.issued_on, today)
    return f"has proceedings ({application_words(proceedings)}), issued {issued}: u under i changes them."


RECORDS = (
    Once("protection_plan", "plans", _overlap, _plan_words),
    Once("proceedings", "proceedings", _one_application, _application_words),
)


def require_once(scene: Scene, writes: Sequence[Write]) -> None:
    """Raises Refused where what would be written stands on record already; what did so before is let be."""
    from iro_tui.actions.foreseen import with_writes

    kinds = [kind for kind in RECORDS if any(write.table == kind.table for write in writes)]
    for who in scene.who if kinds else ():
        before = scene.caseload.cases[who.child_id]
        after = with_writes(before, _of_child(who.child_id, writes))
        for kind in kinds:
            if (other := _second(kind, before, after)) is not None:
                raise Refused(f"{who.ref} {kind.words(other, scene.today)}")


def _of_child(child_id: str, writes: Iterable[Write]) -> Iterable[Write]:
    return (write for write in writes if not isinstance(write, New) or write.values.get("child_id") == child_id)


def _second(kind: Once, before: Case, after: Case) -> Any:
    """The record beside which another would stand; None where there is none that did not so before."""
    was = {fact.id: fact for fact in getattr(before, kind.facts)}
    now = getattr(after, kind.facts)
    for fact in now:
        for other in now if was.get(fact.id) != fact else ():
            if other.id == fact.id or not kind.twice(fact, other):
                continue
            if not (fact.id in was and other.id in was and kind.twice(was[fact.id], was[other.id])):
                return other
    return None
