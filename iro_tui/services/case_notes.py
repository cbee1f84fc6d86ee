"""Text about a child to copy into the council's own system."""

from __future__ import annotations

from sqlalchemy import Connection

from iro_tui.services.snapshot import Snapshot


def case_note(connection: Connection, snapshot: Snapshot, child_id: str, duty_id: str = "") -> str:
    raise NotImplementedError
