"""What an officer should know about a case beyond its duties, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iro_tui.domain.calendar import KNOWN_UNTIL, add_months, beyond_known
from iro_tui.domain.care_status import SHORT_BREAK, CareStatus, is_open, majority, unsure_end
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.escalation import ladder_of, working_days_used
from iro_tui.domain.events import EVENTS, not_told
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection_watch import watched
from iro_tui.domain.review_clock import BETWEEN_BREAKS, NextReview
from iro_tui.domain.running import not_on_record, on_the_start
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import amount_words, day_words

NEARLY_18 = "Nearly 18"
"""How the sentence about a coming 18th birthday begins."""
EACH_BREAK_RECORDED = "V3"
LONGEST_STAY_DAYS = 17
MOST_DAYS_A_YEAR = 75
"""Limits of a series of short breaks: CPPCR 48(1)-(2). A stay counts its nights."""


def alerts(case: Case, practice: Practice, today: date) -> tuple[str, ...]:
    """Sentences about a case, the most pressing first; empty when all is plain."""
    return alerts_of(CaseOnDay(case, practice, today))


def alerts_of(view: CaseOnDay) -> tuple[str, ...]:
    """The sentences about a case already in view."""
    return (
        *_majority(view),
        *_ended_by(view),
        *_plan_by_inference(view),
        *_short_breaks(view),
        *_next_review(view),
        *_untold(view),
        *watched(view.case, view.practice, view.today),
        *_escalations(view),
        *_notified_late(view),
    )


def _majority(view: CaseOnDay) -> Iterator[str]:
    eighteen = majority(view.case)
    if eighteen is None:
        return
    if eighteen <= view.today:
        if any(is_open(period.ended, view.today) for period in view.case.periods):
            yield f"Turned 18 on {day_words(eighteen, view.today)}: no longer looked after; record the end of care."
    elif view.status and view.today >= add_months(eighteen, -view.practice.reviews.nearly_18_months):
        yield f"{NEARLY_18}: {day_words(eighteen, view.today)}."


def _ended_by(view: CaseOnDay) -> Iterator[str]:
    unsure = unsure_end(view.case, view.today)
    if unsure:
        yield f"Care had ended by {day_words(unsure, view.today)}; its day is not on record: “End of care” takes it."


def _plan_by_inference(view: CaseOnDay) -> Iterator[str]:
    if view.plan and view.plan.by_inference:
        since = f"The plan since {day_words(view.plan.started, view.today)}"
        yield f"{since} is inferred from the conference that made it: “child protection plan” confirms it."


def _next_review(view: CaseOnDay) -> Iterator[str]:
    upcoming = view.next_review
    if upcoming is None:
        return
    if upcoming.booked and upcoming.beyond_limit:
        booked, limit = day_words(upcoming.booked, view.today), day_words(upcoming.limit, view.today)
        yield f"The review is booked for {booked}, beyond its limit of {limit} ({upcoming.authority})."
    if upcoming.booked and upcoming.not_before and upcoming.too_early:
        booked, first = day_words(upcoming.booked, view.today), day_words(upcoming.not_before, view.today)
        yield f"The review is booked for {booked}: one before {first} does not count ({RULES['ado-return'].authority})."
    unknown = view.clocks.unknown if view.clocks else None
    if view.care_status and view.care_status.inferred:
        yield BETWEEN_BREAKS
    elif unknown:
        yield f"{not_on_record(unknown, view.today)} Find out its date."
    elif upcoming.inferred:
        yield _inferred(view, upcoming)
    if beyond_known(upcoming.limit):
        yield f"Bank holidays after {KNOWN_UNTIL.year} are not published yet; limits beyond may still move."


def _inferred(view: CaseOnDay, upcoming: NextReview) -> str:
    """That a limit is inferred, and what is to be found out."""
    if view.care_status is None or view.care_status.since_known:
        limit = day_words(upcoming.limit, view.today)
        return f"The limit of {limit} is inferred: confirm the date of the last review."
    clock = view.clocks.hangs_on_start if view.clocks else None
    limit = (
        on_the_start(clock, view.today)
        if clock
        else f"The limit of {day_words(upcoming.limit, view.today)} is inferred."
    )
    return f"{limit} Find out since when in care."


def _untold(view: CaseOnDay) -> Iterator[str]:
    for event in not_told(view.case):
        yield f"Not told: {EVENTS[event.kind]}, {day_words(event.happened_on, view.today)}."


def _escalations(view: CaseOnDay) -> Iterator[str]:
    for escalation in sorted(view.case.escalations, key=lambda e: (e.raised_on, e.id)):
        used, ladder = working_days_used(escalation, view.practice, view.today), ladder_of(escalation, view.practice)
        if escalation.closed_on is None and used >= ladder.warn_working_days:
            yield f"Escalation ({escalation.issue}): {used} of {ladder.total_working_days} working days used."


def _notified_late(view: CaseOnDay) -> Iterator[str]:
    care = view.care_status
    if care is None or not care.period.start_known:
        return
    started = care.period.started
    notified = min((a.notified for a in view.case.allocations if a.notified and a.notified >= started), default=None)
    rule = RULES["notify"]
    if notified and notified > rule.limit(started, view.practice):
        after = amount_words(view.practice.office.between(started, notified), "working days")
        asked = rule.sentence_for(view.practice.on(started))
        yield f"Late notification: the IRO service was told {after} after the start. {asked}"


# Short breaks that are none: CPPCR 48


def _short_breaks(view: CaseOnDay) -> Iterator[str]:
    care = view.care_status
    if care is None or care.regime != SHORT_BREAK:
        return
    stays = _stays(view.case, care, view.today)
    longest = max(stays, key=lambda stay: (stay[1] - stay[0], stay), default=None)
    if longest and (longest[1] - longest[0]).days > LONGEST_STAY_DAYS:
        yield (
            f"Regulation 48: a short break from {day_words(longest[0], view.today)} lasts "
            f"{(longest[1] - longest[0]).days} days (most {LONGEST_STAY_DAYS}); full review duties may apply."
        )
    most = max((_days_in(stays, add_months(end, -12), end) for _, end in stays), default=0)
    if most > MOST_DAYS_A_YEAR:
        yield (
            f"Regulation 48: {most} days of short breaks within 12 months (most {MOST_DAYS_A_YEAR}); "
            "full review duties may apply."
        )


def _stays(case: Case, care: CareStatus, today: date) -> list[tuple[date, date]]:
    """The recorded breaks of the present series, each from its first day to its last; breaks that touch are one."""
    spells = sorted(
        (spell.started, min(spell.ended or today, today))
        for spell in case.legal_statuses
        if spell.code == EACH_BREAK_RECORDED and care.since <= spell.started <= today
    )
    stays: list[tuple[date, date]] = []
    for start, end in spells:
        if stays and start <= stays[-1][1]:
            stays[-1] = stays[-1][0], max(end, stays[-1][1])
        else:
            stays.append((start, end))
    return stays


def _days_in(stays: Iterable[tuple[date, date]], first: date, last: date) -> int:
    """Days of the stays that fall between two days."""
    return sum(max(0, (min(end, last) - max(start, first)).days) for start, end in stays)
