"""What a file holds of a child: what its sender knew, and either what was done since the receiver's own, or all rows.

Between laptops nobody is `None`: the officer whose store it is goes by her own key, and comes by it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Self

from iro_tui.clock import now
from iro_tui.domain.allocation import BY_FILE
from iro_tui.sharing.authors import SetBy, others_set
from iro_tui.sharing.seal import NotTaken
from iro_tui.store.connection import Connection
from iro_tui.store.mirrored import ToldChange
from iro_tui.store.passing_on import (
    THE_HUB,
    Cells,
    DoneToChild,
    Rows,
    all_rows_of,
    changes_to,
    done_to,
    parted,
    shared_values,
    short,
    taken_in,
    this_device,
)
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import ChildRow
from iro_tui.store.work import ROWS
from iro_tui.text import clean

_LONGEST = 100_000
NO_HAND_OVER = "This file does not hold what a hand-over does: ask for it again. Nothing was changed."


class RowPart(NamedTuple):
    """What was done to one row: `new` where it came by it."""

    table: str
    row_id: str
    new: bool
    after: Cells


@dataclass(frozen=True, slots=True)
class EntryPart:
    """An operation's part about one child; of kind `rows` no operation, but all that there is."""

    key: str
    kind: str
    name: str
    sentence: str
    at: str
    device: str
    person: str
    target_id: str | None
    rows: tuple[RowPart, ...]


@dataclass(frozen=True, slots=True)
class ChildPart:
    """A child in a file."""

    key: str
    ref: str
    knows: frozenset[str]
    """The operations that its sender knew of, those that stand in it too, by the beginnings of their keys."""
    entries: tuple[EntryPart, ...]
    since: date | None = None
    """Of all there is: since when the child is on the caseload of whoever wrote it."""
    by: SetBy = field(default_factory=dict)
    """Of all there is: what others than its sender set."""

    @property
    def whole(self) -> bool:
        """Whether it is all that there is, and not only what is new."""
        return any(entry.kind == ROWS for entry in self.entries)

    @property
    def before_it(self) -> frozenset[str]:
        """What its receiver must have had before."""
        return frozenset() if self.whole else self.knows - {short(entry.key) for entry in self.entries}

    @property
    def people(self) -> list[Cells]:
        """Whoever did something of it."""
        return [{"person": person} for person in (*self.by, *(entry.person for entry in self.entries))]

    def as_json(self) -> dict[str, Any]:
        entries = [[*_fields(entry), [list(row) for row in entry.rows]] for entry in self.entries]
        since = {"since": self.since.isoformat()} if self.since else {}
        by = {"by": self.by} if self.by else {}
        return {
            "key": self.key,
            "ref": self.ref,
            "knows": "".join(sorted(self.knows)),
            "entries": entries,
            **since,
            **by,
        }

    @classmethod
    def read(cls, values: Any) -> Self:
        """Out of a file. Raises `NotTaken`."""
        try:
            entries = tuple(_entry(*each) for each in values["entries"])
            since = date.fromisoformat(values["since"]) if values.get("since") else None
            by = _set_by(values.get("by", {}))
            knows = parted(_text(values["knows"], 10**7))
            part = cls(_key(values["key"]), _text(values["ref"]), knows, entries, since, by)
            if part.whole and len(entries) > 1:
                raise ValueError("all there is, twice")
        except (TypeError, KeyError, ValueError, OverflowError, AttributeError):
            raise NotTaken(NO_HAND_OVER) from None
        return part


def _fields(entry: EntryPart) -> tuple[Any, ...]:
    return entry.key, entry.kind, entry.name, entry.sentence, entry.at, entry.device, entry.person, entry.target_id


def _entry(key: Any, kind: Any, name: Any, sentence: Any, at: Any, device: Any, person: Any, target: Any,
           rows: Any) -> EntryPart:  # fmt: skip
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError("no moment: its hash would be another one elsewhere")
    if kind not in ("do", "undo", "redo", "receive", ROWS):
        raise ValueError("another kind")
    parts = tuple(RowPart(_key(table), _key(row), bool(new), _cells(after)) for table, row, new, after in rows)
    target_id = _key(target) if target is not None else None
    at = moment.astimezone(UTC).isoformat()
    return EntryPart(_key(key), kind, _text(name), _text(sentence), at, _key(device), _key(person), target_id, parts)


