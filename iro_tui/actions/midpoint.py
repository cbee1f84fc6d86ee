"""The mid-point check, once it has been done. Source: domain reference 1.7 and 4.3."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.vocabulary import ANSWERS, MIDPOINT_ITEMS, MIDPOINT_OUTCOMES, NO, NO_CONCERN
from iro_tui.domain.words import day_words, in_a_sentence, joined
from iro_tui.store.tables import MidpointCheckRow
from iro_tui.store.work import action
from iro_tui.text import clean

_NOTE = notes.Wording(
    "Mid-point check",
    (
        "The IRO made the mid-point check between reviews.",
        "Made with: {who}.",
        "Outcome: {outcome}.",
        "Not so: {wanting}.",
        "{note}.",
    ),
)
OUTCOMES = {
    NO_CONCERN: "no concern",
    "talk to social worker": "the IRO talks to the social worker",
    "informal": "the IRO raises it informally",
    "formal": "the IRO escalates it formally",
    "bring review forward": "the review is to be brought forward",
}
"""What a mid-point check led to, as a note says it."""


def why_no_midpoint(caseload: Caseload, child_id: str) -> str | None:
    """Why no check can be recorded now; None where a review has been held and nothing was checked since.

    The day it is due need not have come, nor need there be one: a short interval may be checked too.
    """
    if child_id not in caseload.children:
        return "This is about no child: a mid-point check is a child's."
    child, case, view = caseload.children[child_id], caseload.cases[child_id], caseload.on_day.get(child_id)
    if view is None or view.clocks is None:
        return f"{child.ref} is not looked after: there is no mid-point to check."
    if not view.clocks.held:
        return f"{child.ref} has had no review yet: the first mid-point check follows the first review."
    last = view.clocks.held[-1]
    checked = max((check.done_on for check in case.midpoints), default=None)
    if checked is None or checked < last:
        return None
    return f"{child.ref} was checked on {day_words(checked, caseload.today)}: the next check follows the next review."


def check_midpoint(
    engine: Engine,
    caseload: Caseload,
    child_ids: Sequence[str] | str,
    outcome: str,
    note: str = "",
    with_whom: str = "",
    answers: Mapping[str, str] | None = None,
) -> Changes:
    """Record the check of today for one or several children, as one action; `answers` by `MIDPOINT_ITEMS`.

    Raises Refused: an outcome that is not one of `MIDPOINT_OUTCOMES`, or a child with nothing to check.
    """
    ids, today = chosen(caseload, child_ids), caseload.today
    one_of("The outcome", outcome, MIDPOINT_OUTCOMES)
    refused = next(filter(None, (why_no_midpoint(caseload, child_id) for child_id in ids)), None)
    if refused:
        raise Refused(refused)
    answers = dict(answers or {})
    for item, answer in answers.items():
        one_of("What is looked at", item, MIDPOINT_ITEMS)
        one_of(MIDPOINT_ITEMS[item], answer, ANSWERS)
    said = "no concern" if outcome == NO_CONCERN else outcome
    with_whom, note = clean(with_whom), clean(note, multiline=True)
    with action(engine, "Mid-point check") as work:
        work.add_many(
            MidpointCheckRow(
                child_id=child_id,
                review_id=_last_review(caseload, child_id),
                done_on=today,
                with_whom=with_whom or None,
                action=outcome,
                note=note or None,
                answers=json.dumps(answers) if answers else None,
            )
            for child_id in ids
        )
        wanting = joined([in_a_sentence(MIDPOINT_ITEMS[item]) for item, answer in answers.items() if answer == NO])
        values = {"who": with_whom, "outcome": OUTCOMES[outcome], "note": note, "wanting": wanting}
        notes.leave_all(work, caseload, (_NOTE.note(child_id, values) for child_id in ids))
        work.sentence = f"{called(caseload, ids)}: mid-point check done, {said}."
    return Changes.of(work.result)


def _last_review(caseload: Caseload, child_id: str) -> str:
    """The key of the review whose interval is checked."""
    return caseload.cases[child_id].held_reviews[-1].id
