"""Taking back an early review that was asked for. Source: CPPCR 33(3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.early import FREEZE
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, always, ask, coded, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import EarlyReview
from iro_tui.domain.preparation import WHAT_EARLY
from iro_tui.domain.running import EARLY
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change

_NOTE = NoteTemplate(
    "Early review withdrawn",
    ("The early review asked for on {since}, to be held by {by}, is withdrawn: {what}.", "Reason: {reason}."),
)


@dataclass(frozen=True, slots=True)
class WithdrawAnswers:
    """Which early review is not needed any more, and why."""

    which: str = ask("Which", "choice", upright=True, needed=always)
    reason: str = ask("In a line", hint="why it is not needed any more")
    day: date | None = act_day()


class WithdrawEarly(Action[WithdrawAnswers]):
    id = "withdraw"
    title = "Withdraw the early review"
    words = "Withdraw an early review that was asked for, or a decision that waits for a review: take back, cancel"
    about = About.CHILD
    asks = WithdrawAnswers
    offers = (
        Offer(
            "escalate", 50, "an early review withdrawn", key="6",
            fits=lambda caseload, child_id: bool(caseload.cases[child_id].waiting_early),
        ),
    )  # fmt: skip

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Of one alone there is nothing to choose; each of several has its own ground in law, so none is presumed."""
        waiting = _waiting(scene)
        if len(waiting) < 2:
            return questions_of(WithdrawAnswers, which=None)
        options = coded({key: _words(asked[0], scene.today) for key, asked in waiting.items()})
        return questions_of(WithdrawAnswers, which={"options": options})

    def not_before(self, scene: Scene, answers: WithdrawAnswers) -> Iterator[NotBefore]:
        for early in _chosen(scene, answers.which):
            yield NotBefore(early.since, "the early review was asked for")

    def plan(self, scene: Scene, answers: WithdrawAnswers) -> Plan:
        asked = _chosen(scene, answers.which)
        first = asked[0]
        what = "decision that waited for a review" if first.trigger == FREEZE else "early review"
        others = len(_waiting(scene)) > 1
        which = f" by {day_words(first.by, scene.today)} ({in_a_sentence(WHAT_EARLY[first.trigger])})" if others else ""
        return Plan(
            name="Withdraw early review",
            sentence=f"{scene.called}: {what}{which} withdrawn.{_then(scene, asked)}",
            writes=tuple(Change("early_review", early.id, {"withdrawn_on": scene.act_day}) for early in asked),
            notes=(
                _NOTE.note(
                    scene.child_id,
                    since=first.since,
                    by=first.by,
                    what=in_a_sentence(WHAT_EARLY[first.trigger]),
                    reason=answers.reason,
                ),
            ),
        )


def _waiting(scene: Scene) -> Mapping[str, tuple[EarlyReview, ...]]:
    """The early reviews that wait, the next first, by what chooses them: the trigger, and the day where that is not
    enough. Those of one trigger and day are the same request, made twice."""
    waiting = sorted(scene.case.waiting_early, key=lambda early: (early.by, early.trigger, early.id))
    of_trigger = {early.trigger: {other.by for other in waiting if other.trigger == early.trigger} for early in waiting}
    grouped: dict[str, tuple[EarlyReview, ...]] = {}
    for early in waiting:
        key = early.trigger if len(of_trigger[early.trigger]) == 1 else f"{early.trigger} {early.by}"
        grouped[key] = (*grouped.get(key, ()), early)
    return grouped


def _chosen(scene: Scene, which: str) -> tuple[EarlyReview, ...]:
    """The request that is withdrawn. Raises Refused: there is none."""
    waiting = _waiting(scene)
    if not waiting or (which and which not in waiting):
        raise Refused(f"{scene.called} has no {'such ' if which else ''}early review asked for.")
    return waiting[which] if which else next(iter(waiting.values()))


def _words(early: EarlyReview, today: date) -> str:
    return f"{in_a_sentence(WHAT_EARLY[early.trigger])}, by {day_words(early.by, today)}"


def _then(scene: Scene, withdrawn: tuple[EarlyReview, ...]) -> str:
    """By when the review is held now."""
    clocks = scene.on_day.clocks if scene.on_day else None
    if clocks is None:
        return ""
    gone = {early.id for early in withdrawn}
    others = (clock.limit for clock in clocks.running if clock.clock == EARLY and clock.key not in gone)
    return f" The review by {day_words(min((clocks.without_early.limit, *others)), scene.today)}."


ACTION = WithdrawEarly()
