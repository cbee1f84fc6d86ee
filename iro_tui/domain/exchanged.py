"""What waits between two laptops: a file that nobody has confirmed yet, values that two had otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.colleagues import Colleague
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import MONTHS, amount_words


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A file that was written for a colleague, whose receipt is not there."""

    key: str
    person: str
    on_day: date
    children: int


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What waits between the officer and colleagues; nothing of one who works alone."""

    unconfirmed: tuple[Unconfirmed, ...] = ()
    differing: int = 0
    """Values that two laptops had otherwise, and of which nobody has chosen one yet."""
    notes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By child and by colleague how many notes are the colleague's to file still."""

    def notes_words(self, child_id: str, colleagues: Mapping[str, Colleague]) -> Iterator[str]:
        """`2 notes of D. Hughes not filed yet.`"""
        for person, count in self.notes.get(child_id, {}).items():
            name = colleagues[person].name if person in colleagues else "a colleague"
            yield f"{amount_words(count, 'notes')} of {name} not filed yet."


NOTHING = Exchanged()


def exchange_duties(view: CaseOnDay, exchanged: Exchanged) -> Iterator[Duty]:
    """A row for each file that is not confirmed, and one for all that differs."""
    for file in exchanged.unconfirmed:
        yield view.duty(
            "receipt",
            file.key,
            view.today,
            what=f"Handed to {file.person}",
            place=f"{file.on_day.day} {MONTHS[file.on_day.month - 1]}, not confirmed",
            authority="a hand-over",
            note=f"{amount_words(file.children, 'children')}. They stay yours until the receipt is typed.",
        )
    if exchanged.differing:
        yield view.duty(
            "differing",
            "all",
            view.today,
            what=f"{amount_words(exchanged.differing, 'values')} to choose",
            place="a colleague has otherwise",
            authority="a hand-over",
            note="Enter shows yours and your colleague’s side by side.",
        )
