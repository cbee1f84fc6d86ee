"""What stands beside a booking while it is typed: the day by the hour, how full its week is, and days with room.

Nothing of it is a rule: it is the officer's own diary, without names. What is in time on a day is worked out by the
rules of preparation alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.caseload.diary import (
    DiaryEntry,
    HeldMeeting,
    Hours,
    appointments,
    clashes,
    crowded,
    free_spans,
    held_meetings,
)
from iro_tui.caseload.today_words import READY
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.words import in_a_sentence

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.case_on_day import CaseOnDay

WITH_ROOM = 3
"""How many days with room are offered."""
LOOKED_THROUGH = 28
"""Days ahead that are looked through for them where no limit is still to come."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A line of the day: a meeting by its hour, or a free stretch."""

    time: str
    """HH:MM; empty for a free stretch, and where only the day is agreed."""
    words: str
    clash: bool = False
    free: bool = False
    coming: bool = False
    """Whether it is one of several that would come to this day by what is being booked."""


@dataclass(frozen=True, slots=True)
class BesideBooking:
    """The day that is booked, its week and the next days with room; a day of None: nothing is typed yet."""

    day: date | None
    off: str
    """Why the day is not worked; empty where it is."""
    entries: tuple[DayEntry, ...]
    week: tuple[tuple[date, int | None], ...]
    """Its working days with their meetings; None where one is not worked."""
    room: tuple[tuple[date, str], ...]
    """Days without a meeting, and of a review how much of its preparation is in time."""

    @property
    def booked(self) -> int:
        """The meetings that are on the day already."""
        return sum(not entry.free and not entry.coming for entry in self.entries)


def beside_booking(
    caseload: Caseload,
    day: date | None,
    hours: Hours,
    limit: date | None,
    *,
    moved: Collection[str] = (),
    review: bool = False,
) -> BesideBooking:
    """The diary for whoever books or moves meetings of these children to a day, each at her hour if there is one.

    `moved`: the ids of the duties that are being moved, which stand nowhere. `limit`: by when it is due.
    """
    today = caseload.today
    monday = (day or today) - timedelta(days=(day or today).weekday())
    last = limit if limit and limit > today else today + timedelta(days=LOOKED_THROUGH)
    lies = [
        each for each in appointments(caseload, min(monday, today), max(monday + timedelta(days=6), last))
        if each.duty.id not in moved
    ]  # fmt: skip
    held = [each for each in held_meetings(caseload, today, today) if each.time] if day == today else []
    per_day = Counter(each.day for each in lies)
    of_day = [each for each in lies if each.day == day]
    off = caseload.off(day) if day else ""
    clash = clashes(caseload, of_day, hours)
    coming = tuple(_coming(caseload, hours)) if day else ()
    week = [monday + timedelta(days=n) for n in range(5)]
    ahead = [today + timedelta(days=n) for n in range(1, (last - today).days + 1)]
    free = [each for each in ahead if not per_day[each] and not caseload.off(each)]
    return BesideBooking(
        day,
        off,
        tuple(_entries(of_day, clash, (*_held(caseload, held), *coming), worked=day is not None and not off)),
        tuple((each, None if caseload.off(each) else per_day[each]) for each in week),
        tuple(_room(caseload, free, tuple(hours) if review else ())),
    )


def _coming(caseload: Caseload, hours: Hours) -> Iterator[DayEntry]:
    """Each of several children at her hour, where they do not come as one sitting."""
    clash = crowded(caseload, hours)
    apart = bool(clash) or len(set(hours.values())) > 1
    for child_id, time in hours.items():
        if time and apart:
            yield DayEntry(time, f"{caseload.children[child_id].ref} booked here", child_id in clash, coming=True)


def _held(caseload: Caseload, meetings: Sequence[HeldMeeting]) -> Iterator[DayEntry]:
    """What was held today already: its hour is not free for it."""
    for each in meetings:
        ref = caseload.children[each.child_id].ref if each.child_id else ""
        yield DayEntry(each.time, f"{ref} {in_a_sentence(each.words)}".strip())


def _entries(
    of_day: Sequence[DiaryEntry], clash: Collection[DiaryEntry], coming: Sequence[DayEntry], *, worked: bool
) -> Iterator[DayEntry]:
    """By the hour, with what is free between; what has no hour stands last."""
    lines = [
        *(DayEntry(each.time, f"{each.duty.child} {each.what}".strip(), clash=each in clash) for each in of_day),
        *coming,
    ]
    spans = free_spans([line.time for line in lines]) if worked else ()
    timed = [(line.time or "~", line) for line in lines]
    timed += [(begins, DayEntry("", f"free {begins} to {ends}", free=True)) for begins, ends in spans]
    return (line for _, line in sorted(timed, key=lambda each: each[0]))


def _room(caseload: Caseload, free: Sequence[date], child_ids: Sequence[str]) -> Iterator[tuple[date, str]]:
    """The first days on which everything is in time; where there are not so many, then those with the least late."""
    waits = _waits(caseload, child_ids)
    late = {
        day: tuple(dict.fromkeys(READY[kind] for view, kind in waits if view.limit(kind, day) < caseload.today))
        for day in free
    }
    picked = sorted(sorted(free, key=lambda day: (len(late[day]), day))[:WITH_ROOM])
    for day in picked:
        yield day, _in_time(late[day]) if child_ids else ""


def _in_time(late: Sequence[str]) -> str:
    """`all in time`, `late invitations`, `3 steps late`."""
    if len(late) > 1:
        return f"{len(late)} steps late"
    return f"late {late[0]}" if late else "all in time"


def _waits(caseload: Caseload, child_ids: Sequence[str]) -> list[tuple[CaseOnDay, str]]:
    """What of the preparation is still to be done, by its kind, with the case of the child it waits for."""
    return [
        (view, kind.id)
        for child_id in child_ids
        if (view := caseload.on_day.get(child_id))
        for kind in PREPARATION
        if any(duty.kind == kind.id for duty in caseload.duties[child_id])
    ]
