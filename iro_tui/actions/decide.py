"""Decisions between reviews: made, changed, carried out, dropped, opened again. Source: domain reference 4.2."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import called, chosen, too_far
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Decision as Made
from iro_tui.domain.words import day_words
from iro_tui.store.tables import DecisionRow
from iro_tui.store.work import action
from iro_tui.text import clean

_MADE = notes.Wording("Decision", ("Decided between reviews: {text}.", "To be done by: {owner}.", "By {due}."))
_DROPPED = notes.Wording("Decision dropped", ("A decision was dropped: {text}.", "Reason: {reason}."))
_OPENED = notes.Wording("Decision open again", ("A decision is open again: {text}.",))


def decide(
    engine: Engine, caseload: Caseload, child_ids: str | tuple[str, ...], text: str, owner: str, due: date | None
) -> Changes:
    """Record a decision made between reviews, for one or several children. Raises Refused: no words."""
    ids = chosen(caseload, child_ids)
    text, owner = _checked(caseload, text, owner, due)
    with action(engine, "Decision") as work:
        work.add_many(DecisionRow(child_id=child_id, text=text, owner=owner or None, due=due) for child_id in ids)
        values: dict[str, str | date | None] = {"text": text, "owner": owner, "due": due}
        notes.leave_all(work, caseload, (_MADE.note(child_id, values) for child_id in ids))
        by = f", due {day_words(due, caseload.today)}" if due else ""
        work.sentence = f"{called(caseload, ids)}: decision recorded{by}."
    return Changes.of(work.result)


def change(engine: Engine, caseload: Caseload, decision_id: str, text: str, owner: str, due: date | None) -> Changes:
    """Change the words, the owner or the day of an open decision. Raises Refused."""
    child_id, _ = find(caseload, decision_id)
    text, owner = _checked(caseload, text, owner, due)
    with action(engine, "Change decision") as work:
        if not work.change(DecisionRow, decision_id, text=text, owner=owner or None, due=due):
            raise Refused("Nothing was changed: all of it is on record already.")
        by = f", due {day_words(due, caseload.today)}" if due else ""
        work.sentence = f"{called(caseload, [child_id])}: decision changed{by}."
    return Changes.of(work.result)


def drop(engine: Engine, caseload: Caseload, decision_id: str, reason: str) -> Changes:
    """Drop a decision, with its reason. Raises Refused: no reason, or settled already."""
    child_id, made = find(caseload, decision_id)
    reason = clean(reason)
    if not reason:
        raise Refused("The reason is empty: say in a few words why the decision is dropped.")
    with action(engine, "Drop decision") as work:
        work.change(DecisionRow, decision_id, dropped_on=caseload.today, reason=reason)
        notes.leave_all(work, caseload, [_DROPPED.note(child_id, {"text": made.text, "reason": reason})])
        work.sentence = f"{called(caseload, [child_id])}: decision dropped."
    return Changes.of(work.result)


def reopen(engine: Engine, caseload: Caseload, decision_id: str) -> Changes:
    """Ask again for a decision that was said to be done, or dropped. Raises Refused: it is open."""
    child_id, made = _anywhere(caseload, decision_id)
    if not (made.done_on or made.dropped_on):
        raise Refused("This decision is open already.")
    with action(engine, "Open decision again") as work:
        work.change(DecisionRow, decision_id, done_on=None, dropped_on=None, reason=None)
        notes.leave_all(work, caseload, [_OPENED.note(child_id, {"text": made.text})])
        work.sentence = f"{called(caseload, [child_id])}: decision open again."
    return Changes.of(work.result)


def find(caseload: Caseload, decision_id: str) -> tuple[str, Made]:
    """An open decision with the child's key. Raises Refused: settled, or not there any more."""
    child_id, made = _anywhere(caseload, decision_id)
    settled = made.done_on or made.dropped_on
    if settled:
        state = "done" if made.done_on else "dropped"
        raise Refused(f"This decision was {state} on {day_words(settled, caseload.today)}: open it again first.")
    return child_id, made


def _anywhere(caseload: Caseload, decision_id: str) -> tuple[str, Made]:
    for child_id, case in caseload.cases.items():
        for made in case.decisions:
            if made.id == decision_id:
                return child_id, made
    raise Refused("This decision is not on record any more: go back to the list. Nothing was changed.")


def _checked(caseload: Caseload, text: str, owner: str, due: date | None) -> tuple[str, str]:
    text = clean(text)
    if not text:
        raise Refused("The decision is empty: say in a few words what is to be done.")
    wrong = too_far(due, caseload.today) if due else None
    if wrong:
        raise Refused(wrong)
    return text, clean(owner)
