"""Recording that notes stand on the council's system now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Nothing, Plan, Scene
from iro_tui.caseload.refusals import Refused
from iro_tui.clock import now
from iro_tui.domain.words import amount_words, dated, day_words
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


class FileNotes(Action[Nothing]):
    id = "file"
    title = "Mark as filed"
    words = "Mark notes of the outbox as filed on the council's system: uploaded, copied over"
    by_managers = True
    about = About.ROWS
    table = "case_note"
    at_once = True

    def look(self, connection: Connection, scene: Scene) -> list[Any]:
        from iro_tui.store.reads import read_notes

        return read_notes(connection, note_ids=scene.keys)

    def plan(self, scene: Scene, answers: Nothing) -> Plan:  # noqa: ARG002
        notes = scene.known
        if len(notes) < len(scene.keys):
            raise Refused("A note is not there any more: look at the outbox again. Nothing was changed.")
        for note in notes:
            if note.filed_at:
                filed = dated(note.filed_at.astimezone().date())
                raise Refused(
                    f"The note of {note.ref} of {dated(note.on_day)} was filed on {filed} already: "
                    "choose notes that wait. Nothing was changed."
                )
        refs = sorted({note.ref for note in notes})
        whose = refs[0] if len(refs) == 1 else amount_words(len(refs), "children")
        which = f"note of {day_words(notes[0].on_day, scene.today)}" if len(notes) == 1 else f"{len(notes)} notes"
        moment = now()
        return Plan(
            name="Mark as filed",
            sentence=f"{whose}: {which} filed on the council's system.",
            writes=tuple(Change("case_note", note.id, {"filed_at": moment}) for note in notes),
        )


ACTION = FileNotes()
