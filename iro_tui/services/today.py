"""What today asks: every duty that is late, due today or due within the next days."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import DutyRow, Strip, TodayView

WEEK = 7
WITHOUT_BOOKING_DAYS = 28
"""How far ahead the strip counts reviews that have no booking."""


def today_view(snapshot: Snapshot, days: int, warnings: tuple[str, ...] = ()) -> TodayView:
    """Duties overdue, due today and due within `days`, the latest first."""
    last = snapshot.today + timedelta(days=days)
    rows = []
    for child_id, duties in snapshot.duties.items():
        child = snapshot.children.get(child_id)
        rows += [
            DutyRow(
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
    return TodayView(snapshot.today, tuple(rows), strip(snapshot, warnings), days)


def _group(days: int) -> str:
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    return "week" if days <= WEEK else "later"


def strip(snapshot: Snapshot, warnings: tuple[str, ...] = ()) -> Strip:
    """The counts over the whole caseload."""
    everything = [duty for duties in snapshot.duties.values() for duty in duties]
    return Strip(
        children=len(snapshot.status),
        range_low=snapshot.practice.caseload.low,
        range_high=snapshot.practice.caseload.high,
        overdue=sum(duty.days < 0 for duty in everything),
        unbooked=sum(
            duty.kind in ("review", "early_review") and duty.booked is None and duty.days <= WITHOUT_BOOKING_DAYS
            for duty in everything
        ),
        outbox=snapshot.unfiled,
        warnings=warnings,
    )
