"""The paperwork of held reviews: five clocks, the manager's reply, the signature, and two measures never mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from iro_tui.caseload.lists import paperwork
from iro_tui.caseload.lists.paperwork import PAPERWORK, PaperworkLine
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kinds import RECORD
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support.acting import act, acts, counted, end_care, look_after, refuses, rows, tick
from tests.support.stores import open_store

OpenDesk = Callable[[date], Session]
HELD, COMPLETED = date(2026, 12, 14), date(2026, 12, 16)
CHRISTMAS = date(2026, 12, 18)
"""A Friday; the office is shut on 25 and 28 December and 1 January."""


def with_review(session: Session, *refs: str, **facts: Any) -> list[str]:
    """Children with one held review whose record is followed; its keys."""
    children = look_after(session, *refs, held=())
    with action(session.engine, "Set up") as work:
        values: dict[str, Any] = {"held": HELD, "completed": COMPLETED, "follow_record": True, **facts}
        return [work.add(tables.ReviewRow(child_id=child, **values)) for child in children]


def only(session: Session, *, done: bool = False) -> PaperworkLine:
    [row] = session.query(paperwork.paperwork, done=done)
    return row


def test_every_clock_counts_working_days_over_christmas(open_session: OpenDesk) -> None:
    session = open_session(CHRISTMAS)
    with_review(session, "AB 1")
    row = only(session)
    assert (row.ref, row.held, row.completed, row.who.rag) == ("AB 1", HELD, COMPLETED, None)
    assert {step.kind: step.due for step in row.steps} == {
        "decisions": date(2026, 12, 23),
        "manager_reply": None,
        "care_plan_update": date(2027, 1, 4),
        "full_record": date(2027, 1, 11),
        "distribution": date(2027, 1, 18),
    }
    assert row.next
    assert (row.next.kind, row.next.working_days, row.next.late, row.next.clock) == ("decisions", 3, 0, "soon")
    reply = row.steps[1]
    assert (reply.clock, reply.duty_id, reply.late) == ("", "", 0)


def test_every_step_is_ticked_by_its_duty_in_turn(open_session: OpenDesk) -> None:
    session = open_session(date(2027, 1, 5))
    with_review(session, "AB 1")
    assert [step.late for step in only(session).steps] == [6, 0, 1, 0, 0]
    ticked = []
    for _ in RECORD:
        row = only(session)
        assert row.next
        ticked.append(row.next.kind)
        if row.next.kind == "manager_reply":
            refuses(session, partial(tick, session, [(row.child_id, row.next.duty_id)]), "recorded with what it says")
            acts(session, partial(act, session, "reply", (), row.review_id, reply="queries"))
        else:
            acts(session, partial(tick, session, [(row.child_id, row.next.duty_id)]))
    assert ticked == ["decisions", "care_plan_update", "full_record", "manager_reply", "distribution"]
    assert not session.lines(PAPERWORK)
    over = only(session, done=True)
    assert over.next is None
    assert {(step.kind, step.clock, step.late) for step in over.steps} == {
        ("decisions", "done", 6),
        ("manager_reply", "done", 0),
        ("care_plan_update", "done", 1),
        ("full_record", "done", 0),
        ("distribution", "done", 0),
    }
    assert over.steps[1].due == date(2027, 1, 12), "five working days from the decisions"


def test_what_is_due_first_stands_first(open_session: OpenDesk) -> None:
    session = open_session(CHRISTMAS)
    with_review(session, "AB 1", decisions_on=COMPLETED, manager_replied_on=COMPLETED)
    with_review(session, "AB 2")
    with_review(session, "AB 3", follow_record=False)
    with_review(session, "AB 4", held=None, completed=None, booked=date(2026, 12, 21))
    assert [row.ref for row in session.lines(PAPERWORK)] == ["AB 2", "AB 1"]
    assert not session.lines(PAPERWORK, done=True)


def test_the_record_goes_on_once_care_has_ended_and_stands_last(open_session: OpenDesk) -> None:
    session = open_session(date(2027, 1, 5))
    with_review(session, "AB 1")
    before = only(session)
    end_care(session, before.child_id, date(2027, 1, 4))
    assert only(session) == replace(before, left_care=True)
    with_review(session, "AB 2", held=date(2026, 12, 21))
    assert PAPERWORK.heading
    assert [(row.ref, PAPERWORK.heading(row, date(2027, 1, 5), False)) for row in session.lines(PAPERWORK)] == [
        ("AB 2", "Late"),
        ("AB 1", "Left care, still open"),
    ]
    act(session, "done", (), *(step.duty_id for step in before.steps if step.duty_id))
    assert [row.ref for row in session.lines(PAPERWORK)] == ["AB 2", "AB 1"], "the manager's reply is to come"


def test_a_closed_case_asks_for_no_record(open_session: OpenDesk) -> None:
    session = open_session(date(2027, 1, 5))
    with_review(session, "AB 1")
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, only(session).child_id, closed_on=date(2027, 1, 4))
    assert not session.lines(PAPERWORK)
    assert [(step.clock, step.late, step.duty_id) for step in only(session, done=True).steps] == [("", 0, "")] * 5


@pytest.mark.parametrize(("reply", "verb"), [("agrees", "agrees with"), ("queries", "queries")])
def test_a_reply_is_recorded_with_its_day(open_session: OpenDesk, reply: str, verb: str) -> None:
    session = open_session(CHRISTMAS)
    [review] = with_review(session, "AB 1", decisions_on=COMPLETED)
    day = date(2026, 12, 17)
    changes = acts(session, lambda: act(session, "reply", (), review, reply=reply, on=day))
    assert changes.name == "Manager's reply"
    assert changes.sentence == (
        f"AB 1: the manager {verb} the decisions of the review of Mon 14 Dec (reply of Thu 17 Dec)."
    )
    assert (only(session).manager_reply, only(session).steps[1].done_on) == (reply, day)
    other = {"agrees": "queries", "queries": "agrees"}[reply]
    acts(session, lambda: act(session, "reply", (), review, reply=other))
    assert (only(session).manager_reply, only(session).steps[1].done_on) == (other, day), "the first reply's day stays"


def test_without_a_reply_the_recommendations_become_the_decisions(open_session: OpenDesk) -> None:
    session = open_session(date(2026, 12, 29))
    [review] = with_review(session, "AB 1", decisions_on=COMPLETED)
    changes = acts(session, lambda: act(session, "reply", (), review, reply="none"))
    assert changes.sentence == (
        "AB 1: no reply of the manager by Wed 23 Dec: the recommendations of the review of Mon 14 Dec "
        "are now the decisions."
    )
    assert (only(session).manager_reply, only(session).steps[1].done_on) == ("none", date(2026, 12, 29))
    assert only(session).steps[1].late == 2


def test_replies_that_cannot_be(open_session: OpenDesk) -> None:
    session = open_session(CHRISTMAS)
    [waits] = with_review(session, "AB 1", decisions_on=date(2026, 12, 17))
    [early] = with_review(session, "AB 2")
    [old] = with_review(session, "AB 3", follow_record=False, decisions_on=COMPLETED)
    [replied] = with_review(
        session, "AB 4", held=date(2026, 11, 2), completed=None, decisions_on=date(2026, 11, 3),
        manager_replied_on=date(2026, 11, 5), manager_reply="queries",
    )  # fmt: skip

    for review, reply, on, why in (
        (waits, "shrugs", None, "The manager is 'shrugs': give one of agrees, queries, none"),
        (waits, "none", None, "AB 1: the manager has until Thu 24 Dec to reply; record that there was none after"),
        (waits, "agrees", date(2026, 12, 21), "On is Mon 21 Dec, which is to come: give the day of the reply"),
        (waits, "agrees", COMPLETED, "Wed 16 Dec, before the decisions of AB 1 were issued on Thu 17 Dec"),
        (early, "agrees", None, "AB 2: the decisions of the review are not issued yet"),
        (old, "agrees", None, "There is no paperwork of this review to follow"),
        ("gone", "agrees", None, "There is no paperwork of this review to follow"),
        (replied, "none", None, "AB 4: a reply of Thu 5 Nov is on record: give agrees or queries"),
    ):
        refuses(session, partial(act, session, "reply", (), review, reply=reply, on=on), why)


def test_the_record_is_signed_off_once_it_is_written(open_session: OpenDesk) -> None:
    session = open_session(CHRISTMAS)
    [review] = with_review(session, "AB 1")
    refuses(session, lambda: act(session, "sign_off", (), review), "AB 1: the full record is not written yet")
    tick(session, [(only(session).child_id, only(session).steps[3].duty_id)])
    changes = acts(session, lambda: act(session, "sign_off", (), review))
    assert (changes.name, changes.sentence) == (
        "Sign off record",
        "AB 1: record of the review of Mon 14 Dec signed off.",
    )
    assert only(session).signed_off_on == CHRISTMAS
    refuses(session, lambda: act(session, "sign_off", (), review), "signed off on Fri 18 Dec already")
    session.undo()
    assert only(session).signed_off_on is None
    assert rows(session, tables.ReviewRow)[0]["record_on"] == CHRISTMAS


# Two measures


def test_a_late_record_does_not_make_a_review_late(open_session: OpenDesk) -> None:
    session = open_session(date(2026, 12, 18))
    first, second = date(2026, 8, 27), date(2026, 11, 27)
    for ref, held, record_on in (
        ("AB 1", first, date(2026, 9, 10)),  # both in time
        ("AB 2", first, date(2026, 11, 30)),  # held in time, the record late
        ("AB 3", date(2026, 9, 2), date(2026, 9, 3)),  # held after 1 September, its limit; the record in time
        ("AB 4", first, None),  # the record is late and not written
    ):
        with_review(session, ref, held=held, completed=None, record_on=record_on)
    assert paperwork.held_in_time(session.caseload()) == (3, 4)
    assert paperwork.record_in_time(session.caseload()) == (2, 4)
    with_review(session, "AB 5", held=date(2026, 12, 14), completed=None)
    assert paperwork.held_in_time(session.caseload()) == (3, 5)
    assert paperwork.record_in_time(session.caseload()) == (2, 4), "its limit is still ahead"
    look_after(session, "AB 6", held=(first, second))
    assert paperwork.held_in_time(session.caseload()) == (3, 5), "what came with a file is not followed"


def test_each_review_is_measured_by_the_limit_that_stood_then(open_session: OpenDesk) -> None:
    session = open_session(date(2026, 12, 18))
    [review] = with_review(session, "AB 1", held=date(2026, 8, 27), completed=None)
    child = rows(session, tables.ReviewRow, id=review)[0]["child_id"]
    with action(session.engine, "Set up") as work:
        work.add(tables.ReviewRow(child_id=child, held=date(2026, 11, 27), follow_record=True))
    assert paperwork.held_in_time(session.caseload()) == (2, 2)
    with action(session.engine, "Set up") as work:
        work.change(tables.ReviewRow, review, held=date(2026, 8, 26))
    assert paperwork.held_in_time(session.caseload()) == (1, 2), "three months from the actual day before"


def test_a_limit_that_is_not_on_record_is_not_counted(open_session: OpenDesk) -> None:
    session = open_session(date(2026, 12, 18))
    with_review(session, "AB 1", held=date(2026, 12, 1), completed=None)
    with action(session.engine, "Set up") as work:
        work.change(tables.CarePeriodRow, rows(session, tables.CarePeriodRow)[0]["id"], start_known=False)
    assert paperwork.held_in_time(session.caseload()) == (0, 0)


def test_forty_children_cost_no_more_statements_than_one(filled: Path, open_session: OpenDesk) -> None:
    few = open_session(CHRISTMAS)
    with_review(few, "AB 1")
    many = open_store(filled, date(2026, 11, 20))
    try:
        amounts = []
        for session in (few, many):
            session.caseload()
            with counted(session) as statements:
                assert session.lines(PAPERWORK)
                paperwork.held_in_time(session.caseload())
            amounts.append(len(statements))
        assert amounts[0] == amounts[1]
    finally:
        many.close()
