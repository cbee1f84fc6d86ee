"""How a held review is told: its case note, and the account of the clocks that it starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iro_tui.actions import notes
from iro_tui.actions.held import Held, NewDecision, looked_after, still_open
from iro_tui.caseload.caseload import Caseload
from iro_tui.domain import codes
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties_of
from iro_tui.domain.duty_kinds import Group
from iro_tui.domain.participation import FROM_AGE
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import review_words
from iro_tui.domain.vocabulary import NO
from iro_tui.domain.words import day_words, in_a_sentence, joined

_HELD_AS = {"meeting": "a meeting", "series": "a series of meetings", "none": "without a meeting"}
_CHAIRS = {
    "own IRO": "the child's own IRO",
    "other IRO": "another IRO",
    "manager outside the service": "a manager outside the service",
}
_NOTE = notes.Wording(
    "{what} held",
    (
        "{what} held on {on} ({form}), chaired by {chaired_by}.",
        "It was completed on {completed}.",
        "It was held after its limit of {limit}: {late_reason}.",
        "Reason for holding it early: {early_reason}.",
        "The child {part}.",
        "In the child's own words: {child_words}.",
        "RAG {value}.",
        "Reason: {theme}.",
        "In more detail: {reason}.",
        "To be told: {told}.",
        "Permanence plan: {plan}.",
        "Not in place: {missing}.",
        "To be put right by {remedy}.",
        "Decisions: {decisions}.",
        "Earlier decisions: {settled}.",
        "Positive practice: {positive}.",
        "Savings: {savings}.",
        "Next review by {next}.",
    ),
)


def account(after: CaseOnDay, review_id: str, today: date) -> Iterator[str]:
    """Every clock that runs from this review, with its day, the nearest first."""
    for duty in duties_of(after):
        kind = duty.declared
        # The record of an earlier review may run still: that is none of this one's.
        if kind.started and (kind.group is not Group.RECORD or duty.subject == review_id):
            yield kind.started.format(day=day_words(duty.due, today))


def case_note(caseload: Caseload, child_id: str, held: Held, told: Iterable[str], after: CaseOnDay) -> notes.Note:
    """What is left in the outbox of a review that was held; `after` is the case with the review in it."""
    view, clocks = looked_after(caseload, child_id)
    texts = {decision.id: decision.text for decision in still_open(view)}
    upcoming = after.next_review
    values: dict[str, str | date | None] = {
        "what": review_words(clocks.governing),
        "on": held.on,
        "form": _HELD_AS[held.form],
        "chaired_by": _CHAIRS[held.chaired_by],
        "completed": held.completed if held.completed != held.on else None,
        "limit": clocks.next.limit if held.on > clocks.next.limit else None,
        "late_reason": held.late_reason,
        "early_reason": held.early_reason,
        "part": _part(held),
        "child_words": held.child_words,
        "value": held.value,
        "theme": held.theme,
        "reason": held.reason,
        "told": joined(tuple(told)),
        "plan": joined([codes.PERMANENCE[plan] for plan in held.plans]),
        "missing": joined([in_a_sentence(words) for words in missing(caseload.practice, held)]),
        "remedy": held.remedy_by,
        "decisions": "; ".join(map(_decision, held.decisions)),
        "settled": "; ".join(f"{texts[key]} ({became})" for key, became in held.settled.items() if key in texts),
        "positive": held.positive,
        "savings": held.savings,
        "next": upcoming.limit if upcoming else None,
    }
    return _NOTE.note(child_id, values, held.on)


def missing(practice: Practice, held: Held) -> list[str]:
    """What the checklist found not to be in place, in words."""
    words = {item.id: item.words for item in practice.checklist.items}
    return [words.get(answer.item, answer.item) for answer in held.answers if answer.answer == NO]


def _part(held: Held) -> str:
    if held.participation == codes.UNDER_FOUR:
        return f"was under {FROM_AGE}"
    words = codes.PARTICIPATION[held.participation]
    return f"{words} and chaired the review" if held.child_chaired else words


def _decision(decision: NewDecision) -> str:
    owner = f", {decision.owner}" if decision.owner else ""
    due = f", by {notes.dated(decision.due)}" if decision.due else ""
    return f"{decision.text}{owner}{due}"
