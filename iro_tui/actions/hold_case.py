"""What a held review leaves on record, and the case as it stands after it. Source: domain reference 1.7 and 4.6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import uuid4

from iro_tui.actions.attendance import attendance
from iro_tui.actions.base import Scene
from iro_tui.actions.decision_line import NewDecision, read_decision
from iro_tui.actions.hold_answers import DECISIONS, HoldAnswers
from iro_tui.actions.hold_court import plan_to_agree, with_agreed
from iro_tui.actions.hold_next import NextBooked, typed_meeting
from iro_tui.actions.permanence import plan_values
from iro_tui.actions.rag import rating
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import CourtDate
from iro_tui.domain.case import Case, Decision, Rag, Rating, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.practice import Practice
from iro_tui.domain.rag import NOT_YET
from iro_tui.domain.review_clock import ReviewClocks
from iro_tui.domain.running import EARLY
from iro_tui.domain.vocabulary import CHAIRED_BY, NO, POSITIVE, SAVINGS, SERIES
from iro_tui.domain.words import in_a_sentence
from iro_tui.store.writes import Change, New, Write

SETTLED_MEANWHILE = "An earlier decision was settled meanwhile: look at them again. Nothing was changed."


def is_latest(running: ReviewClocks, on: date) -> bool:
    """Whether a review of a day comes after all on record: only then it is the one that is due."""
    return not running.held or on > running.held[-1]


def new_decisions(scene: Scene, answers: HoldAnswers) -> Iterator[NewDecision]:
    """What was decided, each typed as `what; who; by when`. Raises Refused for a day that is none."""
    for name in DECISIONS:
        made = read_decision(getattr(answers, name), scene.today, scene.practice.office)
        if made:
            yield made


@dataclass(frozen=True)
class HeldOutcome:
    """A held review as facts: its row's key and values, what was decided, and the case with all of it."""

    review_id: str
    review: Mapping[str, Any]
    decisions: tuple[NewDecision, ...]
    settled: Mapping[str, str]
    """By the earlier decision's key what became of it: done, dropped or repeated."""
    answers: tuple[str, ...]
    """The keys of the early reviews asked for on that very day, before it was recorded."""
    after: CaseOnDay
    booked: NextBooked | None
    """The next review, where its day was agreed at the table."""
    plan_for: CourtDate | None = None
    """The day of court for which the care plan was agreed there."""

    @classmethod
    def of(cls, scene: Scene, running: ReviewClocks, on: date, answers: HoldAnswers) -> HeldOutcome:
        """Raises Refused: an earlier decision that was settled meanwhile, a day that is none."""
        serving = running.serving if is_latest(running, on) else None
        settled = {key: mark.answer for key, mark in answers.earlier.items() if mark.answer}
        if settled.keys() - {decision.id for decision in scene.case.open_decisions}:
            raise Refused(SETTLED_MEANWHILE)
        review_id = serving.id if serving else uuid4().hex
        review = _review_values(serving, running, on, answers)
        decisions = tuple(new_decisions(scene, answers))
        asked = tuple(early.id for early in scene.case.waiting_early if early.since == review["held"])
        case = _after(scene.case, serving or Review(review_id), review, on, answers, settled, decisions)
        early = tuple(e._replace(answered_by=review_id) if e.id in asked else e for e in case.early_reviews)
        plan_for = plan_to_agree(scene) if answers.agreed else None
        case = replace(case, early_reviews=early, court_dates=with_agreed(case.court_dates, plan_for, on))
        meeting = typed_meeting(answers.next_meeting, scene.today, scene.practice.office)
        booked = NextBooked(scene, meeting, case, answers.next_late) if meeting else None
        after = CaseOnDay(booked.case if booked else case, scene.practice, scene.today)
        return cls(review_id, review, decisions, settled, asked, after, booked, plan_for)


def _review_values(serving: Review | None, running: ReviewClocks, on: date, answers: HoldAnswers) -> dict[str, Any]:
    """The columns of the review's row: the one that was planned, or adjourned, or a new one."""
    from iro_tui.domain.preparation import review_words

    # A review that was adjourned has the date of the meeting that completes it.
    adjourned = serving.adjourned if serving else None
    form = answers.form or "meeting"
    early = review_words(running.governing) if running.governing.clock == EARLY else None
    return {
        "held": on,
        # The last meeting of a series may be still to come: `complete` records it.
        "completed": answers.completed or (None if form == SERIES and not adjourned else on),
        "form": form,
        "participation": answers.participation,
        "chaired_by": answers.chaired_by or CHAIRED_BY[0],
        **({"chair": answers.chair} if answers.chair else {}),
        "child_chaired": answers.child_chaired,
        "early_reason": answers.early_reason or early,
        "late_reason": answers.late_reason or None,
        "permanence": answers.plan or None,
        "child_words": answers.child_words or None,
        "follow_record": True,
        "final": (running.next.final and is_latest(running, on) and answers.final) or None,
    }


