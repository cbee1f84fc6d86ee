"""Case notes for the council's system, left inside the action that they tell of: undone, and done again, with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any

from iro_tui.domain.words import dated, heading
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload

LONGEST = 20_000
"""Characters of a note: far more than what is typed in any form."""
TOLD_BY = {
    "review": "held",
    "conference": "held",
    "contact": "on_day",
    "event": "happened_on",
    "escalation": "raised_on",
    "rating": "value",
    "decision": "text",
    "court_date": "done_on",
}
"""By table the column that is set by the action that leaves a note of the row: by it the note is found again."""
_STOPS = ("..", "!.", "?.", "….")
"""How a sentence ends when what was typed brought its own stop."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says about one child: `body` in plain sentences in the third person, `on` None for today.

    Date, author, reference and initials are put before it when it is left; a full name never is.
    """

    child_id: str
    title: str
    body: str
    on: date | None = None

    def row(self, caseload: Caseload, operation_id: str) -> dict[str, Any]:
        """The fields of its row in the outbox."""
        return {
            "child_id": self.child_id,
            "operation_id": operation_id,
            "on_day": self.on or caseload.today,
            "title": clean(self.title),
            "body": clean(f"{self._opening(caseload)}\n{self.body}", multiline=True, limit=LONGEST),
        }

    def _opening(self, caseload: Caseload) -> str:
        """When, by whom and about whom: `Fri 20 Nov 2026, note by the IRO (Sam Hill) about AB 1042 (KB).`"""
        child, workers = caseload.children[self.child_id], caseload.workers.get(self.child_id)
        author = f"the IRO ({workers.iro})" if workers and workers.iro else "the IRO"
        if caseload.whose[self.child_id].covers:  # who is written down as the IRO is not who writes
            own = caseload.colleagues.get(caseload.own or "")
            author = f"the IRO who covers{f' ({own.name})' if own else ''}"
        about = f"{child.ref} ({child.initials})" if child.initials else child.ref
        return f"{dated(self.on or caseload.today)}, note by {author} about {about}."


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """How the note of one kind of action reads: its title, and sentences with `{values}` to be filled in.

    A sentence of which a value is absent or empty is left out, so that one template serves the short and the long.
    """

    title: str
    sentences: tuple[str, ...]

    def note(self, child_id: str, on: date | None = None, **values: str | date | None) -> Note:
        """The note, with days written out. Values may hold anything an officer has typed: they are not read again."""
        words = {name: dated(value) if isinstance(value, date) else value or "" for name, value in values.items()}
        return Note(child_id, heading(self.title.format_map(words)), " ".join(self._filled(words)), on)

    def _filled(self, words: Mapping[str, str]) -> Iterator[str]:
        for sentence in self.sentences:
            if all(words.get(name) for _, name, _, _ in Formatter().parse(sentence) if name):
                filled = sentence.format_map(words)
                yield filled.removesuffix(".") if filled.endswith(_STOPS) else filled
