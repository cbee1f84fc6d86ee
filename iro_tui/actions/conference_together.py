"""One conference for siblings: entered once, the same for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.actions.base import Offer
from iro_tui.actions.conference import ConferenceAnswers, NewConference
from iro_tui.actions.together import sitting
from iro_tui.caseload.siblings import siblings_of
from iro_tui.domain.case import Case
from iro_tui.domain.protection import BEFORE_BIRTH, INITIAL

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


@dataclass(frozen=True, slots=True)
class ConferenceTogetherAnswers(ConferenceAnswers):
    """A conference that is that of all of them."""


class NewConferenceTogether(NewConference):
    id = "conference_together"
    title = "Conference of siblings"
    words = "Enter one child protection conference for siblings: brothers and sisters, family group"
    asks = ConferenceTogetherAnswers
    offers = (Offer("siblings", 35, "one conference for all of them", key="p"),)

    of_a_family = True

    def kind_for(self, case: Case, kind: str) -> str:
        """One family's first conference is one before birth for the child who is not born yet."""
        return (BEFORE_BIRTH if case.is_unborn else INITIAL) if kind in (INITIAL, BEFORE_BIRTH) else kind

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        if len(child_ids) == 1:
            # Before there is a plan they are on no caseload: all count whose case is not closed.
            others = siblings_of(caseload, child_ids[0])
            child_ids = (*child_ids, *(other for other in others if caseload.children[other].closed_on is None))
        return sitting(caseload, child_ids)


ACTION = NewConferenceTogether()
