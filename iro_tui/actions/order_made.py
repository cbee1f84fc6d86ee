"""An order that a court made: the legal status of a child from that day on, and so its adoption clock.

The order that brings a child into care begins a time of care, whose form comes next: the placement is asked there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from iro_tui.actions.base import Following, Scene
from iro_tui.actions.questions import AnswersSoFar
from iro_tui.actions.running import in_care
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.codes import AUTHORITY_TO_PLACE, FINAL_ORDERS, LEGAL_STATUS, ORDERS, REVOKED
from iro_tui.domain.plain_words import ALSO, meant
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Write


def order_words(order: str) -> str:
    """How an order is told behind what happened: `, care order made`."""
    return f", {ORDERS[order]}{'' if order == REVOKED else ' made'}" if order else ""


def is_revoked(so_far: AnswersSoFar) -> bool:
    return _order(so_far) == REVOKED


def is_final(so_far: AnswersSoFar) -> bool:
    """Whether the order is one with which care proceedings come to their end as a rule."""
    return _order(so_far) in FINAL_ORDERS


def _order(so_far: AnswersSoFar) -> str:
    """The code of the order: a form holds its words once it was picked."""
    return meant(str(so_far.get("order") or ""), ORDERS, ALSO)


def before_it(scene: Scene) -> str:
    """The legal status that holds again once the placement order is over, where it is one that lasts; else empty."""
    spells = sorted(scene.case.legal_statuses, key=lambda each: each.started)
    others = [each.code for each in spells if each.code not in AUTHORITY_TO_PLACE]
    return others[-1] if others and others[-1] in _LASTING else ""


_LASTING = ("C2", "V2")


def into_care(scene: Scene, order: str, day: date) -> Following | None:
    """The beginning of care with an order about a child who is not looked after; None for any other order."""
    if order not in LEGAL_STATUS or in_care(scene) is not None or _left_after(scene, day):
        return None
    return Following("back_in_care", {"legal": order, "since": typed(day)})


def _left_after(scene: Scene, day: date) -> list[date]:
    """The days after another one on which care ended."""
    return [p.ended for p in scene.case.periods if p.ended and p.ended > day]


def order_rows(scene: Scene, now: Sequence[Any], order: str, day: date, then: str) -> Iterator[Write]:
    """The legal status that an order makes, and the end of the one before; nothing where it is that already.

    Nor where care begins with it, which has its own form. A placement order that is revoked gives way to the status
    that holds `then`. Raises Refused: a day before care or the present status began, a revocation where no placement
    order is on record.
    """
    if into_care(scene, order, day):
        return
    if order == REVOKED:
        if not any(row.code in AUTHORITY_TO_PLACE for row in now):
            raise Refused(f"{scene.called} has no placement order on record that could be revoked.", question="order")
        order = then
    if not order or any(row.code == order for row in now):
        return
    since = in_care(scene)
    if since is None:
        left = day_words(max(_left_after(scene, day)), scene.today)
        raise Refused(f"{scene.called} left care on {left}: leave the order empty.", question="order")
    if since > day:
        raise Refused(
            f"{scene.called} was not looked after on {day_words(day, scene.today)} but since "
            f"{day_words(since, scene.today)}: leave the order empty, and 5 under i enters the legal status from then.",
            question="order",
        )
    for row in now:
        if row.started > day:
            began = day_words(row.started, scene.today)
            raise Refused(
                f"The day is {day_words(day, scene.today)}, before the present legal status began on {began}."
            )
        yield Change("legal_status", row.id, {"ended": day})
    yield New("legal_status", {"child_id": scene.child_id, "code": order, "started": day})
