"""Today: the diary of the day, what is late by law, due today, late by habit, the week as days, and the next weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.caseload.counted import Strip
from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    Column,
    List,
    Switch,
    View,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import CHILD, TEXT, WHEN, When
from iro_tui.caseload.today_words import (
    DUE,
    GROUPS,
    HABIT,
    LAW,
    WEIGHT_WORDS,
    day_of,
    group_of,
    heading_of,
    hour_of,
)
from iro_tui.caseload.who import who_of
from iro_tui.domain.allocation import COVERED, WITH_COLLEAGUE
from iro_tui.domain.duty_kind import Group
from iro_tui.domain.duty_kinds import KINDS, ORDER
from iro_tui.domain.folding import RANK
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.who import Who
    from iro_tui.domain.duty import Duty
    from iro_tui.domain.folding import Folded
    from iro_tui.store.connection import Connection

_PLACE = {group: place for place, group in enumerate(GROUPS)}


def asked(_connection: Connection | None, caseload: Caseload, days: int = 28) -> Iterator[DutyLine]:
    """What is done or due within `days`, group by group; then all that children who left care ask.

    No other list shows those children, so nothing of theirs waits until it is near.
    """
    last = caseload.today + timedelta(days=days)
    rows = []
    for child_id, duties in caseload.duties.items():
        near = [duty for duty in duties if duty.days < 0 or day_of(duty) <= last or duty.left_care]
        if near:
            who = who_of(caseload, child_id) if child_id else None
            folds = caseload.folds.get(child_id, {})
            workers = caseload.workers.get(child_id)
            worker = workers.social_worker if workers else ""
            status = caseload.status.get(child_id, "")
            whose = caseload.whose[child_id].word if child_id else ""
            rows += [line_of(duty, who, caseload.today, duties, folds, worker, status, whose) for duty in near]
    return iter(sorted(rows, key=_place))


def line_of(
    duty: Duty,
    who: Who | None,
    today: date,
    of_child: Sequence[Duty] = (),
    folds: Mapping[str, Folded] | None = None,
    worker: str = "",
    status: str = "",
    whose: str = "",
) -> DutyLine:
    """A duty as a line of Today, beside all that is asked of the same child."""
    folds = folds or {}
    under = folds.get(duty.id)
    return DutyLine(
        duty,
        who,
        group_of(duty, today),
        today,
        day_of(duty),
        of_child,
        folds,
        under.head if under else "",
        worker,
        status,
        whose,
    )


def _place(row: DutyLine) -> tuple[object, ...]:
    """The group; of what is late or due today the weight; then the day, of one day the hour, and then the kind."""
    duty = row.duty
    first = (RANK[duty.weight], duty.due) if row.group in (LAW, DUE, HABIT) else (0, row.day)
    return _PLACE[row.group], *first, hour_of(duty) or "~", ORDER[duty.kind], duty.child, duty.id


def beside(row: DutyLine) -> str:
    """How binding its limit is, where the group does not say so; where and how ready; what is booked, or folded."""
    own = row.duty.is_meeting or row.duty.declared.group in (Group.OWN, Group.SHARED) or row.group == LAW
    # The day of a meeting says by itself that it is booked; the words would cost it its hour.
    return " · ".join(filter(None, ("" if own else WEIGHT_WORDS[row.duty.weight], row.note.removeprefix("booked "))))


def _booked(row: DutyLine) -> str:
    """The day and hour that stand there of a meeting which is booked for another day than its row's."""
    duty = row.duty
    elsewhere = duty.is_meeting and duty.booked == duty.on and (duty.days < 0 or duty.booked != row.day)
    return f"{day_words(duty.booked, row.today)} {duty.time}".rstrip() if elsewhere and duty.booked else ""


def _when(row: DutyLine) -> tuple[date, str]:
    """The day and hour that its column shows: of what is late that of the limit, by which it says how late."""
    return (row.duty.due if row.group in (LAW, HABIT) else row.day), hour_of(row.duty)


def asked_of(duty: Duty, today: date) -> str:
    """What a duty asks, with the day that is booked, and whether it is inferred."""
    booked = f", booked {day_words(duty.booked, today)}" if duty.booked and duty.is_meeting else ""
    return f"{duty.what}{booked}{', inferred' * duty.inferred}"


def _view(days: int) -> View:
    return View(days, f"The next {days} days.", "Nothing is asked in these days.", "> looks further ahead.")


