"""What a task came to: what a dip sample, an audit, a visit found; it is done with that, and its actions are chased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import asks_before
from iro_tui.actions.done import actions_looked_at, come_again, words_again
from iro_tui.actions.questions import Question, act_day, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import task_words
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class TaskOutcomeAnswers:
    """What was found, and the day on which the task was done."""

    outcome: str = ask("Found", "note", hint="what was found, and what is to be done", needed=always)
    day: date | None = act_day("Done on", "write it when it is done")


class TaskOutcome(Action[TaskOutcomeAnswers]):
    id = "outcome"
    title = "What was found"
    words = "Write what a task came to: dip sample, audit, visit, meeting; what was found, result, recommendations"
    about = About.ROW
    table = "task"
    asks = TaskOutcomeAnswers

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import TaskRow

        row = read_row(connection, TaskRow, key)
        return (row.child_id,) if row and row.child_id else ()

    def look(self, connection: Connection, scene: Scene) -> Any:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import TaskRow

        row = read_row(connection, TaskRow, scene.key)
        if row is None:
            raise Refused("This task is not on record any more: look at the list again. Nothing was changed.")
        return row

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """What stands there already is what stands in the form."""
        row = scene.known
        return questions_of(
            TaskOutcomeAnswers,
            outcome={"default": row.outcome or ""},
            day={"default": typed(row.done_on)} if row.done_on else {},
        )

    def aside(self, scene: Scene) -> str:
        return str(scene.known.what)

    def plan(self, scene: Scene, answers: TaskOutcomeAnswers) -> Plan:
        row, day = scene.known, scene.act_day
        done = [] if row.done_on else [row]
        again, audited = list(come_again(scene, done)), list(actions_looked_at(scene, done))
        kind, following = task_words(row.type), words_again(again, audited, scene)
        return Plan(
            name="What was found",
            sentence=f"{scene.called}: {kind} done {day_words(day, scene.today)}, with what was found{following}.",
            writes=(Change("task", row.id, {"outcome": answers.outcome, "done_on": day}), *again, *audited),
            asks=asks_before([(f"{scene.called}: the {kind}", row.due)] if row.time else (), day, scene.today),
            says_day=True,
        )


ACTION = TaskOutcome()
