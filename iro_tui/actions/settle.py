"""Choosing between two values: the one that stands, or the other, which a colleague has or had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, always, ask
from iro_tui.caseload.differing import DifferingValue, differing_values, two_values, value_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.typed_booking import NOT_BOOKED
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


class TwoToChoose(NamedTuple):
    """The two values, and what else of the row comes with the other one."""

    pair: DifferingValue
    comes_with: dict[str, Any]


class SettleDifference(Action[ChosenValue]):
    id = "settle"
    title = "Choose a value"
    words = "Choose between two values that you and a colleague have: yours or theirs"
    by_managers = True
    about = About.ROW
    table = "difference"
    asks = ChosenValue

    def look(self, connection: Connection, scene: Scene) -> Any:
        every = list(differing_values(connection, scene.caseload))
        pair = next((each for each in every if each.key == scene.key), None)
        return pair and TwoToChoose(pair, dict(_comes_with(connection, pair, every)))

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import DifferenceRow

        row = read_row(connection, DifferenceRow, key)
        return (row.child_id,) if row else ()

    def plan(self, scene: Scene, answers: ChosenValue) -> Plan:
        if scene.known is None:
            raise Refused("This is chosen already, or is not on record any more. Nothing was changed.")
        pair, comes_with = scene.known
        writes: list[Change] = [Change("difference", pair.key, {"settled_on": scene.today})]
        choose = _by_place(pair, answers.choose)
        if choose == OTHER:
            values = {**comes_with, pair.column: pair.other}
            typed = {name: value_of(pair.table, name, value) for name, value in values.items()}
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


def _comes_with(connection: Connection, pair: DifferingValue, every: list[DifferingValue]) -> Iterator[tuple[str, Any]]:
    """Of a booking that was taken away here and moved there: what went with it, and was left as it was there.

    What was moved there too differs by itself, or stands already.
    """
    from iro_tui.store.passing_on import value_now
    from iro_tui.store.set_with import emptied_with

    if pair.column not in NOT_BOOKED or pair.here is not None:
        return
    apart = {each.column for each in every if each.row_id == pair.row_id}
    for name, value in emptied_with(connection, pair.table, pair.row_id, pair.column).items():
        if name not in apart and value_now(connection, pair.table, pair.row_id, name) is None:
            yield name, value


ACTION = SettleDifference()
