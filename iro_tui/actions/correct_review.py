"""Correcting a review that was recorded as held: its day, who chaired, how the child took part, checks, who was there.

The RAG and each decision of a review are rows of their own, corrected on their own lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.attendance import CAME_OR_NOT, SENT, attendance, attendance_marks, invited
from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import Correction
from iro_tui.actions.hold_answers import HELD_AS
from iro_tui.actions.hold_court import agreed_at
from iro_tui.actions.marks import Mark, Marks
from iro_tui.actions.midpoint import CHECKED
from iro_tui.actions.questions import Option, always, ask, numbered, one_of
from iro_tui.caseload.refusals import NothingRecorded, Refused
from iro_tui.domain import codes
from iro_tui.domain.calendar import age_on
from iro_tui.domain.case import Case
from iro_tui.domain.participation import fault
from iro_tui.domain.vocabulary import CHAIRED_BY, SERIES, SOURCES
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_PARTICIPATION = tuple(Option(code[-1], code, words) for code, words in codes.PARTICIPATION.items())


@dataclass(frozen=True, slots=True)
class ReviewCorrected:
    """A held review as it should have been recorded."""

    participation: str = ask("The child", "choice", upright=True, options=_PARTICIPATION)
    late_reason: str = ask("Why late")
    early_reason: str = ask("Why early")
    checklist: Marks = ask("Checks", "marks", options=CHECKED, sources=SOURCES)
    attended: Marks = ask("Who was there", "marks", options=CAME_OR_NOT, sources=SENT, turns="r")
    child_words: str = ask("Child's words", "note")
    chaired_by: str = ask("Chaired by", "choice", options=numbered(CHAIRED_BY))
    chair: str = ask("Chair", hint="who, by name", names="chair")
    child_chaired: bool | None = ask("Child chaired", "yes_no")
    form: str = ask("As", "choice", options=HELD_AS[:-1])
    completed: date | None = ask("Last meeting", "day", lean="back", asked=one_of("form", SERIES))
    on: date | None = ask("Held on", "day", lean="back", needed=always)


_COLUMNS = {
    "participation": "participation",
    "late_reason": "late_reason",
    "early_reason": "early_reason",
    "child_words": "child_words",
    "chaired_by": "chaired_by",
    "chair": "chair",
    "child_chaired": "child_chaired",
    "form": "form",
    "completed": "completed",
    "on": "held",
}


class CorrectReview(Correction[ReviewCorrected]):
    id = "correct_review"
    title = "Correct the review"
    words = "Correct a review recorded as held: its day, participation, checks, who was there, chair"
    table = "review"
    asks = ReviewCorrected
    offers = (Offer("facts", 13, "correct this review", key="c"),)
    wide = True

    def require_recorded(self, scene: Scene, row: Any) -> None:  # noqa: ARG002
        if row.held is None:
            raise NothingRecorded("This review is not recorded as held yet: h records it. Nothing was changed.")

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import AttendanceRow, ChecklistAnswerRow, DecisionRow, RatingRow

        models = {
            "checks": ChecklistAnswerRow,
            "attended": AttendanceRow,
            "rating": RatingRow,
            "decision": DecisionRow,
        }
        return {name: read_rows(connection, model, review_id=row.id) for name, model in models.items()}

    def _checks(self, scene: Scene) -> dict[str, Any]:
        """The rows of the answers to items of the checklist, by item; what is kept in words beside them is none."""
        items = {item.id for item in scene.practice.checklist.items}
        return {row.item: row for row in scene.known.parts["checks"] if row.item in items}

    def _seats(self, scene: Scene) -> dict[str, Any]:
        return {row.who: row for row in scene.known.parts["attended"]}

    def asked_of(self, scene: Scene) -> Mapping[str, Mapping[str, Any] | None]:
        day, born, answered = scene.known.row.held, scene.case.born, self._checks(scene)
        age, number = age_on(born, day) if born else None, _number(scene, day)
        items = tuple(
            (item.id, item.words)
            for item in scene.practice.checklist.items
            if item.id in answered or item.is_asked(age, number)
        )
        took_part = tuple(
            option
            for option in _PARTICIPATION
            if option.value == scene.known.row.participation or fault(option.value, born, day) is None
        )
        chairs = tuple(chair.words for chair in scene.practice.reviews.chairs)
        now = scene.known.row.chaired_by
        return {
            # Whoever chaired then stays there, also where the practice names others now.
            "chaired_by": {"options": numbered(chairs if now in (None, *chairs) else (*chairs, now))},
            "participation": {"options": took_part},
            "checklist": {"things": items, "grades": scene.practice.checklist.grades} if items else None,
            "attended": {"things": invited(scene.caseload, scene.child_id)},
        }

    def before(self, scene: Scene) -> Mapping[str, Any]:
        row = scene.known.row
        checks = {item: Mark(c.answer, c.source or "", c.grade or "") for item, c in self._checks(scene).items()}
        seats = {who: (seat.attended, seat.report) for who, seat in self._seats(scene).items()}
        values = {name: getattr(row, column) for name, column in _COLUMNS.items()}
        if row.form != SERIES:
            values["completed"] = None
        return values | {"checklist": checks, "attended": attendance_marks(seats)}

    def called(self, scene: Scene) -> str:
        return f"the review of {day_words(scene.known.row.held, scene.today)}"

    def corrections(self, scene: Scene, answers: ReviewCorrected) -> Iterator[Write]:
        values = _values(scene, answers)
        yield Change("review", scene.key, values)
        # What was made at the review was made on its day.
        for table, column in (("rating", "rated_on"), ("decision", "made_on")):
            for row in scene.known.parts[table]:
                if values["held"] != scene.known.row.held == getattr(row, column):
                    yield Change(table, row.id, {column: values["held"]})
        yield from agreed_at(scene, scene.known.row.held, values["held"])
        checks = {
            item: {"item": item, "answer": mark.answer, "source": mark.source or None, "grade": mark.grade or None}
            for item, mark in answers.checklist.items()
        }
        yield from _set_anew(scene, "checklist_answer", self._checks(scene), checks)
        seats = {values["who"]: values for values in attendance(answers.attended)}
        yield from _set_anew(scene, "attendance", self._seats(scene), seats)

    def case_with(self, scene: Scene, answers: ReviewCorrected) -> Case:
        values = _values(scene, answers)
        facts = {name: values[name] for name in ("held", "completed", "form", "participation")}
        day, was = values["held"], scene.known.row.held
        moved = {row.id for row in scene.known.parts["rating"] if row.rated_on == was}
        return replace(
            scene.case,
            reviews=tuple(r._replace(**facts) if r.id == scene.key else r for r in scene.case.reviews),
            ratings=tuple(r._replace(rated_on=day) if r.id in moved else r for r in scene.case.ratings),
        )


def _number(scene: Scene, held: date) -> int | None:
    """The how many-th review of the child's time in care it is; None where that is not known."""
    running = scene.on_day.clocks if scene.on_day else None
    days = running.held if running and not running.governing.inferred else ()
    return days.index(held) + 1 if held in days else None