def _after(
    case: Case,
    planned: Review,
    review: Mapping[str, Any],
    on: date,
    answers: HoldAnswers,
    settled: Mapping[str, str],
    decisions: tuple[NewDecision, ...],
) -> Case:
    """The case with the review in it, as the rules will read it once it is written."""
    held = planned._replace(
        **{name: review[name] for name in ("held", "completed", "form", "participation", "follow_record", "final")},
    )
    rag, theme, line = cast("Rag", answers.rag), answers.theme or None, answers.line or None
    rated = Rating("new", rag, on, theme, recorded_at=NOT_YET, reason=line)
    # A day settles a decision, whatever became of it; one that is repeated stands among the new ones.
    still = tuple(d._replace(done_on=on) if d.id in settled else d for d in case.decisions)
    again = tuple(d._replace(id=f"again:{d.id}", due=None) for d in case.decisions if settled.get(d.id) == "repeated")
    new = tuple(Decision(f"new{n}", d.text, d.owner or None, d.due) for n, d in enumerate(decisions))
    return replace(
        case,
        reviews=(*(other for other in case.reviews if other.id != planned.id), held),
        ratings=(*case.ratings, rated),
        decisions=(*still, *again, *new),
    )


def missing(practice: Practice, answers: HoldAnswers) -> list[str]:
    """What the checklist found not to be in place, in words."""
    words = {item.id: item.words for item in practice.checklist.items}
    return [words.get(item, item) for item, mark in answers.checklist.items() if mark.answer == NO]


def hold_writes(scene: Scene, on: date, answers: HoldAnswers, outcome: HeldOutcome) -> tuple[Write, ...]:
    """Every row a held review adds or changes."""
    child_id, review_id = scene.child_id, outcome.review_id
    known = any(review.id == review_id for review in scene.case.reviews)
    of_review = {"child_id": child_id, "review_id": review_id}
    review: Write = (
        Change("review", review_id, outcome.review)
        if known
        else New("review", {"child_id": child_id, **outcome.review}, review_id)
    )
    decided = {**of_review, "made_on": on}
    child = scene.caseload.children[child_id]
    plan = (Change("child", child_id, plan_values(child, answers.plan, on)),) if answers.plan else ()
    return (
        review,
        rating(child_id, answers.rag, answers.theme, answers.line, on, review_id, answers.what_changed),
        *(New("checklist_answer", {**of_review, **values}) for values in _checklist(answers)),
        *_remedies(scene, answers),
        *plan,
        *_settled(scene, on, outcome, of_review),
        *(Change("early_review", key, {"answered_by": review_id}) for key in outcome.answers),
        *(
            New("decision", {**decided, "text": made.text, "owner": made.owner or None, "due": made.due})
            for made in outcome.decisions
        ),
        *(New("attendance", {**of_review, **values}) for values in attendance(answers.attended)),
        *((outcome.booked.write,) if outcome.booked else ()),
        *((Change("court_date", outcome.plan_for.id, {"ratified_on": on}),) if outcome.plan_for else ()),
    )


def _checklist(answers: HoldAnswers) -> Iterator[dict[str, Any]]:
    for item, mark in answers.checklist.items():
        yield {
            "item": item,
            "answer": mark.answer,
            "source": mark.source or None,
            "grade": mark.grade or None,
            "remedy_by": answers.remedy if mark.answer == NO else None,
        }
    for item, text in ((POSITIVE, answers.positive), (SAVINGS, answers.savings)):
        if text:
            yield {"item": item, "answer": text}


def _remedies(scene: Scene, answers: HoldAnswers) -> Iterator[New]:
    """What the checklist found missing is asked for by its day."""
    if answers.remedy:
        for words in missing(scene.practice, answers):
            what = f"Missing at the review: {in_a_sentence(words)}"
            yield New("task", {"child_id": scene.child_id, "what": what, "due": answers.remedy})


def _settled(scene: Scene, on: date, outcome: HeldOutcome, of_review: Mapping[str, str]) -> Iterator[Write]:
    """Earlier decisions: done, dropped, or made again, the new one pointing back to the old."""
    still = {decision.id: decision for decision in scene.case.open_decisions}
    for key, became in outcome.settled.items():
        if became == "done":
            yield Change("decision", key, {"done_on": on})
            continue
        yield Change("decision", key, {"dropped_on": on, "reason": f"{became} by the review"})
        if became == "repeated":
            old = still[key]
            again = {"text": old.text, "owner": old.owner, "repeated_from": key, "made_on": on}
            yield New("decision", {**of_review, **again})
