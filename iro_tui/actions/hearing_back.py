"""The record of a day of court, the other way: its order, the end of the proceedings, and that it took place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Scene
from iro_tui.actions.correct_hearing import ACTION as CORRECTION
from iro_tui.actions.hold_hearing import RECORD
from iro_tui.actions.taken_back import RecordBack, recorded_by, taken_back
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.codes import LEGAL_STATUS
from iro_tui.domain.words import day_words, in_a_sentence, joined
from iro_tui.store.writes import Change, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


def hearing_back(connection: Connection, scene: Scene, row: Any) -> RecordBack:
    """What the record of a day of court made, the other way; nothing of one to come, or of one told otherwise.

    Raises Refused: the order that it made has ended since.
    """
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import LegalStatusRow

    made = recorded_by(connection, "court_date", row, "done_on", (RECORD,), CORRECTION.title) if row.done_on else []
    writes = tuple(taken_back(connection, made))
    orders = {each.id: each for each in read_rows(connection, LegalStatusRow, child_id=row.child_id)}
    if any(isinstance(write, Remove) and orders[write.key].ended for write in writes if write.key in orders):
        raise Refused("The order that was made has ended since: take back what came later first.")
    goes = joined([*_goes(scene, orders, writes)])
    return RecordBack(writes, goes, again=bool(writes))


def _goes(scene: Scene, orders: dict[str, Any], writes: Sequence[Write]) -> Iterator[str]:
    for write in writes:
        if isinstance(write, Remove) and write.key in orders:
            order = orders[write.key]
            yield f"the {in_a_sentence(LEGAL_STATUS[order.code])} since {day_words(order.started, scene.today)}"
        elif isinstance(write, Change) and "concluded_on" in write.values:
            yield "the end of the proceedings"
