"""The officer's diary: what is done on each day, by the hour; what must be done by it; what is free; and clashes.

Nobody enters how long a meeting takes or when a day begins. Where nothing else is known a meeting counts as 90 minutes
and a working day as 9 to 17: inferred, not a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.siblings import group_of
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.words import amount_words, in_a_sentence

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.duty import Duty

MEETING_MINUTES = 90
DAY_BEGINS, DAY_ENDS = 9 * 60, 17 * 60
"""Minutes of the day."""
SHORTEST_FREE = 60
"""Minutes: what is shorter between two meetings is the way from one to the other."""
SAID = 4
"""How many meetings of a day are named beside it."""
Hours = Mapping[str, str]
"""When meetings of some children begin, HH:MM by the child; empty where one has no hour, and for whom is nobody."""


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """Something that is done on a day: a meeting, a court date, a task that has its hour."""

    day: date
    time: str
    """HH:MM; empty where only the day is agreed."""
    duty: Duty
    child_id: str
    """Empty for what concerns no child."""

    @property
    def what(self) -> str:
        """What it is called, whatever is not on record about it."""
        return in_a_sentence(self.duty.meeting or self.duty.what)

    @property
    def called(self) -> str:
        """`10:00 TD 4416 review conference`, without a name."""
        return " ".join(filter(None, (self.time, self.duty.child, self.what)))


class HeldMeeting(NamedTuple):
    """A meeting that took place, or a task of its hour that is done."""

    day: date
    words: str
    time: str
    """HH:MM, as it was agreed for that day; empty where nothing was, or it was another day."""
    child_id: str
    """Empty for what concerns no child."""


def minutes(time: str) -> int:
    """The minutes of the day at HH:MM."""
    hours, _, rest = time.partition(":")
    return int(hours) * 60 + int(rest)


def clock_of(at: int) -> str:
    """HH:MM at so many minutes of the day."""
    return f"{at // 60:02}:{at % 60:02}"


def is_appointment(duty: Duty) -> bool:
    """Whether it has an agreed day or an hour, rather than a day by which it is to be done."""
    if duty.is_meeting:
        return duty.booked is not None and duty.on == duty.booked
    return bool(duty.time) or duty.declared.group is Group.COURT


def appointments(caseload: Caseload, first: date, last: date) -> tuple[DiaryEntry, ...]:
    """What is agreed from one day to another, by day and hour; what has no hour comes after what has."""
    every = (
        DiaryEntry(duty.on, duty.time, duty, child_id)
        for child_id, duties in caseload.duties.items()
        for duty in duties
        if first <= duty.on <= last and is_appointment(duty)
    )
    return tuple(sorted(every, key=lambda each: (each.day, each.time or "~", each.duty.child, each.duty.id)))


def held_meetings(caseload: Caseload, first: date, last: date) -> Iterator[HeldMeeting]:
    """What took place from one day to another, each at the hour that was agreed for that day."""
    cases = {child_id: caseload.cases[child_id] for child_id in caseload.on_day}
    for child_id, case in {**cases, "": caseload.own_tasks}.items():
        meetings = (
            *(
                (review.held, "Review held", review.booked, review.booked_time)
                for review in case.reviews
                if review.is_held
            ),
            *((each.held, "Conference held", each.booked, each.booked_time) for each in case.conferences),
            *((each.held, "Core group", None, "") for each in case.core_groups),
            *((each.done_on, "Day of court", each.on, each.time) for each in case.court_dates),
            *((each.done_on, each.what, each.due, each.time) for each in case.tasks if each.time),
        )
        for day, words, agreed, time in meetings:
            if day and first <= day <= last:
                yield HeldMeeting(day, words, (time or "") if day == agreed else "", child_id)


def free_spans(times: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The stretches of a working day between meetings that begin at these times."""
    at = DAY_BEGINS
    for begins in sorted(min(minutes(time), DAY_ENDS) for time in times if time):
        if begins - at >= SHORTEST_FREE:
            yield clock_of(at), clock_of(begins)
        at = max(at, begins + MEETING_MINUTES)
    if DAY_ENDS - at >= SHORTEST_FREE:
        yield clock_of(at), clock_of(DAY_ENDS)


