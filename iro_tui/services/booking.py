"""Booking the day of the next review, moving it and taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import BookingPlan, Changes


@dataclass(frozen=True, slots=True)
class Details:
    """What is said beside the day."""

    asked_by: str = ""
    reason: str = ""
    approved_by: str = ""
    time: str = ""
    venue: str = ""


def plan_booking(snapshot: Snapshot, child_ids: Sequence[str] | str, day: date | None) -> BookingPlan:
    raise NotImplementedError


def book(
    engine: Engine, snapshot: Snapshot, child_ids: Sequence[str] | str, day: date | None, details: Details
) -> Changes:
    raise NotImplementedError
