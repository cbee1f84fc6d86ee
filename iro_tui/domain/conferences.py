"""Child protection conferences: by when the next is held. Source: Working Together, domain reference 1.5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from iro_tui.domain.beside import Conference, ProtectionPlan
from iro_tui.domain.care_status import majority
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.counting import latest_possible, silent_from
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from iro_tui.domain.protection import (
    BEFORE_BIRTH,
    BEGINS_A_PLAN,
    CONFERENCES,
    INITIAL,
    NEEDED_NO_MORE,
    REVIEW,
    TRANSFER,
)
from iro_tui.domain.review_conferences import (
    ReviewCounted,
    began_with,
    count_review,
    counted_before,
    may_lack_one,
    reviews_of,
)
from iro_tui.domain.timescales import RULES, Rule
from iro_tui.domain.words import day_words, heading

TOGETHER = timedelta(days=28)
"""How near the limits of a review and of a conference lie for one meeting to be proposed for both: a habit."""
_NO_STRATEGY = "The strategy discussion is not on record: the day it is booked for stands in."
_NO_BIRTH = "It is not on record: nobody knows how old the child is, or whether it is born."
_NO_DAY = "It is not on record, nor the day the conference is booked for: by when it is to be held is not known."
_NO_NOTICE = "The written notification is not on record: the day it is booked for stands in."
_PLAN_INFERRED = "The plan is inferred from the conference that made it: confirm it."
_UNKNOWN = "Last conference not on record:"
SECOND_REVIEW = "Second review"
"""How the sentence begins that asks what the service wants considered there."""
_NO_CORE_GROUPS = "The conference is known from a file, and no file tells of core groups: m records when it met."


class ConferenceLimit(NamedTuple):
    """The last day for a conference, and what sets it."""

    on: date
    rule: Rule
    inferred: bool = False
    """Whether another day stands in for one that is not on record: of a first conference that it is booked for."""


def kind_now(conference: Conference, born: date | None) -> str:
    """What a conference is: one before birth that was not held by then is the initial one of a child who is born."""
    settled = conference.held or called_off_on(conference)
    late = born is not None and (settled is None or settled >= born)
    return INITIAL if late and conference.kind == BEFORE_BIRTH else conference.kind


def first_limit(conference: Conference, case: Case, practice: Practice) -> ConferenceLimit | None:
    """By when an initial or transfer-in conference is held; one before birth at the latest on the day expected.

    None where no day is on record from which it could be counted.
    """
    transfer = conference.kind == TRANSFER
    rule = RULES["tricpc"] if transfer else RULES["icpc"]
    since = conference.notified_on if transfer else conference.strategy_on
    limits = [ConferenceLimit(rule.limit(since, practice), rule)] if since else []
    if case.expected and kind_now(conference, case.born) == BEFORE_BIRTH:
        limits.append(ConferenceLimit(case.expected, RULES["before-birth"]))
    if not limits and conference.booked:
        limits.append(ConferenceLimit(conference.booked, rule, inferred=True))
    return min(limits, key=lambda limit: limit.on, default=None)


def conference_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The conferences to be held: an initial one that is pending, and the next review while a plan is open."""
    if not view.case.conferences and not view.plan:
        return
    eighteen = majority(view.case)
    if eighteen is not None and eighteen <= view.today:
        return
    pending = tuple(_pending_first(view))
    yield from pending
    if view.plan:
        yield from _next_review(view, view.plan)
        yield from _core_group(view, view.plan)
    if pending and not (view.case.born or view.case.is_unborn):
        yield view.duty(
            "birth", "unknown", view.today, what="Find out the date of birth", inferred=True, note=_NO_BIRTH
        )


def called_off_on(conference: Conference) -> date | None:
    """The day on which it was known that none is to be held; None where one is, also where its day came to nothing."""
    return conference.not_held_on if conference.not_held_reason in (None, *NEEDED_NO_MORE) else None


def is_pending(conference: Conference) -> bool:
    """Whether a conference is still to be held."""
    return conference.held is None and called_off_on(conference) is None


def _pending_first(view: CaseOnDay) -> Iterator[Duty]:
    """Initial and transfer-in conferences that are still to be held and that no later one has overtaken."""
    begun = max((c.held for c in view.case.conferences if c.kind in BEGINS_A_PLAN and c.held), default=date.min)
    closed = view.case.periods and view.status is None
    for conference in view.case.conferences:
        limit = first_limit(conference, view.case, view.practice)
        if conference.kind not in BEGINS_A_PLAN or not is_pending(conference):
            continue
        if limit is None:
            if begun == date.min and not closed:
                yield _no_day(view, conference)
            continue
        since = asked_since(conference, limit.on)
        if begun >= since:
            continue
        missing = _NO_NOTICE if conference.kind == TRANSFER else _NO_STRATEGY
        yield from _asked(
            view,
            conference.id,
            conference,
            limit,
            what=heading(CONFERENCES[kind_now(conference, view.case.born)]),
            unread=not_read(view.case, since, limit.on, view.today),
            notes=[missing] if limit.inferred else [],
        )


