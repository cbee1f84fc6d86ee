"""Naming the IRO of a child: the row that keeps the day and the person, whichever verb tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Scene
from iro_tui.actions.naming import person_of
from iro_tui.domain.allocation import holder_of
from iro_tui.domain.colleagues import colleague_of
from iro_tui.domain.conflict import Worked, conflicts
from iro_tui.domain.vocabulary import HOLDS
from iro_tui.domain.words import joined
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


def rows_to_name(connection: Connection, scene: Scene, child_ids: Sequence[str]) -> dict[str, str]:
    """By child the row in which the IRO is still to be named: one notified in the present period."""
    if not child_ids:
        return {}
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import AllocationRow

    notified = read_rows(connection, AllocationRow, child_id=list(child_ids), allocated=None)
    return {
        row.child_id: row.id
        for row in notified
        if row.notified is None or ((begun := begun_on(scene, row.child_id)) and row.notified >= begun)
    }


class IroKnown(NamedTuple):
    """What naming the IRO of a child rests on."""

    to_name: str
    """The key of the row in which the IRO is still to be named; empty where there is none."""
    held: Any
    """The row that says who holds the case, the latest; None where nobody was named."""
    notified: date | None = None
    """When the service was told of this time of care."""
    worked: tuple[Worked, ...] = ()
    """Who works or worked with the child."""


def iro_known(connection: Connection, scene: Scene, child_id: str) -> IroKnown:
    """As it is on record of one child."""
    return iros_known(connection, scene, [child_id])[child_id]


def iros_known(connection: Connection, scene: Scene, child_ids: Sequence[str]) -> dict[str, IroKnown]:
    """As it is on record, by child."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import AllocationRow, WorkerRow

    rows = read_rows(connection, AllocationRow, child_id=list(child_ids))
    workers = read_rows(connection, WorkerRow, child_id=list(child_ids))
    to_name = rows_to_name(connection, scene, child_ids)

    def of_one(child_id: str) -> IroKnown:
        begun, own = begun_on(scene, child_id), [row for row in rows if row.child_id == child_id]
        held = holder_of(own, date.max, scene.caseload.own)
        worked = (Worked(row.role, row.name, row.team, row.ended) for row in workers if row.child_id == child_id)
        holds = (row for row in own if row.mode == HOLDS)
        notices = [row.notified for row in holds if row.notified and begun and row.notified >= begun]
        return IroKnown(to_name.get(child_id, ""), held, min(notices, default=None), tuple(worked))

    return {child_id: of_one(child_id) for child_id in child_ids}


def named(
    scene: Scene, child_id: str, known: IroKnown, name: str, since: date, **more: str | date | None
) -> Iterator[Write]:
    """The IRO named, by name and as the person, the officer for no name; not before this time of care began.

    The day on which an IRO was first named stays: another one, from a later day, gets a row of their own. `more` are
    further fields of the row that says who holds the case then: the reason, the letter.
    """
    if not may_be_named(scene, child_id):
        return
    day, person, new = max(since, begun_on(scene, child_id) or since), *person_of(scene, name)
    who: dict[str, Any] = {"iro_id": person} | {key: value for key, value in more.items() if value}
    current = holds_now(scene, child_id, known)
    if current and current.iro_id == person:
        return
    yield from new
    if current is None:
        values = {"allocated": day, **_had_before(scene, child_id, person), **who}
        to_name = known.to_name
        yield Change("allocation", to_name, values) if to_name else New("allocation", {"child_id": child_id, **values})
    elif day <= current.allocated:
        yield Change("allocation", current.id, who)
    else:
        before = {"previous_iro_id": current.iro_id}
        yield Change("allocation", current.id, {"until": day})
        yield New("allocation", {"child_id": child_id, "allocated": day, **who, **before})


def conflict_warning(scene: Scene, name: str, iros: Mapping[str, IroKnown]) -> str:
    """`Conflict of interest? Priya Caseley is the child’s social worker.`; of several children who they are."""
    who = colleague_of(scene.caseload.colleagues, name)
    called, team = (who.name, who.team) if who else (name, None)
    why: dict[str, list[str]] = {}
    for child_id, known in iros.items() if name else ():
        case = scene.caseload.cases[child_id]
        keeps = scene.practice.allocation.keep_chair
        for reason in conflicts(called, team, known.worked, case.conferences, scene.today, keeps_chair=keeps):
            why.setdefault(reason, []).append(case.ref)
    each = [f"{reason}{f' ({joined(refs)})' if len(iros) > 1 else ''}" for reason, refs in why.items()]
    return f"Conflict of interest? {called} {joined(each)}." if each else ""


def holds_now(scene: Scene, child_id: str, known: IroKnown) -> Any:
    """The row of who was named in this time of care; None where nobody was."""
    begun = begun_on(scene, child_id)
    if begun is None:
        return known.held if may_be_named(scene, child_id) else None
    return known.held if known.held and known.held.allocated >= begun else None


def may_be_named(scene: Scene, child_id: str) -> bool:
    """Whether somebody can be named: of who is looked after; by a manager of each on a caseload, as on a plan alone."""
    caseload = scene.caseload
    return begun_on(scene, child_id) is not None or (caseload.manages and child_id in caseload.carried)


def _had_before(scene: Scene, child_id: str, person: str | None) -> dict[str, Any]:
    """Who had a child of whom no naming is on record, so that the days before stay with that IRO."""
    carried = scene.caseload.carried.get(child_id)
    had = carried.holder if carried and begun_on(scene, child_id) is None else ""
    return {"previous_iro_id": had} if had and had != person else {}


def begun_on(scene: Scene, child_id: str) -> date | None:
    """When the present time of care began."""
    on_day = scene.caseload.on_day.get(child_id)
    return on_day.care_status.period.started if on_day and on_day.care_status else None
