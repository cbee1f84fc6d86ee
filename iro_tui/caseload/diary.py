"""The officer's diary: what is done on each day, by the hour; what must be done by it; what is free; and clashes.

Nobody enters how long a meeting takes or when a day begins. Where nothing else is known a meeting counts as 90 minutes
and a working day as 9 to 17: inferred, not a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.siblings import siblings_of
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


def free_spans(times: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The stretches of a working day between meetings that begin at these times."""
    at = DAY_BEGINS
    for begins in sorted(min(minutes(time), DAY_ENDS) for time in times if time):
        if begins - at >= SHORTEST_FREE:
            yield clock_of(at), clock_of(begins)
        at = max(at, begins + MEETING_MINUTES)
    if DAY_ENDS - at >= SHORTEST_FREE:
        yield clock_of(at), clock_of(DAY_ENDS)


def clashing(time: str, others: Sequence[DiaryEntry]) -> tuple[DiaryEntry, ...]:
    """The meetings that run at the same time as one beginning then."""
    if not time:
        return ()
    at = minutes(time)
    return tuple(each for each in others if each.time and abs(minutes(each.time) - at) < MEETING_MINUTES)


def beside_day(caseload: Caseload, day: date, child_ids: Sequence[str] = ()) -> str:
    """What else is on a day, for whoever books one: why it is not worked, and its meetings by the hour; no name.

    What is booked for the children themselves is left out: it is what is being moved.
    """
    called = [each.called for each in _others(caseload, day, child_ids)]
    more = f" and {len(called) - SAID} more" * (len(called) > SAID)
    parts = (caseload.off(day), f"also that day: {', '.join(called[:SAID])}{more}" if called else "")
    return " · ".join(filter(None, parts))


def _others(caseload: Caseload, day: date, child_ids: Sequence[str]) -> list[DiaryEntry]:
    return [each for each in appointments(caseload, day, day) if not each.child_id or each.child_id not in child_ids]


def siblings_apart(
    caseload: Caseload, others: Sequence[DiaryEntry], time: str, child_ids: Sequence[str]
) -> list[DiaryEntry]:
    """What can clash with a meeting of these children: a sibling's of the very same time is the same sitting."""
    siblings = {other for child_id in child_ids for other in siblings_of(caseload, child_id)}
    return [each for each in others if each.time != time or each.child_id not in siblings]


def clash_words(caseload: Caseload, day: date, time: str, child_ids: Sequence[str] = ()) -> str:
    """What runs at the same time as a meeting of these children would, in a sentence; empty for nothing."""
    clashes = clashing(time, siblings_apart(caseload, _others(caseload, day, child_ids), time, child_ids))
    return f"! Clash: {', '.join(each.called for each in clashes)}." if clashes else ""


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
