"""A review held before the child came here: its day on record, and nothing that a review recorded here sets off.

Source: domain reference 1.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_tui.actions.alike_lines import in_line
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.questions import Question, always, ask, coded, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.codes import PARTICIPATION
from iro_tui.domain.participation import fault
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Change, New, Write

_DAYS = ("on", "on2", "on3", "on4")


@dataclass(frozen=True, slots=True)
class PastReviewAnswers:
    """The days of reviews held before, in any order, and how the child took part in the first named."""

    on: date | None = ask("Held on", "day", lean="back", hint="the last review: 12/3", needed=always)
    participation: str = ask("The child", "choice", options=coded(PARTICIPATION), upright=True)
    on2: date | None = ask("And on", "day", lean="back", hint="another, if known", asked=in_line(_DAYS, 2))
    on3: date | None = ask("And on", "day", lean="back", hint="another", asked=in_line(_DAYS, 3))
    on4: date | None = ask("And on", "day", lean="back", hint="another", asked=in_line(_DAYS, 4))


class PastReview(Action[PastReviewAnswers]):
    id = "past_review"
    title = "A review held before"
    words = "Past review: put the date of the last review on record, held before the child came here, history"
    about = About.CHILD
    asks = PastReviewAnswers
    offers = (Offer("facts", 95, "a review held before", key="0"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        changed: dict[str, Mapping[str, Any]] = {"on": {"hint": _hint(scene)}} if scene.case.last_held else {}
        return questions_of(PastReviewAnswers, **changed)

    def aside(self, scene: Scene) -> str:
        last = scene.case.last_held
        return f"the last on record {day_words(last, scene.today)}" if last else "none on record yet"

    def plan(self, scene: Scene, answers: PastReviewAnswers) -> Plan:
        asked = _asked_for(scene)
        days = list(dict.fromkeys(day for day in (answers.on, answers.on2, answers.on3, answers.on4) if day))
        for day in days:
            _require_possible(scene, day, asked)
        wrong = answers.on and answers.participation and fault(answers.participation, scene.case.born, answers.on)
        if wrong:
            raise Refused(f"The child: {wrong}")
        parts = {answers.on: answers.participation or None}
        words = joined([day_words(day, scene.today) for day in sorted(days)])
        return Plan(
            name="Past review",
            sentence=f"{scene.called}: held before, on record: {words}.{_then(scene, days, asked)}",
            writes=tuple(_write(scene, day, parts.get(day), asked and day == max(days)) for day in days),
        )


def _hint(scene: Scene) -> str:
    return f"after {day_words(scene.case.last_held, scene.today)}, or one before" if scene.case.last_held else ""


def _asked_for(scene: Scene) -> bool:
    """Whether the case asks for the date of the last review: the latest day given is then that of the last."""
    return bool(scene.on_day and scene.on_day.clocks and scene.on_day.clocks.unknown)


def _require_possible(scene: Scene, day: date, asked: bool) -> None:
    """Raises Refused for a day on which no review of the child can have been held, or one of which is on record."""
    case, today = scene.case, scene.today
    require_come("Held on", day, today, "give the day of a review that was held")
    words = day_words(day, today)
    if case.born and day < case.born:
        raise Refused(f"Held on is {words}, before the child was born: look at the year.")
    began = min((period.started for period in case.periods if period.start_known), default=None)
    if began and day < began and all(period.start_known for period in case.periods):
        raise Refused(f"Held on is {words}, before the child became looked after on {day_words(began, today)}.")
    # That the last review on record was the last is an answer too.
    if day in case.held_days and not (asked and day == case.last_held):
        raise Refused(f"A review of {words} is on record already. Nothing was changed.")


def _write(scene: Scene, day: date, participation: str | None, is_last: bool) -> Write:
    """The review; a booking of that day becomes it. Of the last it is kept that none was held since."""
    values: dict[str, Any] = {"held": day, "participation": participation, "follow_record": False}
    if is_last:
        values["last_as_of"] = scene.today
    held = next((r for r in scene.case.held_reviews if r.held == day), None)
    if held:
        part = {"participation": participation} if participation else {}
        return Change("review", held.id, {"last_as_of": scene.today, **part})
    booked = next((r for r in scene.case.reviews if r.is_open and not r.adjourned and r.booked == day), None)
    if booked:
        return Change("review", booked.id, values)
    return New("review", {"child_id": scene.child_id, **values})


def _then(scene: Scene, days: list[date], asked: bool) -> str:
    """By when the next review is due with these on record."""
    as_of = scene.today if asked else None
    held = (Review(f"past{n}", held=day, last_as_of=as_of if day == max(days) else None) for n, day in enumerate(days))
    reviews = (*(review for review in scene.case.reviews if review.held not in days), *held)
    case: Case = replace(scene.case, reviews=reviews)
    upcoming = CaseOnDay(case, scene.practice, scene.today).next_review
    return f" The next by {day_words(upcoming.limit, scene.today)}." if upcoming else ""


ACTION = PastReview()
