"""The diary: a meeting stands under the day it is booked for, free hours between meetings, clashes, and the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.beside_booking import beside_booking
from iro_tui.caseload.diary import (
    DAY_BEGINS,
    DAY_ENDS,
    MEETING_MINUTES,
    DiaryEntry,
    beside_day,
    clash_words,
    clock_of,
    free_spans,
    reviews_of,
)
from iro_tui.caseload.diary import minutes as minutes_of
from iro_tui.caseload.group_notes import group_notes
from iro_tui.caseload.lists.kinds import WHEN, When
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.lists.week import BY, DONE, FREE, MEETING, OFF, WEEK
from iro_tui.caseload.session import Session
from iro_tui.domain.colleagues import MANAGERS, OFFICER
from iro_tui.domain.words import day_words
from tests.support import TODAY
from tests.support.acting import LIMIT, act, look_after, plan_of
from tests.support.stores import open_store

times = st.integers(min_value=8 * 60, max_value=18 * 60).map(clock_of)


@given(st.lists(times, max_size=6))
def test_what_is_free_lies_in_the_working_day_and_beside_no_meeting(booked: list[str]) -> None:
    for begins, ends in free_spans(booked):
        assert DAY_BEGINS <= minutes_of(begins) < minutes_of(ends) <= DAY_ENDS
        for time in booked:
            at = minutes_of(time)
            assert at + MEETING_MINUTES <= minutes_of(begins) or at >= minutes_of(ends)


def test_a_review_booked_for_today_stands_first_whatever_its_limit(session: Session) -> None:
    first, other = look_after(session, "AB 1", "AB 2")
    act(session, "book", first, day=TODAY, time="14:30", place="Saltby")
    rows = session.lines(DUTIES)
    assert (rows[0].group, rows[0].child_id, rows[0].duty.time) == ("diary", first, "14:30")
    assert rows[0].note.startswith("Saltby")
    unbooked = next(row for row in rows if row.child_id == other and row.duty.is_review)
    assert unbooked.group == "week"
    assert "not booked" in unbooked.note


def test_a_late_review_stays_late_by_law_until_the_day_it_is_booked_for(session: Session) -> None:
    (child,) = look_after(session, "AB 1", held=(date(2026, 5, 4),))
    far = TODAY + timedelta(days=60)
    act(session, "book", child, day=far, reason="moved by carers", asked_by="carer")
    rows = [row for row in session.lines(DUTIES) if row.duty.is_review]
    assert [(row.group, row.duty.on) for row in rows] == [("law", far)]
    assert not any(row.duty.declared.group == "preparation" and not row.folded_under for row in rows)
    counts = session.caseload().counts
    assert counts.by_law == 1
    assert counts.overdue == sum(row.duty.days < 0 and not row.folded_under for row in session.lines(DUTIES))


@pytest.mark.parametrize("today", [TODAY, LIMIT - timedelta(1), LIMIT])
def test_the_limit_has_no_hour_of_a_meeting_that_is_booked_beyond_it(store: Path, today: date) -> None:
    session = open_store(store)
    (child,) = look_after(session, "AB 1")
    beyond = LIMIT + timedelta(days=3)
    act(session, "book", child, day=beyond, time="10:00", reason="moved by carers", asked_by="carer")
    session.close()
    session = open_store(store, today)
    [row] = [row for row in session.lines(DUTIES) if row.duty.is_review]
    when = When(row.group, row.day, row.duty)
    assert row.day == LIMIT
    assert "10:00" not in WHEN.words(when, today, False)
    assert when.time == ""
    assert f"{day_words(beyond, today)} 10:00" in row.note
    session.close()


def test_a_second_meeting_at_the_same_time_is_said_while_it_is_booked(session: Session) -> None:
    first, second = look_after(session, "AB 1", "AB 2")
    day = date(2026, 11, 25)
    act(session, "book", first, day=day, time="14:30", place="Leyland")
    assert "AB 1" in beside_day(session.caseload(), day)
    assert beside_day(session.caseload(), day, child_ids=[first]) == ""
    assert "Clash: 14:30 AB 1" in plan_of(session, "book", second, day=day, time="15:00").warning
    assert plan_of(session, "book", second, day=day, time="16:00").warning == ""
    assert clash_words(session.caseload(), day, {"": ""}) == ""
    assert beside_day(session.caseload(), date(2026, 11, 28)) == "a Saturday"


def test_a_sibling_s_meeting_of_the_same_time_is_one_sitting_and_no_clash(session: Session) -> None:
    first, second, other = look_after(session, "AB 1", "AB 2", "KB 3")
    act(session, "siblings", [first, second])
    day = date(2026, 11, 25)
    act(session, "book", first, day=day, time="14:30")
    assert plan_of(session, "book", second, day=day, time="14:30").warning == ""
    assert "Clash: 14:30 AB 1" in plan_of(session, "book", second, day=day, time="15:00").warning
    assert "Clash: 14:30 AB 1" in plan_of(session, "book", other, day=day, time="14:30").warning


def test_a_meeting_is_called_by_its_name_whatever_is_not_on_record_about_it(session: Session) -> None:
    look_after(session, "AB 1")
    act(session, "book", session.find_child("AB 1"), day=TODAY, time="10:00")
    [duty] = [each for duties in session.caseload().duties.values() for each in duties if each.is_review]
    told = duty._replace(what="Review: no review on record since Mon 9 Feb", meeting="Review")
    assert DiaryEntry(TODAY, "10:00", told, "c").called == "10:00 AB 1 review"


def test_what_was_held_keeps_the_hour_it_was_agreed_for_and_that_hour_is_not_free(session: Session) -> None:
    """Recorded, the review of 14:00 had no hour any more, and the afternoon was called free."""
    first, other = look_after(session, "AB 1", "AB 2")
    act(session, "book", first, day=TODAY, time="11:00", place="Saltby")
    act(session, "book", other, day=TODAY + timedelta(days=3), time="15:00")
    act(session, "task", (), what="Supervision", due=TODAY, time="15:00")
    for child in (first, other):
        act(session, "hold", child, rag="green", participation="PN1", on=TODAY)
    [task] = [duty for duty in session.caseload().duties[""] if duty.time == "15:00"]
    act(session, "done", (), task.id)
    held = {(row.what, row.child_id, row.time) for row in session.lines(WEEK, 0) if row.kind == DONE}
    assert held == {
        ("Review held", first, "11:00"), ("Review held", other, ""), ("Supervision", "", "15:00")
    }  # fmt: skip
    free = [(row.time, row.until) for row in session.lines(WEEK, 0) if row.kind == FREE and row.day == TODAY]
    assert free == [("09:00", "11:00"), ("12:30", "15:00")]
    beside = beside_booking(session.caseload(), TODAY, {first: ""}, None)
    assert [entry.words for entry in beside.entries if entry.free] == ["free 09:00 to 11:00", "free 12:30 to 15:00"]


def test_the_week_holds_meetings_by_the_hour_free_hours_and_what_is_due(session: Session) -> None:
    first, _ = look_after(session, "AB 1", "AB 2")
    act(session, "book", first, day=date(2026, 11, 25), time="11:00", place="Saltby")
    rows = session.lines(WEEK, 1)
    wednesday = [(row.kind, row.time, row.until) for row in rows if row.day == date(2026, 11, 25) and row.kind != BY]
    assert wednesday == [(FREE, "09:00", "11:00"), (MEETING, "11:00", ""), (FREE, "12:30", "17:00")]
    assert any(row.kind == BY and row.duty and row.duty.is_review for row in rows), "a limit without a booking"
    assert {row.day.weekday() for row in rows} <= set(range(5)), "nothing lies on the weekend"
    act(session, "task", (), what="Open day", due=date(2026, 11, 28), about="own")
    assert date(2026, 11, 28) in {row.day for row in session.lines(WEEK, 1)}
    assert len({row.key for row in rows}) == len(rows)


def test_a_clash_and_leave_are_said_beside_the_heading_of_their_days(session: Session) -> None:
    first, second = look_after(session, "AB 1", "AB 2")
    day = date(2026, 11, 25)
    act(session, "book", first, day=day, time="14:30")
    assert session.query(group_notes, 28) == {}
    act(session, "book", second, day=day, time="15:00")
    act(session, "leave", started=day, ended=day + timedelta(1), kind="training")
    assert session.query(group_notes, 28) == {
        "Next week": "! clash Wed 25 Nov 15:00 · your training Wed 25 Nov to Thu 26 Nov"
    }
    act(session, "leave", started=TODAY, ended=TODAY)
    assert session.query(group_notes, 28)["Diary"] == "your leave"


def test_siblings_reviewed_in_one_sitting_are_no_clash_beside_the_heading(session: Session) -> None:
    first, second = look_after(session, "AB 1", "AB 2")
    act(session, "siblings", [first, second])
    for child in (first, second):
        act(session, "book", child, day=date(2026, 11, 25), time="14:30")
    assert session.query(group_notes, 28) == {}


@pytest.mark.parametrize("role", [OFFICER, *MANAGERS])
@pytest.mark.parametrize(
    ("holders", "at_once"), [(("p1", "p1"), True), (("p1", "p2"), False), (("p1", ""), False), (("", ""), False)]
)
def test_a_clash_is_of_one_persons_day(session: Session, role: str, holders: tuple[str, str], at_once: bool) -> None:
    """To a manager two officers' meetings at the same time are none, nor one of whom nobody has."""
    first, second = look_after(session, "AB 1", "AB 2")
    day = date(2026, 11, 25)
    act(session, "book", first, day=day, time="14:30")
    act(session, "book", second, day=day, time="15:00")
    act(session, "task", (), what="Panel", due=day, about="own", time="09:00")
    caseload = replace(session.caseload(), role=role, authors=dict(zip((first, second), holders, strict=True)))
    said = "! clash Wed 25 Nov 15:00" in " ".join(group_notes(None, caseload, 28).values())
    assert said == (at_once or role == OFFICER)
    assert bool(clash_words(caseload, day, {second: "14:30"}, reviews_of(caseload, [second]))) == said
    assert bool(clash_words(caseload, day, {first: "09:30"})) == (role == OFFICER), "her own task is hers"


