"""Recording the reviews of siblings who were reviewed in one sitting: each her own review, record and note."""

from __future__ import annotations

from iro_tui.actions.base import Offer
from iro_tui.actions.hold import ACTION as HOLD
from iro_tui.actions.hold_answers import DECISIONS, HoldAnswers
from iro_tui.actions.together import Together, asks_together

DIFFERS = frozenset(
    {
        "rag",
        "theme",
        "participation",
        "line",
        "late_reason",
        "early_reason",
        "checklist",
        "remedy",
        *DECISIONS,
        "earlier",
        "next_late",
        "child_words",
        "positive",
        "savings",
        "plan",
        "agreed",
        "child_chaired",
        "final",
    }
)


class HoldTogether(Together):
    id = "hold_together"
    title = "Record the reviews"
    words = "Record the reviews of siblings held in one sitting: brothers and sisters together"
    one = HOLD
    differs = DIFFERS
    asks = asks_together("HoldTogetherAnswers", HoldAnswers, DIFFERS)
    offers = (Offer("siblings", 20, "record their reviews, held in one sitting", key="h"),)


ACTION = HoldTogether()
