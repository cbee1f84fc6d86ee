"""Undo, redo, settings and the journal that an officer can read."""

from __future__ import annotations

from typing import Any, NamedTuple

from iro_tui.caseload.lines import Changes
from iro_tui.store import entries
from iro_tui.store.connection import Connection, Engine


class Turnable(NamedTuple):
    """The action that undo or redo would turn: its operation's key, and its name."""

    operation: str
    name: str


def undo(engine: Engine, expect: str | None = None) -> Changes:
    """Take back the last action, by name; an empty operation says that there is nothing to take back.

    `expect` is the key of the operation that the person was asked about, "" for none: refused if another is the last.
    """
    from iro_tui.store import turning

    return Changes.of(turning.undo(engine, expect=expect), "There is nothing to undo.")


def redo(engine: Engine, expect: str | None = None) -> Changes:
    """Do again what was last undone; `expect` as for `undo`."""
    from iro_tui.store import turning

    return Changes.of(turning.redo(engine, expect=expect), "There is nothing to redo.")


def undoable(connection: Connection) -> Turnable | None:
    """What undo would take back."""
    return _turnable(entries.undoable(connection))


def redoable(connection: Connection) -> Turnable | None:
    """What redo would do again."""
    return _turnable(entries.redoable(connection))


def _turnable(row: Any | None) -> Turnable | None:
    return Turnable(row.id, row.name) if row else None


def change_setting(engine: Engine, key: str, value: str, name: str, sentence: str) -> Changes:
    """Change a setting of the store, as one action of this name."""
    from iro_tui.store import own
    from iro_tui.store.work import action

    with action(engine, name, sentence) as work:
        own.write_setting(work, key, value)
    return Changes.of(work.result)
