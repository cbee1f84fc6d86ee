"""The day of an act: when what is recorded happened. Today unless another is given, never to come, and never before
what it answers. Declared by `act_day` among an action's questions; known to `base.plan` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.checks import not_worked, require_come, require_near
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.actions.base import Scene


class NotBefore(NamedTuple):
    """What an act answers, or cannot come before."""

    day: date
    what: str
    """Said of it in a sentence: `the step was taken`."""


def act_question(questions: Iterable[Question]) -> Question | None:
    """The question of the day of the act; None where it is not asked."""
    return next((question for question in questions if question.act), None)


def day_of_act(questions: Sequence[Question], answers: Any, today: date, office: WorkingCalendar) -> date:
    """The day that an input gives its act: without one what stands there at first; today where it is not asked."""
    question = act_question(questions)
    if question is None or not question.asked(_so_far(answers)):
        return today
    day: date | None = getattr(answers, question.name) or question.read(question.default, today, office)
    return day or today


def typed_off(questions: Sequence[Question], answers: Any, today: date, office: WorkingCalendar) -> str:
    """The sentence on days typed for something to come on which nobody works; empty where there is none."""
    replies = (getattr(answers, each.name) for each in questions if each.lean == "ahead" and not each.any_day)
    days = (each.day if isinstance(each, TypedBooking) else each for each in replies)
    return not_worked((day for day in days if isinstance(day, date)), today, office)


def require_possible(questions: Sequence[Question], day: date, today: date, earliest: Iterable[NotBefore]) -> None:
    """Raises Refused, naming field, value and remedy: a day to come, one before what the act answers."""
    question = act_question(questions)
    if question is None:
        return
    with refusing(question.name):
        require_near(day, today)
        require_come(question.label, day, today, question.act)
    last = max(earliest, key=lambda bound: bound.day, default=None)
    if last and day < last.day:
        begun = day_words(last.day, today)
        raise Refused(
            f"{question.label} is {day_words(day, today)}, before {last.what} on {begun}: "
            "give that day or a later one.",
            question=question.name,
        )


def _so_far(answers: Any) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in answers.__dataclass_fields__}


def births(scene: Scene) -> Iterator[NotBefore]:
    """The day each child was born: nothing was done before it, but of one who was known before."""
    for child_id, who in zip(scene.child_ids, scene.who, strict=True):
        case = scene.caseload.cases[child_id]
        born = case.born
        if born and born <= scene.today and not case.was_known_unborn:
            yield NotBefore(born, f"{who.ref} was born")
