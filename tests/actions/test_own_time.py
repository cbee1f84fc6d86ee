"""The officer's own leave and working days: told, corrected, taken back, and said beside a day; never forbidden."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.diary import beside_day
from iro_tui.caseload.lists.week import FREE, WEEK
from iro_tui.caseload.session import Session
from iro_tui.domain.own_time import Away, OwnTime, read_days, spans, written_days
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, asked, look_after, plan_of, refuses, rows

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
days_of_a_week = st.sets(st.integers(0, 4), min_size=1)


@pytest.mark.parametrize(
    ("first", "last", "brief"),
    [
        (date(2026, 11, 16), date(2026, 12, 4), ("to 4 Dec", "")),
        (date(2026, 11, 20), date(2027, 1, 4), ("to 4 Jan 2027", "")),
        (date(2026, 12, 1), date(2026, 12, 4), ("1–4 Dec", "")),
        (date(2026, 12, 3), date(2026, 12, 3), ("3 Dec", "")),
        (date(2026, 11, 20), date(2026, 11, 20), ("20 Nov", "")),
        (date(2026, 11, 28), date(2026, 12, 4), ("from 28 Nov", " to 4 Dec")),
        (date(2026, 12, 21), date(2027, 1, 4), ("from 21 Dec", " to 4 Jan 2027")),
    ],
)
def test_a_spell_is_told_briefly(first: date, last: date, brief: tuple[str, str]) -> None:
    assert Away("", first, last).brief(date(2026, 11, 20)) == brief


@given(days_of_a_week, st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 60))
def test_a_day_is_off_by_leave_or_by_the_week_and_the_weekend_is_no_ones(
    days: set[int], first: date, long: int
) -> None:
    spell = Away("a", first, first + timedelta(long))
    own = OwnTime(read_days(written_days(days)), (spell,))
    for n in range(-9, long + 9):
        day = first + timedelta(n)
        assert (own.off(day) == "your leave") == spell.covers(day) == (0 <= n <= long)
        if not spell.covers(day):
            assert bool(own.off(day)) == (day.weekday() < 5 and day.weekday() not in days)


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from("ab")), unique_by=lambda item: item[0]))
def test_days_that_follow_each_other_are_said_as_one(days: list[tuple[int, str]]) -> None:
    given_days = [(TODAY + timedelta(n), words) for n, words in sorted(days)]
    said = spans(given_days)
    assert [(d, w) for first, last, w in said for d in _between(first, last)] == given_days
    assert all(b[0] - a[1] > timedelta(1) or a[2] != b[2] for a, b in pairwise(said))


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def test_leave_is_told_corrected_and_taken_back_and_each_is_undone(session: Session) -> None:
    changes = act(session, "leave", started=MONDAY, ended=FRIDAY)
    assert changes.sentence == "Your own: leave Mon 23 Nov to Fri 27 Nov."
    assert session.caseload().off(FRIDAY) == "your leave"
    session.undo(changes.operation)
    assert session.caseload().off(FRIDAY) == ""
    session.redo(changes.operation)
    which = asked(session, "leave")["which"].options[-1].value
    act(session, "leave", which=which, ended=MONDAY, kind="training")
    assert (session.caseload().off(MONDAY), session.caseload().off(FRIDAY)) == ("your training", "")
    assert act(session, "leave", which=which, back=True).sentence == "Your own: training Mon 23 Nov taken back."
    assert rows(session, tables.AwayRow) == []


def test_leave_that_cannot_be_is_refused(session: Session) -> None:
    act(session, "leave", started=MONDAY, ended=FRIDAY)
    refuses(session, lambda: act(session, "leave", started=FRIDAY), "away then already: leave Mon 23 Nov")
    refuses(session, lambda: act(session, "leave", started=FRIDAY + timedelta(9), ended=FRIDAY), "before it begins")
    refuses(session, lambda: act(session, "leave", started=TODAY + timedelta(90), ended=date(2029, 1, 1)), "a year")
    refuses(session, lambda: act(session, "leave", which="2020-01-01", back=True), r"is|not on record")


def test_a_booking_on_a_day_of_ones_own_is_said_and_goes_ahead(session: Session) -> None:
    (child,) = look_after(session, "AB 1")
    act(session, "leave", started=MONDAY, ended=MONDAY)
    act(session, "working_days", days="Mon, Tue, Wed, Fri")
    thursday = MONDAY + timedelta(3)
    assert beside_day(session.caseload(), MONDAY) == "your leave"
    assert "(your leave)" in plan_of(session, "book", child, day=MONDAY).sentence
    assert "(not your working day)" in act(session, "book", child, day=thursday).sentence
    assert "1 meeting booked in it" in plan_of(session, "leave", started=thursday, ended=FRIDAY).warning


def test_week_and_load_show_the_days_that_are_ones_own(session: Session) -> None:
    look_after(session, "AB 1")
    assert session.review_load()[1].days[:2] == (0, 0)
    act(session, "leave", started=MONDAY, ended=MONDAY)
    act(session, "working_days", days="Mon, Wed, Thu, Fri")
    assert session.review_load()[1].days[:2] == (None, None)
    lines = session.lines(WEEK, weeks=1)
    of_monday = [line for line in lines if line.day == MONDAY]
    assert [(line.off, line.what) for line in of_monday] == [("your leave", "Your leave")]
    assert {line.off for line in lines if line.day == MONDAY + timedelta(1)} == {"not your working day"}
    assert any(line.kind == FREE for line in lines if line.day == FRIDAY)
