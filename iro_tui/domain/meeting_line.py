"""A meeting as it is typed in one line: its day, then its time, then its place, `18/5 14:30 Saltby`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.typed_day import NotADay, read_day

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_LONGEST_DAY = 4
"""Words of which a day may be made: `in 20 working days` has four."""


class Meeting(NamedTuple):
    """A meeting that is agreed: `time` as HH:MM, both it and the place empty where they are not known."""

    day: date
    time: str = ""
    place: str = ""


def read_time(typed: str) -> str:
    """A time as HH:MM; empty for what is none."""
    time = _TIME.fullmatch(typed.strip())
    return f"{int(time[1]):02}:{time[2]}" if time else ""


def read_meeting(typed: str, today: date, office: WorkingCalendar) -> Meeting | None:
    """The meeting that was typed; None for nothing. Raises NotADay where the line does not begin with a day."""
    words = typed.split()
    if not words:
        return None
    days = list(_days(words, today, office))
    if not days:
        how = "give day, time and place, such as 18/5 14:30 Saltby"
        raise NotADay(f"{typed.strip()!r} does not begin with a day: {how}.")
    # `1 dec 10 High Street` is the 1st of December at number 10, not a day of 2010.
    many, day = next((pair for pair in days if pair[1] >= today), days[0])
    rest = words[many:]
    time = read_time(rest[0]) if rest else ""
    return Meeting(day, time, " ".join(rest[1:] if time else rest))


def _days(words: Sequence[str], today: date, office: WorkingCalendar) -> Iterator[tuple[int, date]]:
    """The days that the line may begin with, the one of most words first."""
    for many in range(min(_LONGEST_DAY, len(words)), 0, -1):
        with suppress(NotADay):
            yield many, read_day(" ".join(words[:many]), today, office, lean="ahead")
