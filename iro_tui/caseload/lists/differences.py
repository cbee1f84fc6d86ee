"""What the last import changed: who is new, who ended, whose review moved, and what else the files put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import QUIET, Column, List, View, child_column
from iro_tui.caseload.lists.kinds import DAY, TEXT
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.words import in_a_sentence
from iro_tui.store.entries import table_word
from iro_tui.store.shapes import SHAPES

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
    {
        "told_by",
        "told_where",
        "as_told",
        "version",
        "file_ends",
        "reviews_known_from",
        "absent_from",
        "start_known",
        "end_known",
        "child_id",
    }
)
"""Columns that say how far files reach, and nothing of the child."""
_CALLED = {
    "care_period": "time in care",
    "worker": "social worker",
    "missing_episode": "missing",
    "health_year": "health",
    "protection_plan": "child protection plan",
    "adoption_authority": "authority to place",
    "midpoint_check": "mid-point",
}
"""What an officer calls a row, where it is not the name of its table."""
_GOES_ALONG = frozenset({"allocation", "date_change", "stage", "telling"})
"""Tables whose rows come with another one that is told, or tell what a file said."""
IMPORT, PASTE = "Import", "Add pasted rows"
"""What the actions are called that bring files and lists in."""


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

    seq = last_of_name(connection, IMPORT, PASTE)
    lines = list(_lines(caseload, values_of(connection, seq) if seq else ()))
    order = list(HEADINGS)
    yield from sorted(lines, key=lambda line: (order.index(line.kind), line.ref, line.now or date.min, line.key))


def _lines(caseload: Caseload, entries: Iterable[Entry]) -> Iterator[ImportedLine]:
    there = list(entries)
    new = {entry.row_id for entry in there if entry.table == "child" and entry.before is None}
    ends = {(entry.child_id, entry.after.get("ended")) for entry in there if entry.table == "care_period"}
    for entry in there:
        child_id = entry.row_id if entry.table == "child" else entry.child_id
        if child_id is None or child_id not in caseload.children:
            continue
        who = who_of(caseload, child_id)
        if child_id in new:
            if entry.table == "child":
                yield ImportedLine(who, NEW, "new", entry.row_id)
            continue
        if entry.table != "care_period" and "ended" in entry.after and (child_id, entry.after["ended"]) in ends:
            continue  # what ended with the care
        yield from _line(who, entry)


def _line(who: Who, entry: Entry) -> Iterator[ImportedLine]:
    before, after = entry.before or {}, entry.after
    news = [name for name in after if name not in _NO_NEWS and after[name] != before.get(name)]
    if not news or entry.table in _GOES_ALONG:
        return
    if after.get("deleted_at"):
        yield ImportedLine(who, GONE, _called(entry.table), entry.row_id)
    elif entry.table == "care_period" and "ended" in news and (entry.before is not None or after["ended"]):
        kind = ENDED if after["ended"] else GOES_ON
        yield ImportedLine(who, kind, "care", entry.row_id, before.get("ended"), after["ended"])
    elif entry.table == "review":
        yield from _review(who, entry, before, news)
    elif entry.before is None:
        what = ": ".join(filter(None, (_called(entry.table), _which(entry.table, after))))
        yield ImportedLine(who, OTHER, what, entry.row_id, None, _first_day(after))
    else:
        yield from _changes(who, entry, before, news)


def _which(table: str, values: Mapping[str, Any]) -> str:
    """Of a row that has a code or a kind what that means: which legal status it is, which conference."""
    columns = SHAPES[table].by_name
    words = (columns[name].words.get(values.get(name) or "", "") for name in ("code", "kind") if name in columns)
    return next(filter(None, words), "")


def _called(table: str) -> str:
    return _CALLED.get(table) or table_word(table)


def _first_day(values: Mapping[str, Any]) -> date | None:
    return next((values[name] for name in _BEGINS if isinstance(values.get(name), date)), None)


_BEGINS = ("started", "on_day", "held", "booked", "strategy_on", "done_on", "rated_on", "raised_on")
"""The days by which a row is known."""


def _review(who: Who, entry: Entry, before: Mapping[str, Any], news: Sequence[str]) -> Iterator[ImportedLine]:
    for name, word in (("held", "review held"), ("booked", "review booked")):
        if name in news and isinstance(entry.after[name], date):
            was = before.get(name)
            yield ImportedLine(who, MOVED if was else HELD, word, f"{entry.row_id}:{name}", was, entry.after[name])
    yield from _changes(who, entry, before, [name for name in news if name not in _OF_HOLDING])


_OF_HOLDING = frozenset({"held", "booked", "completed", "adjourned", "apart", "final", "follow_record", "last_as_of"})
"""What is told of a review by the day it was held on or is booked for."""


def _changes(who: Who, entry: Entry, before: Mapping[str, Any], news: Sequence[str]) -> Iterator[ImportedLine]:
    """Each value of a row that the files changed, by its label; a day with what it was."""
    shape = SHAPES[entry.table].by_name
    for name in news:
        label = in_a_sentence(shape[name].label)
        if not label or (entry.before is None and entry.after[name] is None):
            continue
        was, now = (value if isinstance(value, date) else None for value in (before.get(name), entry.after[name]))
        which = _which(entry.table, {**before, **entry.after})
        what = label if entry.table == "child" else ": ".join(filter(None, (_called(entry.table), which, label)))
        if words := shape[name].words:
            old, new = (words.get(value or "", "–") for value in (before.get(name), entry.after[name]))
            what = f"{what}, {old} → {new}"
        yield ImportedLine(who, OTHER, what, f"{entry.row_id}:{name}", was, now)


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
