"""Asking for a review before its normal limit, or that a decision waits for one. Source: CPPCR 33(3), 32(2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_ahead
from iro_tui.actions.each_limit import each_limit
from iro_tui.actions.no_review import no_review
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, always, ask, coded, one_of, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.preparation import WHAT_EARLY
from iro_tui.domain.running import Running
from iro_tui.domain.timescales import rule_of_trigger
from iro_tui.domain.words import day_words, in_a_sentence, joined

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload

FREEZE = "freeze"
_ASKED = NoteTemplate(
    "Early review",
    ("The IRO asks for a review by {by}: {what} ({authority}).", "Reason: {reason}."),
)
_FROZEN = NoteTemplate(
    "Decision waits for a review",
    ("The IRO asks that a decision waits for a review, to be held by {by}: {reason}.",),
)


def _short(words: str) -> str:
    """`asked for by the IRO`, of `Early review: asked for by the IRO`."""
    return in_a_sentence(words.removeprefix("Early review: ").removeprefix("Review "))


@dataclass(frozen=True, slots=True)
class EarlyAnswers:
    """Why the review comes early, and by when; of a frozen decision which one waits."""

    trigger: str = ask(
        "Because",
        "choice",
        column="trigger",
        options=coded({key: _short(words) for key, words in WHAT_EARLY.items()}),
        upright=True,
        needed=always,
    )
    reason: str = ask(
        "In a line",
        column="reason",
        hint="why, or which decision waits",
        needed=one_of("trigger", FREEZE),
        missing="The decision is empty: say which decision waits for the review.",
    )
    by: date | None = ask("Review by", "day", column="by", hint="12/3, tue, +10wd", needed=always)
    day: date | None = act_day()


def _reviewed(caseload: Caseload, child_id: str) -> bool:
    """Whether a review is to come for a child, which could be earlier."""
    on_day = caseload.on_day.get(child_id)
    return on_day is not None and on_day.clocks is not None


class AskEarly(Action[EarlyAnswers]):
    id = "early"
    title = "Early review"
    words = "Ask for an early review: bring forward, before a change of plan or placement"
    about = About.CHILDREN
    asks = EarlyAnswers
    offers = (
        Offer("escalate", 30, "a decision waits for a review", {"trigger": FREEZE}, key="4", fits=_reviewed),
        Offer("escalate", 40, "an early review", key="5", fits=_reviewed),
    )
    wide = True

    def each(self, scene: Scene) -> Sequence[str]:
        return each_limit(scene)

    def plan(self, scene: Scene, answers: EarlyAnswers) -> Plan:
        by = answers.by or scene.act_day
        require_ahead("The day", by, scene.act_day, "give the day to hold the review by")
        for child_id, who in zip(scene.child_ids, scene.who, strict=True):
            on_day = scene.caseload.on_day.get(child_id)
            if on_day is None or on_day.clocks is None:
                raise no_review(scene, child_id, who.ref, "bring forward")
            _require_earlier(who.ref, on_day.clocks.without_early, by, scene.today)
        freeze = answers.trigger == FREEZE
        answered = sorted({day for child_id in scene.child_ids if (day := _answered_on(scene, child_id))})
        return Plan(
            name="Freeze a decision" if freeze else "Early review",
            sentence=(
                f"{scene.called}: {'decision waits for a review' if freeze else 'early review'}, "
                f"to be held by {day_words(by, scene.today)}{_already(answered, scene)}."
            ),
            writes=scene.new_each("early_review", stored(answers) | {"since": scene.act_day}),
            notes=scene.note_each(
                _FROZEN if freeze else _ASKED,
                by=by,
                what=in_a_sentence(WHAT_EARLY[answers.trigger]),
                authority=rule_of_trigger(answers.trigger).authority,
                reason=answers.reason,
            ),
        )


def _answered_on(scene: Scene, child_id: str) -> date | None:
    """The review held on a later day than the one it is asked on, which answers it. Source: domain reference 1.7."""
    last = scene.caseload.cases[child_id].last_held
    return last if last and last > scene.act_day else None


def _already(answered: Sequence[date], scene: Scene) -> str:
    if not answered:
        return ""
    whose = "" if len(scene.who) == 1 else " for some of them"
    days = joined([day_words(day, scene.today) for day in answered])
    return f"; the review of {days} answers it already{whose}, and the limit stays"


def _require_earlier(ref: str, normal: Running, by: date, today: date) -> None:
    """Raises Refused for a day after the limit that stands anyway; of one that has passed, for a day after today.

    A limit that is only inferred may be another, so nothing is refused by it. Source: domain reference 1.7.
    """
    if normal.inferred or by <= max(normal.limit, today):
        return
    limit = day_words(normal.limit, today)
    late = f"the review has been due since {limit}" if normal.limit < today else f"the review is due by {limit} anyway"
    day = "today" if normal.limit < today else "that day or an earlier one"
    raise Refused(f"{ref}: Review by is {day_words(by, today)}, but {late}: give {day}.")


ACTION = AskEarly()
