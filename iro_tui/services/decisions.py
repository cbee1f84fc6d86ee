"""Decisions between reviews: made, changed, carried out, dropped, opened again. Source: domain reference 4.2."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from iro_tui.domain.case import Decision as Made
from iro_tui.domain.words import day_words
from iro_tui.exchange.text import clean
from iro_tui.services import notes
from iro_tui.services.errors import Refused
from iro_tui.services.given import called, chosen, too_far
from iro_tui.services.snapshot import Snapshot
from iro_tui.services.views import Changes
from iro_tui.store.tables import Decision
from iro_tui.store.work import action

_MADE = notes.Wording("Decision", ("Decided between reviews: {text}.", "To be done by: {owner}.", "By {due}."))
_DROPPED = notes.Wording("Decision dropped", ("A decision was dropped: {text}.", "Reason: {reason}."))
_OPENED = notes.Wording("Decision open again", ("A decision is open again: {text}.",))


def decide(
    engine: Engine, snapshot: Snapshot, child_ids: str | tuple[str, ...], text: str, owner: str, due: date | None
) -> Changes:
    """Record a decision made between reviews, for one or several children. Raises Refused: no words."""
    ids = chosen(snapshot, child_ids)
    text, owner = _checked(snapshot, text, owner, due)
    with action(engine, "Decision") as work:
        work.add_many(Decision(child_id=child_id, text=text, owner=owner or None, due=due) for child_id in ids)
        values: dict[str, str | date | None] = {"text": text, "owner": owner, "due": due}
        notes.leave_all(work, snapshot, (_MADE.note(child_id, values) for child_id in ids))
        by = f", due {day_words(due, snapshot.today)}" if due else ""
        work.sentence = f"{called(snapshot, ids)}: decision recorded{by}."
    return Changes.of(work.result)


def change(engine: Engine, snapshot: Snapshot, decision_id: str, text: str, owner: str, due: date | None) -> Changes:
    """Change the words, the owner or the day of an open decision. Raises Refused."""
    child_id, _ = find(snapshot, decision_id)
    text, owner = _checked(snapshot, text, owner, due)
    with action(engine, "Change decision") as work:
        if not work.change(Decision, decision_id, text=text, owner=owner or None, due=due):
            raise Refused("Nothing was changed: all of it is on record already.")
        by = f", due {day_words(due, snapshot.today)}" if due else ""
        work.sentence = f"{called(snapshot, [child_id])}: decision changed{by}."
    return Changes.of(work.result)


def drop(engine: Engine, snapshot: Snapshot, decision_id: str, reason: str) -> Changes:
    """Drop a decision, with its reason. Raises Refused: no reason, or settled already."""
    child_id, made = find(snapshot, decision_id)
    reason = clean(reason)
    if not reason:
        raise Refused("The reason is empty: say in a few words why the decision is dropped.")
    with action(engine, "Drop decision") as work:
        work.change(Decision, decision_id, dropped_on=snapshot.today, reason=reason)
        notes.leave_all(work, snapshot, [_DROPPED.note(child_id, {"text": made.text, "reason": reason})])
        work.sentence = f"{called(snapshot, [child_id])}: decision dropped."
    return Changes.of(work.result)


def reopen(engine: Engine, snapshot: Snapshot, decision_id: str) -> Changes:
    """Ask again for a decision that was said to be done, or dropped. Raises Refused: it is open."""
    child_id, made = _anywhere(snapshot, decision_id)
    if not (made.done_on or made.dropped_on):
        raise Refused("This decision is open already.")
    with action(engine, "Open decision again") as work:
        work.change(Decision, decision_id, done_on=None, dropped_on=None, reason=None)
        notes.leave_all(work, snapshot, [_OPENED.note(child_id, {"text": made.text})])
        work.sentence = f"{called(snapshot, [child_id])}: decision open again."
    return Changes.of(work.result)


def find(snapshot: Snapshot, decision_id: str) -> tuple[str, Made]:
    """An open decision with the child's key. Raises Refused: settled, or not there any more."""
    child_id, made = _anywhere(snapshot, decision_id)
    settled = made.done_on or made.dropped_on
    if settled:
        state = "done" if made.done_on else "dropped"
        raise Refused(f"This decision was {state} on {day_words(settled, snapshot.today)}: open it again first.")
    return child_id, made


def _anywhere(snapshot: Snapshot, decision_id: str) -> tuple[str, Made]:
    for child_id, case in snapshot.cases.items():
        for made in case.decisions:
            if made.id == decision_id:
                return child_id, made
    raise Refused("This decision is not on record any more: go back to the list. Nothing was changed.")


def _checked(snapshot: Snapshot, text: str, owner: str, due: date | None) -> tuple[str, str]:
    text = clean(text)
    if not text:
        raise Refused("The decision is empty: say in a few words what is to be done.")
    wrong = too_far(due, snapshot.today) if due else None
    if wrong:
        raise Refused(wrong)
    return text, clean(owner)
