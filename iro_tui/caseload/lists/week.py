"""The week: each day with its meetings by the hour, what is free between them, and what must be done by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.caseload.diary import appointments, counted, free_spans, held_meetings, is_appointment, whom
from iro_tui.caseload.lists.base import BY_THE_RULES, QUIET, Column, List, Switch, View, only_data, rag_column
from iro_tui.caseload.lists.kinds import CHILD, TEXT
from iro_tui.caseload.lists.today import beside
from iro_tui.caseload.lists.today import line_of as today_line
from iro_tui.caseload.today_words import day_of
from iro_tui.caseload.who import who_of
from iro_tui.domain.words import day_words, heading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

DONE, MEETING, FREE, BY, OFF = "done", "meeting", "free", "by", "off"
_ORDER = (DONE, MEETING, FREE, BY, OFF)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """An entry of a day: what was done, a meeting, a free stretch, what must be done by it; or why it is not worked."""

    day: date
    kind: str
    time: str
    """HH:MM; of a free stretch when it begins; of what was held the agreed hour; empty where there is none."""
    until: str
    """Of a free stretch when it ends, HH:MM."""
    what: str
    note: str = ""
    duty: Duty | None = None
    who: Who | None = None
    off: str = ""
    """Why the day is not worked; empty where it is."""
    holds: str = ""
    """What the day holds, in words."""

    @property
    def child_id(self) -> str:
        """The store's key of the child; empty where it concerns none."""
        return self.who.child_id if self.who else ""

    @property
    def key(self) -> str:
        """The same from reading to reading."""
        return f"{self.day}:{self.kind}:{self.duty.id if self.duty else self.time + self.what + self.child_id}"


def monday_of(day: date, weeks: int = 0) -> date:
    """The Monday of a day's week, or of one so many weeks later."""
    return day + timedelta(days=7 * weeks - day.weekday())


def weeks_to(day: date, today: date) -> int:
    """How many weeks from this one a day's week lies; negative for one before."""
    return (monday_of(day) - monday_of(today)).days // 7


def week(connection: Connection, caseload: Caseload, weeks: int = 0) -> Iterator[WeekLine]:
    """The entries of a week, day by day; of a weekend only a day on which something lies. `weeks` from this one."""
    if not caseload.children and not caseload.duties[""]:
        return
    caseload, monday = caseload.whole(connection, only=("contacts",)), monday_of(caseload.today, weeks)
    days = [monday + timedelta(days=n) for n in range(7)]
    entries: defaultdict[date, list[WeekLine]] = defaultdict(list)
    for line in (*_done(caseload, monday), *_meetings(caseload, monday), *_due(caseload, monday)):
        entries[line.day].append(line)
    for day in days:
        off, lines = caseload.off(day), entries[day]
        if not off and day >= caseload.today:
            times = [line.time for line in lines if line.kind in (MEETING, DONE)]
            lines += [
                _line(day, FREE, begins, until=ends, what=_free(begins, ends)) for begins, ends in free_spans(times)
            ]
        if off and not lines and day.weekday() < 5:
            lines = [_line(day, OFF, "", what=heading(off))]
        holds = counted([line.kind for line in lines])
        for line in sorted(
            lines, key=lambda line: (line.kind == BY, line.time or "~", _ORDER.index(line.kind), line.key)
        ):
            yield WeekLine(
                line.day, line.kind, line.time, line.until, line.what, line.note, line.duty, line.who, off, holds
            )


def week_words(rows: Sequence[WeekLine], today: date, weeks: int = 0) -> str:
    """Which week it is: `Mon 23 Nov to Fri 27 Nov`, and a day of the weekend where something lies on it."""
    monday = monday_of(rows[0].day if rows else today, 0 if rows else weeks)
    last = max((monday + timedelta(days=4), *(row.day for row in rows)))
    return f"{day_words(monday, today)} to {day_words(last, today)}"


def _free(begins: str, ends: str) -> str:
    return f"free {begins} to {ends}"


def _line(day: date, kind: str, time: str, until: str = "", what: str = "", **more: object) -> WeekLine:
    return WeekLine(day, kind, time, until, what, **more)  # type: ignore[arg-type]


def _meetings(caseload: Caseload, monday: date) -> Iterator[WeekLine]:
    for each in appointments(caseload, monday, monday + timedelta(days=6)):
        of_child = caseload.duties[each.child_id]
        who = who_of(caseload, each.child_id) if each.child_id else None
        line = today_line(each.duty, who, caseload.today, of_child)
        yield _line(each.day, MEETING, each.time, what=each.duty.what, note=line.note, duty=each.duty, who=who)