def _set_by(values: Any) -> SetBy:
    return {
        _key(person): {_key(row): tuple(_key(name) for name in names) for row, names in rows.items()}
        for person, rows in values.items()
    }


def _key(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64 or not value.replace("_", "").isalnum():
        raise ValueError("no key")
    return value


def _text(value: Any, limit: int = _LONGEST) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return clean(value, multiline=True, limit=limit)


def _cells(values: Any) -> Cells:
    return {_key(name): _text(value) if isinstance(value, str) else _scalar(value) for name, value in values.items()}


def _scalar(value: Any) -> Any:
    if value is not None and not isinstance(value, bool | int | float):
        raise TypeError("no value")
    return value


# Who is meant by nobody

_BY = ("made_by", "filed_by", "kept_by", "late_by", "iro_id", "previous_iro_id")


def going_out(row: RowPart, own: str, person: str, here: Cells) -> RowPart:
    """A part as others read it; `person` did it, and `here` is the row as it is now."""
    after = shared_values(row.table, row.after)
    if row.new or "made_by" in after:
        after["made_by"] = after.get("made_by") or own
    if after.get("filed_at"):
        after["filed_by"] = after.get("filed_by") or person
    if row.table == "difference":
        after |= {name: after.get(name) or own for name in ("kept_by", "late_by") if row.new or name in after}
    holds = after.get("iro_id", here.get("iro_id"))
    if row.table == "allocation" and holds is None and (after.get("allocated") or "iro_id" in after):
        after["iro_id"] = own
    as_is = {"reason": None, "previous_iro_id": None} | here | after
    if row.table == "allocation" and as_is["reason"] == BY_FILE and as_is["previous_iro_id"] is None:
        after["previous_iro_id"] = own
    return row._replace(after=after)


def coming_in(row: RowPart, own_person: str, keys: Mapping[str, str]) -> RowPart:
    """A part as it is kept here; `keys` says under which other key a child is here."""
    after = {name: keys.get(value, value) if isinstance(value, str) else value for name, value in row.after.items()}
    for name in _BY:
        if after.get(name) == own_person:
            after[name] = None
    return row._replace(row_id=keys.get(row.row_id, row.row_id), after=after)


# A child as it goes into a file


def known_of(connection: Connection, child_id: str, done: Iterable[DoneToChild]) -> frozenset[str]:
    """All that is known here of what was done to a child, done here or told."""
    keys = {short(each.key) for each in done if each.kind != ROWS}
    return frozenset(keys.union(*(each.knows for each in taken_in(connection, child_id))))


def in_log(connection: Connection, child_id: str) -> frozenset[str]:
    """What of that lies in the child's log at the service's hub."""
    logs = (each.knows for each in taken_in(connection, child_id) if each.person == THE_HUB)
    return frozenset[str]().union(*logs)


def part_for(connection: Connection, child_id: str, to: str, own: str, parcel: str, *, whole: bool) -> ChildPart:
    """A child for a person: only what is new where it is known what the person has, else all that there is."""
    done = done_to(connection, [child_id]).get(child_id, [])
    rows = all_rows_of(connection, child_id)
    knows = known_of(connection, child_id, done)
    theirs = [each.knows for each in taken_in(connection, child_id) if each.person == to]
    there = frozenset[str]().union(*theirs)
    new = knows - there
    since = [each for each in done if each.kind != ROWS and short(each.key) in new]
    ref = rows["child", child_id]["ref"]
    if whole or not theirs or len(since) < len(new):
        return _whole(connection, child_id, rows, knows, own, parcel)
    entries = tuple(_part(connection, each, child_id, rows, own) for each in since)
    return ChildPart(child_id, ref, knows, entries)


def parts_for_log(connection: Connection, child_id: str, own: str, parcel: str, most: int) -> list[ChildPart]:
    """What of a child is not in its log at the hub, in parts of so many operations at most; none where all is.

    What the log has set since stands there: an operation goes without those columns. Where the log has nothing yet, or
    lacks what only came here as rows, all there is goes.
    """
    done = done_to(connection, [child_id]).get(child_id, [])
    there, knows = in_log(connection, child_id), known_of(connection, child_id, done)
    if there and knows <= there:
        return []
    since = [each for each in done if each.kind != ROWS and short(each.key) not in there]
    rows = all_rows_of(connection, child_id)
    if not there or len(since) < len(knows - there):
        return [_whole(connection, child_id, rows, knows | {short(parcel)}, own, parcel)]
    overtaken: set[tuple[str, str, str]] = set()
    entries: list[EntryPart] = []
    for each in reversed(done):
        if each in since:
            entry = _part(connection, each, child_id, rows, own, overtaken)
            entries[:0] = [entry] if entry.rows else []
        elif short(each.key) in there:
            overtaken |= {
                (change.table_name, change.row_id, column)
                for change in changes_to(connection, each.seq, child_id)
                for column in json.loads(change.after or "{}")
            }
    some = [tuple(entries[start : start + most]) for start in range(0, len(entries), most)]
    ref = rows["child", child_id]["ref"]
    return [ChildPart(child_id, ref, frozenset(short(each.key) for each in part), part) for part in some]


def whole_for_log(connection: Connection, child_id: str, own: str, parcel: str) -> ChildPart:
    """All there is of a child, for its log."""
    knows = known_of(connection, child_id, done_to(connection, [child_id]).get(child_id, []))
    return _whole(connection, child_id, all_rows_of(connection, child_id), knows | {short(parcel)}, own, parcel)


def _whole(
    connection: Connection, child_id: str, rows: Rows, knows: frozenset[str], own: str, parcel: str
) -> ChildPart:
    whole = _all_rows(connection, rows, own, parcel)
    by = others_set(connection, child_id, rows, own)
    return ChildPart(child_id, rows["child", child_id]["ref"], knows, (whole,), _since(connection, child_id), by)


def _since(connection: Connection, child_id: str) -> date | None:
    """Since when the holder has the child; None also of one whose row was taken back, of which only that is told."""
    since: date | None = next((child.on_caseload_since for child in read_rows(connection, ChildRow, id=child_id)), None)
    return since


def _part(
    connection: Connection, done: DoneToChild, child_id: str, rows: Rows, own: str,
    overtaken: Collection[tuple[str, str, str]] = (),
) -> EntryPart:  # fmt: skip
    person = done.person or own
    going = (
        going_out(_row_part(change), own, person, rows.get((change.table_name, change.row_id), {}))
        for change in changes_to(connection, done.seq, child_id)
    )
    parts = tuple(part for row in going if (part := _without(row, overtaken)).new or part.after)
    sentence = done.sentence or f"{rows['child', child_id]['ref']}: {done.name}."
    return EntryPart(done.key, done.kind, done.name, sentence, done.at, done.device, person, done.target_id, parts)


def _without(row: RowPart, overtaken: Collection[tuple[str, str, str]]) -> RowPart:
    return row._replace(
        after={name: value for name, value in row.after.items() if (row.table, row.row_id, name) not in overtaken}
    )


def _row_part(change: ToldChange) -> RowPart:
    return RowPart(change.table_name, change.row_id, change.before is None, json.loads(change.after or "{}"))


def _all_rows(connection: Connection, rows: Rows, own: str, parcel: str) -> EntryPart:
    return EntryPart(
        parcel, ROWS, "Receive", "", now().isoformat(), this_device(connection), own, None,
        tuple(_whole_rows(rows, own)),
    )  # fmt: skip


def _whole_rows(rows: Rows, own: str) -> Iterator[RowPart]:
    """The rows that are there: one that is not among them was removed."""
    for (table, row_id), values in rows.items():
        if values["deleted_at"] is None:
            after = {name: value for name, value in values.items() if name != "id"}
            yield going_out(RowPart(table, row_id, True, after), own, own, values)
