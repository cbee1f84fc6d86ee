"""A child protection plan that began or ended otherwise than at a conference recorded here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_plans
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Option, Question, act_day, always, ask, coded, one_of, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.several import kept_together, typed_together, words_of
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, Write

BEGAN, CHANGED, CONFIRMED, ENDED = "began", "category", "confirmed", "ended"
_NOTE = NoteTemplate(
    "Child protection plan", ("The child protection plan {what} on {day}.", "Category: {category}.", "{why}.")
)
_NAMED = {code: words for code, words in CATEGORIES.items() if code not in ("not known", "multiple")}


@dataclass(frozen=True, slots=True)
class PlanAnswers:
    """What happened to a plan, and on which day."""

    what: str = ask(
        "What", "choice", needed=always,
        options=(
            Option("b", BEGAN, "began"), Option("g", CHANGED, "category changed"), Option("c", CONFIRMED, "goes on"),
            Option("e", ENDED, "ended"),
        ),
    )  # fmt: skip
    category: str = ask("Category", "several", options=coded(_NAMED), asked=one_of("what", BEGAN, CHANGED, CONFIRMED))
    previous: int | None = ask("Plans before", "number", hint="how many; 0 for none", asked=one_of("what", BEGAN))
    why: str = ask("Why", hint="moved, turned 18 …", asked=one_of("what", ENDED))
    day: date | None = act_day("On", "give the day on which it was")


class ChangeProtectionPlan(Action[PlanAnswers]):
    id = "protection_plan"
    title = "Child protection plan"
    words = "Begin or end a child protection plan that no conference here did: transferred in, moved away, turned 18"
    about = About.CHILD
    asks = PlanAnswers
    wide = True
    offers = (Offer("facts", 104, "child protection plan", key="z"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        plan = _open_plan(scene)
        category = typed_together(plan.category) if plan else ""
        what = CONFIRMED if plan and plan.by_inference else ENDED if plan else BEGAN
        return questions_of(PlanAnswers, what={"default": what}, category={"default": category})

    def aside(self, scene: Scene) -> str:
        plan = _open_plan(scene)
        inferred = ", inferred" if plan and plan.by_inference else ""
        return f"since {day_words(plan.started, scene.today)}{inferred}" if plan else "none now"

    def not_before(self, scene: Scene, answers: PlanAnswers) -> Iterator[NotBefore]:
        plan = _open_plan(scene)
        if plan and answers.what != BEGAN:
            yield NotBefore(plan.started, "the plan began")

    def plan(self, scene: Scene, answers: PlanAnswers) -> Plan:
        plan, day = _open_plan(scene), scene.act_day
        if answers.what != BEGAN and plan is None:
            raise Refused(f"{scene.called} has no child protection plan now.")
        if answers.what == CONFIRMED and plan and not plan.by_inference:
            raise Refused(
                f"{scene.called} has a child protection plan that is not inferred: nothing is to be confirmed."
            )
        require_plans(answers.previous)
        category = kept_together(answers.category)
        began = {"started": day, "category": category, "previous_plans": answers.previous}
        key = plan.id if plan else ""
        writes: dict[str, tuple[Write, ...]] = {
            BEGAN: scene.new_each("protection_plan", began),
            CHANGED: (Change("protection_plan", key, {"category": category, "by_inference": False}),),
            CONFIRMED: (Change("protection_plan", key, {"category": category, "by_inference": False}),),
            ENDED: (Change("protection_plan", key, {"ended": day, "by_inference": False}),),
        }
        words = {BEGAN: "began", CHANGED: "has another category", CONFIRMED: "was confirmed", ENDED: "ended"}[
            answers.what
        ]
        named = words_of(answers.category, CATEGORIES)
        return Plan(
            name="Child protection plan",
            sentence=f"{scene.called}: child protection plan {words} {day_words(day, scene.today)}.",
            writes=writes[answers.what],
            notes=(_NOTE.note(scene.child_id, what=words, day=day, category=named, why=answers.why),),
            says_day=True,
        )


def _open_plan(scene: Scene) -> ProtectionPlan | None:
    return scene.on_day.plan if scene.on_day else None


ACTION = ChangeProtectionPlan()
