"""Reviews held, and whether they were in time by the law, whatever the practice. Source: CPPCR 33, 36(2), AAR 36."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from iro_tui.domain.words import day_words
from iro_tui.figures.figure import REMOVED, Counting, Declared
from iro_tui.figures.reckoning import HeldInPeriod, Reckoning
from iro_tui.figures.service import CountedChild

OVER_FOUR_WEEKS = 28
"""A child counts once looked after for more than so many days. Source: Shropshire 2014-15, domain reference 5."""
_NO_LIMIT = "the law's limit is not on record"
IN_TIME, LATE, NOT_HELD = "in time", "held late", "not held"


def _held(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        yield each.counting()
    for past in reckoning.past:
        yield Counting(REMOVED, past.review.held or reckoning.end)


def _in_time(reckoning: Reckoning) -> Iterator[Counting]:
    for each in reckoning.held:
        in_time = each.history.in_time(each.held)
        if in_time is None:
            yield each.counting(counts=False, unknown=_NO_LIMIT, left_out=True)
        elif in_time:
            yield each.counting(True, IN_TIME)
        else:
            why = each.record.late_reason or ""
            yield each.counting(False, LATE)._replace(days=_days_late(each, reckoning), why=why)
    for past in reckoning.past:
        day, kept = past.review.held or reckoning.end, past.in_time(reckoning.service.practice)
        if kept is None:
            yield Counting(REMOVED, day, counts=False, unknown=_NO_LIMIT, left_out=True)
        else:
            yield Counting(REMOVED, day, kept, (IN_TIME if kept else LATE,))
    for child, missed in reckoning.missed:
        unknown = _NO_LIMIT if missed.unknown else ""
        late = None if missed.unknown else reckoning.practice.law.office.between(missed.limit, missed.stopped)
        yield Counting(
            child.id, missed.limit, counts=False, labels=(NOT_HELD,), days=late, review_id=missed.review_id,
            unknown=unknown, left_out=missed.unknown, why=child.record(missed.review_id).late_reason or "",
        )  # fmt: skip


def _days_late(each: HeldInPeriod, reckoning: Reckoning) -> int | None:
    """Working days past the limit; None where it was held by then."""
    limit = each.history.limit(each.held)
    if limit is None or each.held.held <= limit:
        return None
    return reckoning.practice.law.office.between(limit, each.held.held)


class _Late(NamedTuple):
    """The review by which a child was not reviewed in time: which, and how late in working days."""

    which: str
    days: int | None
    why: str


def _children_in_time(reckoning: Reckoning) -> Iterator[Counting]:
    late: dict[str, _Late] = {}
    unknown: set[str] = set()

    def not_held(child: CountedChild, limit: date, stopped: date, review_id: str) -> None:
        days = reckoning.practice.law.office.between(limit, stopped)
        late[child.id] = _Late(
            f"due {day_words(limit, reckoning.end)}", days, child.record(review_id).late_reason or ""
        )

    for each in reckoning.held:
        in_time = each.history.in_time(each.held)
        if in_time is None:
            unknown.add(each.child.id)
        elif not in_time:
            held = f"held {day_words(each.held.held, reckoning.end)}"
            why = each.record.late_reason or ""
            late[each.child.id] = _Late(held, _days_late(each, reckoning), why)
    for child, missed in reckoning.missed:
        if not missed.unknown:
            not_held(child, missed.limit, missed.stopped, missed.review_id)
    for standing in reckoning.looked_after:
        child, care = standing.child, standing.care
        if care is None or (reckoning.end - care.since).days <= OVER_FOUR_WEEKS:
            continue
        history = reckoning.service.histories[child.id]
        upcoming = history.next_at(reckoning.end)
        if upcoming and reckoning.is_over(upcoming.limit):
            if upcoming.inferred:
                unknown.add(child.id)
            else:
                not_held(child, upcoming.limit, reckoning.end, history.held_for(upcoming, reckoning.end))
        if of := late.get(child.id):
            yield Counting(child.id, reckoning.end, counts=False, days=of.days, why=of.why, which=of.which)
            continue
        not_known = child.id in unknown
        yield Counting(
            child.id, reckoning.end,
            unknown="the limit of a review is not on record; counted as in time" if not_known else "",
        )  # fmt: skip


def _adjourned(reckoning: Reckoning) -> Iterator[Counting]:
    for child in reckoning.service.children:
        for review in child.case.reviews:
            if review.adjourned and review.adjourned in reckoning:
                yield Counting(child.id, review.adjourned, review_id=review.id)


FIGURES = (
    Declared(
        "reviews_held",
        "Reviews held",
        "Statutory reviews held in the period, by the day of the first meeting; one in two meetings is one.",
        "reviews held in the period",
        "count",
        "held in the period",
        _held,
        reports=("Kent", "Lincolnshire"),
    ),
    Declared(
        "reviews_in_time",
        "Reviews held in time",
        "By the law's limit, whatever the practice: of the reviews held in the period, and those whose limit fell in "
        "it and which were not held by its end.",
        "reviews held in the period, and those whose limit fell in it and were not held by its end",
        "%",
        "held in the period, or due in it and not held",
        _in_time,
        reports=("Kent", "Lincolnshire", "Enfield"),
        law_aim=100,
        bands=(IN_TIME, LATE, NOT_HELD),
    ),
    Declared(
        "children_reviewed_in_time",
        "Children reviewed in time",
        "Children looked after for more than four weeks at the end of the period, none of whose limits passed unheld "
        "or late.",
        "children looked after for more than four weeks at the end of the period",
        "%",
        "looked after at its end",
        _children_in_time,
        things="children",
        reports=("Shropshire", "Kent"),
        law_aim=100,
    ),
    Declared(
        "adjourned",
        "Reviews adjourned",
        "Reviews adjourned in the period, by the day of the meeting that was broken off.",
        "reviews adjourned in the period",
        "count",
        "adjourned in the period",
        _adjourned,
        fewer_is_better=None,
    ),
)
