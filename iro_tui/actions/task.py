"""Tasks: what an officer has to do beside the clocks, for a child or of the officer's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of, too_far
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import add_months
from iro_tui.domain.vocabulary import REPEAT_STEPS, REPEATS, TASK_TYPES
from iro_tui.domain.words import day_words, distance_words
from iro_tui.store.tables import TaskRow
from iro_tui.store.work import action
from iro_tui.text import clean


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as it is told; `type` and `repeats` in the words of the vocabulary, `repeats` empty for once."""

    what: str
    due: date
    type: str = "task"
    place: str = ""
    repeats: str = ""


def add_task(engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, task: NewTask) -> Changes:
    """Add a task for each of the children, or one of the officer's own where there is none, as one action.

    Raises Refused: no text, a day that cannot be meant, or words that are not in the vocabulary.
    """
    ids = chosen(caseload, child_ids) if child_ids else ()
    what = clean(task.what)
    if not what:
        raise Refused("What is to be done is empty: say it in a few words.")
    if far := too_far(task.due, caseload.today):
        raise Refused(far)
    one_of("The type", task.type, TASK_TYPES)
    if task.repeats:
        one_of("How often", task.repeats, REPEATS)
    with action(engine, "Add task") as work:
        work.add_many(
            TaskRow(
                child_id=child_id,
                type=task.type,
                what=what,
                due=task.due,
                place=clean(task.place) or None,
                repeats=task.repeats or None,
            )
            for child_id in ids or (None,)
        )
        work.sentence = f"{called(caseload, ids) if ids else 'Your own'}: {_said(caseload, task)}."
    return Changes.of(work.result)


def _said(caseload: Caseload, task: NewTask) -> str:
    """The task without its text, which may say more of a child than a sentence of the journal should."""
    today = caseload.today
    off = distance_words((task.due - today).days, caseload.practice.office.between(today, task.due))
    again = f", {task.repeats}" if task.repeats else ""
    kind = "task" if task.type == "other" else task.type
    return f"{kind} added for {day_words(task.due, today)} ({off}){again}"


def next_due(due: date, repeats: str | None, today: date) -> date | None:
    """When a task that comes again is due next: the first of its days after today; None for one that does not."""
    if repeats not in REPEAT_STEPS:
        return None
    months, days = REPEAT_STEPS[repeats]
    times, following = 1, due
    while following <= max(due, today):
        following = add_months(due, months * times) + timedelta(days=days * times)
        times += 1
    return following
