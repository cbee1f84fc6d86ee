"""Open decisions by the social worker who is to see to them."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.lists.decisions import DECISIONS, NOBODY
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, look_after, rows

SOON, LATER = date(2026, 12, 1), date(2026, 12, 8)


def headings(session: Session) -> list[tuple[str, str, str]]:
    assert DECISIONS.heading
    return [(DECISIONS.heading(line, TODAY, None), line.ref, line.decision.text) for line in session.lines(DECISIONS)]


def test_by_worker_then_by_day_and_whom_nobody_works_with_last(session: Session) -> None:
    first, second, third = look_after(session, "K-1", "K-2", "K-3")
    act(session, "decide", third, text="Passport", due=SOON)
    act(session, "worker", first, role="social_worker", name="Zoe Madeup", team="East")
    act(session, "worker", second, role="social_worker", name="ann Invented", team="West")
    act(session, "decide", first, text="Dental check", due=LATER)
    act(session, "decide", first, text="Life story", due=SOON)
    act(session, "decide", second, text="School move")
    assert headings(session) == [
        ("ann Invented · West", "K-2", "School move"),
        ("Zoe Madeup · East", "K-1", "Life story"),
        ("Zoe Madeup · East", "K-1", "Dental check"),
        (NOBODY, "K-3", "Passport"),
    ]


def test_what_is_done_goes_and_a_tick_works_from_its_row(session: Session) -> None:
    [child] = look_after(session, "K-1")
    act(session, "decide", child, text="Dental check", due=SOON)
    [line] = session.lines(DECISIONS)
    assert line.duty
    assert line.duty.due == SOON
    act(session, "done", (), line.duty.id)
    assert not session.lines(DECISIONS)


def test_without_a_day_it_stands_there_all_the_same(session: Session) -> None:
    [child] = look_after(session, "K-1")
    act(session, "decide", child, text="Savings")
    with action(session.engine, "Set up") as work:
        [period] = rows(session, tables.CarePeriodRow)
        work.remove(tables.CarePeriodRow, period["id"])  # under a protection plan only, say
    assert [(line.decision.text, line.duty) for line in session.lines(DECISIONS)] == [("Savings", None)]


def test_those_of_children_who_left_care_come_last_due_on_the_day_it_ended(session: Session) -> None:
    left, other = look_after(session, "K-1", "K-2")
    act(session, "worker", left, role="social_worker", name="Ann Invented", team="West")
    act(session, "decide", left, text="Savings")
    act(session, "decide", other, text="Passport", due=LATER)
    act(session, "end_care", left, reason="E4A", on=date(2026, 11, 18))
    assert headings(session) == [(NOBODY, "K-2", "Passport"), ("Left care, still open", "K-1", "Savings")]
    assert [line.duty and line.duty.due for line in session.lines(DECISIONS)] == [LATER, date(2026, 11, 18)]
