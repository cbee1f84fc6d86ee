"""Between reviews: mid-point checks, escalations, and events of which the IRO was told. Source: Kent, Lancashire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest

from iro_tui.domain.care_status import is_open, majority
from iro_tui.domain.case import Case, Escalation
from iro_tui.domain.escalation import RESOLVED, formal_since
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning
from iro_tui.figures.service import CountedChild

INFORMAL, FORMAL = "informal", "formal"
NOT_ON_LADDER = "a stage that the ladder does not know"
LONGEST_INTERVAL = 370
"""Days: no check is due later after its review, for no limit is more than a year away."""


# Mid-point checks


def _midpoints(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        held = reckoning.service.histories[child.id].held if child.case.reviews else ()
        for review, following in zip_longest(held, held[1:]):
            until = following.held if following else date.max
            too_old = (reckoning.period.first - review.held).days > LONGEST_INTERVAL
            if review.held > reckoning.end or until <= reckoning.period.first or too_old:
                continue
            due = reckoning.service.histories[child.id].midpoint(review)
            if due is None or due not in reckoning.period or due >= until:
                continue
            until = min(until, reckoning.end)
            done = any(review.held <= check.done_on <= until for check in child.case.midpoints)
            if _is_asked(child.case, due) and (done or reckoning.is_over(due)):
                yield Counting(child.id, due, done, review_id=review.review.id)


def _is_asked(case: Case, due: date) -> bool:
    """Whether the check was for this officer, of a child who was still looked after."""
    since, eighteen = case.on_caseload_since, majority(case)
    if (since and due < since) or (eighteen and eighteen <= due):
        return False
    return any(period.started <= due and is_open(period.ended, due) for period in case.periods)


# Escalations


def _highest(child: CountedChild, reckoning: Reckoning) -> tuple[str, str] | None:
    """The highest stage reached by the end of the period, and whether it is formal; None where nothing was escalated.

    Of escalations that were open in the period. Cafcass runs beside the ladder: it is the highest where nothing else
    was asked.
    """
    case = reckoning.service.histories[child.id].at(reckoning.end)
    best: tuple[int, str, str] | None = None
    for escalation in case.escalations:
        if escalation.closed_on is None or escalation.closed_on >= reckoning.period.first:
            for place in _stages(escalation, reckoning.service.practice):
                best = max(best or place, place)
    return best[1:] if best else None


def _stages(escalation: Escalation, practice: Practice) -> Iterator[tuple[int, str, str]]:
    """Each stage that was reached: its place on the ladder of its day, its name, and whether it is formal."""
    if not escalation.steps:
        yield -1, "raised", INFORMAL
    for step in escalation.steps:
        stages = practice.on(step.taken_on).escalation.stages
        at = next((at for at, stage in enumerate(stages) if stage.id == step.stage), None)
        if at is None:
            yield 0, NOT_ON_LADDER, FORMAL
        else:
            yield -1 if stages[at].id == CAFCASS else at, stages[at].name, (FORMAL if stages[at].formal else INFORMAL)


def _escalated(kind: str = "") -> Callable[[Reckoning], Iterator[Counting]]:
    """Children with a review held in the period: whether something was escalated, to a highest stage of this kind."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        children = {each.child.id: each for each in reckoning.held}
        for child_id, each in children.items():
            highest = _highest(each.child, reckoning)
            counts = highest is not None and kind in ("", highest[1])
            labels = (highest[0],) if highest and counts else ()
            yield Counting(child_id, each.held.held, counts, labels)

    return counted


def _cafcass(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for escalation in child.case.escalations:
            for step in escalation.steps:
                if step.stage == CAFCASS and step.taken_on in reckoning:
                    yield Counting(child.id, step.taken_on, labels=(escalation.issue,))


def _raised(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for escalation in child.case.escalations:
            if escalation.raised_on in reckoning:
                yield Counting(child.id, escalation.raised_on, labels=(escalation.issue,))


def _resolved(reckoning: Reckoning) -> Iterator[Counting]:
    practice = reckoning.service.practice
    for child in reckoning.service.children:
        for escalation in child.case.escalations:
            closed = escalation.closed_on
            if closed and closed in reckoning and escalation.outcome == RESOLVED:
                since = formal_since(escalation, practice) or escalation.raised_on
                yield Counting(child.id, closed, days=max(0, practice.office.between(since, closed)))


def _not_told(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for event in child.case.events:
            if event.known_on in reckoning:
                yield Counting(child.id, event.known_on, not event.iro_told, (event.kind,))


_BASE = "children with a review held in the period"
_BY = "a review held in the period, the highest stage reached by its end"

FIGURES = (
    Declared(
        "midpoints_done",
        "Mid-point checks done",
        "Of the mid-point checks due in the period, those done by its end.",
        "mid-point checks due in the period",
        "%",
        "due in the period",
        _midpoints,
        things="checks",
        reports=("Lancashire",),
    ),
    Declared(
        "children_escalated",
        "Children escalated",
        "Children with a review held in the period of whom something was escalated, open in the period; each at the "
        "highest stage reached by its end, informal included.",
        _BASE,
        "%",
        _BY,
        _escalated(),
        things="children",
        reports=("Kent", "Lincolnshire"),
        fewer_is_better=None,
    ),
    Declared(
        "escalated_informal",
        "Escalated, informally at most",
        "Of the children with a review held in the period, those whose highest stage is informal.",
        _BASE,
        "%",
        _BY,
        _escalated(INFORMAL),
        things="children",
        reports=("Kent", "Lancashire"),
        fewer_is_better=None,
    ),
    Declared(
        "escalated_formal",
        "Escalated formally",
        "Of the children with a review held in the period, those whose highest stage is formal.",
        _BASE,
        "%",
        _BY,
        _escalated(FORMAL),
        things="children",
        reports=("Kent", "Lancashire", "Lincolnshire"),
        fewer_is_better=None,
    ),
    Declared(
        "escalations_raised",
        "Escalations raised",
        "Escalations raised in the period, by what they are about.",
        "escalations raised in the period",
        "count",
        "raised in the period",
        _raised,
        things="escalations",
        reports=("Kent",),
        fewer_is_better=None,
    ),
    Declared(
        "cafcass_referrals",
        "Referrals to Cafcass",
        "Steps to Cafcass taken in the period.",
        "referrals made in the period",
        "count",
        "taken in the period",
        _cafcass,
        things="referrals",
        reports=("Shropshire",),
        fewer_is_better=None,
    ),
    Declared(
        "days_to_resolution",
        "Working days to resolution",
        "Working days from the first formal step, else from the day it was raised, to the day it was resolved.",
        "escalations resolved in the period",
        "days",
        "resolved in the period",
        _resolved,
        things="escalations",
        reports=("Kent",),
        fewer_is_better=True,
    ),
    Declared(
        "events_not_told",
        "Significant events not told to the IRO",
        "Of the significant events that the IRO was told of, or found out, in the period, those of which nobody told "
        "the IRO. One that is found out later than the quarter in which it happened counts when it is found out.",
        "significant events that became known in the period",
        "%",
        "known in the period",
        _not_told,
        things="events",
        reports=("Kent",),
        fewer_is_better=True,
    ),
)