def _due(caseload: Caseload, monday: date) -> Iterator[WeekLine]:
    """What must be done by each day and has no hour; what is folded into a late row stays there."""
    for child_id, duties in caseload.duties.items():
        folds = caseload.folds.get(child_id, {})
        for duty in duties:
            day = day_of(duty) if not is_appointment(duty) else date.min
            if 0 <= (day - monday).days < 7 and duty.id not in folds and not duty.left_care:
                who = who_of(caseload, child_id) if child_id else None
                line = today_line(duty, who, caseload.today, duties, folds)
                yield _line(day, BY, "", what=duty.what, note=beside(line), duty=duty, who=who)


def _done(caseload: Caseload, monday: date) -> Iterator[WeekLine]:
    """What was held, checked or spoken of on the days that are over, and today."""
    last = min(caseload.today, monday + timedelta(days=6))
    for each in held_meetings(caseload, monday, last):
        yield _line(each.day, DONE, each.time, what=each.words, who=whom(caseload, each.child_id))
    for child_id in caseload.on_day:
        case = caseload.cases[child_id]
        happened = [
            *((check.done_on, "Mid-point check") for check in case.midpoints),
            *((day, "Contact") for day in set(case.contacts)),
        ]
        for day, words in happened:
            if day and monday <= day <= last:
                yield _line(day, DONE, "", what=words, who=who_of(caseload, child_id))


def _when(row: WeekLine) -> str:
    if row.kind in (DONE, OFF):
        return f"✓ {row.time}".rstrip() if row.kind == DONE else "×"
    return (row.time or "some time") if row.kind == MEETING else "by then" * (row.kind == BY)


def _head(row: WeekLine, today: date, _view: object) -> str:
    words = day_words(row.day, today)
    return ", ".join(filter(None, (words, "today" if row.day == today else "", row.off, row.holds)))


COLUMNS: tuple[Column[WeekLine], ...] = (
    only_data("day", "the day", lambda row: row.day),
    only_data("entry", "`done`, `meeting`, `free` (between meetings), `by` (to be done by then), `off` (not worked)",
              lambda row: row.kind),
    only_data("time", "HH:MM; of a free stretch when it begins, of what was held as it was agreed",
              lambda row: row.time or None),
    only_data("until", "of a free stretch when it ends", lambda row: row.until or None),
    Column("when", "When", TEXT, _when, 9, sort=False),
    Column("child", "Child", CHILD, lambda row: row.who, 9, json="child", sort=False,
           means="the child's reference; `null` where it concerns none"),
    rag_column(lambda row: row.who.rag if row.who else None, sort=False),
    Column("what", "What", TEXT, width=16, flex=True, sort=False, json="what", means="what it is, in words"),
    Column("note", "Where, or how binding", TEXT, width=14, flex=True, tone=QUIET, sort=False, json="note",
           means="where and how ready, or how binding the limit is"),
    only_data("place", "where, as far as that is agreed", lambda row: (row.duty and row.duty.place) or None),
    only_data("duty", "the `id` of the duty in `today`", lambda row: row.duty.id if row.duty else None),
    only_data("due", "the last day for it", lambda row: row.duty.due if row.duty else None),
    only_data("clock", "`overdue`, `today`, `soon` or `on_time`", lambda row: row.duty.clock if row.duty else None),
    only_data("off", "why the day is not worked; `null` where it is", lambda row: row.off or None),
)  # fmt: skip


def view_of(weeks: int) -> View:
    """A week, by how many weeks it lies ahead."""
    return View(weeks, "", "Nothing lies in this week.", "< shows the week before, > the week after.")


WEEK = List(
    id="week",
    title="The week",
    help="the diary of a week: meetings by the hour, what is free, and what must be done by each day",
    json="entries",
    unit="entries",
    reads=BY_THE_RULES | {"contact"},
    rows=week,
    key=lambda row: row.key,
    duty=lambda row: row.duty,
    heading=_head,
    views=(view_of(0), view_of(1)),
    hints=("open", "book", "hold", "contact", "done", "earlier", "more"),
    switch=Switch("weeks", "--weeks", "how many weeks from this one (0); -1: before it", off=0, from_day=weeks_to),
    columns=COLUMNS,
)
