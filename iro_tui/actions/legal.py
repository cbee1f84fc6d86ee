"""The legal status from a day on; what was before stays on record. Source: SSDA903 codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, ask_code, questions_of, stored
from iro_tui.actions.running import BEGINS, ChangeRunning, code_before, dated, ended, require_looked_after, undated
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.codes import AUTHORITY_TO_PLACE, IN_CARE, LEGAL_STATUS, SHORT_BREAK
from iro_tui.domain.words import day_words

_NOTE = NoteTemplate("Legal status", ("The legal status is {status} since {since}.", "Before: {before}."))


@dataclass(frozen=True, slots=True)
class LegalAnswers:
    """A legal status and its first day."""

    code: str = ask_code("Legal status", LEGAL_STATUS, "care, section 20 …", column="code")
    since: date | None = act_day("Since", "give the day it began")


class ChangeLegal(ChangeRunning[LegalAnswers]):
    id = "legal"
    title = "Legal status"
    words = "Change the legal status: care order, section 20, interim, placement order, remand"
    asks = LegalAnswers
    offers = (Offer("facts", 50, "legal status", key="5"),)
    runs = "legal_status"
    codes = LEGAL_STATUS

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        now = undated(scene, AUTHORITY_TO_PLACE)
        return questions_of(LegalAnswers, code={"default": now})

    def plan(self, scene: Scene, answers: LegalAnswers) -> Plan:
        since, words, before = scene.act_day, LEGAL_STATUS[answers.code], code_before(scene)
        require_looked_after(scene, since, BEGINS)
        if answers.code in SHORT_BREAK and before in IN_CARE:
            raise Refused(
                f"Legal status is {words}: a child under {LEGAL_STATUS[before]} is in care, and no short break takes "
                "the child out of it (CPPCR 48(1)(a)). Give the status that holds."
            )
        values = stored(answers) | {"started": since}
        day = dated(scene, "legal_status", since, answers.code)
        if day:
            return Plan(name="Legal status", sentence=_sentence(scene, words, since), says_day=True, writes=(day,))
        return Plan(
            name="Legal status",
            sentence=_sentence(scene, words, since),
            writes=(*ended(scene, "legal_status", since, answers.code), *scene.new_each("legal_status", values)),
            says_day=True,
            notes=(_NOTE.note(scene.child_id, status=words, since=since, before=LEGAL_STATUS.get(before, before)),),
        )


def _sentence(scene: Scene, words: str, since: date) -> str:
    return f"{scene.called}: {words} since {day_words(since, scene.today)}."


ACTION = ChangeLegal()
