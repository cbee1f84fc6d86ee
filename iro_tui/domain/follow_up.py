"""What is chased between reviews: RAG, escalations, decisions, pathway plan; own tasks."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain import escalation as ladder
from iro_tui.domain import rag
from iro_tui.domain.calendar import birthday
from iro_tui.domain.care_status import ELIGIBLE_AGE, FULL, eligible_since
from iro_tui.domain.case import Escalation
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import day_words


def rag_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Telling of the current amber or red, and following it up; a new rating ends both."""
    rating = view.rating
    if rating is None:
        return
    for kind_id, person in rag.to_tell(rating, view.practice):
        due = view.limit(kind_id, rating.rated_on)
        theme = f"Reason: {rating.theme}." if rating.theme else ""
        what = f"Tell the {person}: {rating.value}"
        since = rating.rated_on
        yield view.duty(kind_id, rating.id, due, what=what, since=since, note=theme, subject=rating.id)
    follow_up = rag.consequence(rating.value, rating.rated_on, view.practice).follow_up
    if follow_up and rating.followed_up_on is None:
        what = f"Follow up {rating.value}{': ' if rating.theme else ''}{rating.theme or ''}"
        rule = rag.FOLLOWED_UP[rating.value]
        since = rating.rated_on
        yield view.duty("rag_follow_up", rating.id, follow_up, what=what, rule=rule, since=since, subject=rating.id)


def escalation_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Replies waited for, the days in all, and whether what was resolved held."""
    for escalation in view.case.escalations:
        yield from _replies(view, escalation)
        if escalation.closed_on is None:
            yield from _total(view, escalation)
        elif escalation.outcome == ladder.RESOLVED and escalation.followed_up_on is None:
            due = view.limit("escalation_follow_up", escalation.closed_on)
            key = escalation.id
            yield view.duty("escalation_follow_up", key, due, note=escalation.issue, subject=key)


def _replies(view: CaseOnDay, escalation: Escalation) -> Iterator[Duty]:
    for step, due in ladder.awaited(escalation, view.practice):
        stage = ladder.stage_of_step(step, view.practice)
        what = f"{stage.name if stage else step.stage}: reply from {stage.person if stage else 'the stage'}"
        note, subject = escalation.issue, escalation.id
        yield view.duty("escalation_reply", step.id, due, what=what, note=note, subject=subject)


def _total(view: CaseOnDay, escalation: Escalation) -> Iterator[Duty]:
    total = ladder.total_due(escalation, view.practice)
    if total:
        used = ladder.working_days_used(escalation, view.practice, view.today)
        of = ladder.ladder_of(escalation, view.practice)
        note = f"{escalation.issue}: {used} of {of.total_working_days} working days used."
        since, key = ladder.formal_since(escalation, view.practice), escalation.id
        yield view.duty("escalation_total", key, total, since=since, note=note, subject=key)


def decision_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Decisions not done: by their own date, else by the next review's booking, else by its limit.

    After the final review that is the day before the 18th birthday. Once care has ended there is no next review: they
    were due by that day.
    """
    upcoming = view.clocks.next if view.clocks else None
    next_day = (upcoming.agreed or upcoming.limit) if upcoming else view.left_care_on
    by_inference = upcoming is not None and upcoming.inferred and upcoming.agreed is None
    for decision in view.case.decisions:
        if decision.settled_on:
            continue
        due = decision.due or next_day
        if due:
            owner = f"Owner: {decision.owner}." if decision.owner else ""
            chased = f"Last chased {day_words(decision.chased_on, view.today)}." if decision.chased_on else ""
            note = f"{owner} {chased}".strip()
            yield view.duty(
                "decision_due",
                decision.id,
                due,
                what=decision.text,
                inferred=by_inference and decision.due is None,
                note=note,
                subject=decision.id,
            )


def task_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The officer's own tasks."""
    for task in view.case.tasks:
        if task.done_on is None:
            yield view.duty(
                "task", task.id, task.due, what=task.what, time=task.time, place=task.place, subject=task.id
            )


def pathway_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The pathway plan of an eligible young person; on short breaks nobody is one. Source: domain reference 1.8.

    One that fell due before the child came to this caseload may well be there: its day is asked for, nothing is late.
    """
    status, case = view.care_status, view.case
    if status is None or status.regime != FULL or case.born is None or case.pathway_plan_on:
        return
    since = eligible_since(case, view.today)
    if since is None:
        return
    due, mine_since = view.limit("pathway_plan", since), case.on_caseload_since
    if mine_since and due < mine_since and due < view.today:
        note = f"It fell due on {day_words(due, view.today)}, before the child came to this caseload."
        what = "Find out the day of the pathway plan"
        yield view.duty("pathway_plan", since, view.today, what=what, inferred=True, note=note)
        return
    # A record that begins after the 16th birthday may leave out when the weeks began.
    inferred = since > birthday(case.born, ELIGIBLE_AGE) and not status.since_known
    yield view.duty("pathway_plan", since, due, inferred=inferred)


def birth_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Of an unborn child whose expected day has come: whether it is born. A habit, asked each day and never late.

    No limit runs before a birth. Once the day of birth is entered it is not asked any more.
    """
    expected = view.case.expected
    if view.case.is_unborn and expected and expected <= view.today:
        note = f"The birth was expected on {day_words(expected, view.today)}."
        yield view.duty("birth", expected, view.today, note=note)


ALWAYS = (task_duties,)
AFTER_STATUS = (escalation_duties, decision_duties)
WITH_STATUS = (birth_duties, rag_duties, *AFTER_STATUS)
LOOKED_AFTER = (pathway_duties,)
