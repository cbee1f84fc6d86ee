"""The journal: everything that was done, the latest first; what was undone, and done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import QUIET, Column, List, Switch, View, only_data
from iro_tui.caseload.lists.kinds import DAY, NUMBER, STATE, TEXT, TIME

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

MOST = 5_000
"""How many entries a screen shows."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the journal."""

    number: int
    at: datetime
    name: str
    sentence: str
    state: str
    """done, undone or superseded; `undo`/`redo` entries are done, those of other laptops arrived."""
    changes: int


def entries(connection: Connection, caseload: Caseload | None, most: int = 50) -> Iterator[LogEntry]:
    """The journal, the latest first; every action by its name, with what it did, never what was written in it.

    On a day before something on record happened, only what had been done by then.
    """
    from iro_tui.store.log import read_log  # not before the first picture

    until = caseload.until if caseload else None
    for row in read_log(connection, most, until):
        yield LogEntry(row.seq, row.at, row.name, row.sentence, row.state, row.changes)


COLUMNS: tuple[Column[LogEntry], ...] = (
    Column("number", "No", NUMBER, sort=False, json="number", means="its number"),
    Column("day", "Day", DAY, lambda row: row.at.astimezone().date(), 10, sort=lambda row: -row.number),
    Column("time", "Time", TIME, lambda row: row.at, 5, sort=False, tone=QUIET, json="at", means="the moment"),
    Column("state", "State", STATE, width=10, json="state",
           means="`done`, `undone` or `superseded`; `undo` and `redo` are `done`"),
    Column("name", "Action", TEXT, sort=False, json="name", means="its name, as undo shows it"),
    Column("done", "What was done", TEXT, lambda row: row.sentence, 24, flex=True, json="sentence",
           means="what was done, in a sentence"),
    only_data("changes", "how many entries of the caseload it changed"),
)  # fmt: skip

ENTRIES = List(
    id="journal",
    title="Journal",
    help="what was done, the latest first",
    json="log",
    unit="entries",
    reads=None,
    rows=entries,
    columns=COLUMNS,
    key=lambda row: row.number,
    who=lambda _row: None,
    views=(View(MOST, nothing="Nothing has been done yet."),),
    switch=Switch("most", "--most", "how many entries (30)", off=30),
    verb="log",
    hints=("undo", "redo", "write", "filter", "sort", "zoom"),
)