def _values(scene: Scene, answers: ReviewCorrected) -> dict[str, Any]:
    """The columns of the review as they will be. Raises Refused for what cannot be."""
    on, row, today = answers.on or scene.today, scene.known.row, scene.today
    require_come("Held on", on, today, "give the day on which it was held")
    words = day_words(on, today)
    if any(review.held == on and review.id != scene.key for review in scene.case.held_reviews):
        raise Refused(f"Held on is {words}, on which another review is on record: look at the day.")
    began = min((period.started for period in scene.case.periods), default=None)
    if began and on < began and on != row.held:
        raise Refused(f"Held on is {words}, before the child became looked after on {day_words(began, today)}.")
    if answers.participation and (wrong := fault(answers.participation, scene.case.born, on)):
        raise Refused(f"The child: {wrong}")
    if answers.completed and not on <= answers.completed <= today:
        raise Refused(f"Last meeting is {day_words(answers.completed, today)}: give a day from the first one to today.")
    values = {column: getattr(answers, name) for name, column in _COLUMNS.items()}
    values = {column: None if value == "" else value for column, value in values.items()}
    if answers.form != SERIES:
        # A review of one meeting, or one that completed an adjourned one, is completed with it.
        values["completed"] = on if row.completed in (row.held, None) or row.form == SERIES else row.completed
    return values | {"held": on}


def _set_anew(
    scene: Scene, table: str, rows: Mapping[str, Any], wanted: Mapping[str, Mapping[str, Any]]
) -> Iterator[Write]:
    """Let the rows of a review be what is wanted, by what each is about."""
    for key, row in rows.items():
        if key not in wanted:
            yield Remove(table, row.id)
    for key, values in wanted.items():
        if key in rows:
            yield Change(table, rows[key].id, values)
        else:
            yield New(table, {"child_id": scene.child_id, "review_id": scene.key, **values})


ACTION = CorrectReview()
