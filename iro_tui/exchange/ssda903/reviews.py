"""The reviews on record, checked as the return's own rules check them. Source: domain reference 1.7 and 2.2."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.calendar import birthday
from iro_tui.exchange.complaints import Complaints, Row
from iro_tui.exchange.dates import parse_day
from iro_tui.exchange.extract import ChildFacts, PeriodFact, ReviewFact
from iro_tui.exchange.ssda903 import words
from iro_tui.exchange.ssda903.people import People

_FOUR = 4


def read_reviews(rows: Iterable[Row], people: People, short_breaks_only: set[str]) -> set[str]:
    """Give each child its reviews, in date order, one to a day. Periods of care must have been built before.

    Returned are the children of whom a review was held on a day that nobody knows: no date in its row, or none that
    has been.

    `short_breaks_only` are the children all of whose episodes are short breaks. Rows come earliest return first;
    of two that differ in the code alone the later counts. A review up to `today` was held, a later one is a booking.
    """
    of_child: dict[str, dict[date, tuple[Row, str | None]]] = {}
    in_doubt: set[str] = set()
    for row in rows:
        child = people.meet(row)
        day = _day(row, people.complaints)
        if day is None:
            in_doubt.add(child.ref)
            continue
        if child.born is not None and day < child.born:
            people.complaints.about(row, words.REVIEW_BEFORE_BIRTH, "REVIEW")
            in_doubt.add(child.ref)
            continue
        code = _participation(row, child, day, people.complaints)
        if child.ref in short_breaks_only:
            people.complaints.about(row, words.SHORT_BREAKS_ONLY, "REVIEW")
        days = of_child.setdefault(child.ref, {})
        before = days.get(day)
        if before is not None:
            if before[1] is not None and code is not None and before[1] != code:
                people.complaints.about(row, words.SAME_DAY_REVIEWS, "REVIEW_CODE")
            days[day] = (row, code or before[1])
            continue
        days[day] = (row, code)
    for ref, days in of_child.items():
        child = people.children[ref]
        child.reviews = [_fact(days[day], day, child, people) for day in sorted(days)]
        if not all(review.held for review in child.reviews):
            in_doubt.add(ref)
    return in_doubt


def _day(row: Row, complaints: Complaints) -> date | None:
    day = parse_day(row.get("REVIEW"))
    if day is None:
        complaints.about(row, words.NO_REVIEW_DATE, "REVIEW")
    return day


def _participation(row: Row, child: ChildFacts, day: date, complaints: Complaints) -> str | None:
    code = row.get("REVIEW_CODE").upper()
    if code not in codes.PARTICIPATION:
        complaints.about(row, words.BAD_PARTICIPATION if code else words.NO_PARTICIPATION, "REVIEW_CODE")
        return None
    if child.born is not None:
        four = birthday(child.born, _FOUR)
        if code == codes.UNDER_FOUR and day > four:
            complaints.about(row, words.PN0_OVER_4, "REVIEW_CODE")
        elif code != codes.UNDER_FOUR and day < four:
            complaints.about(row, words.CODED_UNDER_4, "REVIEW_CODE")
    return code


def _fact(last_row: tuple[Row, str | None], day: date, child: ChildFacts, people: People) -> ReviewFact:
    row, code = last_row
    if day > people.today:
        people.complaints.about(row, words.BOOKING, "REVIEW")
        # Nobody has taken part yet, whatever the row says.
        return ReviewFact(day, held=False, where=row.where)
    if child.periods:
        message = _outside(day, child.periods)
        if message:
            people.complaints.about(row, message, "REVIEW")
    return ReviewFact(day, held=True, participation=code, where=row.where)


def _outside(day: date, periods: list[PeriodFact]) -> str | None:
    """What to say of a review that no period contains; None when one does, or when the first began off the record."""
    first = periods[0]
    if day < first.started:
        return words.BEFORE_CARE if first.start_known else None
    if any(period.started <= day and (period.ended is None or day <= period.ended) for period in periods):
        return None
    return words.OUTSIDE_CARE