def _no_day(view: CaseOnDay, conference: Conference) -> Duty:
    """Of a conference of which nothing says when it is to be held: the day that its limit runs from is asked."""
    of = "written notification" if conference.kind == TRANSFER else "strategy discussion"
    what = f"Find out the day of the {of}"
    return view.duty(
        "strategy_day", conference.id, view.today, what=what, inferred=True, note=_NO_DAY, subject=conference.id
    )


def asked_since(conference: Conference, limit: date) -> date:
    """Since when a conference that a plan can begin with is asked for; its limit where that is not on record."""
    return conference.strategy_on or conference.notified_on or limit


def _asked(
    view: CaseOnDay,
    anchor: str | date,
    conference: Conference | None,
    limit: ConferenceLimit,
    *,
    what: str,
    unread: str,
    notes: Sequence[str],
    latest: date | None = None,
) -> Iterator[Duty]:
    """A conference to be held, by its limit; with `unread`, of one that may have been kept, it is asked, never late.

    One booked for a day that has passed: whether it was held is to be recorded, whenever its limit lies. The hour and
    the place are then nobody's to keep. As of a review. Source: domain reference 1.7, booking in the past.
    """
    booked = conference.booked if conference else None
    ahead = booked if booked and booked >= view.today else None
    yield view.duty(
        "conference",
        anchor,
        (ahead or view.today) if unread else limit.on,
        what=what,
        rule=limit.rule,
        booked=booked,
        time=conference.booked_time if conference and ahead else "",
        place=conference.venue if conference and ahead else "",
        inferred=limit.inferred or bool(unread),
        note=" ".join(filter(None, [unread, *notes, *_beside(view, limit.on, booked)])),
        subject=conference.id if conference else "",
        silent_limit=limit.on if unread else None,
        latest_limit=latest,
    )
    if conference and booked and not ahead:
        words = (
            f"Record the {CONFERENCES[kind_now(conference, view.case.born)]} booked for {day_words(booked, view.today)}"
        )
        yield view.duty("conference_to_record", conference.id, booked, what=words, booked=booked, subject=conference.id)


def not_read(case: Case, since: date, limit: date, today: date) -> str:
    """Of a limit that passed only after the newest file ends: that nobody knows whether it was kept, in a sentence.

    Then nobody is late by it; empty for any other. As of a review.
    """
    ends = silent_from(case, case.file_ends, since, limit, today)
    if ends is None:
        return ""
    return f"No conference on record since {day_words(since, today)}; the file ends {day_words(ends, today)}."


def _next_review(view: CaseOnDay, plan: ProtectionPlan) -> Iterator[Duty]:
    counted = count_review(view.case, plan, view.practice)
    last = max(reviews_of(view.case, plan), default=counted.since)
    waiting = [
        c for c in view.case.conferences if c.kind == REVIEW and is_pending(c) and (c.booked is None or c.booked > last)
    ]
    serving = min(waiting, key=lambda c: (c.booked or date.max, c.id), default=None)
    booked = serving.booked if serving else None
    latest = _latest(view, counted)
    unread = _span(view, counted, latest) or not_read(view.case, counted.since, counted.limit, view.today)
    notes = ["" if counted.unknown else counted.note]
    if counted.unknown:
        yield view.duty("last_conference", plan.id or counted.since, view.today, inferred=True, note=unread)
    if counted.if_initial:
        notes.append(_if_initial(view, counted, counted.if_initial))
        mine = view.case.on_caseload_since
        if plan.id and counted.if_initial < counted.limit and not (mine and counted.if_initial < mine):
            yield view.duty("plan_start", plan.id, view.today, inferred=True, note=notes[-1])
    if plan.by_inference:
        notes.append(_PLAN_INFERRED)
    if booked and booked > counted.limit:
        notes.append("Booked beyond the limit.")
    if asked := second_review_asks(view.case, plan, view.practice):
        notes.append(asked)
    if (eighteen := majority(view.case)) and eighteen <= counted.limit:
        notes.append(f"Turns 18 on {day_words(eighteen, view.today)}, before the limit: the plan ends with it.")
    yield from _asked(
        view,
        counted.since,
        serving,
        ConferenceLimit(counted.limit, counted.rule, counted.inferred or plan.by_inference),
        what={"rcpc1": "First review conference", "birth-cp": "Review conference after the birth"}.get(
            counted.rule.id, "Review conference"
        ),
        unread=unread,
        notes=notes,
        latest=latest,
    )


