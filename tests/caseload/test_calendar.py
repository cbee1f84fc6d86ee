"""The calendar: one UID for good, sequences that rise, what is cancelled; and that another program reads it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.base import look_at, plan_answers
from iro_tui.actions.calendar_file import WriteCalendar
from iro_tui.caseload.outgoing.calendar import CalendarEntry, ToldEntry, calendar_out, read_told, telling
from iro_tui.caseload.outgoing.kept_calendar import keep_calendar, kept_file, stop_keeping
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.duty_kind import Group
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, look_after, sent

BOOKED = date(2026, 11, 25)


def read_back(path: Path) -> list[Any]:
    """The entries of a file, as another library reads them."""
    return list(vobject.readOne(path.read_text(encoding="utf-8")).vevent_list)


def meeting(path: Path) -> Any:
    every = read_back(path)
    [one] = [event for event in every if event.summary.value in ("Second review AB 1 KB", "Cancelled")]
    return one


@pytest.fixture
def child(session: Session) -> str:
    [key] = look_after(session, "AB 1")
    act(session, "book", key, day=BOOKED, time="10:00", place="Civic Centre, room 2; bring, papers")
    return key


def test_another_library_reads_meetings_and_limits(session: Session, child: str, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    sent(session, calendar_out, path)
    one = meeting(path)
    begins = one.dtstart.value
    assert f"{begins:%Y-%m-%d %H:%M}" == "2026-11-25 10:00"
    assert begins.utcoffset() == timedelta(0), "in winter London is at Greenwich"
    assert one.dtend.value - begins == timedelta(minutes=90)
    assert one.location.value == "Civic Centre, room 2; bring, papers"
    assert one.status.value == "CONFIRMED"
    assert one.valarm.trigger.value == timedelta(hours=-1)
    limits = {event.summary.value: event for event in read_back(path) if event.summary.value.startswith("Limit")}
    assert limits["Limit: second review AB 1 KB"].dtstart.value == date(2026, 11, 27)
    assert all(type(event.dtstart.value) is date for event in limits.values())
    text = path.read_bytes()
    assert NAME.split()[0].encode() not in text
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/London" in text
    assert all(len(line) <= 75 for line in text.splitlines())
    named = tmp_path / "named.ics"
    sent(session, calendar_out, named, names=True)
    assert NAME.encode() in named.read_bytes().replace(b"\r\n ", b"")


def test_the_limits_of_court_are_those_of_the_screens(session: Session, tmp_path: Path) -> None:
    """The end of the 26 weeks, the filing, the care plan before it and the IRO's view: by day, with what sets them."""
    [key] = look_after(session, "CO 1")
    act(session, "proceedings", key, issued=date(2026, 9, 14), guardian="Gail Fairlead")
    act(session, "hearing", key, kind="final", day=date(2027, 2, 10), filing=date(2027, 1, 20))
    act(session, "hearing", key, kind="issues", day=date(2026, 12, 10), filing=date(2026, 12, 3))
    path = tmp_path / "calendar.ics"
    sent(session, calendar_out, path)
    limits = {
        event.summary.value.removeprefix("Limit: ").removesuffix(" CO 1 KB"): event
        for event in read_back(path)
        if event.summary.value.startswith("Limit")
    }
    days = {what: event.dtstart.value for what, event in limits.items()}
    assert (
        days.items()
        >= {
            "proceedings: 26 weeks end": date(2027, 3, 14),
            "papers filed in court, final hearing": date(2027, 1, 20),
            "papers filed in court, issues resolution hearing": date(2026, 12, 3),
            "your view of the plan to the court, final hearing": date(2027, 1, 20),
            "care plan agreed before filing, final hearing": date(2026, 11, 27),
        }.items()
    ), "as the duties have them: the review's own limit lies before the filing"
    assert limits["proceedings: 26 weeks end"].description.value == "CA 1989 s32(1)(a)(ii)"
    assert limits["your view of the plan to the court, final hearing"].description.value == "IRO Handbook 8"
    asked = [duty for duty in session.caseload().duties[key] if duty.declared.group is Group.PROCEEDINGS]
    assert {duty.due for duty in asked if duty.days >= 0} <= set(days.values()), "the same as on the screens"
    assert len({event.uid.value for event in read_back(path)}) == len(read_back(path))


