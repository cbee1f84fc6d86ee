"""Before undo: what it would take back, and what to ask where that is much or stands elsewhere already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.lists.outbox import filed_day
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection
    from iro_tui.store.entries import OperationSize
    from iro_tui.store.reads import NoteRecord

IMPORT = "Import"
"""The journal's name of bringing in files, whatever they changed."""


class BeforeUndo(NamedTuple):
    """What undo would take back now: the operation's key, empty for none, and what to ask before; None for nothing."""

    operation: str
    question: str | None


def before_undo(connection: Connection, _caseload: Caseload | None = None) -> BeforeUndo:
    """What to ask before undo takes back the last action: by its name and its size.

    Asked where notes that it left or marked are filed, as they stay on the council's system whatever is undone here,
    and where it brought in children, by a file, a paste or the made-up caseload. Undo is to be given the operation, so
    that no other is taken back than the one that was asked about. The caseload is not read: it is taken so that this
    is a question like any other.
    """
    from iro_tui.store import entries, reads
    from iro_tui.store.entries import size_of

    last = entries.undoable(connection)
    if last is None:
        return BeforeUndo("", None)
    touched = reads.notes_touched(connection, last.seq)
    filed = reads.read_notes(connection, filed=True, note_ids=touched) if touched else []
    size = size_of(connection, last.seq)
    parts = [_size_words(size)] if last.name == IMPORT or size.brought > 1 else []
    parts += [_still_filed(filed)] if filed else []
    if not parts:
        return BeforeUndo(last.id, None)
    what = f"«{last.name}»" + (f": {last.sentence}" if last.sentence != last.name else "")
    return BeforeUndo(last.id, " ".join((f"Undo takes back {what.rstrip('.')}.", *parts, "Undo all the same?")))


def _size_words(size: OperationSize) -> str:
    return f"It wrote {_counted(size.rows, 'entries')} about {_counted(size.children, 'children')}."


def _counted(amount: int, unit: str) -> str:
    return amount_words(amount, unit).replace(str(amount), f"{amount:,}", 1)


def _still_filed(notes: Sequence[NoteRecord]) -> str:
    if len(notes) == 1:
        stays = f"The note of {notes[0].ref} was filed on {filed_day(notes[0])}: it stays"
    else:
        stays = f"{amount_words(len(notes), 'notes')} were filed, the last on {filed_day(notes[-1])}: they stay"
    return f"{stays} on the council's system."
