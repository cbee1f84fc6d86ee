"""What of conferences and of court stands once: no act puts a second one on record beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.conferences import called_off_on, is_pending
from iro_tui.domain.proceedings import application_words
from iro_tui.domain.protection import CONFERENCES, OTHER
from iro_tui.domain.words import day_words, in_a_sentence, with_article
from iro_tui.store.writes import New, Write

if TYPE_CHECKING:
    from iro_tui.actions.base import Scene
    from iro_tui.domain.beside import Conference, CoreGroup, CourtDate, Proceedings, ProtectionPlan
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


def _one_conference(one: Conference, other: Conference) -> bool:
    """Held on one day, whichever kind; or of one kind waiting for one day, or after one strategy discussion or notice.

    One that was called off is over, and another may follow the same strategy discussion.
    """
    if one.held or other.held:
        if one.held == other.held:
            return True
    elif one.kind == other.kind and is_pending(one) and is_pending(other) and one.booked and one.booked == other.booked:
        return True
    if one.kind != other.kind or called_off_on(one) or called_off_on(other):
        return False
    return _same(one.strategy_on, other.strategy_on) or _same(one.notified_on, other.notified_on)


def _same(one: date | None, other: date | None) -> bool:
    return one is not None and one == other


def _conference_words(conference: Conference, today: date) -> str:
    words, day = CONFERENCES[conference.kind], conference.held or conference.booked
    on = f" of {day_words(day, today)}" if day else ""
    remedy = "i c on its row corrects it" if conference.held else "b on its row gives it a day, h records it"
    return f"has {with_article(words)}{on} on record: {remedy}."


def _core_group_words(group: CoreGroup, today: date) -> str:
    return f"has a core group of {day_words(group.held, today)} on record: d on its row takes it out."


def _one_hearing(one: CourtDate, other: CourtDate) -> bool:
    return (one.on, one.kind, one.kind == OTHER and one.what) == (
        other.on,
        other.kind,
        one.kind == OTHER and other.what,
    )


def _hearing_words(court: CourtDate, today: date) -> str:
    what = court.what if court.kind == OTHER else with_article(in_a_sentence(court.what))
    return f"has {what} on {day_words(court.on, today)} on record: b on its row moves it, i c corrects it."


RECORDS = (
    Once("protection_plan", "plans", _overlap, _plan_words),
    Once("conference", "conferences", _one_conference, _conference_words),
    Once("core_group", "core_groups", lambda one, other: one.held == other.held, _core_group_words),
    Once("proceedings", "proceedings", _one_application, _application_words),
    Once("court_date", "court_dates", _one_hearing, _hearing_words),
)
"""Every record of conferences and court; that the day of one was moved is not among them, it may be moved back."""


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
