"""A review held before the child came here is a date on record: no clock of its record, no lateness, no note."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kind import Group
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, refuses, rows

MARCH, JUNE = date(2026, 3, 12), date(2026, 6, 11)


@pytest.fixture
def child(session: Session) -> str:
    """In care since February, with no review on record."""
    with action(session.engine, "Set up") as work:
        key = work.add(tables.ChildRow(ref="ZZ 8", born=date(2015, 6, 5)))
        work.add(tables.CarePeriodRow(child_id=key, started=date(2026, 2, 16)))
        work.add(tables.LegalStatusRow(child_id=key, code="C2", started=date(2026, 2, 16)))
    return key


def test_its_day_counts_and_nothing_else_begins(session: Session, child: str) -> None:
    assert due(session, child)["review"] == date(2026, 3, 16)
    changes = acts(session, lambda: act(session, "past_review", child, on=MARCH, participation="PN1"))
    assert changes.sentence == "ZZ 8: held before, on record: Thu 12 Mar. The next by Fri 12 Jun."
    assert due(session, child)["review"] == date(2026, 6, 12)
    assert not [duty for duty in session.caseload().duties[child] if duty.declared.group is Group.RECORD]
    assert session.lines(NOTES) == ()
    [review] = rows(session, tables.ReviewRow)
    assert (review["held"], review["participation"], review["follow_record"]) == (MARCH, "PN1", False)


def test_several_days_are_one_action_in_any_order(session: Session, child: str) -> None:
    assert "on3" not in asked(session, "past_review", child, on="11/6/2026")
    assert "on3" in asked(session, "past_review", child, on="11/6/2026", on2="12/3/2026")
    acts(session, lambda: act(session, "past_review", child, on=JUNE, on2=MARCH, on3=JUNE))
    assert due(session, child)["review"] == date(2026, 12, 11)
    assert sorted(row["held"] for row in rows(session, tables.ReviewRow)) == [MARCH, JUNE], "each once"


def test_a_booking_of_that_day_becomes_the_review(session: Session, child: str) -> None:
    with action(session.engine, "Set up") as work:
        booked = work.add(tables.ReviewRow(child_id=child, booked=MARCH, follow_record=True))
    act(session, "past_review", child, on=MARCH)
    [review] = rows(session, tables.ReviewRow)
    assert (review["id"], review["held"], review["follow_record"]) == (booked, MARCH, False)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "Held on is empty"),
        ({"on": TODAY + timedelta(days=1)}, "Held on is Sat 21 Nov, which is to come: give the day of a review"),
        ({"on": date(2014, 1, 1)}, "before the child was born: look at the year"),
        ({"on": date(2026, 2, 15)}, "before the child became looked after on Mon 16 Feb"),
        ({"on": MARCH, "participation": "PN0"}, "The child: PN0 is for children under 4"),
    ],
)
def test_a_day_that_cannot_be(session: Session, child: str, wrong: dict[str, Any], why: str) -> None:
    refuses(session, lambda: act(session, "past_review", child, **wrong), re.escape(why))


def test_a_review_that_is_on_record_is_not_put_there_twice(session: Session, child: str) -> None:
    act(session, "past_review", child, on=MARCH)
    refuses(session, lambda: act(session, "past_review", child, on=MARCH), "on record already")


def test_before_a_record_that_begins_in_the_middle_any_day_may_be(session: Session, child: str) -> None:
    [period] = rows(session, tables.CarePeriodRow)
    with action(session.engine, "Set up") as work:
        work.change(tables.CarePeriodRow, period["id"], start_known=False)
    act(session, "past_review", child, on=date(2026, 1, 20))
    assert [row["held"] for row in rows(session, tables.ReviewRow)] == [date(2026, 1, 20)]


def test_the_date_of_the_last_review_answers_the_duty_that_asks_for_it(session: Session, child: str) -> None:
    """Of a record that begins in the middle: one key, one date, and nothing of it is asked again."""
    [period] = rows(session, tables.CarePeriodRow)
    with action(session.engine, "Set up") as work:
        work.change(tables.CarePeriodRow, period["id"], reviews_known_from=date(2026, 10, 1))
    assert due(session, child).keys() & {"last_review", "review", "papers"} == {"last_review", "review"}
    changes = acts(session, lambda: act(session, "past_review", child, on=JUNE, on2=MARCH))
    assert changes.sentence.endswith("The next by Fri 11 Dec.")
    assert due(session, child)["review"] == date(2026, 12, 11)
    assert "last_review" not in due(session, child)
    assert {row["held"]: row["last_as_of"] for row in rows(session, tables.ReviewRow)} == {MARCH: None, JUNE: TODAY}


def test_that_none_was_held_since_the_file_ends_is_an_answer(session: Session, child: str) -> None:
    act(session, "past_review", child, on=MARCH)
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, file_ends=date(2026, 6, 1))
    assert "last_review" in due(session, child)
    changes = acts(session, lambda: act(session, "past_review", child, on=MARCH))
    assert changes.sentence.endswith("The next by Fri 12 Jun.")
    assert "last_review" not in due(session, child)
    assert due(session, child)["review"] == date(2026, 6, 12)
    assert len(rows(session, tables.ReviewRow)) == 1
