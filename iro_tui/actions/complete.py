"""Recording the last meeting of a series: the record's clocks run from it. Source: domain reference 1.7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

_NOTE = NoteTemplate("Review completed", ("The series of meetings that began on {held} was completed on {last}.",))


@dataclass(frozen=True, slots=True)
class CompleteAnswers:
    """The day of the last meeting."""

    on: date | None = act_day("Held on", "record it when it was held")


class Complete(Action[CompleteAnswers]):
    id = "complete"
    title = "Last meeting of the series"
    words = "Record the last meeting of a review held as a series of meetings: complete"
    about = About.CHILD
    asks = CompleteAnswers
    offers = (
        Offer(
            "facts", 90, "the last meeting of a series", key="l",
            fits=lambda caseload, child_id: any(review.is_open_series for review in caseload.cases[child_id].reviews),
        ),
    )  # fmt: skip

    def plan(self, scene: Scene, answers: CompleteAnswers) -> Plan:  # noqa: ARG002
        on, today = scene.act_day, scene.today
        open_series = [r for r in scene.case.reviews if r.is_open_series]
        if not open_series:
            raise Refused(f"{scene.called} has no series of meetings that is still open.")
        review = max(open_series, key=lambda review: review.held or date.min)
        first = review.held or date.min
        if not first <= on <= today:
            day, since = day_words(on, today), day_words(first, today)
            raise Refused(f"The last meeting is {day}: give a day from the first meeting, {since}, to today.")
        return Plan(
            name="Complete review",
            sentence=f"{scene.called}: last meeting {day_words(on, today)}; the record's clocks run from it.",
            writes=(Change("review", review.id, {"completed": on}),),
            notes=(_NOTE.note(scene.child_id, held=first, last=on),),
            says_day=True,
        )


ACTION = Complete()