def _if_initial(view: CaseOnDay, counted: ReviewCounted, first: date) -> str:
    """What hangs on the start of a plan of which one conference is on record. As of a review: `on_the_start`."""
    held, limit, sooner = (day_words(day, view.today) for day in (counted.since, counted.limit, first))
    words = f"The limit of {limit} takes the conference of {held} as a review"
    return f"{words}; were it the initial one, it would be {sooner}; confirm."


def _latest(view: CaseOnDay, counted: ReviewCounted) -> date | None:
    """The latest limit that is possible where the last conference is not on record; None where it is."""
    mine = view.case.on_caseload_since
    if not counted.unknown or mine is None:
        return None
    return latest_possible(RULES["rcpc2+"], mine, counted.limit, view.practice)


def _span(view: CaseOnDay, counted: ReviewCounted, latest: date | None) -> str:
    """Between which days the limit lies where the last conference is not on record; empty where it is."""
    if latest is None:
        return ""
    days = f"between {day_words(counted.limit, view.today)} and {day_words(latest, view.today)}"
    return f"{_UNKNOWN} the limit lies {days}."


def second_review_asks(case: Case, plan: ProtectionPlan, practice: Practice) -> str:
    """What the service asks from the second review conference on, until somebody has said it; empty where it is said.

    Of conferences that a list or a file alone tells nobody here was asked; and where it tells of the latest alone, of a
    day by which others were due, which one that was is not known.
    """
    alert, held = practice.conferences.second_review_alert, reviews_of(case, plan)
    said_so = any(c.legal_considered is not None and c.held and c.held > plan.started for c in case.conferences)
    if not alert or not held or said_so:
        return ""
    recorded = any(c.held in held[1:] and c.kind == REVIEW and c.outcome for c in case.conferences)
    return f"{SECOND_REVIEW}: {alert}?" if recorded or _is_first(case, plan, held, practice) else ""


def _is_first(case: Case, plan: ProtectionPlan, held: Sequence[date], practice: Practice) -> bool:
    """Whether the one review conference on record is the first of its plan, and none before it may be missing."""
    if len(held) > 1:
        return False
    counted = counted_before(case, plan, held[0], practice)
    return plan.start_known and (held[0] <= counted.limit or not may_lack_one(case, counted, held[0]))


def _core_group(view: CaseOnDay, plan: ProtectionPlan) -> Iterator[Duty]:
    """The first core group after the conference that a plan began with; later ones are recorded, no number is set.

    A late one stays asked until one met, past review conferences too. No file tells of core groups: after a conference
    that is known from one it is asked about until the first review, and never late.
    """
    first = began_with(view.case, plan)
    began = first.held if first else None
    if first is None or began is None:
        return
    if any(group.held >= began for group in view.case.core_groups):
        return
    limit, mine = view.limit("core_group", began), view.case.on_caseload_since
    unread = first.told_by is not None and limit < view.today
    if unread and (reviews_of(view.case, plan) or (mine and limit < mine)):
        return  # it was for whoever had the child then, or is past
    yield view.duty(
        "core_group",
        began,
        view.today if unread else limit,
        what="First core group",
        inferred=unread or plan.by_inference,
        note=_NO_CORE_GROUPS if unread else "",
        silent_limit=limit if unread else None,
    )


class BothClocks(NamedTuple):
    """Of a child who is looked after too, the limit of the review, and whether one meeting can do."""

    review: date
    one: str = ""
    """What one meeting can be: `booked`, `agreed` (the day agreed for one serves both), `possible`, or none of them."""
    day: date | None = None
    """The day of it, or the last day for it."""


def both_clocks(view: CaseOnDay, limit: date, booked: date | None) -> BothClocks | None:
    """How the next review lies beside a conference with this limit; None for a child who is not looked after."""
    upcoming = view.next_review
    if upcoming is None or upcoming.unknown:
        return None
    both = min(limit, upcoming.limit)
    agreed = booked or upcoming.booked
    if booked and booked == upcoming.booked:
        return BothClocks(upcoming.limit, "booked", booked)
    if agreed and view.today <= agreed <= both and not upcoming.is_too_early(agreed):
        return BothClocks(upcoming.limit, "agreed", agreed)
    if agreed is None and abs(limit - upcoming.limit) <= TOGETHER and both >= view.today:
        return BothClocks(upcoming.limit, "possible", both)
    return BothClocks(upcoming.limit)


def _beside(view: CaseOnDay, limit: date, booked: date | None) -> list[str]:
    """Of a child who is looked after too: the review's own limit, and one meeting for both where it serves both."""
    both = both_clocks(view, limit, booked)
    if both is None:
        return []
    words = [f"Looked after too: the review is due by {day_words(both.review, view.today)}."]
    if both.day:
        on = day_words(both.day, view.today)
        words.append(
            {"booked": "One day is booked for both.", "agreed": f"The meeting of {on} could serve both."}.get(
                both.one, f"One meeting by {on} could serve both."
            )
        )
    return words


ALWAYS = (conference_duties,)
