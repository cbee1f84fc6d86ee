"""A meeting of the core group of a plan: who came of the agencies, and who did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, ask, coded
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import is_open
from iro_tui.domain.protection import AGENCIES
from iro_tui.domain.several import kept_together, parted, words_of
from iro_tui.domain.words import day_words, joined

_NOTE = NoteTemplate("Core group", ("The core group met.", "Came: {came}.", "Did not come: {missed}.", "{note}."))


@dataclass(frozen=True, slots=True)
class CoreGroupAnswers:
    """Who came, who did not, and what matters of it."""

    came: str = ask("Came", "several", options=coded(AGENCIES))
    missed: str = ask("Did not come", "several", options=coded(AGENCIES))
    note: str = ask("Note", "note", hint="what follows")
    met: date | None = act_day("Met on", "give the day on which it met")


class NoteCoreGroup(Action[CoreGroupAnswers]):
    id = "core_group"
    title = "Record a core group"
    words = "Record a core group: met, who came, which agencies did not"
    about = About.CHILDREN
    asks = CoreGroupAnswers
    wide = True
    offers = (Offer("facts", 103, "a core group", key="g"),)

    def plan(self, scene: Scene, answers: CoreGroupAnswers) -> Plan:
        on = scene.act_day
        for who in scene.who:
            plans = scene.caseload.cases[who.child_id].plans
            if not any(plan.started <= on and is_open(plan.ended, on) for plan in plans):
                raise Refused(
                    f"{who.ref} had no child protection plan on {day_words(on, scene.today)}: look at the day."
                )
        both = sorted({*parted(answers.came)} & {*parted(answers.missed)})
        if both:
            words = joined([AGENCIES.get(each, each) for each in both])
            raise Refused(f"{words} stands under both came and did not come: take it away from one.")
        values = {
            "held": on,
            "came": kept_together(answers.came),
            "missed": kept_together(answers.missed),
            "note": answers.note or None,
        }
        return Plan(
            name="Core group",
            sentence=f"{scene.called}: core group met {day_words(on, scene.today)}{_late_words(scene, on)}.",
            writes=scene.new_each("core_group", values),
            notes=scene.note_each(
                _NOTE,
                note=answers.note,
                came=words_of(answers.came, AGENCIES),
                missed=words_of(answers.missed, AGENCIES),
            ),
            says_day=True,
        )


def _late_words(scene: Scene, on: date) -> str:
    """How late the first core group of a plan was that this one answers; empty for any other."""
    duties = (duty for child_id in scene.child_ids for duty in scene.caseload.duties.get(child_id, ()))
    limits = [duty.due for duty in duties if duty.kind == "core_group" and not duty.inferred and duty.due < on]
    late = max((scene.practice.statutory.between(limit, on) for limit in limits), default=0)
    return f", the first one, {late} wd beyond its limit" if late else ""


ACTION = NoteCoreGroup()