def beside_day(caseload: Caseload, day: date, child_ids: Sequence[str] = ()) -> str:
    """What else is on a day, for whoever books one: why it is not worked, and its meetings by the hour; no name.

    What is booked for the children themselves is left out: it is what is being moved.
    """
    others = (each for each in appointments(caseload, day, day) if not each.child_id or each.child_id not in child_ids)
    called = [each.called for each in others]
    parts = (caseload.off(day), f"also that day: {_first(called)}" if called else "")
    return " · ".join(filter(None, parts))


def clashes(caseload: Caseload, others: Sequence[DiaryEntry], hours: Hours) -> tuple[DiaryEntry, ...]:
    """What runs at the same time as meetings of these children at these hours would."""
    return tuple(
        each for each in others if any(at_once(caseload, each.child_id, each.time, *hour) for hour in hours.items())
    )


def crowded(caseload: Caseload, hours: Hours) -> tuple[str, ...]:
    """Those of these children whose meetings would run at the same time as another's of them."""
    return tuple(
        child_id
        for child_id, time in hours.items()
        if any(other != child_id and at_once(caseload, child_id, time, other, at) for other, at in hours.items())
    )


def at_once(caseload: Caseload, child_id: str, time: str, other: str, at: str) -> bool:
    """Whether one person cannot be at both of two meetings, each of a child or of nobody, at its hour.

    Those of siblings, or of one child, at the very same time are one sitting. To a manager two officers' are no clash.
    """
    if not time or not at or abs(minutes(time) - minutes(at)) >= MEETING_MINUTES:
        return False
    group = group_of(caseload, child_id)
    one_sitting = bool(child_id) and (child_id == other or (group != "" and group == group_of(caseload, other)))
    return (time != at or not one_sitting) and _who_goes(caseload, child_id) == _who_goes(caseload, other)


def _who_goes(caseload: Caseload, child_id: str) -> str:
    """Who is at a child's meetings, by key: who covers or else has it, to a manager; else the officer."""
    if not caseload.manages or child_id not in caseload.carried:
        return ""
    carried = caseload.carried[child_id]
    return carried.cover or carried.holder or f"nobody yet, {child_id}"


def clash_words(caseload: Caseload, day: date, hours: Hours, moved: Collection[str] = ()) -> str:
    """What runs at the same time as meetings of these children would, in a sentence; empty for nothing.

    `moved`: the ids of the duties that are being moved, which stand nowhere.
    """
    others = [each for each in appointments(caseload, day, day) if each.duty.id not in moved]
    with_others = [each.called for each in clashes(caseload, others, hours)]
    own = [f"{hours[child_id]} {caseload.children[child_id].ref}" for child_id in crowded(caseload, hours)]
    clashes_with = {"! Clash": with_others, "! Clash with one another": own}
    return " ".join(f"{clash}: {_first(called)}." for clash, called in clashes_with.items() if called)


def _first(called: Sequence[str]) -> str:
    more = f" and {len(called) - SAID} more" * (len(called) > SAID)
    return f"{', '.join(called[:SAID])}{more}"


def reviews_of(caseload: Caseload, child_ids: Sequence[str]) -> frozenset[str]:
    """The duties that are the next reviews of these children, by id: what moving them takes away."""
    return frozenset(duty.id for child_id in child_ids for duty in caseload.duties.get(child_id, ()) if duty.is_review)


def counted(kinds: Sequence[str]) -> str:
    """`3 meetings, 2 by the day`: what a day holds, in words."""
    meetings, by = kinds.count("meeting"), kinds.count("by")
    done = kinds.count("done")
    words = [
        f"{done} done" if done else "",
        amount_words(meetings, "meetings") if meetings else "",
        f"{by} to do" if by else "",
    ]
    return ", ".join(filter(None, words))


def whom(caseload: Caseload, child_id: str) -> Who | None:
    """A child of the diary; None for what concerns nobody."""
    return who_of(caseload, child_id) if child_id else None
