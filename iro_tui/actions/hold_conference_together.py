"""Recording one conference for siblings: what it decided of each, and the rest of it once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.hold_conference import ACTION as HOLD
from iro_tui.actions.hold_conference import RECORDED_TOGETHER, HoldConferenceAnswers
from iro_tui.actions.questions import Question
from iro_tui.actions.together import Together, asks_together, sitting
from iro_tui.caseload.siblings import conference_asked, siblings_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload

DIFFERS = frozenset({"outcome", "category", "previous", "child_part"})
"""What a conference says of each child; who came, and whether it was held, is of the family."""


class HoldConferenceTogether(Together):
    id = "hold_conference_together"
    title = RECORDED_TOGETHER
    words = "Record one child protection conference of siblings: brothers and sisters, family group"
    one = HOLD
    differs = DIFFERS
    asks = asks_together("HoldConferenceTogetherAnswers", HoldConferenceAnswers, DIFFERS)
    offers = (Offer("siblings", 36, "record their conference, one for all", key="c"),)
    own_first = False

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Without the review: which of them have one at that meeting is said with their reviews (`S` `h`)."""
        return tuple(question for question in super().questions(scene) if question.name != "review")

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of them who wait for one: before there is a plan they are on no caseload."""
        if len(child_ids) == 1:
            others = siblings_of(caseload, child_ids[0])
            child_ids = (*child_ids, *(other for other in others if conference_asked(caseload, other)))
        return sitting(caseload, child_ids)


ACTION = HoldConferenceTogether()
