"""Who was at a review: asked one by one in its form, kept by agency, told in its note. Source: domain reference 4.6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from iro_tui.actions.marks import Mark, Marks
from iro_tui.actions.questions import Option
from iro_tui.domain.vocabulary import ABSENT, APOLOGIES, ATTENDED, CAME, INVITED
from iro_tui.domain.words import in_a_sentence, joined

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload

REPORT = "report"
CAME_OR_NOT = (
    Option("c", CAME, ATTENDED[CAME]),
    Option("p", APOLOGIES, ATTENDED[APOLOGIES]),
    Option("n", ABSENT, ATTENDED[ABSENT]),
)
SENT = ("", REPORT)
"""What `r` turns round beside an answer: whether a report was sent."""


def invited(caseload: Caseload, child_id: str) -> tuple[tuple[str, str], ...]:
    """Whom a review asks to come, by key, with the worker's and the manager's own names where they are on record."""
    workers = caseload.workers.get(child_id)
    names = {"social_worker": workers.social_worker, "manager": workers.manager} if workers else {}
    return tuple((key, f"{words}, {names[key]}" if names.get(key) else words) for key, words in INVITED.items())


def attendance(marks: Marks) -> Iterator[dict[str, Any]]:
    """The rows of who was there, without the review they belong to."""
    for who, mark in marks.items():
        yield {"who": who, "attended": mark.answer, "report": mark.source == REPORT}


def attendance_marks(rows: Mapping[str, tuple[str, bool]]) -> dict[str, Mark]:
    """Who was there as a form keeps it, from what is on record by the key of who it was."""
    return {who: Mark(attended, REPORT if report else "") for who, (attended, report) in rows.items()}


def attendance_words(marks: Marks) -> dict[str, str]:
    """Who came, who sent apologies, who was not there and who sent a report, in words for a note."""
    called = {who: in_a_sentence(words) for who, words in INVITED.items()}
    people = {
        word: joined([called.get(who, who) for who, mark in marks.items() if mark.answer == answer])
        for answer, word in ((CAME, "came"), (APOLOGIES, "apologies"), (ABSENT, "absent"))
    }
    sent = joined([called.get(who, who) for who, mark in marks.items() if mark.source == REPORT])
    return people | {"reports": sent}


def came_of(marks: Marks) -> str:
    """How many came of those who were asked: `3 of 5`; empty where nothing was said."""
    return f"{sum(mark.answer == CAME for mark in marks.values())} of {len(marks)}" if marks else ""