def test_one_meeting_for_the_review_and_the_conference_is_no_clash(session: Session) -> None:
    """A child who is looked after and has a plan: one meeting can serve both clocks."""
    [child, other] = look_after(session, "KB 1", "KB 2")
    act(session, "protection_plan", child, what="began", category="neglect", day=date(2026, 9, 1))
    day = date(2026, 11, 24)
    act(session, "conference", child, kind="review", day=day, time="10:00")
    act(session, "book", child, day=day, time="10:00")
    assert not any("clash" in words for words in session.query(group_notes, 28).values())
    act(session, "book", other, day=day, time="10:00")
    assert any("clash" in words for words in session.query(group_notes, 28).values())


def test_a_task_or_a_conference_says_a_clash_as_a_review_does(session: Session) -> None:
    first, second = look_after(session, "AB 1", "AB 2")
    day = date(2026, 11, 25)
    act(session, "book", first, day=day, time="14:30")
    act(session, "task", (), what="Panel", due=day, about="own", time="09:00")
    act(session, "task", second, what="Visit", due=day, about="child", time="09:00")
    tasks = [each for duties in session.caseload().duties.values() for each in duties if each.kind == "task"]
    for duty in tasks:
        child = [second] if duty.child else []
        assert "14:30 AB 1" in plan_of(session, "appointment", child, duty.id, day=day, time="15:00").warning
        assert plan_of(session, "appointment", child, duty.id, day=day, time="11:00").warning == "", "itself is none"


