"""How many reviews, conferences and days of court are to come: what stands over the three lists of meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.conferences import ASKED as OF_CONFERENCES
from iro_tui.caseload.lists.court import ASKED as OF_COURT

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


def meetings_asked(caseload: Caseload) -> Mapping[str, int]:
    """The rows of each of the three lists as they first show, by the list's id: counted, not made.

    A core group counts among the conferences, and what goes before a filing among court, as their lists have them.
    """
    duties = [duty for child_id, of_child in caseload.duties.items() if child_id for duty in of_child]
    return {
        "reviews": sum(caseload.on_day[child_id].next_review is not None for child_id in caseload.status),
        "conferences": sum(duty.kind in OF_CONFERENCES for duty in duties),
        "court": sum(duty.declared.group in OF_COURT for duty in duties),
    }
