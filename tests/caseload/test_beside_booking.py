"""The diary beside a booking: the day by the hour, its week, and days with room by the rules of preparation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from iro_tui.actions import action_of
from iro_tui.actions.base import look_at
from iro_tui.caseload.beside_booking import WITH_ROOM, BesideBooking
from iro_tui.caseload.diary import is_appointment
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kinds import PREPARATION
from tests.support import TODAY
from tests.support.acting import act, look_after, plan_of

DAY = date(2026, 11, 25)


def beside(session: Session, child: str, day: str = "", time: str = "") -> BesideBooking:
    """What stands beside the form of a booking with this typed into it."""
    book = action_of("book")
    return book.beside(look_at(session, book, [child]), {"day": day, "time": time})


def test_the_day_stands_by_the_hour_with_what_is_free_and_what_runs_at_the_same_time(session: Session) -> None:
    first, second, third = look_after(session, "AB 1", "AB 2", "KB 3")
    act(session, "book", first, day=DAY, time="14:30", place="Leyland")
    act(session, "book", second, day=DAY, time="09:00")
    shown = beside(session, third, "25/11", "15:00")
    assert [(entry.time, entry.words.removesuffix(" second review"), entry.clash) for entry in shown.entries] == [
        ("09:00", "AB 2", False),
        ("", "free 10:30 to 14:30", False),
        ("14:30", "AB 1", True),
        ("", "free 16:00 to 17:00", False),
    ]
    assert (shown.booked, shown.off) == (2, "")
    assert dict(shown.week)[DAY] == 2
    assert not any(entry.clash for entry in beside(session, third, "25/11", "half past").entries)


def test_what_is_being_moved_stands_nowhere_and_a_day_off_is_said(session: Session) -> None:
    first, _ = look_after(session, "AB 1", "AB 2")
    act(session, "book", first, day=DAY, time="14:30")
    assert beside(session, first, "25/11").booked == 0
    weekend = beside(session, first, "28/11")
    assert (weekend.off, weekend.entries) == ("a Saturday", ())
    assert beside(session, first, "no day yet").day is None


def test_days_with_room_hold_nothing_are_worked_and_say_what_they_are_too_early_for(session: Session) -> None:
    first, other = look_after(session, "AB 1", "AB 2")
    act(session, "book", other, day=TODAY + timedelta(days=3), time="10:00")
    caseload = session.caseload()
    taken = {duty.on for duties in caseload.duties.values() for duty in duties if is_appointment(duty)}
    view, asked = caseload.on_day[first], {duty.kind for duty in caseload.duties[first]}
    room = beside(session, first).room
    assert 0 < len(room) <= WITH_ROOM
    for day, words in room:
        assert day > TODAY
        assert day not in taken
        assert not caseload.off(day)
        late = [kind for kind in PREPARATION if kind.id in asked and view.limit(kind.id, day) < TODAY]
        assert (words == "all in time") == (not late)


NONE: list[tuple[str, str, bool]] = []


@pytest.mark.parametrize(
    ("hours", "typed", "siblings", "lines", "warning"),
    [
        (("10:00", "10:00"), "", (), [("10:00", "AB 1 booked here", True), ("10:00", "AB 2 booked here", True)],
         "! Clash with one another: 10:00 AB 1, 10:00 AB 2."),
        (("10:00", "10:30"), "", (0, 1), [("10:00", "AB 1 booked here", True), ("10:30", "AB 2 booked here", True)],
         "! Clash with one another: 10:00 AB 1, 10:30 AB 2."),
        (("10:00", "10:00"), "", (0, 1), NONE, ""),
        (("10:00", "13:00"), "", (), [("10:00", "AB 1 booked here", False), ("13:00", "AB 2 booked here", False)], ""),
        (("10:00", "13:00"), "9", (), [("09:00", "AB 1 booked here", True), ("09:00", "AB 2 booked here", True)],
         "! Clash with one another: 09:00 AB 1, 09:00 AB 2."),
        (("10:00", "13:00"), "9", (0, 1), NONE, ""),
        (("", ""), "", (), NONE, ""),
        (("10:00", "15:00"), "", (), [("10:00", "AB 1 booked here", False), ("14:30", "KB 3 second review", True),
                                      ("15:00", "AB 2 booked here", False)], "! Clash: 14:30 KB 3 second review."),
        (("10:00", "14:30"), "", (1, 2), [("10:00", "AB 1 booked here", False), ("14:30", "KB 3 second review", False),
                                          ("14:30", "AB 2 booked here", False)], ""),
    ],
)  # fmt: skip
def test_several_moved_at_once_say_what_each_clashes_with_at_her_own_hour(
    session: Session,
    hours: tuple[str, str],
    typed: str,
    siblings: tuple[int, ...],
    lines: list[tuple[str, str, bool]],
    warning: str,
) -> None:
    """They keep the hours that they have, unseen: as of one, the day says what runs at the same time."""
    *two, third = three = look_after(session, "AB 1", "AB 2", "KB 3")
    if siblings:
        act(session, "siblings", [three[n] for n in siblings])
    if "KB 3" in warning or siblings == (1, 2):
        act(session, "book", third, day=DAY, time="14:30")
    for child, time, on in zip(two, hours, (23, 24), strict=True):
        act(session, "book", child, day=date(2026, 11, on), time=time)
    book = action_of("book")
    scene = look_at(session, book, two)
    assert [line.split(", ")[1] for line in book.each(scene)] == [
        f"booked {day} {time}".strip() for day, time in zip(("Mon 23 Nov", "Tue 24 Nov"), hours, strict=True)
    ]
    shown = book.beside(scene, {"day": "25/11", "time": typed})
    coming = [(entry.time, entry.words, entry.clash) for entry in shown.entries if not entry.free]
    assert coming == lines
    assert shown.booked == sum("KB 3" in words for _, words, _ in coming), "who comes is not there already"
    why = {"asked_by": "IRO", "reason": "double booked"}
    assert plan_of(session, "book", two, day=DAY, time=typed, **why).warning == warning
    time_asked = {question.name: question for question in book.questions(scene)}["time"]
    assert ("keeps" in time_asked.hint) == (len(set(hours)) > 1)
