"""An order that a court made: the legal status of a looked-after child from that day on, and so its adoption clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from iro_tui.actions.base import Scene
from iro_tui.actions.running import in_care
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.codes import LEGAL_STATUS
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Write


def order_words(order: str) -> str:
    """How an order is told behind what happened: `, care order made`."""
    return f", {LEGAL_STATUS[order]} made" if order else ""


def order_rows(scene: Scene, now: Sequence[Any], order: str, day: date) -> Iterator[Write]:
    """The legal status that an order makes, and the end of the one before; nothing where it is that already.

    A placement order that is revoked gives way to the status that holds then. Raises Refused: a child who is not looked
    after, a day before the present status began.
    """
    if not order or any(row.code == order for row in now):
        return
    since = in_care(scene)
    if since is None or since > day:
        raise Refused(
            f"{scene.called} was not looked after on {day_words(day, scene.today)}: leave the order empty, "
            "and enter the beginning of care first."
        )
    for row in now:
        if row.started > day:
            began = day_words(row.started, scene.today)
            raise Refused(
                f"The day is {day_words(day, scene.today)}, before the present legal status began on {began}."
            )
        yield Change("legal_status", row.id, {"ended": day})
    yield New("legal_status", {"child_id": scene.child_id, "code": order, "started": day})
