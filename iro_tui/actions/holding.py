"""Recording a review as held, or as adjourned. Source: domain reference 1.7, 4.2 and 4.6, CPPCR 36(2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine

from iro_tui.actions import notes
from iro_tui.actions.held import DONE, REPEATED, SETTLED, Held, looked_after, still_open
from iro_tui.actions.held_words import account, case_note, missing
from iro_tui.actions.rag import plan_rating
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import one_of, too_far
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.case import Review as ReviewFacts
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.participation import fault
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import review_words
from iro_tui.domain.review_clock import ReviewClocks
from iro_tui.domain.timescales import RULES
from iro_tui.domain.vocabulary import ANSWERS, CHAIRED_BY, FORMS, NO, SERIES, SOURCES
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store import reads
from iro_tui.store.tables import ChecklistAnswerRow, ChildRow, DecisionRow, RatingRow, ReviewRow, TaskRow
from iro_tui.store.work import Work, action
from iro_tui.text import clean

_ADJOURNED = notes.Wording(
    "Review adjourned",
    (
        "The IRO adjourned the review of {on}: {reason}.",
        "It is to be completed by {limit} ({authority}); no proposal is carried out before.",
    ),
)
_COMPLETED = notes.Wording("Review completed", ("The series of meetings that began on {held} was completed on {on}.",))
_POSITIVE, _SAVINGS = "positive_practice", "savings"
"""What is noted in words beside the checklist's answers, and kept with them."""


def hold(engine: Engine, caseload: Caseload, child_id: str, held: Held) -> Changes:
    """Record a review as held, with all that came of it, as one action; every clock it starts runs from then.

    Raises Refused: a day to come or before care began, one on which a review is on record, a participation code that
    does not fit the age, amber or red without its reason, a late review without one.
    """
    view, clocks = looked_after(caseload, child_id)
    held = _checked(caseload, view, clocks, child_id, held)
    plan = plan_rating(caseload.practice, caseload.today, held.value, held.theme, held.reason)
    with action(engine, "Hold review") as work:
        review_id = _write_review(work, child_id, held, clocks)
        work.add(
            RatingRow(
                child_id=child_id,
                review_id=review_id,
                value=plan.value,
                theme=plan.theme,
                reason=plan.reason or None,
                rated_on=held.on,
                ordinal=sum(rating.rated_on == held.on for rating in view.case.ratings),
            )
        )
        work.add_many(_answers(child_id, review_id, held))
        work.add_many(_remedies(caseload.practice, child_id, held))
        if held.plans:
            work.change(ChildRow, child_id, permanence_plan=",".join(held.plans))
        _settle(work, child_id, review_id, view, held)
        work.add_many(
            DecisionRow(child_id=child_id, review_id=review_id, text=d.text, owner=d.owner or None, due=d.due)
            for d in held.decisions
        )
        case = reads.read_cases(work.connection, [child_id])[child_id]
        after = CaseOnDay(case, caseload.practice, caseload.today)
        notes.leave_all(work, caseload, [case_note(caseload, child_id, held, plan.told, after)])
        ref, what = caseload.children[child_id].ref, in_a_sentence(review_words(clocks.governing))
        said = f"{ref}: {what} held {day_words(held.on, caseload.today)}, {plan.value}"
        started = "; ".join(account(after, review_id, caseload.today))
        work.sentence = f"{said}. Started: {started}." if started else f"{said}."
    return Changes.of(work.result)


def foresee(connection: Connection, caseload: Caseload, child_id: str, held: Held) -> str:  # noqa: ARG001
    """What recording a review would do, in a sentence. Raises Refused as `hold` does."""
    view, clocks = looked_after(caseload, child_id)
    held = _checked(caseload, view, clocks, child_id, held)
    plan_rating(caseload.practice, caseload.today, held.value, held.theme, held.reason)
    serving = clocks.serving if _latest(clocks, held.on) else None
    planned = serving or ReviewFacts("")
    done = replace(planned, held=planned.adjourned or held.on, completed=held.completed or held.on)
    reviews = (*(review for review in view.case.reviews if review is not serving), done)
    after = CaseOnDay(replace(view.case, reviews=reviews), caseload.practice, caseload.today).next_review
    said = f"Enter records the review of {day_words(held.on, caseload.today)}: {held.value}, {held.participation}"
    return f"{said}; next by {day_words(after.limit, caseload.today)}." if after else f"{said}."


