"""Everything that happened in a case, in one order."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.lines import TimelineEntry
from iro_tui.domain import codes
from iro_tui.domain.care_status import care_began
from iro_tui.domain.case import Case, LegalStatus, Placement
from iro_tui.domain.events import EVENTS
from iro_tui.domain.proceedings import application_words
from iro_tui.domain.protection import CONFERENCES, OUTCOMES
from iro_tui.domain.words import heading


def timeline(case: Case) -> tuple[TimelineEntry, ...]:
    """All dated facts of a case, the newest first."""
    return tuple(sorted(_entries(case), key=lambda entry: (entry.on, entry.kind), reverse=True))


def began_as(case: Case, period_id: str, *, known: bool) -> str:
    """What a time in care began as; `known` where that day is its first."""
    if any(began.period.id == period_id and began.day == began.period.started for began in care_began(case)):
        return "Became looked after" if known else "Looked after since before this day"
    return "Short breaks began" if known else "Short breaks since before this day"


def _entries(case: Case) -> Iterator[TimelineEntry]:
    for began in care_began(case):
        if began.day > began.period.started:
            yield TimelineEntry(began.day, "care", "Short breaks became care")
    for period in case.periods:
        yield TimelineEntry(period.started, "care", began_as(case, period.id, known=period.start_known))
        if period.ended:
            what = "Care ended" if period.end_known else "Care ended by this day"
            yield TimelineEntry(period.ended, "care", f"{what}: {_worded(codes.END_REASON, period.end_reason)}")
    for status in case.legal_statuses:
        yield TimelineEntry(status.started, "legal", _worded(codes.LEGAL_STATUS, status.code) + _no_day(status))
    for placement in case.placements:
        words = _worded(codes.PLACEMENT, placement.code) + _no_day(placement)
        yield TimelineEntry(placement.started, "placement", words)
    for review in case.reviews:
        if review.adjourned:
            yield TimelineEntry(review.adjourned, "review", "Review adjourned")
    for review in case.held_reviews:
        if review.held:
            took_part = f", {_worded(codes.PARTICIPATION, review.participation)}" if review.participation else ""
            yield TimelineEntry(review.held, "review", f"Review held{took_part}")
    for rating in case.ratings:
        words = f"{rating.value}: {rating.theme}" if rating.theme else rating.value
        yield TimelineEntry(rating.rated_on, "RAG", words + _changed(rating.what_changed))
    for check in case.midpoints:
        yield TimelineEntry(check.done_on, "mid-point", "Mid-point check done")
    for escalation in case.escalations:
        yield TimelineEntry(escalation.raised_on, "escalation", f"Raised: {escalation.issue}")
        if escalation.closed_on:
            yield TimelineEntry(
                escalation.closed_on,
                "escalation",
                f"Closed: {escalation.outcome or 'closed'}{_changed(escalation.what_changed)}",
            )
    for event in case.events:
        state = "" if event.iro_told else ", not told"
        yield TimelineEntry(event.happened_on, "event", f"{EVENTS.get(event.kind, event.kind)}{state}")
    for conference in case.conferences:
        if conference.held:
            outcome = f": {OUTCOMES.get(conference.outcome, conference.outcome)}" if conference.outcome else ""
            yield TimelineEntry(conference.held, "conference", f"{heading(CONFERENCES[conference.kind])}{outcome}")
        elif conference.not_held_on:
            yield TimelineEntry(conference.not_held_on, "conference", "Conference not held")
    for plan in case.plans:
        yield TimelineEntry(plan.started, "plan", "Child protection plan began")
        if plan.ended:
            yield TimelineEntry(plan.ended, "plan", "Child protection plan ended")
    for group in case.core_groups:
        yield TimelineEntry(group.held, "core group", "Core group met")
    for each in case.proceedings:
        yield TimelineEntry(each.issued_on, "court", f"Proceedings issued: {application_words(each)}")
        if each.concluded_on:
            yield TimelineEntry(each.concluded_on, "court", "Proceedings ended")
    for court in case.court_dates:
        if court.done_on:
            yield TimelineEntry(court.done_on, "court", court.what)
    for day in case.contacts:
        yield TimelineEntry(day, "contact", "IRO contact")


def _no_day(spell: LegalStatus | Placement) -> str:
    """That it began later than care, on a day that nobody said, or with it."""
    return "" if spell.start_known else ", on or after this day"


def _changed(what: str | None) -> str:
    """What changed for the child, behind what ended."""
    return f"; what changed: {what}" if what else ""


def _worded(words: dict[str, str], code: str | None) -> str:
    return f"{code} {words.get(code, '')}".strip() if code else "reason not on record"
