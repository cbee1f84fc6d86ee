"""What runs in a child's care on a day, legal status or placement, and ending it where the next begins."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from iro_tui.actions.base import About, Action, Scene
from iro_tui.actions.checks import require_come
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import is_open
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_I = TypeVar("_I")


def running_rows(connection: Connection, scene: Scene, table: str) -> list[Any]:
    """The rows of a table about the one child that go on today."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import SHAPES

    rows = read_rows(connection, SHAPES[table], child_id=scene.child_id)
    return [row for row in rows if is_open(row.ended, scene.today)]


def in_care(scene: Scene) -> date | None:
    """Since when the one child is looked after; None for one who is not."""
    begun = (period.started for period in scene.case.periods if is_open(period.ended, scene.today))
    return max(begun, default=None)


BEGINS = ": b under i begins a time of care (iro do back_in_care)"
"""Said behind a refusal of what goes with care only, where it may have begun."""


def require_looked_after(scene: Scene, since: date, remedy: str = "") -> None:
    """Raises Refused: a child who is not looked after, or a day to come."""
    if in_care(scene) is None:
        raise Refused(f"{scene.called} {scene.caseload.not_looked_after(scene.child_id)}{remedy}.")
    require_come("The day", since, scene.today, "record it when it has happened")


def ended(scene: Scene, table: str, since: date, code: str = "", **values: Any) -> Iterator[Change]:
    """Ends what runs (`scene.known`) on the day the new one begins. Raises Refused: the same one, an earlier day."""
    for row in scene.known:
        if code and row.code == code:
            raise Refused("Nothing was changed: this is what is on record already.")
        if since < row.started:
            began = day_words(row.started, scene.today)
            raise Refused(f"The day is {day_words(since, scene.today)}, before the present one began on {began}.")
        yield Change(table, row.id, {"ended": since, **values})


def dated(scene: Scene, table: str, since: date, code: str) -> Change | None:
    """The first day of what runs under a code already, where nobody said it yet; None where somebody did."""
    row = next((row for row in scene.known if row.code == code and not row.start_known), None)
    return Change(table, row.id, {"started": since, "start_known": True}) if row else None


def undated(scene: Scene, among: Collection[str]) -> str:
    """The code of what runs since a day that nobody said and a limit runs from; empty where there is none such."""
    return next((str(row.code) for row in scene.known if not row.start_known and row.code in among), "")


def code_before(scene: Scene) -> str:
    """The code of what ran until now; empty where none did."""
    return str(scene.known[-1].code) if scene.known else ""


class ChangeRunning(Action[_I]):
    """A change of what runs in a child's care and is told by a code; `scene.known` are the rows that run now."""

    about = About.CHILD
    wide = True
    runs: ClassVar[str]
    """The table of what runs."""
    codes: ClassVar[Mapping[str, str]]

    def look(self, connection: Connection, scene: Scene) -> list[Any]:
        return running_rows(connection, scene, self.runs)

    def aside(self, scene: Scene) -> str:
        code = code_before(scene)
        return f"now {self.codes.get(code, code) or 'not on record'}"
