"""What comes again for the officer, and by when the actions of an audit are looked at: as the practice says."""

from __future__ import annotations

import re
from datetime import date

from iro_tui.domain.calendar import add_months
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import Routine
from iro_tui.domain.vocabulary import AUDITS, REPEAT_STEPS, REPEATS, TASK_TYPES

_EVERY = re.compile(r"every (\d{1,2}) (weeks|months)")
_KNOWN = {steps: words for words, steps in REPEAT_STEPS.items()}
_ACTIONS_OF = "Actions of the "


def steps_of(repeats: str | None) -> tuple[int, int] | None:
    """How far apart the days of a task that comes again are, in months and days; None for one that does not."""
    if repeats in REPEAT_STEPS:
        return REPEAT_STEPS[repeats]
    every = _EVERY.fullmatch(repeats or "")
    if every is None or every[1] == "0":
        return None
    number = int(every[1])
    return (number, 0) if every[2] == "months" else (0, 7 * number)


def words_of(routine: Routine) -> str:
    """How often a routine comes again: `every 4 weeks`, `quarterly`."""
    steps = (routine.every, 0) if routine.unit == "months" else (0, 7 * routine.every)
    return _KNOWN.get(steps, f"every {routine.every} {routine.unit}")


def usual_of(kind: str, practice: Practice) -> str | None:
    """How often a kind of task comes again by the practice; None for one that is no routine of it."""
    return next((words_of(each) for each in practice.routines.own if each.what == kind), None)


def repeats_offered(practice: Practice) -> tuple[str, ...]:
    """How often a task may come again: the usual ones, and those of the practice's routines."""
    return tuple(dict.fromkeys((*REPEATS, *map(words_of, practice.routines.own))))


def types_offered(practice: Practice) -> tuple[str, ...]:
    """The kinds of the officer's own tasks, with the routines and audits that the practice names."""
    own = (*(routine.what for routine in practice.routines.own), *(audit.kind for audit in practice.routines.audits))
    return tuple(dict.fromkeys((*TASK_TYPES, *own)))


def looked_at_by(kind: str, audited_on: date, practice: Practice) -> date | None:
    """By when the actions of an audit are looked at; None for what is no audit, and where the practice looks at none.

    One that the practice does not name has the fewest months of those that it does (inferred).
    Source: Shropshire 2014-15, line 453.
    """
    months = {each.kind: each.months for each in practice.on(audited_on).routines.audits}
    if kind in AUDITS and months:
        months.setdefault(kind, min(months.values()))
    if kind not in months:
        return None
    return add_months(audited_on, months[kind])


def actions_of(kind: str, what: str) -> str:
    """What the task is called that looks at an audit's actions: `Actions of the dip sample: PN7 in spring`."""
    return f"{_ACTIONS_OF}{kind}: {what}"