def adjourn(engine: Engine, caseload: Caseload, child_id: str, on: date, reason: str) -> Changes:
    """Record that a review was adjourned, which it can be once, to be completed by a limit of its own.

    Raises Refused: adjourned before, no reason, a day that cannot be.
    """
    view, clocks = looked_after(caseload, child_id)
    _possible(caseload, view, on)
    serving = clocks.serving
    if serving and serving.adjourned:
        day = day_words(serving.adjourned, caseload.today)
        raise Refused(f"The review was adjourned on {day} already, and can be once only (CPPCR 36(2)).")
    reason = clean(reason)
    if not reason:
        raise Refused("The reason is empty: say in a few words why the review is adjourned.")
    rule = RULES["adjourn"]
    limit = rule.limit(on, caseload.practice)
    values: dict[str, Any] = {"adjourned": on, "adjourned_reason": reason, "booked": None, "booked_time": None}
    with action(engine, "Adjourn review") as work:
        if serving:
            work.change(ReviewRow, serving.id, **values)
        else:
            work.add(ReviewRow(child_id=child_id, follow_record=True, **values))
        authority = rule.authority_for(caseload.practice)
        said: dict[str, str | date | None] = {"on": on, "reason": reason, "limit": limit, "authority": authority}
        notes.leave_all(work, caseload, [_ADJOURNED.note(child_id, said, on)])
        by = day_words(limit, caseload.today)
        work.sentence = f"{caseload.children[child_id].ref}: review adjourned, to be completed by {by}."
    return Changes.of(work.result)


def complete(engine: Engine, caseload: Caseload, child_id: str, on: date) -> Changes:
    """Record the last meeting of a series: the record's clocks run from it.

    Raises Refused: no series is open, a day to come or before its first meeting.
    """
    view, _ = looked_after(caseload, child_id)
    ref, today = caseload.children[child_id].ref, caseload.today
    open_series = [review for review in view.case.held_reviews if not review.completed]
    if not open_series:
        raise Refused(f"{ref} has no series of meetings that is still open.")
    review = open_series[-1]
    first = review.held or date.min
    if not first <= on <= today:
        said, since = day_words(on, today), day_words(first, today)
        raise Refused(f"The last meeting is {said}: give a day from the first meeting, {since}, to today.")
    with action(engine, "Complete review") as work:
        work.change(ReviewRow, review.id, completed=on)
        values: dict[str, str | date | None] = {"held": first, "on": on}
        notes.leave_all(work, caseload, [_COMPLETED.note(child_id, values, on)])
        work.sentence = f"{ref}: last meeting {day_words(on, today)}; the record's clocks run from it."
    return Changes.of(work.result)


# Checking


def _possible(caseload: Caseload, view: CaseOnDay, on: date) -> None:
    """Raises Refused for a day on which no review of the child can have been held."""
    today = caseload.today
    if on > today:
        said = f"Held on is {day_words(on, today)}, which is to come: book it with b, and record it when it was held."
        raise Refused(too_far(on, today) or said)
    if view.care_status and on < view.care_status.since:
        since = day_words(view.care_status.since, today)
        raise Refused(f"Held on is {day_words(on, today)}, before the child became looked after on {since}.")
    if any(review.held == on for review in view.case.reviews):
        raise Refused(f"A review of {day_words(on, today)} is on record already: look at the day.")


