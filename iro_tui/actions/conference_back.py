"""The record of a conference, the other way: the plan it made or changed, the next one booked, and that it was held.

What was on record before is asked again: a strategy discussion waits for its conference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Scene
from iro_tui.actions.hold_conference import RECORDS
from iro_tui.actions.taken_back import RecordBack, recorded_by, taken_back
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import called_off_on
from iro_tui.domain.protection import CONFERENCES, ENDED, NO_PLAN, PLAN, REVIEW
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Change, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_CORRECTED = "Correct the conference"
_OF_A_RECORD = (
    *("held", "not_held_on", "not_held_reason", "came", "quorate", "outcome", "category", "legal_considered"),
    *("child_part", "parents_part"),
)
"""The columns that say what became of a conference; what else stands in its row was known before."""


ENTERED = "kind"


def recorded_in(row: Any) -> str:
    """The column of a conference that was filled when what it says last was recorded: held, called off, or entered."""
    return "held" if row.held else "not_held_on" if called_off_on(row) else ENTERED


def conference_back(connection: Connection, scene: Scene, row: Any) -> RecordBack:
    """What the record of a conference made, the other way; of one that files told, what follows from its words alone.

    Raises Refused: its plan was reviewed or ended since.
    """
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import ProtectionPlanRow

    column = recorded_in(row)
    if column == ENTERED:
        return RecordBack()
    case = scene.caseload.cases[row.child_id]
    plans = read_rows(connection, ProtectionPlanRow, child_id=row.child_id)
    made = recorded_by(connection, "conference", row, column, RECORDS, _CORRECTED)
    backward = taken_back(connection, made) if made else _by_its_words(case, row, plans)
    writes = tuple(_with_moves(connection, case, row, plans, backward))
    stays = not any(isinstance(write, Remove) and write.key == row.id for write in writes)
    overtaken = any(
        c.held and c.held > _day(row) and (c.kind == REVIEW) == (row.kind == REVIEW) for c in case.conferences
    )
    return RecordBack(
        writes,
        joined([*dict.fromkeys(_goes(scene, case, row, writes))]),
        again=stays and not overtaken,
        stays=tuple(_stay(scene, row, plans, writes)) if stays else (),
    )


def _day(row: Any) -> Any:
    return row.held or row.not_held_on


def _with_moves(
    connection: Connection, case: Case, row: Any, plans: Sequence[Any], backward: Iterator[Write]
) -> Iterator[Write]:
    from iro_tui.store.reads import read_any, read_rows
    from iro_tui.store.shapes import ConferenceMoveRow, ConferenceRow

    for write in backward:
        if isinstance(write, Remove) and write.table == "protection_plan":
            ended = any(plan.id == write.key and plan.ended for plan in plans)
            if ended or any(c.held and c.held > row.held for c in case.conferences if c.id != row.id):
                raise Refused("The plan that it began was reviewed or ended since: delete what came later first.")
        if isinstance(write, Remove) and write.table == "conference":
            made = read_any(connection, ConferenceRow, write.key)
            if made is not None and made.id != row.id and (made.held or made.not_held_on):
                continue  # the next one has a record of its own
            moves = read_rows(connection, ConferenceMoveRow, conference_id=write.key)
            yield from (Remove("conference_move", move.id) for move in moves)
        yield write


def _by_its_words(case: Case, row: Any, plans: Sequence[Any]) -> Iterator[Write]:
    """Of a record that no act here made: the plan that it says it made or ended, which no file tells of by itself.

    What is known of it beside stays, and a child with no plan stays with it: else nothing would be asked of her.
    """
    left = [plan for plan in plans if plan.ended is None]
    for plan in plans:
        if plan.told_by or not row.held:
            continue
        if row.outcome == PLAN and plan.started == row.held:
            left = [other for other in left if other.id != plan.id]
            yield Remove("protection_plan", plan.id)
            ahead = (c for c in case.conferences if c.kind == REVIEW and c.held is None)
            yield from (Remove("conference", c.id) for c in ahead)
        elif row.outcome in (ENDED, NO_PLAN) and plan.ended == row.held:
            left.append(plan)
            yield Change("protection_plan", plan.id, {"ended": None})
    review = row.kind == REVIEW
    known = row.booked if review else row.strategy_on or row.notified_on or row.booked or not left
    if known and (left or not review):
        yield Change("conference", row.id, dict.fromkeys(_OF_A_RECORD))
    else:
        yield Remove("conference", row.id)


def _goes(scene: Scene, case: Case, row: Any, writes: Sequence[Write]) -> Iterator[str]:
    """What goes with the record of a conference, each by its day."""
    plans, others = {plan.id: plan for plan in case.plans}, {c.id: c for c in case.conferences if c.id != row.id}
    for write in writes:
        if write.table == "protection_plan" and write.key in plans:
            began = day_words(plans[write.key].started, scene.today)
            if isinstance(write, Remove):
                yield f"the child protection plan since {began}"
            elif isinstance(write, Change):
                yield f"{'the end' if 'ended' in write.values else 'what it changed'} of the plan since {began}"
        elif isinstance(write, Remove) and write.key in others:
            other = others[write.key]
            booked = f"booked for {day_words(other.booked, scene.today)}" if other.booked else "to come"
            yield f"the {CONFERENCES[other.kind]} {booked}"


def _stay(scene: Scene, row: Any, plans: Sequence[Any], writes: Sequence[Write]) -> Iterator[str]:
    for day, what in ((row.strategy_on, "strategy discussion"), (row.notified_on, "written notification")):
        if day:
            yield f"The {what} of {day_words(day, scene.today)} stays."
    touched = {write.key for write in writes}
    for plan in plans:
        if plan.told_by and row.held in (plan.started, plan.ended) and plan.id not in touched:
            yield f"The plan since {day_words(plan.started, scene.today)} stays as a file tells it: z under i ends it."