def test_on_a_day_that_is_not_worked_nothing_is_counted_as_done(session: Session) -> None:
    look_after(session, "AB 1")
    act(session, "leave", (), started=date(2026, 12, 21), ended=date(2026, 12, 22), kind="training")
    rows = {row.day: row for row in session.lines(WEEK, 5)}
    for day, why in ((21, "your training"), (22, "your training"), (25, "a bank holiday")):
        row = rows[date(2026, 12, day)]
        assert (row.kind, row.off, row.holds) == (OFF, why, "")


def test_what_is_of_one_day_stands_by_its_hour_and_then_by_its_kind(session: Session) -> None:
    """Also what is due today, at any hour or at one."""
    look_after(session, "AB 1")
    hours = ("", "16:00", "09:00", "11:30")
    for n, time in enumerate(hours):
        act(session, "task", (), what=f"Task {n}", due=TODAY + timedelta(days=1), about="own", time=time)
        act(session, "task", (), what=f"Task {n}", due=TODAY, about="own", time=time)
    rows = [row for row in session.lines(DUTIES) if row.duty.kind == "task"]
    for day in (TODAY, TODAY + timedelta(days=1)):
        times = [row.duty.time for row in rows if row.day == day]
        assert [time for time in times if time] == ["09:00", "11:30", "16:00"]
