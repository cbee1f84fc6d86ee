"""The mid-point check: three keys when there is no concern. Source: domain reference 1.7 and 4.3."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Following, Plan, Scene
from iro_tui.actions.each_limit import each_midpoint
from iro_tui.actions.marks import Marks
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Option, Question, act_day, always, ask, questions_of, stored
from iro_tui.caseload.lists.midpoints import look_at
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import Who
from iro_tui.domain import vocabulary
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import MIDPOINT_ITEMS, MIDPOINT_OUTCOMES, NO_CONCERN
from iro_tui.domain.words import day_words, in_a_sentence, joined
from iro_tui.store.writes import New

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload

CHECKED = (
    Option("y", vocabulary.YES, "yes"),
    Option("n", vocabulary.NO, "no", "today"),
    Option("a", vocabulary.NOT_APPLICABLE, "n/a"),
)
"""Answers to a check list."""

_NOTE = NoteTemplate(
    "Mid-point check",
    (
        "The IRO made the mid-point check between reviews.",
        "Made with: {who}.",
        "Outcome: {outcome}.",
        "Not so: {wanting}.",
        "{note}.",
    ),
)
OUTCOMES = {
    NO_CONCERN: "no concern",
    "talk to social worker": "the IRO talks to the social worker",
    "informal": "the IRO raises it informally",
    "formal": "the IRO escalates it formally",
    "bring review forward": "the review is to be brought forward",
}
"""What a mid-point check led to, as a note says it."""


def _outcomes() -> tuple[Option, ...]:
    keys = dict(zip(MIDPOINT_OUTCOMES, "ntifb", strict=True))
    return tuple(Option(key, value, "no concern" if value == NO_CONCERN else value) for value, key in keys.items())


@dataclass(frozen=True, slots=True)
class MidpointAnswers:
    """What a check found, and what follows."""

    outcome: str = ask("Found", "choice", column="action", options=_outcomes(), upright=True, needed=always)
    note: str = ask("Note", "note", column="note", hint="if wanted")
    answers: Marks = ask("Looked at", "marks", options=CHECKED, things=tuple(MIDPOINT_ITEMS.items()))
    who: str = ask("Made with", column="with_whom", default="social worker", hint="whom you spoke to")
    day: date | None = act_day()


class CheckMidpoint(Action[MidpointAnswers]):
    id = "midpoint"
    title = "Mid-point check"
    words = "Record the mid-point check: halfway, monitoring between reviews"
    about = About.CHILDREN
    asks = MidpointAnswers
    wide = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        for child_id in scene.child_ids:
            if reason := why_no_midpoint(scene.caseload, child_id):
                raise Refused(reason)
        return questions_of(MidpointAnswers, note={"needed": lambda so_far: so_far["outcome"] not in ("", NO_CONCERN)})

    def aside(self, scene: Scene) -> str:
        return ", ".join(look_at(scene.caseload, scene.child_id)) if len(scene.who) == 1 else ""

    def each(self, scene: Scene) -> Sequence[str]:
        return each_midpoint(scene)

    def not_before(self, scene: Scene, answers: MidpointAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        for who in scene.who:
            on_day = scene.caseload.on_day[who.child_id]
            if on_day.clocks and on_day.clocks.held:
                yield NotBefore(on_day.clocks.held[0], f"the first review of {who.ref} was held")

    def plan(self, scene: Scene, answers: MidpointAnswers) -> Plan:
        reviews = {who.child_id: _checked_review(scene, who) for who in scene.who}
        marks = {item: mark.answer for item, mark in answers.answers.items()}
        wanting = [in_a_sentence(MIDPOINT_ITEMS[item]) for item, mark in marks.items() if mark == vocabulary.NO]
        outcome = "no concern" if answers.outcome == NO_CONCERN else answers.outcome
        return Plan(
            name="Mid-point check",
            sentence=f"{scene.called}: mid-point check done, {outcome}.",
            writes=tuple(
                New(
                    "midpoint_check",
                    {
                        "child_id": child_id,
                        "review_id": review_id,
                        "done_on": scene.act_day,
                        **stored(answers),
                        "answers": json.dumps(marks) if marks else None,
                    },
                )
                for child_id, review_id in reviews.items()
            ),
            notes=scene.note_each(
                _NOTE,
                who=answers.who,
                outcome=OUTCOMES[answers.outcome],
                note=answers.note,
                wanting=joined(wanting),
            ),
            then=_following(answers, scene),
        )


def _following(answers: MidpointAnswers, scene: Scene) -> Following | None:
    """A concern is escalated, or the review brought forward, at once: on the day of the check."""
    day = {} if scene.act_day == scene.today else {"day": typed(scene.act_day)}
    if answers.outcome == "bring review forward":
        return Following("early", {"reason": answers.note, **day})
    if answers.outcome in ("informal", "formal"):
        stages = scene.practice.escalation.stages
        stage = next((s for s in stages if s.formal), stages[0]) if answers.outcome == "formal" else stages[0]
        return Following("escalate", {"effect": answers.note, "stage": stage.id, **day})
    return None


def why_no_midpoint(caseload: Caseload, child_id: str) -> str | None:
    """Why no check can be recorded now; None where a review has been held and nothing was checked since.

    The day it is due need not have come, nor need there be one: a short interval may be checked too.
    """
    if child_id not in caseload.children:
        return "This is about no child: a mid-point check is a child's."
    child, case, on_day = caseload.children[child_id], caseload.cases[child_id], caseload.on_day.get(child_id)
    if on_day is None or on_day.clocks is None:
        return f"{child.ref} {caseload.not_looked_after(child_id)}: there is no mid-point to check."
    if not on_day.clocks.held and (on_day.clocks.unknown or on_day.clocks.next.unknown):
        return f"The last review of {child.ref} is not on record: i, last review, says when it was; then m."
    if not on_day.clocks.held:
        return f"{child.ref} has had no review yet: the first mid-point check follows the first review."
    checked = max((check.done_on for check in case.midpoints), default=None)
    if checked is None or checked < on_day.clocks.held[-1]:
        return None
    return f"{child.ref} was checked on {day_words(checked, caseload.today)}: the next check follows the next review."


def _checked_review(scene: Scene, who: Who) -> str:
    """The key of the review whose interval is checked. Raises Refused where that was checked already."""
    day, case = scene.act_day, scene.caseload.cases[who.child_id]
    held = case.held_reviews
    before = [review for review in held if review.held and review.held <= day]
    after = next((review.held for review in held if review.held and review.held > day), date.max)
    began = before[-1].held if before else None
    checked = [check.done_on for check in case.midpoints if began and began <= check.done_on < after]
    if checked or not before:
        was = f"was checked on {day_words(checked[0], scene.today)}" if checked else "had no review then"
        raise Refused(
            f"Day is {day_words(day, scene.today)}, and {who.ref} {was}: a check follows each review; look at the day."
        )
    return before[-1].id


ACTION = CheckMidpoint()
