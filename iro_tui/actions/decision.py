"""An open decision changed, or dropped with its reason. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene, row_of
from iro_tui.actions.checks import require_near
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Option, Question, act_day, always, ask, one_of, questions_of, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case, Decision
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

CHANGE, DROP = "change", "drop"
_DROPPED = NoteTemplate("Decision dropped", ("A decision was dropped: {text}.", "Reason: {reason}."))


@dataclass(frozen=True, slots=True)
class DecisionAnswers:
    """What becomes of an open decision."""

    what: str = ask(
        "Now",
        "choice",
        options=(Option("c", CHANGE, "change it"), Option("d", DROP, "drop it")),
        default=CHANGE,
        needed=always,
    )
    text: str = ask("Decision", column="text", asked=one_of("what", CHANGE), needed=always, in_words=True)
    owner: str = ask("By whom", column="owner", asked=one_of("what", CHANGE))
    due: date | None = ask("By", "day", column="due", asked=one_of("what", CHANGE))
    reason: str = ask(
        "Why dropped",
        asked=one_of("what", DROP),
        needed=always,
        in_words=True,
        missing="The reason is empty: say in a few words why the decision is dropped.",
    )
    day: date | None = act_day(asked=one_of("what", DROP))


class ChangeDecision(Action[DecisionAnswers]):
    id = "decision"
    title = "Decision"
    words = "Change or drop an open decision: reword, other owner, other day"
    about = About.ROW
    table = "decision"
    asks = DecisionAnswers
    offers = (Offer("facts", 5, "this decision", key="d"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        made = open_decision(scene)
        return questions_of(
            DecisionAnswers,
            text={"default": made.text},
            owner={"default": made.owner or ""},
            due={"default": typed(made.due)},
        )

    def not_before(self, scene: Scene, answers: DecisionAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        yield from was_made(scene.case, open_decision(scene))

    def plan(self, scene: Scene, answers: DecisionAnswers) -> Plan:
        made = open_decision(scene)
        if answers.what == DROP:
            return Plan(
                name="Drop decision",
                sentence=f"{scene.called}: decision dropped.",
                writes=(Change("decision", made.id, {"dropped_on": scene.act_day, "reason": answers.reason}),),
                notes=(_DROPPED.note(scene.child_id, text=made.text, reason=answers.reason),),
            )
        require_near(answers.due, scene.today)
        by = f", due {day_words(answers.due, scene.today)}" if answers.due else ""
        return Plan(
            name="Change decision",
            sentence=f"{scene.called}: decision changed{by}.",
            writes=(Change("decision", made.id, stored(answers)),),
        )


def open_decision(scene: Scene) -> Decision:
    """The decision the scene is about. Raises Refused: settled, or not there any more."""
    made = any_decision(scene)
    if made.settled_on:
        state = "done" if made.done_on else "dropped"
        raise Refused(f"This decision was {state} on {day_words(made.settled_on, scene.today)}: open it again first.")
    return made


def was_made(case: Case, made: Decision) -> Iterator[NotBefore]:
    """When a decision of a case was made, by a review or between reviews; nothing where that is not on record."""
    held = next((review.held for review in case.reviews if review.id == made.review_id), None)
    if held:
        yield NotBefore(held, "its review was held")
    elif made.made_on:
        yield NotBefore(made.made_on, "the decision was made")


def any_decision(scene: Scene) -> Decision:
    """The decision the scene is about. Raises Refused: not there any more."""
    return row_of(scene, lambda case: case.decisions, "decision")


ACTION = ChangeDecision()
