"""Naming the IRO of a child newly looked after: the row that keeps the day, whichever verb tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Scene
from iro_tui.store.writes import Change, New, Put, Write, person_key

if TYPE_CHECKING:
    from sqlalchemy import Connection


def rows_to_name(connection: Connection, scene: Scene, child_ids: Sequence[str]) -> dict[str, str]:
    """By child the row in which the IRO is still to be named: one notified in the present period."""
    if not child_ids:
        return {}
    from iro_tui.store.reads import read_rows
    from iro_tui.store.tables import AllocationRow

    notified = read_rows(connection, AllocationRow, child_id=list(child_ids), allocated=None)
    return {
        row.child_id: row.id
        for row in notified
        if row.notified is None or ((begun := _begun(scene, row.child_id)) and row.notified >= begun)
    }


class IroKnown(NamedTuple):
    """What naming the IRO of a child rests on."""

    to_name: str
    """The key of the row in which the IRO is still to be named; empty where there is none."""
    held: Any
    """The row that says who holds the case, the latest; None where nobody was named."""
    people: frozenset[str]
    """The keys of the persons on record."""


def iro_known(connection: Connection, scene: Scene, child_id: str) -> IroKnown:
    """As it is on record."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.tables import AllocationRow, PersonRow

    rows = read_rows(connection, AllocationRow, child_id=child_id, until=None, mode="holds")
    held = max((row for row in rows if row.allocated), key=lambda row: (row.allocated, row.id), default=None)
    people = frozenset(row.id for row in read_rows(connection, PersonRow))
    return IroKnown(rows_to_name(connection, scene, [child_id]).get(child_id, ""), held, people)


def named(scene: Scene, child_id: str, known: IroKnown, name: str, since: date) -> Iterator[Write]:
    """The IRO named, by name and as the person; not before this time of care began.

    The day on which an IRO was first named stays: another one, from a later day, gets a row of their own.
    """
    begun = _begun(scene, child_id)
    if begun is None:
        return
    person, day = person_key(name), max(since, begun)
    who = {"iro": name, "iro_id": person}
    current = known.held if known.held and known.held.allocated >= begun else None
    if current and current.iro_id == person:
        return
    if person not in known.people:
        yield Put("person", person, {"name": name})
    if current is None:
        values = {"allocated": day, **who}
        to_name = known.to_name
        yield Change("allocation", to_name, values) if to_name else New("allocation", {"child_id": child_id, **values})
    elif day <= current.allocated:
        yield Change("allocation", current.id, who)
    else:
        before = {"previous_iro": current.iro, "previous_iro_id": current.iro_id}
        yield Change("allocation", current.id, {"until": day})
        yield New("allocation", {"child_id": child_id, "allocated": day, **who, **before})


def _begun(scene: Scene, child_id: str) -> date | None:
    """When the present time of care began."""
    on_day = scene.caseload.on_day.get(child_id)
    return on_day.care_status.period.started if on_day and on_day.care_status else None
