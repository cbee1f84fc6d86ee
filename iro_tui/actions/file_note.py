"""Case notes are on the council's system now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from iro_tui.actions.notes import dated
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.outbox import filed_day
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
from iro_tui.store import reads
from iro_tui.store.tables import CaseNoteRow
from iro_tui.store.work import action


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
                    f"The note of {note.ref} of {dated(note.on_day)} was filed on {filed_day(note)} already: "
                    "choose notes that wait. Nothing was changed."
                )
        work.change_many(CaseNoteRow, {note.id: {"filed_at": work.at} for note in notes})
        which = f"note of {day_words(notes[0].on_day, caseload.today)}" if len(ids) == 1 else f"{len(ids)} notes"
        whose = called(caseload, {note.child_id for note in notes})
        work.sentence = f"{whose}: {which} filed on the council's system."
    return Changes.of(work.result)
