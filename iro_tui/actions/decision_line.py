"""A decision as it is typed in one line, `what; who; by when`, and how that line is understood."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from iro_tui.actions.checks import too_far
from iro_tui.actions.questions import typed_day
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.words import day_words, off_words


class NewDecision(NamedTuple):
    """A decision the review made."""

    text: str
    owner: str
    due: date | None


def read_decision(line: str, today: date, office: WorkingCalendar) -> NewDecision | None:
    """The decision of a line; None for an empty one. Raises Refused for a day that is none, or cannot be meant."""
    text, owner, due = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
    if not text:
        return None
    day = typed_day(due, today, office)
    if day and (far := too_far(day, today)):
        raise Refused(f"Decision: {far}")
    return NewDecision(text, owner, day)


def decision_means(line: str, today: date, office: WorkingCalendar) -> str:
    """How a line is understood, with its real day: `the home · by Sat 12 Dec, no working day`. Raises Refused."""
    made = read_decision(line, today, office)
    if made is None:
        return ""
    due = f"by {day_words(made.due, today)}" if made.due else ""
    off = off_words(made.due, office) if made.due else ""
    return " · ".join(part for part in (made.owner, f"{due}{off}") if part) or "no owner, no day"
