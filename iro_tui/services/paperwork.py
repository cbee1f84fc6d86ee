"""The paperwork of held reviews: its five clocks, the manager's reply, the signature, and the two measures of time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Engine

from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import Changes, PaperworkRow

REPLIES = ("agrees", "queries", "none")
"""What a manager can say to the decisions of a review; `none` says nothing in time."""


def paperwork(connection: Connection, snapshot: Snapshot, *, done: bool = False) -> tuple[PaperworkRow, ...]:
    """Held reviews whose record still asks something, by what is due next; with `done` those over, the latest first."""
    raise NotImplementedError


def reply(engine: Engine, snapshot: Snapshot, review_id: str, reply: str, on: date | None = None) -> Changes:
    """Record what the manager says to a review's decisions: one of `REPLIES`; `on` None for today. Raises Refused."""
    raise NotImplementedError


def sign_off(engine: Engine, snapshot: Snapshot, review_id: str) -> Changes:
    """Record that the full record of a review is signed off today. Raises Refused."""
    raise NotImplementedError


def held_in_time(snapshot: Snapshot) -> tuple[int, int]:
    """Of the reviews followed here, how many were held by their limit, and of how many."""
    raise NotImplementedError


def record_in_time(snapshot: Snapshot) -> tuple[int, int]:
    """Of the reviews followed here, how many had their full record in time, and of how many."""
    raise NotImplementedError
