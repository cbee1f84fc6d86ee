"""Reasons to review before the normal limit, a decision that waits for one among them. Source: CPPCR 33(3), 32(2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of, too_far
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.preparation import WHAT_EARLY
from iro_tui.domain.timescales import rule_of_trigger
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.tables import EarlyReviewRow
from iro_tui.store.work import action
from iro_tui.text import clean

FREEZE = "freeze"
_ASKED = notes.Wording(
    "Early review",
    ("The IRO asks for a review by {by}: {what} ({authority}).", "Reason: {reason}."),
)
_FROZEN = notes.Wording(
    "Decision waits for a review",
    ("The IRO asks that a decision waits for a review, to be held by {by}: {reason}.",),
)
_WITHDRAWN = notes.Wording("Early review withdrawn", ("The early review asked for is withdrawn.", "Reason: {reason}."))


def ask_early(
    engine: Engine, caseload: Caseload, child_ids: Sequence[str] | str, trigger: str, by: date, reason: str = ""
) -> Changes:
    """Ask for a review by a day, for one or several children; its duty, booking and preparation follow.

    Raises Refused: a trigger that is none, a day that has passed, a frozen decision without its reason, a child who
    is not looked after.
    """
    ids, today = chosen(caseload, child_ids), caseload.today
    one_of("The reason for an early review", trigger, WHAT_EARLY)
    reason = clean(reason)
    if by < today:
        raise Refused(f"The day is {day_words(by, today)}, which has passed: give the day to hold the review by.")
    wrong = too_far(by, today)
    if wrong:
        raise Refused(wrong)
    if trigger == FREEZE and not reason:
        raise Refused("The decision is empty: say which decision waits for the review.")
    for child_id in ids:
        view = caseload.on_day.get(child_id)
        if view is None or view.clocks is None:
            raise Refused(
                f"{caseload.children[child_id].ref} is not looked after: there is no review to bring forward."
            )
    with action(engine, "Freeze a decision" if trigger == FREEZE else "Early review") as work:
        work.add_many(
            EarlyReviewRow(child_id=child_id, trigger=trigger, since=today, by=by, reason=reason or None)
            for child_id in ids
        )
        what = WHAT_EARLY[trigger]
        values: dict[str, str | date | None] = {
            "by": by, "what": in_a_sentence(what), "authority": rule_of_trigger(trigger).authority,
            "reason": reason,
        }  # fmt: skip
        wording = _FROZEN if trigger == FREEZE else _ASKED
        notes.leave_all(work, caseload, (wording.note(child_id, values) for child_id in ids))
        said = "decision waits for a review" if trigger == FREEZE else "early review"
        work.sentence = f"{called(caseload, ids)}: {said}, to be held by {day_words(by, today)}."
    return Changes.of(work.result)


def withdraw_early(engine: Engine, caseload: Caseload, child_id: str, reason: str = "") -> Changes:
    """Take back the early reviews asked for a child. Raises Refused: none is asked."""
    [child_id] = chosen(caseload, child_id)
    asked = [early.id for early in caseload.cases[child_id].early_reviews if early.withdrawn_on is None]
    if not asked:
        raise Refused(f"{caseload.children[child_id].ref} has no early review asked for.")
    with action(engine, "Withdraw early review") as work:
        work.change_many(EarlyReviewRow, {key: {"withdrawn_on": caseload.today} for key in asked})
        notes.leave_all(work, caseload, [_WITHDRAWN.note(child_id, {"reason": clean(reason)})])
        work.sentence = f"{called(caseload, [child_id])}: early review withdrawn."
    return Changes.of(work.result)
