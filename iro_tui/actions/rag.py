"""Setting a review's RAG, at the review or between reviews, with three keys: `r`, `g`, Enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Option, Question, act_day, always, ask, numbered, one_of, questions_of
from iro_tui.domain.case import Rating
from iro_tui.domain.rag import NOTHING, Consequence, consequence, current, is_better
from iro_tui.domain.words import amount_words, day_words, joined
from iro_tui.store.writes import New

RAG = (
    Option("g", "green", "green", "rag-green"),
    Option("a", "amber", "amber", "rag-amber"),
    Option("r", "red", "red", "rag-red"),
)
WORRIED = ("amber", "red")

NOTE = NoteTemplate(
    "RAG {value}",
    (
        "The IRO rated the case {value}.",
        "Reason: {theme}.",
        "In more detail: {line}.",
        "What changed for the child: {changed}.",
        "To be told: {tell}.",
        "The IRO follows it up by {follow_up}.",
    ),
)


@dataclass(frozen=True, slots=True)
class RagAnswers:
    """A rating; amber and red say why by one of the practice's themes."""

    value: str = ask("RAG", "choice", options=RAG, needed=always)
    theme: str = ask("Why", "choice", asked=one_of("value", *WORRIED), needed=one_of("value", *WORRIED))
    line: str = ask("In a line", "text", hint="if wanted", asked=one_of("value", *WORRIED))
    what_changed: str = ask("What changed", "text", hint="for the child, if something did")
    day: date | None = act_day()


class SetRag(Action[RagAnswers]):
    id = "rag"
    title = "RAG"
    words = "Set the RAG: green, amber, red; rate, rating, colour, concern"
    about = About.CHILDREN
    asks = RagAnswers

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(
            RagAnswers,
            theme={"options": numbered(scene.practice.rag.themes)},
            what_changed={"asked": lambda so_far: any(_ends(scene, str(so_far.get("value") or "")))},
        )

    def aside(self, scene: Scene) -> str:
        return f"so far {scene.who[0].rag or 'not rated yet'}" if len(scene.who) == 1 else ""

    def plan(self, scene: Scene, answers: RagAnswers) -> Plan:
        day = scene.act_day
        follows = {child_id: follows_from(scene, child_id, answers.value, day) for child_id in scene.child_ids}
        # What is said of several: what follows for any of them.
        most = max(follows.values(), key=lambda one: len(one.tells), default=NOTHING)
        return Plan(
            name=f"RAG {answers.value}",
            sentence=f"{scene.called}: {rating_words(answers.value, answers.theme, most, scene.today)}."
            f"{_red_ended(scene, answers.value)}",
            writes=tuple(
                rating(
                    child_id,
                    answers.value,
                    answers.theme,
                    answers.line,
                    day,
                    self._review(scene, child_id),
                    answers.what_changed if ends else "",
                )
                for child_id, ends in zip(scene.child_ids, _ends(scene, answers.value), strict=True)
            ),
            notes=tuple(
                NOTE.note(
                    child_id,
                    value=answers.value,
                    theme=answers.theme,
                    line=answers.line,
                    changed=answers.what_changed if is_better(answers.value, before(scene, child_id)) else None,
                    tell=joined(of_child.tells),
                    follow_up=of_child.follow_up,
                )
                for child_id, of_child in follows.items()
            ),
        )

    @staticmethod
    def _review(scene: Scene, child_id: str) -> str | None:
        """The review held on the day of the rating, whose rating it is then."""
        return next((r.id for r in scene.caseload.cases[child_id].reviews if r.held == scene.act_day), None)


def before(scene: Scene, child_id: str) -> Rating | None:
    """The rating that stands so far."""
    return current(scene.caseload.cases[child_id])


def _ends(scene: Scene, value: str) -> Iterator[bool]:
    """Of each child whether a concern ends with this rating."""
    return (is_better(value, before(scene, child_id)) for child_id in scene.child_ids)


def _red_ended(scene: Scene, value: str) -> str:
    """` Red ended after 8 working days.`, of one child."""
    so_far = before(scene, scene.child_id) if len(scene.child_ids) == 1 else None
    if so_far is None or so_far.value != "red" or value == "red" or so_far.rated_on >= scene.act_day:
        return ""
    days = scene.practice.office.between(so_far.rated_on, scene.act_day)
    return f" Red ended after {amount_words(days, 'working days')}."


def follows_from(scene: Scene, child_id: str, value: str, day: date) -> Consequence:
    """What a rating of a day brings with it: nothing where a later one is on record, which stays the current one."""
    now = current(scene.caseload.cases[child_id])
    return NOTHING if now and now.rated_on > day else consequence(value, day, scene.practice)


def rating_words(value: str, theme: str, follows: Consequence, today: date) -> str:
    """A rating and what follows from it: `amber (drift), team manager to be told, follow-up by Fri 27 Nov`."""
    words = f"{value} ({theme})" if theme else value
    if follows.tells:
        words += f", {joined(follows.tells)} to be told"
    return f"{words}, follow-up by {day_words(follows.follow_up, today)}" if follows.follow_up else words


def rating(
    child_id: str,
    value: str,
    theme: str,
    line: str,
    on: date,
    review_id: str | None = None,
    what_changed: str = "",
) -> New:
    """The row of a rating: the last one of its day."""
    return New(
        "rating",
        {
            "child_id": child_id,
            "review_id": review_id,
            "value": value,
            "theme": theme or None,
            "reason": line or None,
            "what_changed": what_changed or None,
            "rated_on": on,
        },
    )


ACTION = SetRag()
