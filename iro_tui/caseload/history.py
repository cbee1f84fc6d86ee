"""Undo, redo, settings and the journal that an officer can read."""

from __future__ import annotations

from sqlalchemy import Engine

from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import refusals
from iro_tui.store import journal, reads
from iro_tui.store.engine import reading
from iro_tui.store.work import action


def undo(engine: Engine) -> Changes:
    """Take back the last action, by name; an empty operation says that there is nothing to take back."""
    return Changes.of(journal.undo(engine), "There is nothing to undo.")


def redo(engine: Engine) -> Changes:
    """Do again what was last undone."""
    return Changes.of(journal.redo(engine), "There is nothing to redo.")


def undo_name(engine: Engine) -> str | None:
    with refusals(), reading(engine) as connection:
        found = journal.undoable(connection)
    return found.name if found else None


def redo_name(engine: Engine) -> str | None:
    with refusals(), reading(engine) as connection:
        found = journal.redoable(connection)
    return found.name if found else None


def change_setting(engine: Engine, key: str, value: str, sentence: str) -> Changes:
    """Change a setting of the store, as one action."""
    with action(engine, f"Change {key}", sentence) as work:
        reads.write_setting(work, key, value)
    return Changes.of(work.result)
