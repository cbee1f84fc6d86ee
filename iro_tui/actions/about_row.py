"""Whom an action is about: whom a row is about where only its key is known, and the whole case of whom it is.

Of a decision the store says it: the caseload has those that are open alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iro_tui.store import reads, shapes

if TYPE_CHECKING:
    from iro_tui.actions.base import Scene
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection


def child_of_row(connection: Connection, caseload: Caseload, key: str) -> tuple[str, ...]:
    """The child whom a row is about: of a review, a decision, an escalation or a duty; nobody for others."""
    for child_id, case in caseload.cases.items():
        if any(fact.id == key for facts in (case.escalations, case.reviews) for fact in facts):
            return (child_id,)
    if decision := reads.read_row(connection, shapes.DecisionRow, key):
        return (decision.child_id,)
    for child_id, duties in caseload.duties.items():
        if child_id and any(duty.id == key for duty in duties):
            return (child_id,)
    return ()


def over_now(session: Session, scene: Scene) -> Scene:
    """The scene over the caseload of now, with the whole case of whom it is about; what it rests on stays as seen."""
    now = session.query(lambda connection, caseload: caseload.whole(connection, scene.child_ids))
    return replace(scene, caseload=now)
