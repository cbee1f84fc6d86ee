"""Where the child lives from a day on, and why the placement before ended. Source: SSDA903 codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.base import Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import (
    AnswersSoFar,
    Question,
    act_day,
    always,
    ask,
    ask_code,
    coded,
    questions_of,
    stored,
)
from iro_tui.actions.running import BEGINS, ChangeRunning, code_before, dated, ended, require_looked_after, undated
from iro_tui.domain.codes import PLACED_FOR_ADOPTION, PLACEMENT, PLACEMENT_CHANGE, PLACEMENT_PROVIDER, SECURE
from iro_tui.domain.placings import lasting
from iro_tui.domain.plain_words import ALSO, alike, meant
from iro_tui.domain.words import day_words

_NOTE = NoteTemplate(
    "Placement",
    ("The child is placed in {placement} since {since}.", "Before: {before}.", "Why that ended: {why}."),
)


@dataclass(frozen=True, slots=True)
class MoveAnswers:
    """A placement, its first day, and why the one before ended."""

    code: str = ask_code("Placement", PLACEMENT, "foster, home, U6 …", column="code")
    why: str = ask("Why it ended", "choice", options=coded(PLACEMENT_CHANGE))
    out_of_area: bool | None = ask("Out of area", "yes_no", column="out_of_area")
    provider: str = ask(
        "Provider", "code", column="provider", codes=PLACEMENT_PROVIDER, hint="PR1 own council … PR5, if known"
    )
    same_carer: bool | None = ask(
        "Same family",
        "yes_no",
        needed=always,
        missing="Same family is empty: say whether the child stays with the family it was placed with for adoption.",
    )
    since: date | None = act_day("Since", "give the day it began")


def _again_for_adoption(so_far: AnswersSoFar) -> bool:
    """Whether the placement that is typed so far, by its code or its words, is one for adoption."""
    typed = str(so_far.get("code") or "")
    fits = alike(typed, PLACEMENT, ALSO) if typed.strip() else ()
    meanings = fits[:1] if meant(typed, PLACEMENT, ALSO) else fits
    return bool(meanings) and PLACED_FOR_ADOPTION.issuperset(meanings)


class Move(ChangeRunning[MoveAnswers]):
    id = "move"
    title = "Placement"
    words = "Change the placement: move, new carer, foster, residential, out of area"
    asks = MoveAnswers
    offers = (Offer("facts", 60, "placement", key="6"),)
    runs = "placement"
    codes = PLACEMENT

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """From one placing for adoption to another it is asked, never guessed, whether the family is the same."""
        homes = lasting(sorted(scene.case.placements, key=lambda placement: placement.started))
        placed = bool(homes) and homes[-1].code in PLACED_FOR_ADOPTION
        now = undated(scene, {*PLACED_FOR_ADOPTION, SECURE})
        again: dict[str, Any] | None = {"asked": _again_for_adoption} if placed and not now else None
        return questions_of(MoveAnswers, code={"default": now}, same_carer=again)

    def plan(self, scene: Scene, answers: MoveAnswers) -> Plan:
        since, words, before = scene.act_day, PLACEMENT[answers.code], code_before(scene)
        require_looked_after(scene, since, BEGINS)
        values = stored(answers) | {"started": since, "same_carer": bool(answers.same_carer)}
        day = dated(scene, "placement", since, answers.code)
        if day:
            sentence = f"{scene.called}: {words} since {day_words(since, scene.today)}."
            return Plan(name="Placement", sentence=sentence, says_day=True, writes=(day,))
        return Plan(
            name="Placement",
            sentence=f"{scene.called}: {words} since {day_words(since, scene.today)}.",
            writes=(
                *ended(scene, "placement", since, end_reason=answers.why or None),
                *scene.new_each("placement", values),
            ),
            says_day=True,
            notes=(
                _NOTE.note(
                    scene.child_id,
                    placement=words,
                    since=since,
                    before=PLACEMENT.get(before, before),
                    why=PLACEMENT_CHANGE.get(answers.why),
                ),
            ),
        )


ACTION = Move()
