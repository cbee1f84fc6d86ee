"""Marking what duties ask as done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import Changes


def tick(engine: Engine, snapshot: Snapshot, rows: Sequence[tuple[str, str]]) -> Changes:
    raise NotImplementedError
