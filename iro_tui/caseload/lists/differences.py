"""What the last import changed: who is new, who ended, whose review moved, and what else the files put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import QUIET, Column, List, View, child_column
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.who import Who, who_of

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection
    from iro_tui.store.entries import Entry

NEW, ENDED, GOES_ON, HELD, MOVED, GONE, OTHER = "new", "ended", "open again", "held", "moved", "withdrawn", "other"
HEADINGS = {
    NEW: "New",
    ENDED: "Care ended",
    GOES_ON: "Care goes on again",
    HELD: "Reviews held, or booked",
    MOVED: "Reviews moved to another day",
    GONE: "No longer in the files",
    OTHER: "Put right otherwise",
}
_NO_NEWS = frozenset(
    {"told_by", "told_where", "as_told", "version", "file_ends", "reviews_known_from", "absent_from", "start_known"}
)
"""Columns that say how far files reach, and nothing of the child."""
_TABLES = {
    "child": "child",
    "care_period": "time in care",
    "legal_status": "legal status",
    "placement": "placement",
    "worker": "social worker",
    "missing_episode": "missing",
    "health_year": "health",
    "contact": "contact",
    "visit": "visit",
    "protection_plan": "child protection plan",
    "conference": "conference",
    "adoption_authority": "authority to place",
}


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One thing that an import changed of a child."""

    who: Who
    kind: str
    what: str
    key: str
    was: date | None = None
    now: date | None = None

    @property
    def ref(self) -> str:
        return self.who.ref


def differences(connection: Connection, caseload: Caseload) -> Iterator[ImportedLine]:
    """What the last import that stands changed, kind by kind, in order of reference; nothing where there was none."""
    from iro_tui.store.entries import values_of
    from iro_tui.store.log import last_of_name

    seq = last_of_name(connection, "Import")
    lines = list(_lines(caseload, values_of(connection, seq) if seq else ()))
    order = list(HEADINGS)
    yield from sorted(lines, key=lambda line: (order.index(line.kind), line.ref, line.now or date.min, line.key))


def _lines(caseload: Caseload, entries: Iterable[Entry]) -> Iterator[ImportedLine]:
    there = list(entries)
    new = {entry.row_id for entry in there if entry.table == "child" and entry.before is None}
    for entry in there:
        child_id = entry.row_id if entry.table == "child" else entry.child_id
        if child_id is None or child_id not in caseload.children:
            continue
        who = who_of(caseload, child_id)
        if child_id in new:
            if entry.table == "child":
                yield ImportedLine(who, NEW, "new", entry.row_id)
            continue
        yield from _line(who, entry)


def _line(who: Who, entry: Entry) -> Iterator[ImportedLine]:
    before, after = entry.before or {}, entry.after
    news = {name for name in after if name not in _NO_NEWS and after[name] != before.get(name)}
    if not news:
        return
    if after.get("deleted_at"):
        yield ImportedLine(who, GONE, _TABLES.get(entry.table, entry.table), entry.row_id)
    elif entry.table == "care_period" and "ended" in news and (entry.before is not None or after["ended"]):
        kind = ENDED if after["ended"] else GOES_ON
        yield ImportedLine(who, kind, "care", entry.row_id, before.get("ended"), after["ended"])
    elif entry.table == "review":
        yield from _review(who, entry, before, news)
    elif entry.table in _TABLES:
        day = next((after[name] for name in ("started", "on_day", "held") if isinstance(after.get(name), date)), None)
        yield ImportedLine(who, OTHER, _TABLES[entry.table], entry.row_id, None, day)


def _review(who: Who, entry: Entry, before: dict[str, Any], news: set[str]) -> Iterator[ImportedLine]:
    for name, word in (("held", "review held"), ("booked", "review booked")):
        if name in news and isinstance(entry.after[name], date):
            was = before.get(name)
            yield ImportedLine(who, MOVED if was else HELD, word, f"{entry.row_id}:{name}", was, entry.after[name])


COLUMNS: tuple[Column[ImportedLine], ...] = (
    *child_column(),
    Column("kind", "", TEXT, lambda row: row.kind, 12, json="kind", means=f"`{'`, `'.join(HEADINGS)}`"),
    Column("what", "What", TEXT, lambda row: row.what, 20, flex=True, json="what", means="what it is about"),
    Column("was", "Was", DAY, lambda row: row.was, 10, tone=QUIET, json="was", means="the day before the import"),
    Column("now", "Now", DAY, lambda row: row.now, 10, json="now", means="the day by the files"),
)

DIFFERENCES = List(
    id="differences",
    verb="imported",
    title="Last import",
    help="what the last import changed: who is new, who ended, whose review moved",
    json="imported",
    unit="lines",
    reads=None,
    rows=differences,
    columns=COLUMNS,
    key=lambda row: row.key,
    heading=lambda row, _today, _view: HEADINGS[row.kind],
    views=(View(None, "What the last import changed.", "No import stands, or the last one changed nothing."),),
    about=lambda row: row.key.partition(":")[0],
    hints=("open", "filter", "write"),
)
