"""Setting a review's RAG, at the review or between reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice import Practice
from iro_tui.domain.rag import VALUES, consequence
from iro_tui.domain.words import day_words, joined
from iro_tui.store.tables import RatingRow
from iro_tui.store.work import action
from iro_tui.text import clean

_NOTE = notes.Wording(
    "RAG {value}",
    (
        "The IRO rated the case {value}.",
        "Reason: {theme}.",
        "In more detail: {reason}.",
        "To be told: {told}.",
        "The IRO follows it up by {follow_up}.",
    ),
)


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """What a rating will do, said before it is done."""

    value: str
    theme: str | None
    reason: str
    told: tuple[str, ...]
    follow_up: date | None


def plan_rating(practice: Practice, today: date, value: str, theme: str | None = None, reason: str = "") -> RatingPlan:
    """What rating a child `value` today brings with it. Raises Refused: amber and red need a reason's theme."""
    if value not in VALUES:
        raise Refused(f"RAG is {value!r}: give green, amber or red.")
    if value == "green":
        return RatingPlan(value, None, reason, (), None)
    if theme is None:
        raise Refused(f"{value.capitalize()} needs a reason: {', '.join(practice.rag.themes)}.")
    if theme not in practice.rag.themes:
        raise Refused(f"The reason is {theme!r}: give one of {', '.join(practice.rag.themes)}.")
    follows = consequence(value, today, practice)
    return RatingPlan(value, theme, reason, follows.tells, follows.follow_up)


def rate(
    engine: Engine,
    caseload: Caseload,
    child_ids: Sequence[str] | str,
    value: str,
    theme: str | None = None,
    reason: str = "",
) -> Changes:
    """Set the RAG of one or several children today, as one action; what follows from it starts by itself."""
    ids, today = chosen(caseload, child_ids), caseload.today
    plan = plan_rating(caseload.practice, today, value, theme, clean(reason, multiline=True))
    said = f"{called(caseload, ids)}: {plan.value}"
    if plan.theme:
        said += f" ({plan.theme})"
    if plan.told:
        said += f", {joined(plan.told)} to be told"
    if plan.follow_up:
        said += f", follow-up by {day_words(plan.follow_up, today)}"
    with action(engine, f"RAG {plan.value}") as work:
        work.add_many(
            RatingRow(
                child_id=child_id,
                review_id=next((r.id for r in case.reviews if r.held == today), None),
                value=plan.value,
                theme=plan.theme,
                reason=plan.reason or None,
                rated_on=today,
                ordinal=sum(rating.rated_on == today for rating in case.ratings),
            )
            for child_id, case in ((child_id, caseload.cases[child_id]) for child_id in ids)
        )
        told = joined(plan.told)
        values = {"value": value, "theme": plan.theme, "reason": plan.reason, "told": told, "follow_up": plan.follow_up}
        notes.leave_all(work, caseload, (_NOTE.note(child_id, values) for child_id in ids))
        work.sentence = said + "."
    return Changes.of(work.result)
