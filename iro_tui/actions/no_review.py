"""Of a child who is not looked after: that there is no review, and where the conference stands that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused

if TYPE_CHECKING:
    from iro_tui.actions.base import Scene

_ASKED = (
    "conference",
    "conference_to_record",
    "strategy_day",
    "last_conference",
)
"""The kinds of duty that are of a conference to come, or of the last one."""


def no_review(scene: Scene, child_id: str, called: str, to: str) -> Refused:
    """The refusal: `KB 1 is not looked after: there is no review to book.`, and then that of the conference"""
    caseload = scene.caseload
    words = f"{called} {caseload.not_looked_after(child_id)}: there is no review to {to}."
    if any(duty.kind in _ASKED for duty in caseload.duties.get(child_id, ())):
        words += " The conference has a row of its own on Conferences (c)."
    return Refused(words)
