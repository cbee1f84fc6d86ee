"""Taking in what lies in the logs of children at the hub: in each transaction some entries, with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from iro_tui.domain.vocabulary import COVERS
from iro_tui.domain.words import amount_words
from iro_tui.sharing.at_hub import TOGETHER
from iro_tui.sharing.authors import kept_set_by
from iro_tui.sharing.entry import ChildPart, in_log, known_of
from iro_tui.sharing.meeting import Meeting
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.service_log import NAME
from iro_tui.sharing.settle import First
from iro_tui.sharing.stream import StreamPlace
from iro_tui.store.arriving import take
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.entries import Entry, HeldBack
from iro_tui.store.hub_log import last_place, log_of, put_log, put_place
from iro_tui.store.journal import Stale
from iro_tui.store.passing_on import BESIDE, child_here, done_to, gone_for, short
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import AllocationRow
from iro_tui.store.tables import ChildRow
from iro_tui.store.work import RECEIVE, Work

_TWICE = "A child is at the hub twice, under two keys: tell your manager."
_REMOVED = (
    "A child who was removed for good here does not come back, and is at the hub until a manager removes it there."
)
_UNREAD = "An entry of the hub cannot be read: it is not what this program writes."

ROWS_TOGETHER = 500
"""Rows, of some twelve children who come whole."""


class LogItem(NamedTuple):
    """An entry of a child's log, or a snapshot of it, unsealed and proved."""

    stream: UUID
    place: StreamPlace
    mode: str
    part: ChildPart
    beside: Mapping[str, list[Any]]

    @classmethod
    def of(cls, stream: UUID, place: StreamPlace, values: Any, mode: str) -> LogItem:
        """Out of a body. Raises NotTaken."""
        try:
            beside = {name: list(values["beside"].get(name, ())) for name in BESIDE}
            return cls(stream, place, mode, ChildPart.read(values["child"]), beside)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotTaken(_UNREAD) from None


class RemovedHere(NotTaken):
    """A child of the hub was removed for good on this laptop."""


class _Waits(Exception):
    """One child cannot be taken in: the transaction is undone, and done again without it."""

    def __init__(self, stream: UUID, why: Exception) -> None:
        super().__init__(str(why))
        self.stream, self.why = stream, why


@dataclass(slots=True)
class TakenLogs:
    """What was taken in."""

    at: dict[UUID, StreamPlace] = field(default_factory=dict)
    child_ids: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    """Those of them who were not here before."""
    differ: int = 0
    waits: dict[UUID, Exception] = field(default_factory=dict)


def portions(items: Iterable[LogItem]) -> Iterator[list[LogItem]]:
    """So many as are taken in at once: `TOGETHER` entries, and not many more rows than `ROWS_TOGETHER`."""
    some: list[LogItem] = []
    rows = 0
    for item in items:
        some.append(item)
        rows += sum(len(entry.rows) for entry in item.part.entries)
        if len(some) >= TOGETHER or rows >= ROWS_TOGETHER:
            yield some
            some, rows = [], 0
    if some:
        yield some


def take_items(
    engine: Engine, items: Sequence[LogItem], me: str, name: str, today: date, came: dict[str, date | None]
) -> TakenLogs:
    """Take these in, in one transaction with their places; a child who cannot be taken is left out and named.

    `came`: who has come in this exchange to be the officer's, and since when the holder has each; it is added to.
    """
    waits: dict[UUID, Exception] = {}
    while True:
        left = [item for item in items if item.stream not in waits]
        taken = TakenLogs(waits=waits)
        if not left:
            return taken
        try:
            with writing(engine, done=True) as connection:
                work = Work(connection, NAME, kind=RECEIVE)
                meeting = Meeting(work, me, me, name, today, First.THERE)
                by_stream = {stream: list(those) for stream, those in groupby(left, key=lambda item: item.stream)}
                _take_new(meeting, [those[0] for those in by_stream.values()], taken, came)
                for stream, of_stream in by_stream.items():
                    try:
                        _take_stream(meeting, stream, of_stream, taken, came)
                    except (NotTaken, HeldBack, Stale) as refusal:
                        raise _Waits(stream, refusal) from None
                _set_own_since(meeting, {here: came[here] for here in taken.child_ids & came.keys()})
                work.sentence = f"{amount_words(len(taken.child_ids), 'children')} exchanged with the service."
                work.settle()
        except _Waits as held:
            waits[held.stream] = held.why
        else:
            return taken


