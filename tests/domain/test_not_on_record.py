"""What is not on record of the last review: a span whose earliest end counts, and one duty that asks for the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from iro_tui.domain.alerts import alerts
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.case import CarePeriod, Case, Review
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duties import duties
from tests.support import TODAY
from tests.support.examples import times
from tests.support.facts import STATUTORY, d, due, every, looked_after, upcoming

FRIDAY = "20.11.2026"
KNOWN = "01.04.2026"


def partly(start: str, *held: str, known: str | None = KNOWN, start_known: bool = True) -> Case:
    period = CarePeriod(d(start), start_known=start_known, reviews_known_from=d(known) if known else None)
    return looked_after(start, *held, periods=(period,))


@pytest.mark.parametrize(
    ("case", "earliest", "latest"),
    [
        # In care since Mon 2 Mar 2026, no review on record from 1 Apr: the first fell due on 30 Mar; one may have been
        # held as late as 31 Mar.
        (partly("02.03.2026"), "30.03.2026", "30.09.2026"),
        (partly("01.12.2025"), "31.12.2025", "30.09.2026"),
        # A review of two years ago, and then a gap in the record.
        (partly("02.10.2023", "30.10.2023", "30.01.2024"), "30.07.2024", "30.09.2026"),
        (partly("02.10.2023", "30.10.2023"), "30.01.2024", "30.09.2026"),
        # When care began is not on record either: never before its first day that is.
        (partly("02.03.2026", start_known=False), "02.03.2026", "30.09.2026"),
        (partly("02.03.2026", known=None, start_known=False), "02.03.2026", "01.09.2026"),
        (partly("02.03.2026", "02.06.2025", known=None, start_known=False), "02.03.2026", "01.09.2026"),
    ],
)
def test_the_limit_is_a_span(case: Case, earliest: str, latest: str) -> None:
    coming = upcoming(case, FRIDAY)
    assert (coming.limit, coming.latest, coming.inferred, coming.unknown) == (d(earliest), d(latest), True, True)
    words = coming.note
    assert words.startswith("Last review not on record: the limit lies between ")
    assert any("Find out its date." in line for line in alerts(case, STATUTORY, TODAY))
    (asked,) = every(case, FRIDAY, "last_review")
    assert (asked.due, asked.clock, asked.inferred) == (d(FRIDAY), "today", True)
    assert (asked.what, asked.weight) == ("Find out the date of the last review", "local")
    review = due(case, FRIDAY, "review")
    assert (review.due, review.inferred) == (d(earliest), True)
    assert review.what == f"Review due {coming.when(TODAY)}"
    assert {duty.kind for duty in duties(case, STATUTORY, TODAY)} - {"iro_allocation"} == {"review", "last_review"}


@pytest.mark.parametrize(
    ("case", "limit", "rule"),
    [
        # A first episode without its reason, reviews of years on record: nothing is due in 2017.
        (partly("10.11.2026", known="01.04.2017", start_known=False), "08.12.2026", "rev1"),
        # The first limit is still within the record.
        (partly("16.03.2026"), "15.04.2026", "rev1"),
        # The last review is on record, and only which it was is not.
        (partly("01.03.2024", "20.05.2026"), "20.11.2026", "rev3+"),
        # One from before the record begins, after which none need have been held before it.
        (partly("01.03.2024", "03.11.2025", "12.01.2026"), "12.07.2026", "rev3+"),
    ],
)
def test_nothing_is_asked_where_no_review_need_be_missing(case: Case, limit: str, rule: str) -> None:
    coming = upcoming(case, FRIDAY)
    assert (coming.limit, coming.rule, coming.unknown) == (d(limit), rule, False)
    assert every(case, FRIDAY, "last_review") == []


def test_a_booking_keeps_its_own_preparation() -> None:
    case = partly("02.03.2026")
    booked = replace(case, reviews=(Review("b", booked=d("04.12.2026")),))
    kinds = {duty.kind for duty in duties(booked, STATUTORY, TODAY)}
    assert {"review", "last_review", "papers", "speak_to_child"} <= kinds
    assert "review_unbooked" not in kinds
    assert not due(booked, FRIDAY, "papers").inferred


def test_the_date_ends_it() -> None:
    for case in (partly("01.12.2025"), partly("02.04.2026", known=None, start_known=False)):
        answered = replace(case, reviews=(Review("r", held=d("16.03.2026"), last_as_of=d(FRIDAY)),))
        assert every(answered, FRIDAY, "last_review") == []
        assert (upcoming(answered, FRIDAY).limit, upcoming(answered, FRIDAY).unknown) == (d("16.09.2026"), False)
    # Found out before the record begins, it says nothing of what came after.
    early = replace(case, reviews=(Review("r", held=d("01.09.2025"), last_as_of=d("02.12.2025")),))
    assert upcoming(early, FRIDAY).unknown


# What a file does not cover


@pytest.mark.parametrize(
    ("ends", "mine", "today", "unknown"),
    [
        ("09.03.2026", None, "20.11.2026", True),  # the limit of 15 Mar fell after the file's last day
        ("09.03.2026", "20.11.2026", "20.11.2026", True),
        ("09.03.2026", None, "15.03.2026", False),  # it is not past
        ("15.03.2026", None, "20.11.2026", False),  # the file tells of its day
        ("30.04.2026", None, "20.11.2026", False),
        (None, None, "20.11.2026", False),
        ("09.03.2026", "15.03.2026", "20.11.2026", False),  # on this caseload by then: for the officer to record
        ("09.03.2026", "16.03.2026", "20.11.2026", True),
    ],
)
def test_a_limit_after_the_last_day_of_the_file(ends: str | None, mine: str | None, today: str, unknown: bool) -> None:
    case = looked_after("03.02.2025", "03.03.2025", "02.06.2025", "15.09.2025", file_ends=d(ends) if ends else None)
    case = replace(case, on_caseload_since=d(mine) if mine else None)
    coming = upcoming(case, today)
    assert (coming.limit, coming.inferred, coming.unknown) == (d("15.03.2026"), unknown, unknown)
    assert [duty.due for duty in every(case, today, "last_review")] == [d(today)] * unknown
    if unknown:
        assert "No review on record since Mon 15 Sep 2025; the file ends Mon 9 Mar." in coming.note
        assert due(case, today, "last_review").note == coming.note.partition(" Last working")[0]
        review = due(case, today, "review")
        assert review.what == "Review: no review on record since Mon 15 Sep 2025; the file ends Mon 9 Mar"
        assert (review.due, review.limit, review.clock) == (d(today), d("15.03.2026"), "today"), "never late"
        assert review.distance == "not known"
    elif today == FRIDAY:
        assert (due(case, today, "review").due, due(case, today, "review").clock) == (d("15.03.2026"), "overdue")


@pytest.mark.parametrize(("booked", "asked"), [("04.12.2026", "04.12.2026"), ("13.11.2026", FRIDAY)])
def test_a_booking_says_when_a_review_is_asked_that_nobody_is_late_by(booked: str, asked: str) -> None:
    case = looked_after("03.02.2025", "03.03.2025", "02.06.2025", "15.09.2025", file_ends=d("09.03.2026"))
    case = replace(case, reviews=(*case.reviews, Review("b", booked=d(booked))))
    review = due(case, FRIDAY, "review")
    assert (review.due, review.days >= 0, review.limit) == (d(asked), True, d("15.03.2026"))


def test_what_was_found_out_since_is_no_silence() -> None:
    case = looked_after("03.02.2025", "03.03.2025", "02.06.2025", "15.09.2025", file_ends=d("09.03.2026"))
    last = case.reviews[-1]._replace(last_as_of=d(FRIDAY))
    answered = replace(case, reviews=(*case.reviews[:-1], last))
    coming = upcoming(answered, FRIDAY)
    assert (coming.limit, coming.inferred, coming.unknown) == (d("15.03.2026"), False, False)
    assert every(answered, FRIDAY, "last_review") == []


def test_what_the_officer_recorded_since_is_no_silence() -> None:
    case = looked_after("03.02.2025", "03.03.2025", "02.06.2025", "16.03.2026", file_ends=d("09.03.2026"))
    assert (upcoming(case, FRIDAY).limit, upcoming(case, FRIDAY).inferred) == (d("16.09.2026"), False)


# An oracle: every history that the record leaves open, reckoned by itself

CLOSED = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2022, 2029)))


def months_on(day: date, months: int) -> date:
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(1)).day))


def due_after(start: date, held: Iterable[date]) -> date:
    """Regulation 33 over a whole history."""
    done = sorted(held)
    if done:
        return months_on(done[-1], 3 if len(done) == 1 else 6)
    day, left = start, 20
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and day not in CLOSED
    return day


@dataclass(frozen=True)
class History:
    start: date
    held: tuple[date, ...]
    known_from: date

    @property
    def on_record(self) -> tuple[date, ...]:
        return tuple(day for day in self.held if day >= self.known_from)

    @property
    def case(self) -> Case:
        reviews = tuple(Review(f"r{n}", held=day) for n, day in enumerate(self.on_record))
        return Case("H1", periods=(CarePeriod(self.start, reviews_known_from=self.known_from),), reviews=reviews)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A child reviewed now in time and now not, of whom the record begins on some day."""
    start = draw(st.dates(date(2023, 1, 2), date(2026, 11, 1)))
    held, day = [], start
    while day < TODAY:
        day += timedelta(draw(st.integers(1, 260)))
        if day <= TODAY:
            held.append(day)
    return History(start, tuple(held), draw(st.dates(date(2023, 1, 2), TODAY)))


