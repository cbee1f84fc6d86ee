"""A manager's store: children are looked at, and what is done to them is allocation. Asked where an act begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Scene
from iro_tui.caseload.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

ONLY_LOOKED_AT = (
    "This is a manager's store: children are only looked at here, and their IRO does this. Yours are their allocation, "
    "cover, who is away, and tasks of your own. Nothing was changed."
)
NO_MANAGER = "Only in a manager's store: of your own children, hand over those whom a colleague is to cover."


def require_officers(session: Session) -> None:
    """Raises Refused in a manager's store: of what makes or moves children otherwise than by allocation."""
    if session.manages:
        raise Refused(ONLY_LOOKED_AT)


def may_begin(action: Action[Any], *, manages: bool) -> bool:
    """Whether an action can be done in an officer's store, or a manager's, at all, whatever it is about."""
    if not manages:
        return not action.managers_alone
    return action.by_managers or not (action.makes_children or action.about in (About.CHILD, About.CHILDREN))


def require_begun(
    connection: Connection, action: Action[Any], scene: Scene, child_ids: Sequence[str]
) -> tuple[str, ...]:
    """Whom an action is about, where it may begin in this store. Raises Refused.

    A task that a manager adds is her own, whatever row she stood on.
    """
    if not scene.caseload.manages:
        if action.managers_alone:
            raise Refused(NO_MANAGER)
    elif action.about is About.CHILDREN_OR_NOBODY:
        return ()
    elif not action.by_managers and (action.makes_children or child_ids or _of_children(connection, scene)):
        raise Refused(ONLY_LOOKED_AT)
    return tuple(child_ids)


def _of_children(connection: Connection, scene: Scene) -> bool:
    """Whether a row is about a child: any but a duty of one's own, and what is on record of nobody."""
    from iro_tui.store.reads import read_row
    from iro_tui.store.shapes import SHAPES

    own = {duty.id for duty in scene.caseload.duties[""]}
    keys = [key for key in scene.keys if key not in own]
    asked = {duty.id for child_id, duties in scene.caseload.duties.items() if child_id for duty in duties}
    of_children = [shape for shape in SHAPES.values() if {"id", "child_id", "deleted_at"} <= set(shape.by_name)]
    rows = (read_row(connection, shape, key) for key in keys for shape in of_children)
    return not asked.isdisjoint(keys) or any(row is not None and row.child_id for row in rows)
