"""What an action is given, checked: days that can be meant, and a day that has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar, birthday
from iro_tui.domain.care_status import MAJORITY
from iro_tui.domain.typed_booking import read_time
from iro_tui.domain.words import NO_WORKING_DAY, dated, day_words, joined

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection
    from iro_tui.store.writes import Write

FURTHEST_YEARS = 10
"""How far ahead a day may lie; what is further is a slip of the keyboard."""


def clock_time(typed: str) -> str:
    """A time as HH:MM; empty for none. Raises Refused."""
    if not typed.strip():
        return ""
    time = read_time(typed)
    if time is None:
        raise Refused(f"The time is {typed!r}: give it as 14:30, or leave it empty.", question="time")
    return time


def time_meant(typed: str, _today: date, _office: WorkingCalendar) -> str:
    """What a time that is not written as HH:MM is taken for. Raises Refused."""
    time = clock_time(typed)
    return "" if time == typed.strip() else time


def time_so_far(typed: object) -> str:
    """A time as it is typed so far, as HH:MM; empty for none, and for what is none yet."""
    try:
        return clock_time(str(typed or ""))
    except Refused:
        return ""


def too_far(day: date, today: date) -> str:
    """Why a day cannot be meant; empty for one that can."""
    if day.year <= today.year + FURTHEST_YEARS:
        return ""
    return f"The day is {day_words(day, today)}, more than {FURTHEST_YEARS} years ahead: look at the year."


def require_near(day: date | None, today: date) -> None:
    """Raises Refused for a day that cannot be meant."""
    if day and (sentence := too_far(day, today)):
        raise Refused(sentence)


def require_ahead(label: str, day: date, today: date, remedy: str) -> None:
    """Raises Refused for a day that has passed, or cannot be meant."""
    if day < today:
        raise Refused(f"{label} is {day_words(day, today)}, which has passed: {remedy}.")
    require_near(day, today)


def require_come(label: str, day: date, today: date, remedy: str) -> None:
    """Raises Refused for a day that is to come."""
    if day > today:
        raise Refused(f"{label} is {day_words(day, today)}, which is to come: {remedy}.")


def not_worked(days: Iterable[date | None], today: date, office: WorkingCalendar) -> str:
    """The sentence on days to come on which nobody works: `Sat 12 Dec is no working day.`; empty for none."""
    off = sorted({day for day in days if day and day >= today and not office.is_working_day(day)})
    if not off:
        return ""
    return f"{joined([day_words(day, today) for day in off])} {'is' if len(off) == 1 else 'are'} {NO_WORKING_DAY}."


MOST_PLANS = 20
"""How many child protection plans a child can have had before; more is a slip of the keyboard."""


def require_plans(before: int | None) -> None:
    """Raises Refused for a number of plans that cannot be meant."""
    if before is not None and before > MOST_PLANS:
        raise Refused(f"Plans before is {before}: give how many plans there were, 0 for none.", question="previous")


def asks_before(dated_ahead: Iterable[tuple[str, date | None]], done_on: date, today: date) -> str:
    """What to ask before something is recorded as done on a day before its own: by what it is, with its agreed day."""
    days = dict.fromkeys((what, day) for what, day in dated_ahead if day and day > done_on)
    return " ".join(f"{what} is on {day_words(day, today)}: is it over before its day?" for what, day in days)


def of_age_known(before: date | None, after: date | None, today: date) -> dict[str, date | None]:
    """What a changed date of birth makes of the day on which the child is known to be 18: news, or an error undone."""
    was, is_now = (born is not None and birthday(born, MAJORITY) <= today for born in (before, after))
    return {"of_age_known_on": today if is_now else None} if was != is_now else {}


def asks_of_age(ref: str, born: date, today: date) -> str:
    """What to ask where a date of birth makes a child 18, for whom no review is due then; empty for one younger."""
    eighteen = birthday(born, MAJORITY)
    if eighteen > today:
        return ""
    return f"Born {dated(born)} makes {ref} 18 on {dated(eighteen)}, and reviews end then: is that right?"


def require_not_later(connection: Connection, writes: Iterable[Write], today: date) -> None:
    """Raises Refused where a look at an earlier day would overwrite what happened later, which it does not show."""
    from iro_tui.store.dated import later_value

    days = [day for write in writes if (day := later_value(connection, write, today))]
    if days:
        words = day_words(max(days), today)
        raise Refused(f"What it would change is dated {words}, after the day you look at: change it on a later day.")
