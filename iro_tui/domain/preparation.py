"""Getting a review ready: the review itself, its booking, and what must be done before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.running import ADOPTION, EARLY, SHORT_BREAK, Running, not_on_record, on_the_start
from iro_tui.domain.timescales import RULES, Rule
from iro_tui.domain.words import day_words, in_a_sentence

_WHAT = {
    "rev1": "First review",
    "rev2": "Second review",
    "plmove": "Review after an unplanned move",
    "adjourn": "Adjourned review to be completed",
    "ado-return": "Review after the return to the agency",
}
WHAT_EARLY = {
    "early-a": "Early review: asked for by the IRO",
    "early-b": "Early review: welfare in the placement",
    "early-c": "Early review: before accommodation ends",
    "early-d": "Early review: before release",
    "early-e": "Early review: before accommodation stops",
    "planchg": "Review before the care plan changes",
    "plend": "Review before the placement ends",
    "homeP": "Review before placing with parents",
    "plmove": "Review after an unplanned move",
    "cease": "Review before care ends",
    "freeze": "Review before a decision that waits for it",
}
"""What an early review is called, by its trigger, which is the id of a rule."""


def review_words(clock: Running) -> str:
    """What a review is called, by the clock that asks for it."""
    if clock.final:
        return "Final review before 18"
    if clock.clock == EARLY:
        return WHAT_EARLY.get(clock.rule.id, "Early review")
    if clock.clock == ADOPTION:
        return _WHAT.get(clock.rule.id, "Adoption review")
    if clock.clock == SHORT_BREAK:
        return "Short-break review"
    # Which one it is hangs on what is not on record.
    return "Review" if clock.unknown else _WHAT.get(clock.rule.id, "Review")


def _row_words(clock: Running, upcoming: NextReview, today: date) -> str:
    """What a row asks: the review, and the days for it where they are more than a limit, or what is not on record."""
    words = review_words(clock)
    if clock.silent_from:
        return f"{words}: {in_a_sentence(not_on_record(clock, today)).removesuffix('.')}"
    if upcoming.latest:
        return f"{words} due {upcoming.when(today)}"
    return f"{words}, not before {day_words(upcoming.not_before, today)}" if upcoming.not_before else words


def review_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The next review, its booking while there is none, and what must be ready before it.

    Where the last review is not on record its date is asked for, and nothing by a limit that is only a possible one.
    Nothing is asked once the final review before 18 was held.
    """
    clocks = view.clocks
    if clocks is None or clocks.next.settled:
        return
    upcoming, governing, review = clocks.next, clocks.governing, clocks.serving
    anchor = governing.key or governing.since
    subject = upcoming.review_id
    inferred = upcoming.inferred
    by, mine = _asked_by(view, governing, upcoming), view.case.on_caseload_since
    yield view.duty(
        "early_review" if governing.clock == EARLY else "review",
        anchor,
        by,
        what=_row_words(governing, upcoming, view.today),
        rule=governing.rule,
        authority=upcoming.authority,
        booked=upcoming.booked,
        time=review.booked_time if review and upcoming.booked else None,
        place=review.venue if review and upcoming.booked else None,
        inferred=inferred,
        note=upcoming.note,
        subject=subject,
        silent_limit=upcoming.limit if by != upcoming.limit else None,
        latest_limit=upcoming.latest,
        meeting=review_words(governing),
    )
    if unknown := clocks.unknown:
        yield view.duty(unknown.asks, unknown.since, view.today, inferred=True, note=not_on_record(unknown, view.today))
    elif (clock := clocks.hangs_on_start) and not (mine and clock.if_first and clock.if_first < mine):
        yield view.duty("care_start", clock.since, view.today, inferred=True, note=on_the_start(clock, view.today))
    if doubt := clocks.in_doubt:
        first, second = (day_words(review.held, view.today) for review in doubt if review.held)
        what = f"Held {first} and {second}: one review in two meetings, or two?"
        yield view.duty("near_reviews", doubt.later.id, view.today, what=what, inferred=True, subject=doubt.later.id)
    if upcoming.unrecorded:
        what = f"Record the review booked for {day_words(upcoming.unrecorded, view.today)}"
        yield view.duty(
            "review_to_record", subject, upcoming.unrecorded, what=what, booked=upcoming.unrecorded, subject=subject
        )
    if upcoming.unknown and upcoming.agreed is None:
        return
    prepared = clocks.to_prepare
    if upcoming.agreed is None:
        rule, due = _book_by(view, prepared)
        yield view.duty("review_unbooked", anchor, due, rule=rule, inferred=inferred, subject=subject)
    day = upcoming.agreed or prepared.limit
    for kind in PREPARATION:
        if review is None or not kind.is_settled(review):
            yield view.duty(
                kind.id,
                anchor,
                view.limit(kind.id, day),
                # The law asks it before the review, whose day is the one agreed; only by when is the service's own.
                weight="law" if kind.rule.local_day and upcoming.booked and upcoming.booked <= view.today else None,
                booked=upcoming.booked,
                inferred=inferred and upcoming.booked is None,
                subject=subject,
            )


def _asked_by(view: CaseOnDay, governing: Running, upcoming: NextReview) -> date:
    """By when the review is asked: its limit.

    Of one that passed only after the newest file ends nobody knows whether it was kept: it is never late, but asked
    about now, or on the day that is booked. Source: domain reference 1.7, what an extract does not cover.

    Where the last one is not on record the limit is the earliest possible; had that passed before the child came to
    this caseload, nobody is late by it, and the latest stands in while the date of the last review is asked for.
    """
    if governing.silent_from:
        return upcoming.booked or view.today
    taken_on = view.case.on_caseload_since
    if upcoming.unknown and upcoming.latest and taken_on and upcoming.limit <= taken_on:
        return max(upcoming.latest, taken_on)
    return upcoming.limit


def _book_by(view: CaseOnDay, clock: Running) -> tuple[Rule, date]:
    """By when the review is booked: so long before its limit; where that is too soon, so long after the start.

    Between care's beginning and the first review there is no more time than a booking usually has. The same is true of
    any clock as short as that, such as an adjourned review's or the four weeks after a placing for adoption. Source:
    domain reference 1.7.
    """
    usual, first = RULES["booking"], RULES["booking-first"]
    due = usual.limit(clock.limit, view.practice)
    soonest = min(first.limit(clock.since, view.practice), clock.limit)
    return (first, soonest) if clock.rule is RULES["rev1"] or due < soonest else (usual, due)


LOOKED_AFTER = (review_duties,)