@pytest.mark.parametrize(
    ("care", "reviews", "child", "title", "words", "limits"),
    [
        (  # its limit passed only after the newest file ends
            {"started": date(2025, 2, 3)},
            [date(2025, 3, 3), date(2025, 6, 2), date(2025, 9, 15)],
            {"file_ends": date(2026, 3, 9)},
            "Review AB 1 KB",
            "To be held by Sun 15 Mar 2026 (CPPCR 33(2)): inferred, confirm it.",
            {},
        ),
        (  # the last review is not on record: the limit is a span
            {"started": TODAY, "start_known": False},
            [],
            {},
            "Review AB 1 KB",
            "The limit lies between Fri 20 Nov 2026 and Wed 19 May 2027 (CPPCR 33(2)): inferred, confirm it.",
            {"Limit (inferred): review due between Fri 20 Nov and Wed 19 May 2027 AB 1 KB": TODAY},
        ),
        (  # which review it was that is on record is not
            {"started": date(2025, 2, 3), "start_known": False},
            [date(2026, 6, 1)],
            {},
            "Review AB 1 KB",
            "To be held by Tue 1 Dec 2026 (CPPCR 33(2)): inferred, confirm it.",
            {"Limit (inferred): review AB 1 KB": date(2026, 12, 1)},
        ),
        (
            {"started": date(2025, 2, 3)},
            [date(2025, 3, 3), date(2025, 6, 2), date(2026, 6, 1)],
            {},
            "Review AB 1 KB",
            "To be held by Tue 1 Dec 2026 (CPPCR 33(2)).",
            {"Limit: review AB 1 KB": date(2026, 12, 1)},
        ),
    ],
)
def test_a_limit_that_is_none_for_certain_is_not_told_as_one(
    session: Session, tmp_path: Path, care: Any, reviews: Any, child: Any, title: str, words: str, limits: Any
) -> None:
    """Never the booked day, nor the latest that is possible, in place of the law's limit."""
    with action(session.engine, "Set up") as work:
        key = work.add(tables.ChildRow(ref="AB 1", initials="KB", name=NAME, born=date(2015, 6, 5), **child))
        work.add(tables.CarePeriodRow(child_id=key, **care))
        work.add(tables.LegalStatusRow(child_id=key, code="C2", started=care["started"]))
        for day in reviews:
            work.add(tables.ReviewRow(child_id=key, held=day, completed=day))
        work.add(tables.ReviewRow(child_id=key, booked=BOOKED, booked_time="10:00"))
    sent(session, calendar_out, tmp_path / "calendar.ics")
    every = read_back(tmp_path / "calendar.ics")
    [one] = [event for event in every if event.dtstart.value.isoformat().startswith(BOOKED.isoformat())]
    assert (one.summary.value, one.description.value) == (title, words)
    told = {event.summary.value: event.dtstart.value for event in every if "eview" in event.summary.value}
    assert told.items() >= limits.items()
    assert [each for each in told if each.startswith("Limit")] == list(limits)
    assert all(("inferred" in e.description.value) == ("inferred" in words) for e in every if e.summary.value in limits)


def test_a_summer_meeting_is_an_hour_ahead_of_greenwich(session: Session, child: str, tmp_path: Path) -> None:
    act(session, "book", child, day=date(2027, 4, 20), time="10:00", asked_by="IRO", reason="other")
    sent(session, calendar_out, tmp_path / "calendar.ics")
    assert meeting(tmp_path / "calendar.ics").dtstart.value.utcoffset() == timedelta(hours=1)


