"""Choosing between two values: the one that stands, or the other, which a colleague has or had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, always, ask
from iro_tui.caseload.differing import DifferingValue, cells_of, differing_values, two_values, value_of
from iro_tui.caseload.refusals import Refused
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

STANDS, OTHER, MINE, THEIRS = "stands", "other", "mine", "theirs"


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """Which of the two."""

    choose: str = ask(
        "Which", "choice", needed=always,
        options=(
            Option("y", STANDS, "what stands here"), Option("f", OTHER, "the other one"),
            Option("1", MINE, "yours"), Option("2", THEIRS, "the colleague's"),
        ),
    )  # fmt: skip


class SettleDifference(Action[ChosenValue]):
    id = "settle"
    title = "Choose a value"
    words = "Choose between two values that you and a colleague have: yours or theirs"
    by_managers = True
    about = About.ROW
    table = "difference"
    listed_by = "differences"
    asks = ChosenValue

    def look(self, connection: Connection, scene: Scene) -> Any:
        return next((each for each in differing_values(connection, scene.caseload) if each.key == scene.key), None)

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import DifferenceRow

        row = read_row(connection, DifferenceRow, key)
        return (row.child_id,) if row else ()

    def plan(self, scene: Scene, answers: ChosenValue) -> Plan:
        if scene.known is None:
            raise Refused("This is chosen already, or is not on record any more. Nothing was changed.")
        pair: DifferingValue = scene.known
        writes: list[Change] = [Change("difference", pair.key, {"settled_on": scene.today})]
        choose = _by_place(pair, answers.choose)
        if choose == OTHER:
            other = cells_of(pair.column, pair.other)
            typed = {name: value_of(pair.table, name, value) for name, value in other.items()}
            writes.append(Change(pair.table, pair.row_id, typed))
        chosen = (pair.here, pair.other) if choose == STANDS else (pair.other, pair.here)
        words = two_values(pair.table, pair.column, *chosen, "chosen", "left", scene.today)
        return Plan(name="Choose value", sentence=f"{pair.who.ref}: {words}.", writes=tuple(writes))


def _by_place(pair: DifferingValue, choose: str) -> str:
    """Which of the two is meant by whose it is. Raises Refused: neither is the officer's."""
    if choose not in (MINE, THEIRS):
        return choose
    if pair.here_by and pair.other_by:
        raise Refused("Neither is yours: say stands or other. Nothing was changed.", question="choose")
    return STANDS if (choose == MINE) is (not pair.here_by) else OTHER


ACTION = SettleDifference()
