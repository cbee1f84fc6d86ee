"""The officer's calendar as a file that Outlook and others read: meetings by the hour, limits as days.

An entry has one UID for good. What is told of it anew has a higher SEQUENCE, and what moved away or went is told as
cancelled until its day is over; for that it is kept which entries were told last. No name stands in it unless asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid5

from iro_tui.caseload.diary import MEETING_MINUTES, appointments
from iro_tui.caseload.exporting import ICS, Outgoing
from iro_tui.caseload.lists.owed import names_of, without_names
from iro_tui.clock import now
from iro_tui.domain.duty_kind import MEETINGS, Group
from iro_tui.domain.words import dated, in_a_sentence
from iro_tui.store import own
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.case import Case
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

KEY = "calendar:told"
"""Where it is kept what was told: a mark of this laptop's own, neither journalled nor undone."""
PLACE = "calendar:file"
"""Where it is kept which file was kept up to date last, so that it may be written again; a mark of the same kind."""
ZONE = "Europe/London"
_OURS = UUID("6d0c2c1e-6a58-4b52-9a3e-3f3b7a1f0a55")
_DOMAIN = "iro-tui.invalid"
_LIMITS = (*MEETINGS, Group.MIDPOINT)
"""What has its limit told as a day; beside it all that proceedings ask."""
_BEFORE_MEETING, _BEFORE_LIMIT = timedelta(hours=-1), timedelta(days=-5)
_AHEAD = timedelta(days=730)
_UNSURE = "inferred, confirm it"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting, or a limit, as a calendar has it."""

    uid: str
    day: date
    time: str
    """HH:MM; empty for what is of the whole day."""
    title: str
    place: str = ""
    words: str = ""
    meeting: bool = True

    @property
    def digest(self) -> str:
        """What is told of it, in short: another one is told anew."""
        says = (self.day.isoformat(), self.time, self.title, self.place, self.words)
        return sha256("\0".join(says).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """What was told of an entry last; an empty digest: that it is cancelled."""

    sequence: int
    digest: str
    day: date
    time: str


Told = Mapping[str, ToldEntry]


# What a calendar holds


def entries(caseload: Caseload, *, names: bool = False) -> Iterator[CalendarEntry]:
    """What is agreed from today on, by the hour, and the limits that lie ahead."""
    today = caseload.today
    # What somebody typed, of a task or a place, may name a child.
    hidden = {} if names else names_of(tuple(caseload.children.values()))
    for each in appointments(caseload, today, today + _AHEAD):
        duty = each.duty
        yield CalendarEntry(
            _uid("meeting", each.child_id, duty.subject or duty.id), each.day, each.time,
            _title(caseload, each.child_id, without_names(duty.meeting or duty.what, hidden), names=names),
            without_names(duty.place, hidden), _set_by(duty),
        )  # fmt: skip
    for child_id, duties in caseload.duties.items():
        for duty in duties if child_id else ():
            for limit in _limits_of(duty, caseload.cases[child_id]):
                if limit.day >= today and not duty.left_care:
                    what, words = without_names(limit.what, hidden), without_names(limit.words, hidden)
                    mark = "Limit (inferred)" if duty.inferred else "Limit"
                    title = _title(caseload, child_id, f"{mark}: {what}", names=names)
                    yield CalendarEntry(_uid("limit", child_id, *limit.of), limit.day, "", title, "", words, False)


class DatedLimit(NamedTuple):
    """A limit as a day of the calendar."""

    of: tuple[str, str]
    """What it is of, by which its entry is known for good."""
    day: date
    what: str
    words: str
    """The law or the practice that sets it."""


def _limits_of(duty: Duty, case: Case) -> Iterator[DatedLimit]:
    """The limit of a duty that has it told as a day.

    Of what goes before a day of court it says before which. The duty's note counts days and weeks: told, it would be
    news every day.
    """
    group, what = duty.declared.group, in_a_sentence(duty.what)
    words = _set_by(duty) if duty.inferred else duty.authority
    court = case.court_date(duty.subject)
    if group in _LIMITS:
        yield DatedLimit((group.name, duty.anchor), duty.limit, what, words)
    elif group is Group.PROCEEDINGS:
        before = f", {in_a_sentence(court.what)}" if court else ""
        yield DatedLimit((duty.kind, duty.anchor), duty.due, f"{what}{before}", words)


def _uid(*parts: str) -> str:
    return f"{uuid5(_OURS, chr(0).join(parts))}@{_DOMAIN}"


def _title(caseload: Caseload, child_id: str, what: str, *, names: bool) -> str:
    child = caseload.children.get(child_id)
    whom = [child.ref, child.initials if child.initials not in child.ref else ""] if child else []
    return clean(" ".join(filter(None, (what, *whom, child.name if child and names else ""))))


def _set_by(duty: Duty) -> str:
    """The law or the practice that sets it; of a meeting its limit too, never its booked day, and how sure that is."""
    if not duty.is_meeting:
        return f"{duty.authority} ({_UNSURE})" if duty.inferred else duty.authority
    if duty.latest_limit:
        span = f"between {dated(duty.limit)} and {dated(duty.latest_limit)}"
        return f"The limit lies {span} ({duty.authority}): {_UNSURE}."
    return f"To be held by {dated(duty.limit)} ({duty.authority}){f': {_UNSURE}' * duty.inferred}."


# What is told of it


def calendar_out(connection: Connection, caseload: Caseload, *, names: bool = False) -> Outgoing:
    """The calendar for a file, with what is kept of it once it is written."""
    known = read_told(connection)
    every = {entry.uid: entry for entry in entries(caseload, names=names)}
    after = telling(known, every, caseload.seen, caseload.today, took_place(caseload))
    gone = {uid: entry for uid, entry in after.items() if not entry.digest}
    return Outgoing(
        "the calendar",
        len(every),
        "entries",
        {ICS: lambda: ics_bytes(every.values(), gone, after)},
        names,
        kept=(KEY, json.dumps({uid: (e.sequence, e.digest, e.day.isoformat(), e.time) for uid, e in after.items()})),
        over=own_file(connection),
    )


def own_file(connection: Connection) -> Path | None:
    """The file that was kept up to date last, also where that was undone or ended."""
    kept = own.read_draft(connection, PLACE)
    return Path(kept) if kept else None


def took_place(caseload: Caseload) -> Set[str]:
    """The meetings of today that took place, or began, by their UIDs: they are told no more, and were not cancelled."""
    today, held = caseload.today, set[str]()
    for child_id, case in {**caseload.cases, "": caseload.own_tasks}.items():
        days = (
            *((review.id, (review.held, review.adjourned)) for review in case.reviews),
            *((conference.id, (conference.held,)) for conference in case.conferences),
            *((court.id, (court.done_on,)) for court in case.court_dates),
            *((task.id, (task.done_on,)) for task in case.tasks),
        )
        held |= {_uid("meeting", child_id, key) for key, each in days if today in each}
    return held


def telling(
    known: Told, every: Mapping[str, CalendarEntry], seen: int, today: date, held: Set[str] = frozenset()
) -> dict[str, ToldEntry]:
    """What is told now, after what was told before. `seen` is the number of the last operation of the store.

    A sequence begins there, so that it rises also where it was forgotten what was told. A meeting of today that is gone
    and is not among those `held` was called off.
    """
    after = {}
    for uid, entry in every.items():
        before = known.get(uid)
        same = before is not None and before.digest == entry.digest
        sequence = before.sequence if before and same else max(seen, before.sequence + 1 if before else 0)
        after[uid] = ToldEntry(sequence, entry.digest, entry.day, entry.time)
    for uid, before in known.items():
        called_off = before.day == today and before.time and uid not in held
        if uid not in every and (before.day > today or called_off):
            sequence = before.sequence if not before.digest else max(seen, before.sequence + 1)
            after[uid] = ToldEntry(sequence, "", before.day, before.time)
    return after


def read_told(connection: Connection) -> dict[str, ToldEntry]:
    """What was told last; nothing where that cannot be read."""
    try:
        kept = json.loads(own.read_draft(connection, KEY) or "{}")
        return {
            str(uid): ToldEntry(int(number), str(digest), date.fromisoformat(day), str(at))
            for uid, (number, digest, day, at) in kept.items()
        }
    except (ValueError, TypeError, AttributeError):  # another version of the program wrote it
        return {}


# The file


def ics_bytes(every: Iterable[CalendarEntry], gone: Told, known: Told) -> bytes:
    """The calendar as a file; `gone` is told as cancelled, and each has the sequence of what is `told`."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//iro-tui//iro//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "IRO")
    calendar.add_component(_london())
    for entry in every:
        calendar.add_component(_event(entry, known[entry.uid].sequence, "CONFIRMED"))
    for uid, before in gone.items():
        entry = CalendarEntry(uid, before.day, before.time, "Cancelled", meeting=bool(before.time))
        calendar.add_component(_event(entry, before.sequence, "CANCELLED"))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, sequence: int, status: str) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now())
    event.add("sequence", sequence)
    event.add("status", status)
    event.add("class", "PRIVATE")
    event.add("summary", entry.title)
    if entry.time:
        begins = datetime.combine(entry.day, time.fromisoformat(entry.time))
        for name, moment in (("dtstart", begins), ("dtend", begins + timedelta(minutes=MEETING_MINUTES))):
            event.add(name, moment, parameters={"TZID": ZONE})
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    for name, words in (("location", entry.place), ("description", entry.words)):
        if words:
            event.add(name, clean(words, multiline=True))
    if status == "CONFIRMED":
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", _BEFORE_MEETING if entry.time else _BEFORE_LIMIT)
        event.add_component(alarm)
    return event


def _london() -> Any:
    """The clock of London, in the file itself: Windows knows it by another name."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, summer = timedelta(0), timedelta(hours=1)
    for kind, name, begins, month, offsets in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, (winter, summer)),  # noqa: DTZ001
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, (summer, winter)),  # noqa: DTZ001
    ):
        kind.add("dtstart", begins)
        kind.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        kind.add("tzname", name)
        kind.add("tzoffsetfrom", offsets[0])
        kind.add("tzoffsetto", offsets[1])
        zone.add_component(kind)
    return zone
