"""How a booking is told: the day, what is unusual about it, and how it stands to the limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.timescales import RULES
from iro_tui.domain.words import BEYOND, BEYOND_WORKED_OUT, amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload


def changes(upcoming: NextReview, day: date | None) -> bool:
    """Whether a booking that is there would be another, or none."""
    return upcoming.agreed is not None and upcoming.agreed != day


def beyond(upcoming: NextReview, day: date | None) -> bool:
    """Whether a day lies beyond the limit."""
    return day is not None and upcoming.is_beyond(day)


def may_be_beyond(upcoming: NextReview, day: date) -> bool:
    """Whether a day lies after a limit that is no fact, so that nobody can say that it lies within."""
    return upcoming.unknown and day > upcoming.limit and not beyond(upcoming, day)


def too_early(reviews: Sequence[NextReview], day: date, caseload: Caseload) -> str:
    """The warning for a day on which a review would not count; empty where it would."""
    first = max((r.not_before for r in reviews if r.not_before and r.is_too_early(day)), default=None)
    if first is None:
        return ""
    words = day_words(first, caseload.today)
    return f"One before {words} does not count after a return to the agency ({RULES['ado-return'].authority})."


def booking_words(reviews: Sequence[NextReview], day: date | None, caseload: Caseload) -> tuple[str, str]:
    """The action's name, and what is done: booked, moved or taken away, of one review or of several."""
    changed = sum(changes(upcoming, day) for upcoming in reviews)
    if day is None:
        if len(reviews) > 1:
            return "Take bookings away", f"{amount_words(changed, 'bookings')} taken away"
        return "Take booking away", f"booking of {_booked(reviews[0], caseload)} taken away"
    limit = against_limits(reviews, day, caseload)
    to = day_and_kind(day, caseload)
    if len(reviews) > 1:
        moved = f" ({changed} moved)" if changed else ""
        return "Book reviews", f"reviews booked for {to}{moved}, {limit}"
    if changed:
        return "Move review", f"review moved from {_booked(reviews[0], caseload)} to {to}, {limit}"
    return "Book review", f"review booked for {to}, {limit}"


def _booked(upcoming: NextReview, caseload: Caseload) -> str:
    return day_words(upcoming.agreed, caseload.today) if upcoming.agreed else ""


def day_and_kind(day: date, caseload: Caseload) -> str:
    """A day, and what is unusual about it: `Sat 28 Nov (a Saturday)`."""
    kind = caseload.off(day)
    return day_words(day, caseload.today) + (f" ({kind})" if kind else "")


def beside_the_day(reviews: Sequence[NextReview], day: date, caseload: Caseload) -> str:
    """What is said beside a day as soon as it stands: how it is to the limits, and whether a review would count."""
    if len(reviews) == 1 and reviews[0].unknown and day <= reviews[0].limit:
        return too_early(reviews, day, caseload)
    limits = against_limits(reviews, day, caseload)
    return ". ".join(filter(None, (limits, too_early(reviews, day, caseload))))


def against_limits(reviews: Sequence[NextReview], day: date, caseload: Caseload) -> str:
    """How a day stands to the limit of one review, or to those of several."""
    if len(reviews) == 1:
        return against_limit(reviews[0], day, caseload)
    late = sum(beyond(upcoming, day) for upcoming in reviews)
    unsure = [upcoming for upcoming in reviews if may_be_beyond(upcoming, day)]
    words = [f"{late} {BEYOND if late == 1 else 'beyond their limits'}"] if late else []
    if len(unsure) == 1:
        words.append(f"1 {_worked_out(unsure[0], caseload)}")
    elif unsure:
        words.append(f"{len(unsure)} {BEYOND_WORKED_OUT}, confirm them")
    return ", ".join(words) or "all within their limits"


def against_limit(upcoming: NextReview, day: date, caseload: Caseload) -> str:
    """How a day stands to the limit of one review: `12 wd before its limit`."""
    if may_be_beyond(upcoming, day):
        return _worked_out(upcoming, caseload)
    if upcoming.unknown and not beyond(upcoming, day):
        return "its limit not being on record"
    limit = upcoming.latest or upcoming.limit
    if day == limit:
        return "on its limit"
    working_days = abs(caseload.practice.statutory.between(day, limit))
    amount = f"{working_days} wd" if working_days else f"{abs((limit - day).days)} d"
    if day < limit:
        return f"{amount} before its limit"
    return f"{amount} {BEYOND} of {day_words(limit, caseload.today)} ({upcoming.authority})"


def _worked_out(upcoming: NextReview, caseload: Caseload) -> str:
    """That a day lies beyond a limit which is no fact: `beyond what is worked out: Wed 18 Nov, confirm it`."""
    from_when = " or later" if upcoming.latest else ""
    return f"{BEYOND_WORKED_OUT}: {day_words(upcoming.limit, caseload.today)}{from_when}, confirm it"
