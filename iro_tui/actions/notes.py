"""Case notes for the council's system, left inside the action that they tell of: undone, and done again, with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from iro_tui.caseload.caseload import Caseload
from iro_tui.domain.words import day_words
from iro_tui.store.tables import CaseNoteRow
from iro_tui.store.work import Work
from iro_tui.text import clean

LONGEST = 20_000
"""Characters of a note: far more than what is typed in any form."""
_ENDED = ("..", "!.", "?.", "….")
"""How a sentence ends when what was typed brought its own stop."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says about one child: `body` in plain sentences in the third person, `on` None for today."""

    child_id: str
    title: str
    body: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """How the note of one kind of action reads: its title, and sentences with `{values}` to be filled in.

    A sentence of which a value is absent or empty is left out, so that one wording serves the short and the long.
    """

    title: str
    sentences: tuple[str, ...]

    def note(self, child_id: str, values: Mapping[str, str | date | None], on: date | None = None) -> Note:
        """The note, with days written out. Values may hold anything an officer has typed: they are not read again."""
        said = {name: dated(value) if isinstance(value, date) else value or "" for name, value in values.items()}
        return Note(child_id, self.title.format_map(said), " ".join(self._filled(said)), on)

    def _filled(self, said: Mapping[str, str]) -> Iterator[str]:
        for sentence in self.sentences:
            if all(said.get(name) for _, name, _, _ in Formatter().parse(sentence) if name):
                filled = sentence.format_map(said)
                yield filled.removesuffix(".") if filled.endswith(_ENDED) else filled


# Leaving them


def leave(work: Work, caseload: Caseload, child_id: str, title: str, body: str, *, on: date | None = None) -> None:
    """Leave one note in the outbox, as part of an action; `on` is the day it tells of, None for today.

    `body` is plain sentences in the third person ("The IRO ..."). Date, author, reference and initials are put
    before it here; a full name never is.
    """
    leave_all(work, caseload, [Note(child_id, title, body, on)])


def leave_all(work: Work, caseload: Caseload, notes: Iterable[Note]) -> None:
    """Leave several notes as part of one action: one statement, however many they are."""
    work.add_many(
        CaseNoteRow(
            child_id=note.child_id,
            operation_id=work.operation_id,
            on_day=note.on or caseload.today,
            title=clean(note.title),
            body=clean(f"{_opening(caseload, note)}\n{note.body}", multiline=True, limit=LONGEST),
        )
        for note in notes
    )


def dated(day: date) -> str:
    """A date with its year: a note is read in other years too."""
    return day_words(day, date.min)


def _opening(caseload: Caseload, note: Note) -> str:
    """When, by whom and about whom: `Fri 20 Nov 2026, note by the IRO (Sam Hill) about AB 1042 (KB).`"""
    child, workers = caseload.children[note.child_id], caseload.workers.get(note.child_id)
    author = f"the IRO ({workers.iro})" if workers and workers.iro else "the IRO"
    who = f"{child.ref} ({child.initials})" if child.initials else child.ref
    return f"{dated(note.on or caseload.today)}, note by {author} about {who}."
