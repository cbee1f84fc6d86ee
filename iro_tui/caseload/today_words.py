"""Where a duty stands on Today, and what is said of it there: its group, its day, its words and the note beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from iro_tui.caseload.diary import is_appointment
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.words import DAYS, MONTHS, amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty
    from iro_tui.domain.folding import Folded

DIARY, LAW, DUE, HABIT, THIS_WEEK, LATER, LEFT_CARE = "diary", "law", "due", "habit", "week", "later", "left_care"
GROUPS = (DIARY, LAW, DUE, HABIT, THIS_WEEK, LATER, LEFT_CARE)
"""The groups of Today, in their order."""
WEIGHT_WORDS = {"law": "law", "guidance": "guidance", "local": "habit"}
"""How binding a limit is, in a word."""
READY = {
    "sw_iro_talk": "worker",
    "invitations": "invitations",
    "sw_report": "report",
    "papers": "papers",
    "speak_to_child": "child",
}
"""What a review still waits for, in a word."""
_FRIDAY = 4


def week_shown(today: date) -> tuple[date, date]:
    """The first and the last day of the week that Today shows as days; from Friday on it is the next one.

    On a Friday what is left of the week is the day itself, which stands in the diary.
    """
    weekday = today.weekday()
    return today + timedelta(days=1), today + timedelta(days=6 - weekday + (7 if weekday >= _FRIDAY else 0))


def day_of(duty: Duty) -> date:
    """The day a duty stands under: that on which it is done, or its limit where it is booked beyond that."""
    return min(duty.on, duty.due) if duty.days >= 0 else duty.on


def hour_of(duty: Duty) -> str:
    """The hour of the day it stands under; none where that is its limit, beyond which it is booked."""
    return duty.time if day_of(duty) == duty.on else ""


def group_of(duty: Duty, today: date) -> str:
    """The group a duty stands in. In the diary is what is agreed for today, a late meeting too; what is only to be done
    by today is not.
    """
    if duty.left_care:
        return LEFT_CARE
    day = day_of(duty)
    if day == today:
        return DIARY if day == duty.on and is_appointment(duty) else DUE
    if duty.days < 0:
        return LAW if duty.weight == "law" else HABIT
    return THIS_WEEK if day <= week_shown(today)[1] else LATER


def is_to_book(duty: Duty) -> bool:
    """Whether it is a review or conference that the law asks for soon and that has no day yet: never out of sight."""
    return duty.booked is None and duty.weight == "law" and duty.clock in ("today", "soon") and duty.is_meeting


@lru_cache(maxsize=64)  # asked for by every row
def heading_of(group: str, today: date, days: int) -> str:
    """What stands over a group."""
    week = "Next week" if today.weekday() >= _FRIDAY else "This week"
    return {
        DIARY: "Diary",
        LAW: "Late by law",
        DUE: "Due today",
        HABIT: "Late by guidance or habit",
        THIS_WEEK: week,
        LATER: f"Next {days} days",
        LEFT_CARE: "Left care, still open",
    }[group]


def when_words(group: str, day: date, time: str, today: date) -> str:
    """When something is done, as briefly as its group allows: `14:30`, `Thu 11:00`, `30 Nov`, `14 Jan ’27`."""
    if group in (DIARY, DUE):
        return time or "today"
    if group == THIS_WEEK:
        return f"{DAYS[day.weekday()]} {time}".rstrip()
    year = "" if day.year == today.year else f" ’{day.year % 100:02}"
    return f"{day.day} {MONTHS[day.month - 1]}{year} {time}".rstrip()


def what_words(duty: Duty, today: date) -> str:
    """What is asked; of a meeting its limit too, where it is late or has no day yet."""
    words = duty.what
    on_its_day = duty.booked is not None and day_of(duty) == duty.booked and duty.days >= 0
    if duty.is_meeting and not on_its_day and not _says_when(words):
        words = f"{words} by {day_words(duty.due, today)}"
    return f"{words}{', inferred' * duty.inferred}"


def _says_when(words: str) -> bool:
    """Whether the words of a review tell its days themselves."""
    return any(part in words for part in (" due ", "not before", ": "))


def note_words(duty: Duty, today: date, of_child: Sequence[Duty], folds: Mapping[str, Folded]) -> str:
    """Where and how ready; or what is booked; and what is folded into it."""
    return " · ".join(filter(None, (*_note(duty, today, of_child), _folded(duty, folds))))


def _note(duty: Duty, today: date, of_child: Sequence[Duty]) -> Iterator[str]:
    if duty.is_meeting:
        yield from _meeting(duty, today, of_child)
        return
    yield duty.place
    if duty.note and duty.declared.group in (Group.DECISION, Group.ESCALATION):
        yield duty.note.removesuffix(".")


def _meeting(duty: Duty, today: date, of_child: Sequence[Duty]) -> Iterator[str]:
    if duty.booked is None or duty.on != duty.booked:
        waits = next((each for each in of_child if duty.is_review and each.kind == "review_to_record"), None)
        yield f"{day_words(waits.booked, today)}, to be recorded" if waits and waits.booked else "not booked"
        return
    if duty.booked == day_of(duty) and duty.days >= 0:
        yield duty.place
    else:
        booked = f"{day_words(duty.booked, today)} {duty.time}".rstrip()
        yield f"booked {booked}{', beyond its limit' if duty.booked > duty.due >= today else ''}"
    if duty.is_review:
        yield readiness(duty, of_child)


def readiness(review: Duty, of_child: Sequence[Duty]) -> str:
    """How ready a review is: `ready ✓`, or what is still to come: `no report, papers`."""
    waits = {duty.kind for duty in of_child if duty.subject == review.subject}
    missing = [READY[kind.id] for kind in PREPARATION if kind.id in waits]
    return f"no {', '.join(missing)}" if missing else "ready ✓"


def summary(duties: Sequence[Duty]) -> str:
    """What stands in several rows: `18 reviews, 3 conferences, 12 other`."""
    meetings = [duty for duty in duties if duty.is_meeting]
    reviews = sum(duty.is_review for duty in meetings)
    conferences = len(meetings) - reviews
    other = (len(duties) - reviews - conferences) * bool(reviews or conferences)
    words = [
        amount_words(reviews, "reviews") if reviews else "",
        amount_words(conferences, "conferences") if conferences else "",
        f"{other} other" if other else "",
    ]
    return ", ".join(filter(None, words))


def refs_of_meetings(duties: Sequence[Duty]) -> str:
    """Whose reviews and conferences are among them, without a name: `KS 5450, AS 2513`."""
    return ", ".join(dict.fromkeys(duty.child for duty in duties if duty.is_meeting and duty.child))


def day_lines(days: Sequence[date], lines: int) -> list[tuple[str, int]]:
    """So many days, in order and each as often as something lies on it, on no more than so many lines.

    As many of the first as can be have a line each, the others one a week; what is left stands on the last. Each line
    with what it is called, `30 Nov`, `2–4 Dec`, and how often a day lies in it.
    """
    counts = Counter(days)
    each = list(counts)
    by_week = [list(group) for _, group in groupby(each, key=lambda day: day.isocalendar()[:2])]
    weeks_from = [sum(week[-1] >= day for week in by_week) for day in each] + [0]
    single = max((n for n, weeks in enumerate(weeks_from) if n + weeks <= lines), default=0)
    parts = [[day] for day in each[:single]]
    parts += [rest for week in by_week if (rest := [day for day in week if day in each[single:]])]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], [day for part in parts[lines - 1 :] for day in part]]
    return [(_span(part[0], part[-1]), sum(counts[day] for day in part)) for part in parts]


def _span(first: date, last: date) -> str:
    """`30 Nov`, `2–4 Dec`, `30 Nov–4 Dec`."""
    to = f"{last.day} {MONTHS[last.month - 1]}"
    if first == last:
        return to
    return f"{first.day}–{to}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}–{to}"


def _folded(duty: Duty, folds: Mapping[str, Folded]) -> str:
    sides = [each.side for each in folds.values() if each.head == duty.id]
    return f"+{len(sides)} {sides[0]}" if sides else ""
