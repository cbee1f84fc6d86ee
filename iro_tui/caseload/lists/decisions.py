"""The open decisions of reviews by the social worker who is to see to them: for a talk, or a list to hand over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import (
    BY_THE_RULES,
    QUIET,
    STILL_OPEN,
    Column,
    List,
    View,
    child_column,
    clock_columns,
    only_data,
    rag_column,
)
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.who import who_of
from iro_tui.domain.case import Decision
from iro_tui.domain.duty import Duty

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

NOBODY = "No social worker on record"


@dataclass(frozen=True, slots=True)
class DecisionLine(AboutChild):
    """An open decision. `worker` is the child's social worker, empty where none is on record."""

    decision: Decision
    duty: Duty | None
    """None where no day can be said: no own date, and no review to come."""
    worker: str
    team: str

    @property
    def left_care(self) -> bool:
        """Whether it is still open though the child has left care."""
        return self.duty is not None and self.duty.left_care


def decisions(_connection: Connection | None, caseload: Caseload) -> tuple[DecisionLine, ...]:
    """Every open decision: by social worker, then by the day it is due, those without one last.

    Those of children who left care come after all others.
    """

    def place(row: DecisionLine) -> tuple[Any, ...]:
        due = row.duty.due if row.duty else date.max
        worker = (not row.worker, row.worker.casefold(), row.worker, row.team)
        return (row.left_care, *worker, due, row.ref, row.decision.id)

    return tuple(sorted(_lines(caseload), key=place))


def _lines(caseload: Caseload) -> Iterator[DecisionLine]:
    for child_id, case in caseload.cases.items():
        made = case.open_decisions
        if not made or caseload.children[child_id].closed_on:
            continue
        duties = {duty.subject: duty for duty in caseload.duties.get(child_id, ()) if duty.kind == "decision_due"}
        who, workers = who_of(caseload, child_id), caseload.workers.get(child_id)
        worker, team = (workers.social_worker, workers.team) if workers else ("", "")
        for decision in made:
            yield DecisionLine(who, decision=decision, duty=duties.get(decision.id), worker=worker, team=team)


def _heading(row: DecisionLine, _today: date, _view: object) -> str:
    if row.left_care:
        return STILL_OPEN
    return f"{row.worker or NOBODY}{f' · {row.team}' if row.team else ''}"


COLUMNS: tuple[Column[DecisionLine], ...] = (
    Column("due", "Due", DAY, lambda row: row.duty and row.duty.due, 10, json="due",
           means="by when: its own date, else the next review's"),
    *clock_columns(lambda row: row.duty),
    *child_column(),
    rag_column(),
    Column("decision", "Decision", TEXT, attrgetter("decision.text"), 20, flex=True, json="decision",
           means="what is to be done"),
    Column("owner", "By whom", TEXT, lambda row: row.decision.owner or None, 16, from_width=92, tone=QUIET,
           json="owner", means="who is to do it, in the decision's words"),
    Column("chased", "Chased on", DAY, lambda row: row.decision.chased_on, 10, from_width=118, tone=QUIET,
           json="chased", means="when somebody was last asked after it"),
    Column("worker", "Social worker", TEXT, lambda row: row.worker or None, 18, from_width=146, tone=QUIET,
           json="worker", means="the child's social worker"),
    only_data("team", "the social worker's team", lambda row: row.team or None),
    only_data("left_care", "whether it is still open though the child has left care"),
)  # fmt: skip

DECISIONS = List(
    id="decisions",
    title="Decisions",
    help="open decisions, by the child's social worker",
    json="decisions",
    unit="decisions",
    reads=BY_THE_RULES,
    rows=decisions,
    kind="decision_due",
    columns=COLUMNS,
    key=lambda row: row.duty.id if row.duty else row.decision.id,
    heading=_heading,
    views=(View(None, "Open decisions, by social worker.", "No decision is open."),),
    duty=attrgetter("duty"),
    removes=lambda row: ("decision", row.decision.id),
    about=lambda row: row.decision.id,
    hints=("done", "done_on", "open", "contact", "filter"),
)