COLUMNS: tuple[Column[DutyLine], ...] = (
    only_data("id", "names the duty; the same from day to day", lambda row: row.duty.id),
    only_data("group", "`diary` (agreed for today), `law` and `habit` (late, by the weight of the limit), `due` (to be "
              "done by today), `week` (this week, from Friday on the next), `later`, or `left_care`: still open though "
              "the child has left care", lambda row: row.group),
    only_data("on", "the day on which it is done: the agreed one, else the last day for it", lambda row: row.duty.on),
    only_data("time", "HH:MM, where that day has an hour for it", lambda row: row.duty.time or None),
    only_data("place", "where, as far as that is agreed", lambda row: row.duty.place or None),
    Column("due", "When", WHEN, lambda row: When(row.group, row.day, row.duty), 12,
           sort=lambda row: _when(row), json="due", means="the last day for it"),
    only_data("clock", "`overdue`, `today`, `soon` or `on_time`", lambda row: row.duty.clock),
    only_data("days", "days from today to the limit; negative when late", lambda row: row.duty.days),
    only_data("working_days", "working days from today to the limit; negative when late",
              lambda row: row.duty.working_days),
    only_data("weight", "how binding the limit is: `law`, `guidance` or `local`", lambda row: row.duty.weight),
    only_data("folded_under", "the `id` of the duty in whose row it stands, of which it is only a consequence",
              lambda row: row.folded_under or None),
    Column("child", "Child", CHILD, lambda row: row.who, 9, json="child",
           means="the child's reference; `null` for a task that concerns no child"),
    rag_column(lambda row: row.duty.rag),
    only_data("kind", f"one of {', '.join(f'`{kind.id}`' for kind in KINDS)}", lambda row: row.duty.kind),
    Column("what", "What is asked", TEXT, width=22, flex=True, sort=lambda row: row.duty.what.casefold()),
    only_data("what", "what is asked, in words", lambda row: row.duty.what),
    Column("beside", "Where, or how binding", TEXT, beside, 14, flex=True, tone=QUIET, sort=False, printed=False,
           keeps=_booked, keeps_end=True),
    Column("where", "", TEXT, lambda row: row.note, joined=True),
    Column("worker", "Worker", TEXT, lambda row: row.worker, 18, flex=True, from_width=130, tone=QUIET, printed=False),
    Column("authority", "Authority", TEXT, lambda row: row.duty.authority, tone=QUIET, sort=False,
           cut_last=True, json="authority", means="where the limit comes from"),
    only_data("rule", "the id of the rule that sets the limit", lambda row: row.duty.rule),
    only_data("limit", "the limit; not `due` where it passed only after the newest file ends, and nobody is late by it",
              lambda row: row.duty.limit),
    only_data("booked", "the agreed day of a review or conference", lambda row: row.duty.booked),
    only_data("inferred", "whether the limit rests on something that is not on record: confirm it",
              lambda row: row.duty.inferred),
    only_data("note", "a further sentence", lambda row: row.duty.note or None),
)  # fmt: skip

DUTIES = List(
    id="today",
    title="Today",
    help="what today asks: the diary, what is late or due today, this week and the next days",
    json="duties",
    unit="duties",
    reads=BY_THE_RULES | {"contact"},
    rows=asked,
    key=lambda row: row.duty.id,
    duty=lambda row: row.duty,
    heading=lambda row, today, days: heading_of(row.group, today, days),
    folded_under=lambda row: row.folded_under,
    views=(_view(28), _view(90), _view(7)),
    hints=("hold", "rag", "book", "contact", "done", "filter", "midpoint", "escalate", "facts"),
    legend="wd: working days. +5: so many things only follow from this row. inferred: confirm. "
    "Child protection: every child with a plan, also one who is looked after.",
    switch=Switch("days", "--days", "how many days ahead (28)", off=28),
    columns=COLUMNS,
)


def strip(caseload: Caseload, warnings: tuple[str, ...] = ()) -> Strip:
    """The counts over the whole caseload."""
    standing = list(caseload.status.values())
    low, high = caseload.own_range
    has = Counter(caseload.whose[child_id].word for child_id in caseload.status)
    return Strip(
        children=len(standing),
        range_low=low,
        range_high=high,
        covered=has[COVERED],
        lent=has[WITH_COLLEAGUE],
        overdue=caseload.counts.overdue,
        unbooked=caseload.counts.unbooked,
        outbox=caseload.unfiled,
        warnings=warnings,
        looked_after=sum(status in ("looked_after", "both") for status in standing),
        child_protection=sum(status in ("child_protection", "both") for status in standing),
        short_breaks=standing.count("short_break"),
        by_law=caseload.counts.by_law,
        in_view=len(
            {*caseload.status, *(child_id for child_id, asked in caseload.duties.items() if child_id and asked)}
        ),
    )
