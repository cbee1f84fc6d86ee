"""The record of a conference, the other way: the plan it made or changed, the next one booked, and that it was held.

What was on record before is asked again: a strategy discussion waits for its conference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Scene
from iro_tui.actions.taken_back import recorded_by, taken_back
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.conferences import called_off_on
from iro_tui.store.writes import Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_CORRECTED = "Correct the conference"


ENTERED = "kind"


def recorded_in(row: Any) -> str:
    """The column of a conference that was filled when what it says last was recorded: held, called off, or entered."""
    return "held" if row.held else "not_held_on" if called_off_on(row) else ENTERED


def conference_back(connection: Connection, scene: Scene, row: Any) -> tuple[Write, ...]:
    """What the record of a conference made, the other way; empty for one still to come, and one that files told.

    Raises Refused: its plan was reviewed or ended since.
    """
    from iro_tui.store.reads import read_any, read_rows
    from iro_tui.store.shapes import ConferenceMoveRow, ConferenceRow, ProtectionPlanRow

    column = recorded_in(row)
    if column == ENTERED:
        return ()
    case = scene.caseload.cases[row.child_id]
    writes: list[Write] = []
    for write in taken_back(connection, recorded_by(connection, "conference", row, column, _CORRECTED)):
        if isinstance(write, Remove) and write.table == "protection_plan":
            plan = read_any(connection, ProtectionPlanRow, write.key)
            ended = plan is not None and plan.ended is not None
            if ended or any(c.held and c.held > row.held for c in case.conferences if c.id != row.id):
                raise Refused("The plan that it began was reviewed or ended since: delete what came later first.")
        if isinstance(write, Remove) and write.table == "conference":
            made = read_any(connection, ConferenceRow, write.key)
            if made is not None and made.id != row.id and (made.held or made.not_held_on):
                continue  # the next one has a record of its own
            moves = read_rows(connection, ConferenceMoveRow, conference_id=write.key)
            writes += (Remove("conference_move", move.id) for move in moves)
        writes.append(write)
    return tuple(writes)


def removes(writes: Iterable[Write], row: Any) -> bool:
    """Whether a row itself goes."""
    return any(isinstance(write, Remove) and write.key == row.id for write in writes)
