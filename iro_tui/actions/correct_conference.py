"""Correcting a conference that was recorded as held: its day, what it decided, who came; the plan goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import Correction
from iro_tui.actions.questions import AnswersSoFar, always, ask, coded
from iro_tui.caseload.refusals import NothingRecorded, Refused
from iro_tui.domain import protection
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import is_pending
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.several import kept_together, parted, typed_together
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_NAMED = {code: words for code, words in CATEGORIES.items() if code not in ("not known", "multiple")}


def _has_a_plan(so_far: AnswersSoFar) -> bool:
    return so_far.get("outcome") in (protection.PLAN, protection.CONTINUES)


@dataclass(frozen=True, slots=True)
class ConferenceCorrected:
    """A held conference as it should have been recorded."""

    outcome: str = ask("Outcome", "choice", options=coded(protection.OUTCOMES), needed=always)
    category: str = ask("Category", "several", options=coded(_NAMED), asked=_has_a_plan)
    chair: str = ask("Chair", hint="if another than you", names="chair")
    quorate: bool | None = ask("Quorate", "yes_no")
    invited: str = ask("Asked", "several", options=coded(protection.AGENCIES))
    came: str = ask("Came", "several", options=coded(protection.AGENCIES))
    child_part: str = ask("The child", "choice", options=coded(protection.CHILD_PART))
    parents_part: str = ask("The parents", "choice", options=coded(protection.PARENTS_PART))
    legal: bool | None = ask("Court considered", "yes_no")
    on: date | None = ask("Held on", "day", lean="back", needed=always)


_COLUMNS = {
    "outcome": "outcome",
    "category": "category",
    "chair": "chair",
    "quorate": "quorate",
    "invited": "invited",
    "came": "came",
    "child_part": "child_part",
    "parents_part": "parents_part",
    "legal": "legal_considered",
    "on": "held",
}
_SEVERAL = ("category", "invited", "came")
_ENDS = (protection.ENDED, protection.NO_PLAN)
"""The outcomes after which a plan that the child had goes on no more."""


class CorrectConference(Correction[ConferenceCorrected]):
    id = "correct_conference"
    title = "Correct the conference"
    words = "Correct a conference recorded as held: its day, outcome, category, quorate, who came"
    table = "conference"
    asks = ConferenceCorrected
    offers = (Offer("facts", 15, "correct this conference", key="c"),)
    wide = True

    def require_recorded(self, scene: Scene, row: Any) -> None:  # noqa: ARG002
        if row.held is None:
            raise NothingRecorded("This conference is not recorded as held yet: h records it. Nothing was changed.")

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import ProtectionPlanRow

        return {"plans": read_rows(connection, ProtectionPlanRow, child_id=row.child_id)}

    def asked_of(self, scene: Scene) -> Mapping[str, Mapping[str, Any] | None]:
        row = scene.known.row
        return {
            "outcome": {"options": coded(protection.outcomes_of(row.kind))},
            "legal": {} if row.kind == protection.REVIEW else None,
        }

    def before(self, scene: Scene) -> Mapping[str, Any]:
        row = scene.known.row
        values = {name: getattr(row, column) for name, column in _COLUMNS.items()}
        values |= {name: typed_together(values[name]) for name in _SEVERAL}
        values["category"] = ", ".join(code for code in parted(values["category"]) if code in _NAMED)
        if row.kind != protection.REVIEW:
            values.pop("legal")
        return values

    def called(self, scene: Scene) -> str:
        row = scene.known.row
        kind = protection.CONFERENCES.get(row.kind, row.kind)
        return f"the {kind} of {day_words(row.held, scene.today)}"

    def corrections(self, scene: Scene, answers: ConferenceCorrected) -> Iterator[Write]:
        values = _values(scene, answers)
        yield Change("conference", scene.key, values)
        yield from _plan_writes(scene, values)
        yield from (Remove("conference", key) for key in _asked_no_more(scene, values))

    def case_with(self, scene: Scene, answers: ConferenceCorrected) -> Case:
        values = _values(scene, answers)
        plans = {plan.id: plan for plan in scene.case.plans}
        for write in _plan_writes(scene, values):
            if isinstance(write, New):
                plans[write.key] = ProtectionPlan(values["held"], category=values["category"], id=write.key)
            elif isinstance(write, Remove):
                plans.pop(write.key, None)
            elif isinstance(write, Change) and write.key in plans:
                plans[write.key] = plans[write.key]._replace(**write.values)
        gone = _asked_no_more(scene, values)
        facts = {name: values[name] for name in ("held", "outcome", "legal_considered") if name in values}
        return replace(
            scene.case,
            conferences=tuple(
                c._replace(**facts) if c.id == scene.key else c for c in scene.case.conferences if c.id not in gone
            ),
            plans=tuple(plans.values()),
        )


def _values(scene: Scene, answers: ConferenceCorrected) -> dict[str, Any]:
    """The columns of the conference as they will be. Raises Refused for what cannot be."""
    row, today = scene.known.row, scene.today
    on = answers.on or row.held
    require_come("Held on", on, today, "give the day on which it was held")
    for day, what in ((row.strategy_on, "the strategy discussion"), (row.notified_on, "the written notification")):
        if day and on < day:
            raise Refused(
                f"Held on is {day_words(on, today)}, before {what} on {day_words(day, today)}.", question="on"
            )
    values = {column: getattr(answers, name) for name, column in _COLUMNS.items()}
    values = {column: None if value == "" else value for column, value in values.items()}
    for name in _SEVERAL:
        values[name] = kept_together(values[name] or "")
    if not _has_a_plan({"outcome": answers.outcome}):
        values["category"] = None
    if row.kind != protection.REVIEW:
        values.pop("legal_considered")
    return values | {"held": on}


def _asked_no_more(scene: Scene, values: Mapping[str, Any]) -> frozenset[str]:
    """The review conferences that were booked for a plan which, as corrected, there is none of."""
    if scene.known.row.outcome == values["outcome"] or _has_a_plan(values):
        return frozenset()
    waits = (c for c in scene.case.conferences if c.kind == protection.REVIEW and is_pending(c))
    return frozenset(c.id for c in waits)


def _plan_writes(scene: Scene, values: Mapping[str, Any]) -> Iterator[Write]:
    """What the correction makes of the plan that the conference began, went on with or ended.

    A plan is that of the conference by its day: one that began or ended on the day on record.
    """
    row, plans = scene.known.row, scene.known.parts["plans"]
    was, now, on = row.outcome, values["outcome"], values["held"]
    begins = row.kind != protection.REVIEW
    begun = next((plan for plan in plans if begins and plan.started == row.held), None)
    ended = next((plan for plan in plans if plan.ended == row.held), None)
    around = next((p for p in plans if p.started <= row.held and (p.ended is None or p.ended >= row.held)), None)
    there = None if begun else ended if was in _ENDS else around
    if there is not None:
        if on < there.started:
            began = day_words(there.started, scene.today)
            raise Refused(f"Held on is before the plan began on {began}: look at the day.", question="on")
        changes: dict[str, Any] = {}
        if now in _ENDS and there.ended != on:
            changes["ended"] = on
        if was in _ENDS and now not in _ENDS:
            changes["ended"] = None
        if now not in _ENDS and values["category"] and values["category"] != row.category:
            changes["category"] = values["category"]
        if changes:
            yield Change("protection_plan", there.id, changes)
    elif begins and now == protection.PLAN:
        facts = {"started": on, "category": values["category"]}
        if begun is not None:
            yield Change("protection_plan", begun.id, facts if values["category"] != row.category else {"started": on})
        elif was != protection.PLAN:
            yield New("protection_plan", {"child_id": scene.child_id, **facts})
    elif begun is not None and was == protection.PLAN:
        if begun.ended is not None or any(c.held and c.held > row.held for c in scene.case.conferences):
            raise Refused("The plan that it began was reviewed or ended since: correct what came later first.")
        yield Remove("protection_plan", begun.id)


ACTION = CorrectConference()
