"""How a held review is told: its case note, and the account of the clocks that it starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.actions.attendance import attendance_words, came_of
from iro_tui.actions.base import Scene
from iro_tui.actions.decision_line import NewDecision
from iro_tui.actions.hold_answers import HoldAnswers
from iro_tui.actions.hold_case import HeldOutcome, missing
from iro_tui.actions.hold_court import for_court
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.domain import codes
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties_of
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.participation import FROM_AGE
from iro_tui.domain.preparation import review_words
from iro_tui.domain.rag import consequence
from iro_tui.domain.review_clock import ReviewClocks
from iro_tui.domain.vocabulary import SOURCES, YES
from iro_tui.domain.words import amount_words, dated, day_words, in_a_sentence, joined

_HELD_AS = {"meeting": "a meeting", "series": "a series of meetings", "none": "without a meeting"}
_CHAIRS = {
    "own IRO": "the child's own IRO",
    "other IRO": "another IRO",
    "manager outside the service": "a manager outside the service",
}
_NOTE = NoteTemplate(
    "{what} held",
    (
        "{what} held on {held} ({form}), chaired by {chaired_by}.",
        "It was completed on {completed}.",
        "It was held after its limit of {limit}: {late_reason}.",
        "Reason for holding it early: {early_reason}.",
        "The child {part}.",
        "There were: {came}.",
        "Apologies from: {apologies}.",
        "Not there: {absent}.",
        "Reports came from: {reports}.",
        "In the child's own words: {child_words}.",
        "What changed for the child: {changed}.",
        "RAG {rag}.",
        "Reason: {theme}.",
        "In more detail: {line}.",
        "To be told: {tell}.",
        "Permanence plan: {plan}.",
        "The care plan filed {plan_for} was agreed.",
        "Checks: {checks}.",
        "Not in place: {missing}.",
        "To be put right by {remedy}.",
        "Decisions: {decisions}.",
        "Earlier decisions: {settled}.",
        "Positive practice: {positive}.",
        "Savings: {savings}.",
        "Next review booked for {booked}.",
        "It lies beyond its limit: {next_late}.",
        "Next review by {next}.",
    ),
)


def account(after: CaseOnDay, review_id: str, today: date) -> Iterator[str]:
    """Every clock that runs from this review, with its day, the nearest first."""
    for duty in duties_of(after):
        kind = BY_ID[duty.kind]
        # The record of an earlier review may run still: that is none of this one's.
        if kind.started and (kind.group is not Group.RECORD or duty.subject == review_id):
            yield kind.started.format(day=day_words(duty.due, today))


def held_as(running: ReviewClocks, on: date) -> str:
    """What a review held on a day is called: not by a clock whose first day that counts is a later one."""
    return "Review" if running.next.is_too_early(on) else review_words(running.governing)


def _chaired_by(chair: str, name: str) -> str:
    words = _CHAIRS.get(chair, chair)
    return f"{words} ({name})" if name else words


def held_note(scene: Scene, running: ReviewClocks, on: date, answers: HoldAnswers, outcome: HeldOutcome) -> Note:
    """What is left in the outbox of a review that was held."""
    texts = {decision.id: decision.text for decision in scene.case.open_decisions}
    upcoming, review, limit = outcome.after.next_review, outcome.review, running.next.limit
    return _NOTE.note(
        scene.child_id,
        on,
        what=held_as(running, on),
        held=on,
        form=_HELD_AS[review["form"]],
        chaired_by=_chaired_by(review["chaired_by"], answers.chair),
        completed=answers.completed if answers.completed != on else None,
        limit=limit if running.next.is_beyond(on) else None,
        late_reason=answers.late_reason,
        early_reason=review["early_reason"],
        part=_part(answers),
        child_words=answers.child_words,
        changed=answers.what_changed,
        rag=answers.rag,
        theme=answers.theme,
        line=answers.line,
        tell=joined(consequence(answers.rag, on, scene.practice).tells),
        plan=codes.PERMANENCE.get(answers.plan),
        plan_for=for_court(outcome.plan_for, date.min) if outcome.plan_for else "",
        missing=joined([in_a_sentence(words) for words in missing(scene.practice, answers)]),
        remedy=answers.remedy,
        decisions="; ".join(map(_decision, outcome.decisions)),
        settled="; ".join(f"{texts[key]} ({became})" for key, became in outcome.settled.items()),
        positive=answers.positive,
        savings=answers.savings,
        checks=_checks(answers),
        booked=outcome.booked.words if outcome.booked else "",
        next_late=answers.next_late,
        **attendance_words(answers.attended),
        next=upcoming.limit if upcoming else None,
    )


def came_of_it(answers: HoldAnswers, outcome: HeldOutcome, today: date) -> Iterator[str]:
    """What came of a review beside its RAG, counted, for the sentence: `16 of 18 yes`, `4 decisions`, what is booked
    next."""
    if answers.checklist:
        yield _in_place(answers)
    if outcome.decisions:
        yield amount_words(len(outcome.decisions), "decisions")
    if answers.attended:
        yield f"{came_of(answers.attended)} there"
    if outcome.plan_for:
        yield f"care plan agreed {for_court(outcome.plan_for, today)}"
    if outcome.booked:
        yield outcome.booked.sentence


def _in_place(answers: HoldAnswers) -> str:
    return f"{sum(mark.answer == YES for mark in answers.checklist.values())} of {len(answers.checklist)} yes"


def _checks(answers: HoldAnswers) -> str:
    """How the checklist was answered: `16 of 18 yes, 2 only as reported`; empty where nothing was."""
    if not answers.checklist:
        return ""
    reported = sum(mark.source == SOURCES[-1] for mark in answers.checklist.values())
    return _in_place(answers) + (f", {reported} only as reported" if reported else "")


def _part(answers: HoldAnswers) -> str:
    if answers.participation == codes.UNDER_FOUR:
        return f"was under {FROM_AGE}"
    words = codes.PARTICIPATION[answers.participation]
    return f"{words} and chaired the review" if answers.child_chaired else words


def _decision(made: NewDecision) -> str:
    owner = f", {made.owner}" if made.owner else ""
    due = f", by {dated(made.due)}" if made.due else ""
    return f"{made.text}{owner}{due}"
