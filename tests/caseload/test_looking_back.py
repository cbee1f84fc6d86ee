"""`--today` in the past: what happened later is not shown, on any list, and cannot be overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from iro_tui import clock
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.escalations import ESCALATIONS
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.page import CASE, NEXT
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support.acting import act, look_after, refuses

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 24)
OpenDesk = Callable[[date], Session]


@pytest.fixture
def child(open_session: OpenDesk) -> str:
    """Reviewed on 27 August; in November the next review is held, and much else happens."""
    with clock.clock(lambda: datetime(2026, 9, 1, 9, tzinfo=UTC)):
        early = open_session(date(2026, 9, 1))
        [key] = look_after(early, "KB 1")
        act(early, "worker", key, role="social_worker", name="Ira Standin", since=date(2026, 8, 3))
        act(early, "decide", key, text="Dental check")
    with clock.clock(lambda: datetime(2026, 11, 24, 9, tzinfo=UTC)):
        late = open_session(NOVEMBER)
        act(late, "hold", key, on=NOVEMBER, rag="green", participation="PN1", decision1="A school; Kit")
        act(late, "contact", key, who="child", how="phone", note="rang")
        act(late, "escalate", key, issue="drift")
        act(late, "midpoint", key, outcome="none")
        act(late, "good_practice", key, issue="kept")
        act(late, "worker", key, role="social_worker", name="Kit Newcomer", since=NOVEMBER)
        with action(late.engine, "Close") as work:
            work.change(tables.ChildRow, key, closed_on=NOVEMBER)
    return key


def test_every_list_is_as_it_was(open_session: OpenDesk, child: str) -> None:
    then = open_session(OCTOBER)
    [row] = then.lines(CHILDREN)
    assert row.next_review is not None
    assert (row.next_review.limit, row.who.rag) == (date(2026, 11, 27), None)
    assert [review.held for review in then.lines(REVIEWS, held=True)] == [date(2026, 8, 27)]
    assert then.lines(ESCALATIONS, closed=None) == ()
    assert then.lines(MIDPOINTS, done=True) == ()
    assert [decision.text for decision in then.caseload().cases[child].open_decisions] == ["Dental check"]
    assert then.caseload().workers[child].social_worker == "Ira Standin"
    assert not [line for line in then.lines(CASE, child) if line.section != NEXT and line.on and line.on > OCTOBER]
    assert {note.on for note in then.lines(NOTES)} == {date(2026, 8, 3), date(2026, 9, 1)}
    assert then.strip().outbox == len(then.lines(NOTES))
    assert {entry.at.date() for entry in then.lines(ENTRIES)} == {date(2026, 9, 1)}


def test_on_the_day_itself_all_of_it_is_there(open_session: OpenDesk, child: str) -> None:
    now = open_session(NOVEMBER)
    assert now.lines(CHILDREN) == (), "closed"
    assert len(now.lines(REVIEWS, held=True)) == 2
    assert NOVEMBER in {note.on for note in now.lines(NOTES)}
    assert len(now.lines(ENTRIES)) > len(open_session(OCTOBER).lines(ENTRIES))


def test_what_happened_later_is_not_overwritten_unseen(open_session: OpenDesk, child: str) -> None:
    with action(open_session(NOVEMBER).engine, "Set up") as work:
        booked = work.add(tables.ReviewRow(child_id=child, booked=date(2026, 11, 20), held=date(2026, 11, 25)))
    then = open_session(OCTOBER)
    upcoming = then.caseload().on_day[child].next_review
    assert upcoming is not None
    assert upcoming.review_id == booked, "planned then"
    held = {"on": OCTOBER, "rag": "green", "participation": "PN1"}
    with clock.clock(lambda: datetime(2026, 11, 30, 9, tzinfo=UTC)):
        refuses(then, lambda: act(then, "hold", child, **held), "dated Wed 25 Nov, after the day you look at")
        act(then, "contact", child, who="child", how="phone", note="rang")
    # What is dated ahead on the very day is a plan, and may be changed.
    with clock.clock(lambda: datetime(2026, 10, 1, 9, tzinfo=UTC)):
        act(then, "hold", child, **held)


def test_what_another_window_records_for_a_later_day_is_not_shown(open_session: OpenDesk) -> None:
    with clock.clock(lambda: datetime(2026, 9, 1, 9, tzinfo=UTC)):
        [child] = look_after(open_session(OCTOBER), "KB 1")
    then, there = open_session(OCTOBER), open_session(NOVEMBER)
    before = then.lines(CHILDREN)
    act(there, "hold", child, on=NOVEMBER, rag="red", theme="drift", participation="PN1")
    assert then.lines(CHILDREN) == before
    assert len(then.lines(REVIEWS, held=True)) == 1