def test_what_is_moved_keeps_its_uid_and_what_goes_is_cancelled(session: Session, child: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.ics" for name in ("first", "again", "moved", "gone")]
    sent(session, calendar_out, files[0])
    sent(session, calendar_out, files[1])
    act(session, "book", child, day=date(2026, 11, 26), time="11:00", asked_by="IRO", reason="other")
    sent(session, calendar_out, files[2])
    act(session, "unbook", child, asked_by="IRO", reason="other")
    sent(session, calendar_out, files[3])
    every = [meeting(path) for path in files]
    assert len({event.uid.value for event in every}) == 1
    first, again, moved, gone = [int(event.sequence.value) for event in every]
    assert first == again, "nothing else is told, so nothing is told anew"
    assert again < moved < gone
    assert [event.status.value for event in every] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert every[2].dtstart.value.hour == 11


OF_TODAY: dict[str, tuple[type[Any], dict[str, Any], dict[str, Any]]] = {
    # its table, what it is booked with, and what says that it took place
    "review": (tables.ReviewRow, {"booked": TODAY, "booked_time": "10:00"}, {"held": TODAY}),
    "adjourned": (tables.ReviewRow, {"booked": TODAY, "booked_time": "10:00"}, {"adjourned": TODAY, "booked": None}),
    "conference": (
        tables.ConferenceRow, {"kind": "initial", "strategy_on": TODAY, "booked": TODAY, "booked_time": "10:00"},
        {"held": TODAY},
    ),
    "task": (tables.TaskRow, {"what": "Panel", "due": TODAY, "time": "10:00"}, {"done_on": TODAY}),
    "hearing": (tables.CourtDateRow, {"on_day": TODAY, "time": "10:00", "what": "Hearing"}, {"done_on": TODAY}),
}  # fmt: skip


@pytest.mark.parametrize("kind", OF_TODAY)
@pytest.mark.parametrize("took_place", [True, False], ids=["held", "called off"])
def test_a_meeting_of_today_is_told_as_cancelled_where_it_was_called_off(
    session: Session, kind: str, took_place: bool, tmp_path: Path
) -> None:
    [child] = look_after(session, "AB 1")
    table, booked, held = OF_TODAY[kind]
    with action(session.engine, "Booked") as work:
        row = table(child_id=child, **booked)
        work.add(row)
        key = row.id
    sent(session, calendar_out, tmp_path / "first.ics")
    [told] = [event for event in read_back(tmp_path / "first.ics") if hasattr(event.dtstart.value, "hour")]
    with action(session.engine, "Held, or called off") as work:
        if took_place:
            work.change(table, key, **held)
        else:
            work.remove(table, key)
    for name in ("then", "again"):
        sent(session, calendar_out, tmp_path / f"{name}.ics")
        then = [each for each in read_back(tmp_path / f"{name}.ics") if each.uid.value == told.uid.value]
        assert [each.status.value for each in then] == ([] if took_place else ["CANCELLED"])


def test_a_kept_calendar_is_written_again_after_each_booking(session: Session, child: str, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    sent(session, calendar_out, path)
    assert keep_calendar(session, path).sentence.endswith("is written again after each booking.")
    act(session, "book", child, day=date(2026, 11, 26), time="11:00", asked_by="IRO", reason="other")
    assert meeting(path).dtstart.value.hour == 11
    session.undo()
    assert meeting(path).dtstart.value.hour == 10, "undoing it is told too"
    path.unlink()
    path.mkdir()
    act(session, "rag", child, value="green")
    assert "what it tells is old" in " ".join(session.warnings()), "the rating is set all the same"
    path.rmdir()
    act(session, "rag", child, value="amber", theme="drift")
    assert path.exists()
    assert "THE CALENDAR" not in [notice.head for notice in session.notices()]
    stop_keeping(session)
    before = path.read_bytes()
    act(session, "unbook", child, asked_by="IRO", reason="other")
    assert path.read_bytes() == before
    with pytest.raises(Refused, match="No calendar is kept"):
        stop_keeping(session)


def test_what_was_told_is_kept_without_anybody_in_it(session: Session, child: str, tmp_path: Path) -> None:
    sent(session, calendar_out, tmp_path / "calendar.ics")
    told = session.query(lambda connection, _: read_told(connection))
    assert len(told) >= 2
    assert "AB 1" not in json.dumps({uid: entry.digest for uid, entry in told.items()})
    session.keep_draft("calendar:told", "[not this version's")
    assert session.query(lambda connection, _: read_told(connection)) == {}


UIDS = st.sampled_from("abcd")
ENTRIES = st.dictionaries(UIDS, st.tuples(st.integers(-2, 5), st.sampled_from(["", "10:00", "14:00"])))


@given(st.lists(ENTRIES, min_size=2, max_size=6))
def test_a_sequence_rises_whenever_something_else_is_told_and_never_falls(tellings: list[Any]) -> None:
    told: dict[str, ToldEntry] = {}
    for seen, drawn in enumerate(tellings):
        every = {
            uid: CalendarEntry(uid, TODAY + timedelta(days=days), at, "Review") for uid, (days, at) in drawn.items()
        }
        after = telling(told, every, seen, TODAY)
        assert set(every) <= set(after)
        for uid, entry in after.items():
            before = told.get(uid)
            if before:
                assert (entry.sequence > before.sequence) == (entry.digest != before.digest)
        assert all(not after[uid].digest for uid in set(after) - set(every)), "what went is cancelled"
        assert all(uid in after for uid, before in told.items() if before.day > TODAY), "until its day is over"
        told = after


def test_a_screen_keeps_the_calendar_in_a_folder_and_ends_it(session: Session, child: str, tmp_path: Path) -> None:
    def form(**answers: str) -> Any:
        verb = WriteCalendar(names=False)
        scene = look_at(session, verb)
        return verb, plan_answers(verb, scene, verb.questions(scene), answers)

    verb, planned = form(what="keep", file=str(tmp_path))
    path = tmp_path / "iro-calendar.ics"
    assert planned.sentence == (
        f"writes the calendar to iro-calendar.ics in {tmp_path}, and again after each booking from now on."
    )
    assert verb.perform(session, planned).sentence.endswith("is written again after each booking.")
    act(session, "book", child, day=date(2026, 11, 26), time="11:00", asked_by="IRO", reason="other")
    assert meeting(path).dtstart.value.hour == 11
    theirs = tmp_path / "theirs.ics"
    theirs.write_text("")
    with pytest.raises(Refused, match="There is a file"):
        form(what="keep", file=str(theirs))
    verb, planned = form(what="stop")
    assert str(path) in planned.sentence
    verb.perform(session, planned)
    assert kept_file(session) == (None, False)
    assert [option.value for option in verb.questions(look_at(session, verb))[0].options] == ["once", "keep"]
    act(session, "unbook", child, asked_by="IRO", reason="other")
    verb, planned = form(what="keep", file=str(tmp_path))
    assert ", over the one written before, and again" in planned.sentence
    verb.perform(session, planned)
    assert meeting(path).status.value == "CANCELLED", "what went meanwhile is told at the next writing"
    session.undo()
    assert kept_file(session) == (None, False)
    once = tmp_path / "once.ics"
    verb, planned = form(what="once", file=str(once))
    verb.perform(session, planned)
    assert once.is_file()
    assert kept_file(session)[0] is None
