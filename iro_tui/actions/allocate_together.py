"""One IRO for siblings: named together, each with a record of her own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.actions.allocate import Allocate, AllocateAnswers
from iro_tui.actions.base import Offer
from iro_tui.actions.together import sitting

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


@dataclass(frozen=True, slots=True)
class AllocateTogetherAnswers(AllocateAnswers):
    """The same of siblings: nothing of it differs between them."""


class AllocateTogether(Allocate):
    """One IRO for siblings."""

    id = "allocate_together"
    title = "One IRO for siblings"
    words = "Name one IRO for siblings: allocation of brothers and sisters together"
    asks = AllocateTogetherAnswers
    offers = (Offer("siblings", 37, "one IRO for all of them", key="i"),)

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        return sitting(caseload, child_ids)


ACTION = AllocateTogether()
