"""Choosing between two values: the one that stands, or the other, which a colleague has or had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, always, ask
from iro_tui.caseload.differing import DifferingValue, differing_values, two_values, value_of
from iro_tui.caseload.refusals import Refused
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

STANDS, OTHER = "stands", "other"


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """Which of the two."""

    choose: str = ask(
        "Which", "choice", needed=always,
        options=(Option("y", STANDS, "what stands here"), Option("f", OTHER, "the other one")),
    )  # fmt: skip


class SettleDifference(Action[ChosenValue]):
    id = "settle"
    title = "Choose a value"
    words = "Choose between two values that you and a colleague have: yours or theirs"
    by_managers = True
    about = About.ROW
    table = "difference"
    asks = ChosenValue

    def look(self, connection: Connection, scene: Scene) -> Any:
        return next((each for each in differing_values(connection, scene.caseload) if each.key == scene.key), None)

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import DifferenceRow

        row = read_row(connection, DifferenceRow, key)
        return (row.child_id,) if row else ()

    def plan(self, scene: Scene, answers: ChosenValue) -> Plan:
        pair: DifferingValue | None = scene.known
        if pair is None:
            raise Refused("This is chosen already, or is not on record any more. Nothing was changed.")
        writes: list[Change] = [Change("difference", pair.key, {"settled_on": scene.today})]
        if answers.choose == OTHER:
            writes.append(Change(pair.table, pair.row_id, {pair.column: value_of(pair.table, pair.column, pair.other)}))
        chosen = (pair.here, pair.other) if answers.choose == STANDS else (pair.other, pair.here)
        words = two_values(pair.table, pair.column, *chosen, "chosen", "left", scene.today)
        return Plan(name="Choose value", sentence=f"{pair.who.ref}: {words}.", writes=tuple(writes))


ACTION = SettleDifference()
