"""How long a case that is over is kept here, and from when it is flagged as one to remove for good.

The council's own record of a looked-after child is kept for 75 years (CPPCR 50(1)); what stands here is a copy of it to
work with. For a copy the law sets no number: no longer than is necessary (UK GDPR 5(1)(e)). So the period is the
practice's own.
"""

from __future__ import annotations

from datetime import date

from iro_tui.domain.calendar import add_months
from iro_tui.domain.practice import Practice


def kept_until(left_care: date | None, closed: date | None, practice: Practice) -> date | None:
    """The day from which a case that is over is flagged: the practice's period after the later of its two ends.

    None where neither is on record: nobody can say then since when it is over.
    """
    ends = [day for day in (left_care, closed) if day]
    return add_months(max(ends), practice.caseload.retention_months) if ends else None
