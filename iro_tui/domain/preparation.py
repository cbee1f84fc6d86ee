"""Getting a review ready: the review itself, its booking, and what must be done before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.review_clock import ADOPTION, EARLY, SHORT_BREAK, Running
from iro_tui.domain.timescales import RULES, SW_REPORT, Rule

BOOKING = RULES["booking"]

_WHAT = {
    "rev1": "First review",
    "rev2": "Second review",
    "plmove": "Review after an unplanned move",
    "adjourn": "Adjourned review to be completed",
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


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to be ready before a review, and the facts of the review that say it is."""

    kind: str
    what: str
    rule: Rule
    done_by: tuple[str, ...]


PREPARATION = (
    Preparation("sw_iro_talk", "Talk with the social worker", RULES["swiro"], ("talked_on",)),
    Preparation("invitations", "Invitations and consultation papers out", RULES["venue"], ("invited_on",)),
    Preparation("sw_report", "Social worker's report in", SW_REPORT, ("report_on",)),
    Preparation("papers", "Care plan, PEP, health and pathway plan in", RULES["papers"], ("papers_on",)),
    Preparation("speak_to_child", "Speak with the child alone", RULES["seechild"], ("spoken_on", "not_spoken_reason")),
)


def review_words(clock: Running) -> str:
    """What a review is called, by the clock that asks for it."""
    if clock.final:
        return "Final review before 18"
    if clock.clock == EARLY:
        return WHAT_EARLY.get(clock.rule.id, "Early review")
    if clock.clock == ADOPTION:
        return "Adoption review"
    if clock.clock == SHORT_BREAK:
        return "Short-break review"
    return _WHAT.get(clock.rule.id, "Review")


def review_duties(view: CaseOnDay) -> Iterator[Duty]:
    """The next review, its booking while there is none, and what must be ready before it."""
    clocks = view.clocks
    if clocks is None:
        return
    upcoming, governing, review = clocks.next, clocks.governing, clocks.serving
    anchor = governing.key or governing.since
    subject = upcoming.review_id
    inferred = upcoming.inferred
    yield view.duty(
        "early_review" if governing.clock == EARLY else "review",
        anchor,
        review_words(governing),
        upcoming.limit,
        governing.rule,
        authority=upcoming.authority,
        booked=upcoming.booked,
        inferred=inferred,
        note=upcoming.note,
        subject=subject,
    )
    if upcoming.booked is None:
        due = BOOKING.limit(upcoming.limit, view.practice)
        yield view.duty("review_unbooked", anchor, "Book the review", due, BOOKING, inferred=inferred, subject=subject)
    day = upcoming.booked or upcoming.limit
    for item in PREPARATION:
        if review is None or not any(getattr(review, fact) for fact in item.done_by):
            yield view.duty(
                item.kind,
                anchor,
                item.what,
                item.rule.limit(day, view.practice),
                item.rule,
                booked=upcoming.booked,
                inferred=inferred and upcoming.booked is None,
                subject=subject,
            )
