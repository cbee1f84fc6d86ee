"""Tasks: what an officer has to do beside the clocks, for a child or of the officer's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import clock_time, require_near, time_meant
from iro_tui.actions.each_limit import each_limit
from iro_tui.actions.questions import Option, Question, act_day, always, ask, numbered, questions_of, stored
from iro_tui.domain.calendar import add_months
from iro_tui.domain.routines import repeats_offered, steps_of, types_offered, usual_of
from iro_tui.domain.vocabulary import REPEATS, TASK_TYPES, task_words
from iro_tui.domain.words import day_words, distance_words
from iro_tui.store.writes import New

CHILD, OWN, ONCE = "child", "own", "once"


@dataclass(frozen=True, slots=True)
class TaskAnswers:
    """A task as it is told; `again` empty for once, `about` own for one of the officer's own."""

    what: str = ask(
        "What",
        column="what",
        hint="in a few words",
        needed=always,
        missing="What is to be done is empty: say it in a few words.",
    )
    due: date | None = ask("By", "day", column="due", hint="12/3, tue, +5wd", needed=always, missing="By when?")
    time: str = ask("Time", means=time_meant, column="time", hint="14:30, if it has its hour")
    about: str = ask("About", "choice", default=CHILD)
    type: str = ask("Kind", "choice", column="type", options=numbered(TASK_TYPES), default=TASK_TYPES[0])
    place: str = ask("Where", column="place", hint="if it matters")
    again: str = ask("Again", "choice", column="repeats", options=(Option("0", "", "once"), *numbered(REPEATS)))
    day: date | None = act_day("Noted on", "give the day on which it came up")


class AddTask(Action[TaskAnswers]):
    id = "task"
    title = "Task"
    words = "Add a task: to do, reminder, regulation 44 visit, strategy meeting, audit"
    about = About.CHILDREN_OR_NOBODY
    asks = TaskAnswers

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        them = "the child" if len(scene.who) == 1 else f"{len(scene.who)} children"
        whose = (Option("1", CHILD, them), Option("2", OWN, "no child"))
        often = numbered(repeats_offered(scene.practice))
        first: tuple[Option, ...] = (Option("0", "", "once"),)
        if scene.practice.routines.own:
            first = (Option("0", "", "as the practice says"), Option("o", ONCE, ONCE))
        return questions_of(
            TaskAnswers,
            about={"options": whose} if scene.who else None,
            type={"options": numbered(types_offered(scene.practice))},
            again={"options": (*first, *often)},
        )

    def each(self, scene: Scene) -> Sequence[str]:
        return each_limit(scene)

    def plan(self, scene: Scene, answers: TaskAnswers) -> Plan:
        due, kind = answers.due or scene.today, answers.type or TASK_TYPES[0]
        require_near(due, scene.today)
        ids = () if answers.about == OWN else scene.child_ids
        off = distance_words((due - scene.today).days, scene.practice.office.between(scene.today, due))
        repeats = answers.again or usual_of(kind, scene.practice.on(due))
        repeats = None if repeats == ONCE else repeats
        again = f", {repeats}" if repeats else ""
        time = clock_time(answers.time)
        at = f", {time}" if time else ""
        words = f"{task_words(kind)} added for {day_words(due, scene.today)}{at} ({off}){again}"
        values = stored(answers) | {"type": kind, "time": time or None, "repeats": repeats}
        return Plan(
            name="Add task",
            sentence=f"{scene.called if ids else 'Your own'}: {words}.",
            writes=tuple(
                New("task", {"child_id": child_id, **values, "made_on": scene.act_day}) for child_id in ids or (None,)
            ),
        )


def next_due(due: date, repeats: str | None, today: date) -> date | None:
    """When a task that comes again is due next: the first of its days after today; None for one that does not."""
    steps = steps_of(repeats)
    if steps is None:
        return None
    months, days = steps
    times, following = 1, due
    while following <= max(due, today):
        following = add_months(due, months * times) + timedelta(days=days * times)
        times += 1
    return following


ACTION = AddTask()
