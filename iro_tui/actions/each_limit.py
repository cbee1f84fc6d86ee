"""Of several children at once a line each: the limit that stands for her, which one act for all may not fit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import Scene
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


def each_limit(scene: Scene) -> list[str]:
    """Each child with the limit of her next review and its booking; nothing of one child alone."""
    return [f"{who.ref} {_review_words(scene.caseload, who.child_id)}" for who in scene.who] if _several(scene) else []


def each_midpoint(scene: Scene) -> list[str]:
    """Each child with the day by which the check is asked; nothing of one child alone."""
    return [f"{who.ref} {_check_words(scene.caseload, who.child_id)}" for who in scene.who] if _several(scene) else []


def _several(scene: Scene) -> bool:
    return len(scene.who) > 1


def _review_words(caseload: Caseload, child_id: str) -> str:
    on_day = caseload.on_day.get(child_id)
    if on_day is None or on_day.clocks is None:
        return "no review asked"
    return _when(on_day.clocks.next, caseload.today)


def _when(upcoming: NextReview, today: date) -> str:
    booked = f", booked {day_words(upcoming.agreed, today)} {upcoming.booked_time}".rstrip() if upcoming.agreed else ""
    return f"{upcoming.when(today)}{booked}"


def _check_words(caseload: Caseload, child_id: str) -> str:
    duty = next((duty for duty in caseload.duties.get(child_id, ()) if duty.kind == "midpoint"), None)
    return f"check by {day_words(duty.due, caseload.today)}" if duty else "no check asked yet"
