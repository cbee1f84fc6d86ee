"""One meeting for a conference and a review: booked and moved in one form, recorded one after the other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.actions.base import Following
from iro_tui.caseload.counted import LISTED
from iro_tui.caseload.filters import matching
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.conferences import CONFERENCES
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, acts, asked, due, look_after, plan_of, rows

BEGAN = date(2026, 9, 8)
"""When the plan began: the first review conference is due by Tue 8 Dec, the looked-after review by Fri 27 Nov."""
BOTH = date(2026, 11, 26)
HELD = {"rag": "green", "participation": "PN1"}


def test_who_has_both_clocks_is_counted_under_either(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        for ref, plan, care in (("P", 1, 0), ("B", 1, 1), ("L", 0, 1)):
            child = work.add(tables.ChildRow(ref=ref, born=date(2019, 5, 5), on_caseload_since=date(2026, 6, 1)))
            if plan:
                work.add(tables.ProtectionPlanRow(child_id=child, started=date(2026, 6, 1), category="neglect"))
            if care:
                work.add(tables.CarePeriodRow(child_id=child, started=date(2026, 6, 1)))
                work.add(tables.LegalStatusRow(child_id=child, code="C2", started=date(2026, 6, 1)))
    strip = session.strip()
    assert (strip.children, strip.looked_after, strip.child_protection) == (3, 2, 2)
    pressed = matching(session.lines(CHILDREN), LISTED["child_protection"].only)
    assert {row.who.ref for row in pressed} == {"P", "B"}


@pytest.fixture
def child(session: Session) -> str:
    [child] = look_after(session, "CP 1")
    with action(session.engine, "Set up") as work:
        work.add(tables.ProtectionPlanRow(child_id=child, started=BEGAN, category="neglect"))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=BEGAN, outcome="plan"))
    return child


def conference(session: Session, child: str) -> Any:
    return next(duty for duty in session.caseload().duties[child] if duty.kind == "conference")


def booked(session: Session) -> tuple[date | None, date | None]:
    """The day of the review and that of the conference."""
    [review] = [row["booked"] for row in rows(session, tables.ReviewRow) if row["held"] is None] or [None]
    [meeting] = [row["booked"] for row in rows(session, tables.ConferenceRow) if row["held"] is None] or [None]
    return review, meeting


@pytest.mark.parametrize(
    ("day", "can_be"),
    [("", False), ("26/11/26", True), ("27/11/26", True), ("30/11/26", False), ("19/11/26", False)],
)
def test_a_day_within_both_limits_can_be_both(session: Session, child: str, day: str, can_be: bool) -> None:
    key = conference(session, child).id
    assert ("review" in asked(session, "appointment", (), key, day=day)) is can_be
    if can_be:
        assert asked(session, "appointment", (), key, day=day)["review"].default == "", "it is said, never taken"


def test_one_meeting_is_booked_for_both_and_moved_for_both(session: Session, child: str) -> None:
    key = conference(session, child).id
    both = {"day": BOTH, "time": "10:00", "place": "Civic Centre", "review": True}
    said = acts(session, lambda: act(session, "appointment", (), key, **both)).sentence
    assert said == (
        "CP 1: first review conference booked for Thu 26 Nov. "
        "CP 1: review booked for Thu 26 Nov, 1 wd before its limit."
    )
    assert booked(session) == (BOTH, BOTH)
    [review] = [row for row in rows(session, tables.ReviewRow) if row["held"] is None]
    assert (review["booked_time"], review["venue"]) == ("10:00", "Civic Centre")
    assert conference(session, child).note.endswith("One day is booked for both.")
    [line] = [line for line in session.lines(CONFERENCES) if line.duty and line.duty.kind == "conference"]
    assert line.both
    key = conference(session, child).id
    move = {"day": date(2026, 11, 24), "asked_by": "social worker", "reason": "no report"}
    assert asked(session, "appointment", (), key, day="24/11/26")["review"].default == "yes"
    acts(session, lambda: act(session, "appointment", (), key, **move))
    assert booked(session) == (move["day"], move["day"])
    for table in (tables.DateChangeRow, tables.ConferenceMoveRow):
        [moved] = rows(session, table)
        assert (moved["old_date"], moved["new_date"], moved["reason"]) == (BOTH, move["day"], "no report")
    acts(session, lambda: act(session, "appointment", (), key, **{**move, "day": BOTH}, review=False))
    assert booked(session) == (move["day"], BOTH), "the review stays where it is"


def test_a_review_is_booked_for_the_day_that_the_conference_has(session: Session, child: str) -> None:
    act(session, "appointment", (), conference(session, child).id, day=BOTH)
    assert booked(session) == (None, BOTH)
    said = acts(session, lambda: act(session, "appointment", (), conference(session, child).id, review=True)).sentence
    assert said == "CP 1: review booked for Thu 26 Nov, 1 wd before its limit."
    assert booked(session) == (BOTH, BOTH)


def test_a_conference_is_booked_for_the_day_that_the_review_has(session: Session, child: str) -> None:
    act(session, "book", child, day=BOTH, time="14:00", place="Civic Centre", chair="Petra Fairlead")
    questions = asked(session, "appointment", (), conference(session, child).id)
    assert [questions[name].default for name in ("day", "time", "place")] == ["26/11/2026", "14:00", "Civic Centre"]
    assert "review" not in questions, "it has that day already"
    acts(session, lambda: act(session, "appointment", (), conference(session, child).id))
    assert booked(session) == (BOTH, BOTH)


@pytest.mark.parametrize("review", [True, False])
def test_the_record_of_the_review_follows_on_that_of_the_conference(session: Session, child: str, review: bool) -> None:
    act(session, "appointment", (), conference(session, child).id, day=TODAY, review=True)
    assert asked(session, "hold_conference", child)["review"].default == "yes"
    assert "review" not in asked(session, "hold_conference", child, happened="not held")
    answers = {"outcome": "continues", "review": review}
    planned = plan_of(session, "hold_conference", child, **answers)
    assert planned.then == (Following("hold", {"on": "20/11/2026"}) if review else None)
    acts(session, lambda: act(session, "hold_conference", child, **answers))
    acts(session, lambda: act(session, "hold", child, **HELD))
    assert due(session, child)["conference"] == date(2027, 5, 20)


def test_the_record_of_the_conference_follows_on_that_of_the_review(session: Session, child: str) -> None:
    assert plan_of(session, "hold", child, **HELD).then is None
    act(session, "appointment", (), conference(session, child).id, day=TODAY, review=True)
    assert plan_of(session, "hold", child, **HELD).then == Following("hold_conference", {"on": "20/11/2026"})
    act(session, "hold", child, **HELD)
    assert "review" not in asked(session, "hold_conference", child), "it is on record"


def test_of_a_child_who_is_not_looked_after_no_review_is_asked(session: Session) -> None:
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="CP 2", born=date(2019, 5, 5), on_caseload_since=date(2026, 1, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", strategy_on=date(2026, 11, 9)))
    assert "review" not in asked(session, "appointment", (), conference(session, child).id, day="26/11/26")
    assert "review" not in asked(session, "hold_conference", child)