@times(8)
@given(histories())
def test_the_truth_lies_in_the_span_and_nobody_overdue_stands_as_on_time(history: History) -> None:
    truth = due_after(history.start, history.held)
    view = CaseOnDay(history.case, STATUTORY, TODAY)
    coming = view.next_review
    assert coming is not None
    event(f"unknown {coming.unknown}, inferred {coming.inferred}")
    assert coming.limit > history.start
    if coming.unknown:
        assert coming.latest is not None
        assert coming.limit <= truth <= coming.latest
        assert truth >= TODAY or coming.limit < TODAY
    elif not coming.inferred:
        assert coming.limit == truth


@times(4)
@given(histories())
def test_the_span_is_that_of_all_histories_the_record_leaves_open(history: History) -> None:
    coming = CaseOnDay(history.case, STATUTORY, TODAY).next_review
    assert coming is not None
    if not coming.unknown:
        return
    hidden = [history.start + timedelta(n) for n in range((history.known_from - history.start).days)]
    histories_left = [(), *((day,) for day in hidden), *pairwise(hidden)]
    limits = [due_after(history.start, (*unseen, *history.on_record)) for unseen in histories_left]
    assert (coming.limit, coming.latest) == (min(limits), max(limits))


@pytest.mark.parametrize(
    ("taken_on", "last_day", "latest"),
    [
        # The child is on this caseload from that day: a meeting of that day is the officer's own to record. The last
        # that may be missing was held the day before, and six months run from it (CPPCR 33(2); reference 1.2, 1.7).
        ("25.11.2026", "24.11.2026", "24.05.2027"),
        ("30.11.2026", "29.11.2026", "29.05.2027"),
        ("01.12.2026", "30.11.2026", "30.05.2027"),
        ("31.08.2026", "30.08.2026", "28.02.2027"),  # no 30 February: the month's end
        ("01.09.2026", "31.08.2026", "28.02.2027"),
        ("01.03.2027", "28.02.2027", "28.08.2027"),
        ("01.03.2028", "29.02.2028", "29.08.2028"),  # a leap day
        ("29.02.2028", "28.02.2028", "28.08.2028"),
        ("01.09.2027", "31.08.2027", "29.02.2028"),
    ],
)
def test_the_last_possible_limit_runs_from_the_day_before_the_child_came(
    taken_on: str, last_day: str, latest: str
) -> None:
    """Of a child put on the caseload with a reference alone, on the day itself; for reviews and conferences alike."""
    mine = d(taken_on)
    period = CarePeriod(mine, start_known=False)
    case = replace(looked_after(taken_on, periods=(period,)), on_caseload_since=mine)
    coming = upcoming(case, taken_on)
    assert (coming.limit, coming.latest) == (mine, d(latest))
    plan = ProtectionPlan(mine, start_known=False)
    conference = due(replace(case, plans=(plan,)), taken_on, "conference")
    assert (conference.limit, conference.latest_limit) == (mine, d(latest))
    assert conference.when(mine) == coming.when(mine)
    # It is what the limit comes to where that last day is found out; where it was earlier, it lies within the span.
    for held, limit in ((d(last_day), d(latest)), (d(last_day) - timedelta(days=1), None)):
        found_out = replace(case, reviews=(Review("r", held=held, last_as_of=mine),))
        now = upcoming(found_out, taken_on)
        assert not now.unknown
        assert now.limit == limit or (limit is None and mine <= now.limit <= d(latest))
    assert not coming.is_beyond(d(latest))
    assert coming.is_beyond(d(latest) + timedelta(days=1))
