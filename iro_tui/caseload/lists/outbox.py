"""The outbox: case notes that are ready here and not yet on the council's system; filing them, and files of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from iro_tui.actions.notes import dated
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called
from iro_tui.caseload.exporting import export
from iro_tui.caseload.lines import Changes, NoteLine
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store import journal, reads
from iro_tui.store.tables import CaseNoteRow
from iro_tui.store.work import action

_TITLES = ("child", "initials", "date", "title", "note", "filed")
_WAITS = "Not yet filed on the council's system."


def outbox(connection: Connection, caseload: Caseload, *, filed: bool = False) -> tuple[NoteLine, ...]:
    """The notes that wait to be filed, or those filed, the oldest first."""
    return tuple(_row(note, caseload.today) for note in reads.read_notes(connection, filed=filed))


def note_text(row: NoteLine, names: bool) -> str:
    """A note as it is copied: its title and text; with `names` the child's full name, where one is kept."""
    lines = [row.title, f"Name: {row.name}", row.body] if names and row.name else [row.title, row.body]
    return "\n".join(lines) + "\n"


def mark_filed(engine: Engine, caseload: Caseload, note_ids: Sequence[str] | str) -> Changes:
    """Record that notes stand on the council's system now, as one action.

    Raises Refused: none chosen, one that is not there any more, or one that was filed already.
    """
    ids = tuple(dict.fromkeys([note_ids] if isinstance(note_ids, str) else note_ids))
    if not ids:
        raise Refused("No note is chosen: put the cursor on one, or mark several with space.")
    with action(engine, "Mark as filed") as work:
        notes = reads.read_notes(work.connection, note_ids=ids)
        if len(notes) < len(ids):
            raise Refused("A note is not there any more: look at the outbox again. Nothing was changed.")
        for note in notes:
            if note.filed_at:
                raise Refused(
                    f"The note of {note.ref} of {dated(note.on_day)} was filed on {_filed(note)} already: "
                    "choose notes that wait. Nothing was changed."
                )
        work.change_many(CaseNoteRow, {note.id: {"filed_at": work.at} for note in notes})
        which = f"note of {day_words(notes[0].on_day, caseload.today)}" if len(ids) == 1 else f"{len(ids)} notes"
        whose = called(caseload, {note.child_id for note in notes})
        work.sentence = f"{whose}: {which} filed on the council's system."
    return Changes.of(work.result)


# Before undo


class BeforeUndo(NamedTuple):
    """What undo would take back now: the operation's key, empty for none, and what to ask before; None for nothing."""

    operation: str
    question: str | None


def before_undo(connection: Connection, _caseload: Caseload | None = None) -> BeforeUndo:
    """What to ask before undo takes back the last action: whether it may, where notes that it left or marked are filed.

    They stay on the council's system whatever is undone here. Undo is to be given the operation, so that no other is
    taken back than the one that was asked about. The caseload is not read: it is taken so that this is a question like
    any other.
    """
    last = journal.undoable(connection)
    if last is None:
        return BeforeUndo("", None)
    touched = reads.notes_touched(connection, last.seq)
    filed = reads.read_notes(connection, filed=True, note_ids=touched) if touched else []
    return BeforeUndo(last.id, _still_filed(filed) if filed else None)


def _still_filed(notes: Sequence[reads.NoteRecord]) -> str:
    if len(notes) == 1:
        stays = f"The note of {notes[0].ref} was filed on {_filed(notes[0])}: it stays"
    else:
        stays = f"{amount_words(len(notes), 'notes')} were filed, the last on {_filed(notes[-1])}: they stay"
    return f"{stays} on the council's system. Undo all the same?"


# Files


def export_notes(
    connection: Connection, caseload: Caseload, path: Path, *, names: bool, filed: bool | None = False
) -> int:
    """Write notes to a new file, by child, as text (.txt) or as a table (.csv); how many.

    `filed` False writes those that wait, True those filed, None both; with `names` the children's full names.
    Raises Refused: nothing to write, a name that is taken or ends otherwise, a place that cannot be written to.
    """
    notes = [_row(note, caseload.today) for note in reads.read_notes(connection, filed=filed)]
    if not notes:
        raise Refused("There is no note to write: what is done in the screens leaves one. Nothing was written.")
    notes.sort(key=lambda row: row.ref)
    titles = ("name", *_TITLES) if names else _TITLES
    export(path, titles, (_cells(row, names) for row in notes), lambda: "\n".join(_lines(notes, names)))
    return len(notes)


def _cells(row: NoteLine, names: bool) -> tuple[str, ...]:
    filed = row.filed_at.astimezone().date().isoformat() if row.filed_at else ""
    cells = (row.ref, row.initials, row.on.isoformat(), row.title, row.body, filed)
    return (row.name, *cells) if names else cells


def _lines(notes: Sequence[NoteLine], names: bool) -> Iterator[str]:
    """The notes under a heading for each child."""
    for ref, of_child in groupby(notes, key=lambda row: row.ref):
        yield f"{ref}\n{'=' * len(ref)}\n"
        for row in of_child:
            yield note_text(row, names) + (f"Filed on {_filed(row)}.\n" if row.filed_at else f"{_WAITS}\n")


# How


def _row(note: reads.NoteRecord, today: date) -> NoteLine:
    until = note.filed_at.astimezone().date() if note.filed_at else today
    return NoteLine(
        note_id=note.id,
        child_id=note.child_id,
        ref=note.ref,
        initials=note.initials,
        name=note.name,
        on=note.on_day,
        title=note.title,
        body=note.body,
        waiting=max(0, (until - note.on_day).days),
        filed_at=note.filed_at,
    )


def _filed(note: NoteLine | reads.NoteRecord) -> str:
    """The day on which a note was filed, where the officer is."""
    return dated(note.filed_at.astimezone().date()) if note.filed_at else ""