def _checked(caseload: Caseload, view: CaseOnDay, clocks: ReviewClocks, child_id: str, held: Held) -> Held:
    """What was said, cleaned. Raises Refused."""
    today = caseload.today
    _possible(caseload, view, held.on)
    if held.completed and not held.on <= held.completed <= today:
        raise Refused(f"Completed is {day_words(held.completed, today)}: give a day from the first meeting to today.")
    one_of("Held as", held.form, FORMS)
    one_of("Chaired by", held.chaired_by, CHAIRED_BY)
    wrong = fault(held.participation, caseload.children[child_id].born, held.on)
    if wrong:
        raise Refused(f"Taking part: {wrong}")
    late_reason = clean(held.late_reason)
    if is_late(clocks, held.on) and not late_reason:
        limit = day_words(clocks.next.limit, today)
        raise Refused(f"The review was held after its limit of {limit}: say in a few words why it was late.")
    for answer in held.answers:
        one_of(f"Checklist, {answer.item},", answer.answer, ANSWERS)
        one_of(f"Checklist, {answer.item}, seen or reported", answer.source, SOURCES)
    for plan in held.plans:
        one_of("Permanence plan", plan, codes.PERMANENCE)
    for decision in held.decisions:
        if decision.due and (far := too_far(decision.due, today)):
            raise Refused(f"Decision: {far}")
    if held.remedy_by and held.remedy_by < held.on:
        raise Refused(f"Put right by is {day_words(held.remedy_by, today)}, before the review: give a later day.")
    cleaned = (replace(d, text=clean(d.text), owner=clean(d.owner)) for d in held.decisions)
    return replace(
        held,
        reason=clean(held.reason, multiline=True),
        late_reason=late_reason,
        early_reason=clean(held.early_reason),
        child_words=clean(held.child_words, multiline=True),
        positive=clean(held.positive, multiline=True),
        savings=clean(held.savings, multiline=True),
        decisions=tuple(decision for decision in cleaned if decision.text),
    )


def is_late(clocks: ReviewClocks, on: date) -> bool:
    """Whether a review held on a day is past the limit that governs; one older than the last on record is not asked."""
    return on > clocks.next.limit and _latest(clocks, on)


def _latest(clocks: ReviewClocks, on: date) -> bool:
    return not clocks.held or on > clocks.held[-1]


# Writing


def _write_review(work: Work, child_id: str, held: Held, clocks: ReviewClocks) -> str:
    """The review's own row: the one that was planned, or adjourned, or a new one; its key."""
    serving = clocks.serving if _latest(clocks, held.on) else None
    # A review that was adjourned has the date of its first meeting, and is completed now.
    adjourned = serving.adjourned if serving else None
    values: dict[str, Any] = {
        "held": adjourned or held.on,
        # The last meeting of a series may be still to come: `complete` records it.
        "completed": held.completed or (None if held.form == SERIES and not adjourned else held.on),
        "form": held.form,
        "participation": held.participation,
        "chaired_by": held.chaired_by,
        "child_chaired": held.child_chaired,
        "early_reason": held.early_reason or None,
        "late_reason": held.late_reason or None,
        "permanence": ",".join(held.plans) or None,
        "child_words": held.child_words or None,
        "follow_record": True,
    }
    if serving:
        work.change(ReviewRow, serving.id, **values)
        return serving.id
    return work.add(ReviewRow(child_id=child_id, **values))


def _answers(child_id: str, review_id: str, held: Held) -> Iterator[ChecklistAnswerRow]:
    for answer in held.answers:
        yield ChecklistAnswerRow(
            child_id=child_id,
            review_id=review_id,
            item=answer.item,
            answer=answer.answer,
            source=answer.source,
            grade=answer.grade or None,
            remedy_by=held.remedy_by if answer.answer == NO else None,
        )
    for item, text in ((_POSITIVE, held.positive), (_SAVINGS, held.savings)):
        if text:
            yield ChecklistAnswerRow(child_id=child_id, review_id=review_id, item=item, answer=text)


def _remedies(practice: Practice, child_id: str, held: Held) -> Iterator[TaskRow]:
    """What the checklist found missing is asked for by its day."""
    if held.remedy_by:
        for words in missing(practice, held):
            yield TaskRow(child_id=child_id, what=f"Missing at the review: {in_a_sentence(words)}", due=held.remedy_by)


def _settle(work: Work, child_id: str, review_id: str, view: CaseOnDay, held: Held) -> None:
    """Earlier decisions: done, dropped, or made again, the new one pointing back to the old. Raises Refused."""
    still = {decision.id: decision for decision in still_open(view)}
    for decision_id, became in held.settled.items():
        one_of("The earlier decision", became, SETTLED)
        if decision_id not in still:
            raise Refused("An earlier decision was settled meanwhile: look at them again. Nothing was changed.")
        if became == DONE:
            work.change(DecisionRow, decision_id, done_on=held.on)
            continue
        again = became == REPEATED
        reason = "repeated by the review" if again else "dropped by the review"
        work.change(DecisionRow, decision_id, dropped_on=held.on, reason=reason)
        if again:
            old = still[decision_id]
            work.add(
                DecisionRow(
                    child_id=child_id,
                    review_id=review_id,
                    text=old.text,
                    owner=old.owner,
                    repeated_from=decision_id,
                )
            )
