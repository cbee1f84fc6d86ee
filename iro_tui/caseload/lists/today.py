"""What today asks: every duty that is late, due today or due within the next days; then what care left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import DutyLine, Strip
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    STILL_OPEN,
    Column,
    List,
    Switch,
    View,
    clock_columns,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import CHILD, LIMIT, TEXT, limit_of
from iro_tui.caseload.who import who_of
from iro_tui.domain.duty_kinds import KINDS, ORDER
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty import Duty

WEEK = 7
LEFT_CARE = "left_care"
HEADINGS = {
    "overdue": "Overdue",
    "today": "Today",
    "week": "Next 7 days",
    "later": "Next {days} days",
    LEFT_CARE: STILL_OPEN,
}


def asked(_connection: Connection | None, caseload: Caseload, days: int = 28) -> Iterator[DutyLine]:
    """Duties overdue, due today and due within `days`, the latest first; then all that children who left care ask.

    No other list shows those children, so nothing of theirs waits until it is near.
    """
    last = caseload.today + timedelta(days=days)
    rows = []
    for child_id, duties in caseload.duties.items():
        near = [duty for duty in duties if duty.due <= last or duty.left_care]
        who = who_of(caseload, child_id) if child_id and near else None
        rows += [line_of(duty, who, caseload.today) for duty in near]
    return iter(sorted(rows, key=_place))


def line_of(duty: Duty, who: Who | None, today: date) -> DutyLine:
    """A duty as a line of Today."""
    return DutyLine(duty, who, _group(duty), asked_of(duty, today))


def _place(row: DutyLine) -> tuple[bool, date, int, str, str]:
    duty = row.duty
    return duty.left_care, duty.due, ORDER[duty.kind], duty.child, duty.id


def _group(duty: Duty) -> str:
    if duty.left_care:
        return LEFT_CARE
    if duty.days < 0:
        return "overdue"
    if duty.days == 0:
        return "today"
    return "week" if duty.days <= WEEK else "later"


def asked_of(duty: Duty, today: date) -> str:
    """What a duty asks, with the day that is booked, and whether it is inferred."""
    booked = f", booked {day_words(duty.booked, today)}" if duty.booked and duty.is_meeting else ""
    return f"{duty.what}{booked}{', inferred' * duty.inferred}"


def _view(days: int) -> View:
    return View(days, f"The next {days} days.", "Nothing is asked in these days.", "> looks further ahead.")


COLUMNS: tuple[Column[DutyLine], ...] = (
    only_data("id", "names the duty; the same from day to day", lambda row: row.duty.id),
    only_data("group", "`overdue`, `today`, `week` (the next 7 days), `later`, or `left_care`: still open though the "
              "child has left care", lambda row: row.group),
    Column("due", "Due", LIMIT, lambda row: limit_of(row.duty.due, inferred=row.duty.inferred), 11, json="due",
           means="the last day"),
    *clock_columns(lambda row: row.duty),
    Column("child", "Child", CHILD, lambda row: row.who, 9, json="child",
           means="the child's reference; `null` for a task that concerns no child"),
    rag_column(lambda row: row.duty.rag),
    only_data("kind", f"one of {', '.join(f'`{kind.id}`' for kind in KINDS)}", lambda row: row.duty.kind),
    Column("what", "What is asked", TEXT, width=16, flex=True, sort=lambda row: row.duty.what.casefold()),
    only_data("what", "what is asked, in words", lambda row: row.duty.what),
    Column("authority", "Authority", TEXT, lambda row: row.duty.authority, 18, from_width=92, tone=QUIET, sort=False,
           cut_last=True, json="authority", means="where the limit comes from"),
    only_data("rule", "the id of the rule that sets the limit", lambda row: row.duty.rule),
    only_data("booked", "the agreed day of a review or conference", lambda row: row.duty.booked),
    only_data("inferred", "whether the limit rests on something that is not on record: confirm it",
              lambda row: row.duty.inferred),
    only_data("note", "a further sentence", lambda row: row.duty.note or None),
)  # fmt: skip

DUTIES = List(
    id="today",
    title="Today",
    help="what today asks: overdue, today and the next days",
    json="duties",
    unit="duties",
    reads=BY_THE_RULES,
    rows=asked,
    key=lambda row: row.duty.id,
    duty=lambda row: row.duty,
    heading=lambda row, _today, days: HEADINGS[row.group].format(days=days),
    views=(_view(28), _view(90), _view(7)),
    legend="* inferred: confirm.",
    switch=Switch("days", "--days", "how many days ahead (28)", off=28),
    columns=COLUMNS,
)


def strip(caseload: Caseload, warnings: tuple[str, ...] = ()) -> Strip:
    """The counts over the whole caseload."""
    return Strip(
        children=len(caseload.status),
        range_low=caseload.practice.caseload.low,
        range_high=caseload.practice.caseload.high,
        overdue=caseload.counts.overdue,
        unbooked=caseload.counts.unbooked,
        outbox=caseload.unfiled,
        warnings=warnings,
    )
