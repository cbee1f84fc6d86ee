"""The outbox: case notes that are ready here and not yet on the council's system; filing them, and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import Changes, NoteRow


def outbox(connection: Connection, snapshot: Snapshot, *, filed: bool = False) -> tuple[NoteRow, ...]:
    """The notes that wait to be filed, or those filed, the oldest first."""
    raise NotImplementedError


def note_text(row: NoteRow, names: bool) -> str:
    """A note as it is copied: its title and text; with `names` the child's full name, where one is kept."""
    raise NotImplementedError


def mark_filed(engine: Engine, snapshot: Snapshot, note_ids: Sequence[str] | str) -> Changes:
    """Record that notes stand on the council's system now, as one action.

    Raises Refused: none chosen, one that is not there any more, or one that was filed already.
    """
    raise NotImplementedError


def filed_of_last(connection: Connection, snapshot: Snapshot | None = None) -> tuple[NoteRow, ...]:
    """The notes which the action that undo would take back has left or marked, and which are filed."""
    raise NotImplementedError


def asks_before_undo(connection: Connection, snapshot: Snapshot | None = None) -> str | None:
    """What to ask before undo takes back the last action; None where it may go ahead."""
    raise NotImplementedError


def export_notes(
    connection: Connection, snapshot: Snapshot, path: Path, *, names: bool, filed: bool | None = False
) -> int:
    """Write notes to a new file, by child, as text (.txt) or as a table (.csv); how many.

    `filed` False writes those that wait, True those filed, None both. Raises Refused.
    """
    raise NotImplementedError
