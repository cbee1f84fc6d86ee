"""Naming the IRO of a child newly looked after: the row that keeps the day, whichever verb tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import Scene
from iro_tui.store.writes import Change, New, Write

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


def named(scene: Scene, child_id: str, row_id: str, name: str, since: date) -> Iterator[Write]:
    """The IRO named, unless one is in this time of care; not before it began."""
    begun = _begun(scene, child_id)
    if begun is None or any(a.allocated and a.allocated >= begun for a in scene.caseload.cases[child_id].allocations):
        return
    values = {"allocated": max(since, begun), "iro": name}
    yield Change("allocation", row_id, values) if row_id else New("allocation", {"child_id": child_id, **values})


def _begun(scene: Scene, child_id: str) -> date | None:
    """When the present time of care began."""
    on_day = scene.caseload.on_day.get(child_id)
    return on_day.care_status.period.started if on_day and on_day.care_status else None
