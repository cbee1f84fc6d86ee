"""What today asks: every duty that is late, due today or due within the next days."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import DutyLine, Strip, TodayView

WEEK = 7


def today_view(caseload: Caseload, days: int, warnings: tuple[str, ...] = ()) -> TodayView:
    """Duties overdue, due today and due within `days`, the latest first."""
    last = caseload.today + timedelta(days=days)
    rows = []
    for child_id, duties in caseload.duties.items():
        child = caseload.children.get(child_id)
        rows += [
            DutyLine(
                duty=duty,
                child_id=child_id,
                initials=child.initials if child else "",
                name=child.name if child else "",
                group=_group(duty.days),
            )
            for duty in duties
            if duty.due <= last
        ]
    rows.sort(key=lambda row: (row.duty.due, row.duty.kind, row.duty.child, row.duty.id))
    return TodayView(caseload.today, tuple(rows), strip(caseload, warnings), days)


def _group(days: int) -> str:
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    return "week" if days <= WEEK else "later"


def strip(caseload: Caseload, warnings: tuple[str, ...] = ()) -> Strip:
    """The counts over the whole caseload."""
    return Strip(
        children=len(caseload.status),
        range_low=caseload.practice.caseload.low,
        range_high=caseload.practice.caseload.high,
        overdue=caseload.counts.overdue,
        unbooked=caseload.counts.unbooked,
        outbox=caseload.unfiled,
        warnings=warnings,
    )
