"""What stands beside a list, read in the store thread: the child's card, what the row is about, the last words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.caseload.reading import Beside, read_beside, read_line
from iro_tui.caseload.refusals import Refused

if TYPE_CHECKING:
    from iro_tui.caseload.lines import ChildCard
    from iro_tui.caseload.reading.passage import Reading
    from iro_tui.caseload.session import Session
    from iro_tui.domain.duty import Duty


def card_and_beside(session: Session, child_id: str, key: str, duty: Duty | None) -> tuple[ChildCard | None, Beside]:
    """Nothing where the child is gone, or the store cannot be read any more: the list itself says why."""
    try:
        there = child_id in session.caseload().children
        beside = session.query(read_beside, child_id, key, duty) if there or duty or key else Beside()
        return session.child_card(child_id) if there else None, beside
    except Refused:
        return None, Beside()


def line_in_full(session: Session, child_id: str, key: str, duty: Duty | None, *, names: bool) -> Reading:
    """A line of a child's page; nothing where the store cannot be read any more."""
    try:
        return session.query(read_line, child_id, key, duty, names=names)
    except Refused:
        return ()