def _take_new(meeting: Meeting, firsts: Iterable[LogItem], taken: TakenLogs, came: dict[str, date | None]) -> None:
    """The rows of children who were not here are put together, each still as an operation of its own. Whoever does not
    fit is left to be taken alone, where it is said why.
    """
    groups: defaultdict[str | None, list[tuple[LogItem, list[Entry]]]] = defaultdict(list)
    keys: set[str] = set()
    for item in firsts:
        part = item.part
        if part.whole and not {part.key, part.ref} & keys and _is_new(meeting.connection, item):
            with suppress(NotTaken, HeldBack):
                if _here(meeting, item.stream.hex, part) == part.key and (new := meeting.new_child(part)):
                    for entry in new[0] if item.mode != "read" else ():
                        entry.after |= (
                            {"on_caseload_since": meeting.today.isoformat()} if entry.table == "child" else {}
                        )
                    groups[part.entries[0].person].append((item, new[0]))
                    keys |= {part.key, part.ref}
    for group in groups.values():
        items = [item for item, _ in group]
        with suppress(NotTaken, HeldBack, Stale), meeting.connection.part():
            meeting.put_beside({name: [row for item in items for row in item.beside[name]] for name in BESIDE})
            origins = {
                part.key: (meeting.origin(part.entries[0]), f"{part.ref}: came from {meeting.giver_name}.")
                for part in (item.part for item in items)
            }
            work = Work(
                meeting.connection, items[0].part.entries[0].name, origin=origins[items[0].part.key][0], anew=True
            )
            take(work, [entry for _, entries in group for entry in entries], again=False)
            work.settle_apart(origins)
            for item in items:
                here, name = item.part.key, item.stream.hex
                put_log(meeting.connection, name, here, item.mode)
                _put_place(meeting.connection, name, item, here)
                taken.child_ids.add(here)
                taken.arrived.add(here)
                came |= {here: item.part.since} if item.mode != "read" else {}


def _is_new(connection: Connection, item: LogItem) -> bool:
    known = connection.value("SELECT 1 FROM stream WHERE stream = ?", (item.stream.hex,))
    return not known and child_here(connection, item.part.key, item.part.ref) is None


def _set_own_since(meeting: Meeting, came: Mapping[str, date | None]) -> None:
    """Let who came be the officer's from today; who is covered, and asked what the holder is, since the holder is."""
    today = meeting.today
    covers = read_rows(meeting.connection, AllocationRow, child_id=list(came), mode=COVERS, iro_id=None)
    since = {
        row.child_id: came[row.child_id]
        for row in covers
        if row.allocated <= today and (row.until is None or row.until >= today)
    }
    meeting.work.change_many(ChildRow, {here: {"on_caseload_since": since.get(here) or today} for here in came})


def _take_stream(
    meeting: Meeting, stream: UUID, items: list[LogItem], taken: TakenLogs, came: dict[str, date | None]
) -> None:
    connection, name = meeting.connection, stream.hex
    reached, _ = last_place(connection, name)
    taken.at[stream] = items[-1].place
    items = [item for item in items if item.place.pos > reached]  # another window was quicker
    if not items:
        return
    part, mode = items[0].part, items[0].mode
    here = _here(meeting, name, part)
    put_log(connection, name, here, mode)
    for run in _runs(items):
        knows = frozenset[str]().union(*(item.part.knows for item in run))
        there = in_log(connection, here)
        done = done_to(connection, [here]).get(here, [])
        whole = run[0].part.whole
        if not (whole and _is_known(knows, run[0].part, known_of(connection, here, done))):
            for item in run:
                meeting.put_beside(item.beside)
            entries = tuple(entry for item in run for entry in item.part.entries)
            part = replace(run[0].part, knows=there | knows, entries=entries)
            child = meeting.take_child(part, here, done)
            if child:
                taken.differ += len(child.differ)
                if child.new:
                    taken.arrived.add(here)
                    came |= {here: run[0].part.since} if mode != "read" else {}
        for item in run:
            _put_place(connection, name, item, here)
    taken.child_ids.add(here)


def _put_place(connection: Connection, name: str, item: LogItem, here: str) -> None:
    by = kept_set_by(item.part.by, item.part.key, here)
    put_place(connection, name, item.place.pos, item.place.hash.hex(), item.part.knows, by)


def _is_known(knows: frozenset[str], part: ChildPart, known: frozenset[str]) -> bool:
    """Whether rows say nothing that is not known here, but that they are these rows."""
    return knows - {short(entry.key) for entry in part.entries} <= known


def _here(meeting: Meeting, name: str, part: ChildPart) -> str:
    """The key under which the child of a log is here. Raises NotTaken: gone for good, or at the hub twice."""
    connection = meeting.connection
    of_log: str | None = connection.value("SELECT child_id FROM stream WHERE stream = ?", (name,))
    here = of_log or child_here(connection, part.key, part.ref) or part.key
    for left in gone_for(connection, {here, part.key}).values():
        if left.why == "purged":
            raise RemovedHere(_REMOVED)
        meeting.work.let_back({here, part.key})
    if log_of(connection, here) not in (None, name):
        raise NotTaken(_TWICE)
    return here


def _runs(items: Iterable[LogItem]) -> Iterator[list[LogItem]]:
    """Entries that follow each other, told by the same key; all rows of a child stand alone."""
    run: list[LogItem] = []
    for item in items:
        if run and (item.part.whole or run[-1].part.whole or item.part.key != run[-1].part.key):
            yield run
            run = []
        run.append(item)
    yield run
