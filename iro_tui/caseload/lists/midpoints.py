"""The mid-point checks: those to do, each with what it should look at, and those done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    Column,
    List,
    Switch,
    View,
    child_column,
    clock_columns,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import DAY, ITEMS, LIMIT, Settled, limit_of
from iro_tui.caseload.who import who_of
from iro_tui.domain.stands_out import stands_out

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class MidpointLine(AboutChild):
    """A mid-point check to do (`done` None) or done."""

    due: date | None
    done: date | None
    clock: str | None
    last_review: date | None
    inferred: bool = False
    look_at: tuple[str, ...] = ()
    """What this check should look at: decisions not done, moves, RAG."""
    days: int = 0
    working_days: int = 0


def midpoints(
    _connection: Connection | None, caseload: Caseload, *, done: bool | None = None
) -> tuple[MidpointLine, ...]:
    """Mid-point checks to do, by date, or those done, the latest first; None: these after those."""
    waiting: list[MidpointLine] = []
    over: list[MidpointLine] = []
    for child_id, case in caseload.cases.items():
        duties = [duty for duty in caseload.duties.get(child_id, ()) if duty.kind == "midpoint"]
        if not duties and not case.midpoints:
            continue
        who = who_of(caseload, child_id)
        last = case.last_held
        waiting += [
            MidpointLine(
                who,
                due=duty.due,
                done=None,
                clock=duty.clock,
                last_review=last,
                inferred=duty.inferred,
                look_at=look_at(caseload, child_id),
                days=duty.days,
                working_days=duty.working_days,
            )
            for duty in duties
        ]
        over += [
            MidpointLine(who, due=None, done=check.done_on, clock=None, last_review=last) for check in case.midpoints
        ]
    waiting.sort(key=lambda row: (row.due or date.max, row.ref))
    over.sort(key=lambda row: (row.done or date.min, row.ref), reverse=True)
    return (*(() if done else waiting), *(() if done is False else over))


def look_at(caseload: Caseload, child_id: str) -> tuple[str, ...]:
    """What a mid-point check of a child should look at, in a few words each."""
    asked = {duty.kind for duty in caseload.duties.get(child_id, ())}
    workers = caseload.workers.get(child_id)
    since = workers.since if workers else None
    return stands_out(caseload.cases[child_id], caseload.practice, caseload.today, asked, since)


# The list


def _heading(row: MidpointLine, today: date, _done: bool | None) -> str:
    if row.done:
        return f"Done in {row.done.year}"
    if row.due is None or row.due > today:
        return "To come"
    return "Today" if row.due == today else "Late"


COLUMNS: tuple[Column[MidpointLine], ...] = (
    Column("due", "Due", LIMIT, lambda row: limit_of(row.done or row.due, inferred=row.inferred), 11),
    *clock_columns(lambda row: row if row.due else Settled("done")),
    *child_column(),
    rag_column(),
    Column("last", "Last review", DAY, lambda row: row.last_review, 11, from_width=92, tone=QUIET, json="last_review",
           means="the day of the child's last review"),
    Column("look", "What to look at", ITEMS, lambda row: (*["inferred"] * row.inferred, *row.look_at), 16, flex=True),
    only_data("look_at", "what the check should look at, a few words each"),
    only_data("inferred", "whether its day rests on something that is not on record: confirm it"),
    only_data("due", "by when it is to be done"),
    only_data("done", "when it was done"),
)  # fmt: skip

MIDPOINTS = List(
    id="midpoints",
    title="Mid-points",
    help="mid-point checks, to do and done",
    json="midpoints",
    unit="checks",
    reads=BY_THE_RULES | {"contact"},
    rows=midpoints,
    kind="midpoint",
    columns=COLUMNS,
    key=lambda row: (row.child_id, row.done),
    heading=_heading,
    views=(
        View(False, "Checks to do.", "No mid-point check is to be done.", "> shows those done."),
        View(True, "Checks done, the latest first.", "No mid-point check has been done yet.", "> shows those to do."),
    ),
    switch=Switch("done", "--done", "only those done, the latest first", off=None),
    hints=("midpoint", "contact", "escalate", "open", "done_on", "filter"),
)
