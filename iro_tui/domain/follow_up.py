"""What is chased between reviews: RAG, escalations, decisions; and dates of court, own tasks, naming the IRO."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.domain import escalation as ladder
from iro_tui.domain import rag
from iro_tui.domain.care_status import FULL
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.timescales import RULES


def rag_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Telling of the current amber or red, and following it up; a new rating ends both."""
    rating = view.rating
    if rating:
        telling = RULES["rag-tell"]
        for kind, person in rag.to_tell(rating, view.practice):
            due = telling.limit(rating.rated_on, view.practice)
            theme = f"Reason: {rating.theme}." if rating.theme else ""
            what = f"Tell the {person}: {rating.value}"
            yield view.duty(kind, rating.id, what, due, telling, note=theme, subject=rating.id)
    rule = rag.FOLLOWED_UP.get(rating.value) if rating else None
    if rating and rule and rating.followed_up_on is None:
        what = f"Follow up {rating.value}{': ' if rating.theme else ''}{rating.theme or ''}"
        due = rule.limit(rating.rated_on, view.practice)
        yield view.duty("rag_follow_up", rating.id, what, due, rule, subject=rating.id)


def escalation_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Replies waited for, the days in all, and whether what was resolved held."""
    practice = view.practice
    for escalation in view.case.escalations:
        for step, due in ladder.awaited(escalation, practice):
            stage = practice.escalation.stage(step.stage)
            what = f"{stage.name if stage else step.stage}: reply from {stage.person if stage else 'the stage'}"
            yield view.duty(
                "escalation_reply",
                step.id,
                what,
                due,
                RULES["escalation-reply"],
                note=escalation.issue,
                subject=escalation.id,
            )
        if escalation.closed_on is None:
            total = ladder.total_due(escalation, practice)
            if total:
                used = ladder.working_days_used(escalation, practice, view.today)
                yield view.duty(
                    "escalation_total",
                    escalation.id,
                    "Escalation to be settled",
                    total,
                    RULES["dispute"],
                    note=f"{escalation.issue}: {used} of {practice.escalation.total_working_days} working days used.",
                    subject=escalation.id,
                )
        elif escalation.outcome == ladder.RESOLVED and escalation.followed_up_on is None:
            rule = RULES["escalation-follow-up"]
            yield view.duty(
                "escalation_follow_up",
                escalation.id,
                "See whether the escalation held",
                rule.limit(escalation.closed_on, practice),
                rule,
                note=escalation.issue,
                subject=escalation.id,
            )


def decision_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Decisions not done: by their own date, else by the next review's booking, else by its limit."""
    upcoming = view.next_review
    next_day = (upcoming.booked or upcoming.limit) if upcoming else None
    for decision in view.case.decisions:
        if decision.done_on or decision.dropped_on:
            continue
        due = decision.due or next_day
        if due:
            yield view.duty(
                "decision_due",
                decision.id,
                decision.text,
                due,
                RULES["decision"],
                note=f"Owner: {decision.owner}." if decision.owner else "",
                subject=decision.id,
            )


def court_duties(view: CaseOnDay) -> Iterator[Duty]:
    for court in view.case.court_dates:
        if court.done_on is None:
            yield view.duty("court", court.id, court.what, court.on, RULES["court"], subject=court.id)


def task_duties(view: CaseOnDay) -> Iterator[Duty]:
    for task in view.case.tasks:
        if task.done_on is None:
            yield view.duty("task", task.id, task.what, task.due, RULES["task"], subject=task.id)


def allocation_duties(view: CaseOnDay) -> Iterator[Duty]:
    """Naming the IRO of a child newly looked after; nothing where the record is not whole or a review was held."""
    stands, clocks = view.care_status, view.clocks
    if stands is None or stands.regime != FULL or not stands.since_known or clocks is None or clocks.held:
        return
    period = stands.period
    if stands.reviews_known_from and stands.reviews_known_from > stands.since:
        return
    if any(a.allocated and a.allocated >= period.started for a in view.case.allocations):
        return
    rule = RULES["alloc"]
    due = rule.limit(stands.since, view.practice)
    yield view.duty("iro_allocation", stands.since, "Name the IRO", due, rule)
