"""Saying of two reviews within 14 days whether they are one review in two meetings. Source: domain reference 1.7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.questions import Option, Question, always, ask, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.near_reviews import KEYS, ONE, TWO, WORDS, Pair, pairs
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

_AS = tuple(Option(KEYS[answer], answer, words) for answer, words in WORDS.items())


@dataclass(frozen=True, slots=True)
class ApartAnswers:
    """What two reviews within 14 days are."""

    are: str = ask("They are", "choice", options=_AS, upright=True, needed=always)


class Apart(Action[ApartAnswers]):
    id = "apart"
    title = "Two reviews within 14 days"
    words = "Two reviews within 14 days: one review in two meetings, or two reviews; near, double, same review"
    about = About.CHILD
    asks = ApartAnswers
    offers = (
        Offer(
            "facts", 97, "two reviews within 14 days", key="t",
            fits=lambda caseload, child_id: bool(pairs(caseload.cases[child_id])),
        ),
    )  # fmt: skip

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        apart = _pair(scene).later.apart
        changed: dict[str, Mapping[str, Any]] = {} if apart is None else {"are": {"default": TWO if apart else ONE}}
        return questions_of(ApartAnswers, **changed)

    def aside(self, scene: Scene) -> str:
        return _days(scene, _pair(scene))

    def plan(self, scene: Scene, answers: ApartAnswers) -> Plan:
        pair, apart = _pair(scene), answers.are == TWO
        words = f"the reviews of {_days(scene, pair)} are {WORDS[answers.are]}"
        return Plan(
            name="Two reviews or one",
            sentence=f"{scene.called}: {words}.{_then(scene, pair, apart)}",
            writes=(Change("review", pair.later.id, {"apart": apart}),),
        )


def _pair(scene: Scene) -> Pair:
    """The latest pair about which nothing was said, else the latest. Raises Refused: there is none."""
    near = pairs(scene.case)
    if not near:
        raise Refused(f"{scene.called} has no two reviews within 14 days.")
    return next((pair for pair in reversed(near) if pair.later.apart is None), near[-1])


def _days(scene: Scene, pair: Pair) -> str:
    return " and ".join(day_words(review.held, scene.today) for review in pair if review.held)


def _then(scene: Scene, pair: Pair, apart: bool) -> str:
    """By when the next review is held then."""
    reviews = tuple(r._replace(apart=apart) if r.id == pair.later.id else r for r in scene.case.reviews)
    case = replace(scene.case, reviews=reviews)
    upcoming = CaseOnDay(case, scene.practice, scene.today).next_review
    return f" The next {upcoming.when(scene.today)}." if upcoming else ""


ACTION = Apart()
