"""Two journals meeting over one child: what was done elsewhere is done here, and settled by the one rule.

Whichever way it comes, by a file of a colleague or out of the service's hub, and whichever side came first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from iro_tui.clock import now
from iro_tui.domain.allocation import BY_FILE
from iro_tui.sharing.alone import in_place_of, make_one
from iro_tui.sharing.authors import OneSet, all_set
from iro_tui.sharing.checking import require_of_child, require_values
from iro_tui.sharing.entry import ChildPart, EntryPart, RowPart, coming_in, known_of
from iro_tui.sharing.settle import NOT_THERE, WHO_HOLDS, First, Moved, Row, TwoValues, moved_here, removed_here, settle
from iro_tui.sharing.taken import ChangedValue, TakenChild
from iro_tui.store.arriving import put_beside, take
from iro_tui.store.connection import Connection
from iro_tui.store.entries import Entry, typed
from iro_tui.store.journal import Origin
from iro_tui.store.mirrored import ToldChange
from iro_tui.store.passing_on import (
    BESIDE,
    Cells,
    DoneToChild,
    Rows,
    all_rows_of,
    changes_to,
    short,
    taken_in,
)
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import SHAPES, PersonRow
from iro_tui.store.tables import DifferenceRow
from iro_tui.store.work import ROWS, Work, model_of
from iro_tui.store.writes import made_key

CameIn = defaultdict[Row, set[str]]
"""The columns of each row that what arrived has set."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What arrives over one connection, in one transaction: `work` notes what is this laptop's own share in it."""

    work: Work
    me: str
    """The officer's own key among the persons of the service."""
    giver: str
    """The person whose work it is where it names nobody else."""
    giver_name: str
    today: date
    first: First

    @property
    def connection(self) -> Connection:
        return self.work.connection

    def put_beside(self, beside: Mapping[str, list[Any]]) -> None:
        """What the rows refer to, where it is not here: a person, a return."""
        for name in BESIDE:
            rows = {str(row.get("id")): row for row in beside[name] if isinstance(row, dict)}
            for key, row in rows.items():
                require_values(RowPart(name, key, new=True, after=row | {"version": None}))
            known = {row.id for row in read_rows(self.connection, SHAPES[name], id=list(rows))}
            new = [
                typed(name, {column: value for column, value in row.items() if column not in ("version", "made_by")})
                for key, row in rows.items()
                if key not in known and key != self.me
            ]
            put_beside(self.work, name, new)

    def origin(self, entry: EntryPart) -> Origin:
        """Where an operation was made, and by whom: nobody but the officer herself works here."""
        person = entry.person if entry.person != self.me else self.giver
        return Origin(entry.device, person, entry.key, datetime.fromisoformat(entry.at), entry.kind, entry.target_id)

    def new_child(self, part: ChildPart) -> tuple[list[Entry], TakenChild] | None:
        """The entries by which a child comes who was not here; None for one who was removed before."""
        (whole,) = part.entries
        rows = [coming_in(row, self.me, {}) for row in whole.rows]
        if ("child", part.key) not in {(row.table, row.row_id) for row in rows}:
            return None
        require_of_child(self.connection, rows, part.key, ())
        notes = sum(_waits_elsewhere(row.table, row.after) for row in rows)
        return list(_entries(rows, part.key)), TakenChild(part.key, part.ref, new=True, notes=notes)

    def take_child(self, part: ChildPart, here: str, done: list[DoneToChild]) -> TakenChild | None:
        """Do what was done to a child, and settle it; None for one who was removed there and was never here."""
        known = known_of(self.connection, here, done)
        before = all_rows_of(self.connection, here)
        child = TakenChild(here, part.ref, new=not before)
        after = before
        if not part.knows <= known:
            moved = moved_here(self._history(done, here, part), self.first)
            removed = dict.fromkeys(removed_here(before, moved))
            rows = set(before)
            came: CameIn = defaultdict(set)
            for entry in part.entries:
                if short(entry.key) not in known:
                    self._arrive(entry, here, part, before, rows, moved, removed, came)
            after = all_rows_of(self.connection, here)
            if ("child", here) not in after:
                return None
            if not child.new:
                there = _as_there(after, moved, removed, came)
                self._settle(child, part, before, after, there, moved)
        child.notes = sum(_waits_elsewhere(table, row) for (table, _), row in after.items())
        return child

    def _settle(
        self,
        child: TakenChild,
        part: ChildPart,
        before: Rows,
        after: Rows,
        there: Rows,
        moved: Moved,
    ) -> None:
        """Put back what gives way, keep both values, and note what is otherwise now."""
        settled = settle(before, there, moved, self.first)
        make_one(settled, before, there, moved, self.first, now().isoformat())
        self._put_back(settled.back)
        for (table, row_id), came in settled.again.items():
            had = typed(table, {column: moved[table, row_id][column] for column in came})
            self.work.say_again(model_of(table), row_id, child.child_id, had, typed(table, came))
        child.differ = [pair for pair in settled.differ if _is_shown(pair)]
        if child.differ:
            by_whom = list(self._by_whom(child.child_id, part, there))
            for pair in child.differ:
                row = pair.table, pair.row_id
                by = self._keep_both(child.child_id, pair, {row, settled.one.get(row, row)}, by_whom)
                wrote = read_rows(self.connection, PersonRow, id=by) if by else []
                child.late_by[pair[:3]] = wrote[0].name if wrote else ""
        merged = set(settled.one.values())  # of two that say the same one is kept: nothing is gone by it
        now_there = {row: values | settled.back.get(row, {}) for row, values in after.items() if row not in merged}
        self._tell(child, before, now_there)

    def _history(self, done: list[DoneToChild], here: str, part: ChildPart) -> Iterator[tuple[bool, ToldChange]]:
        """What was done to the child here, change by change, with whether the sender knew of it."""
        by_parcel = {each.parcel: each.knows for each in taken_in(self.connection, here)}
        for each in done:
            knew = {short(each.key)} if each.kind != ROWS else by_parcel.get(each.key, frozenset({short(each.key)}))
            for change in changes_to(self.connection, each.seq, here):
                yield knew <= part.knows, change

    def _arrive(
        self,
        entry: EntryPart,
        here: str,
        part: ChildPart,
        before: Rows,
        rows_here: set[tuple[str, str]],
        moved: Moved,
        removed: dict[Row, Any],
        came: CameIn,
    ) -> None:
        """Do what was done elsewhere, as an operation of the one who did it, and note which columns `came`.

        Rows that were `removed` here, which was not known there, stay so until it is settled: whether each was removed
        there too is noted with it.
        """
        origin = self.origin(entry)
        rows = [coming_in(row, self.me, {part.key: here}) for row in entry.rows]
        require_of_child(self.connection, rows, here, rows_here)
        rows_here |= {(row.table, row.row_id) for row in rows}
        for row in rows:
            came[row.table, row.row_id] |= row.after.keys()
        whole = entry.kind == ROWS
        if whole:
            there = {(row.table, row.row_id) for row in rows}
            removed |= {row: None if row in there else entry.at for row in removed}
        entries = []
        for each in _differing(rows, before, moved, here, entry.at) if whole else _entries(rows, here):
            key = each.table, each.row_id
            if key in removed:
                removed[key] = each.after.pop("deleted_at", removed[key])
                each.before = {}
            if each.after:
                entries.append(each)
        sentence = entry.sentence or f"{part.ref}: came from {self.giver_name}."
        work = Work(self.connection, entry.name, sentence, operation_id=origin.part(here), origin=origin, anew=True)
        take(work, entries, again=False)
        work.settle()

    def _put_back(self, back: Mapping[tuple[str, str], dict[str, Any]]) -> None:
        by_table: dict[str, dict[str, Any]] = {}
        for (table, row_id), values in back.items():
            by_table.setdefault(table, {})[row_id] = typed(table, values)
        for table, rows in by_table.items():
            self.work.change_many(model_of(table), rows, removed=True)

    def _by_whom(self, here: str, part: ChildPart, there: Rows) -> Iterator[OneSet]:
        """Who has set what of the child, the last first; what was put back is its author's all the same."""
        for row, values in there.items():
            for person, rows in part.by.items():
                if names := rows.get(part.key if row[0] == "child" else row[1]):
                    after = {name: values[name] for name in names if name in values}
                    yield OneSet(person if person != self.me else None, row, after)
        yield from all_set(self.connection, here, self.me)

    def _keep_both(self, here: str, pair: TwoValues, rows: Collection[Row], by_whom: Sequence[OneSet]) -> str | None:
        """Keep both values until one is chosen; returns who wrote the one that gave way."""
        kept, late = (json.dumps(value, ensure_ascii=False) for value in (pair.kept, pair.late))
        kept_by, late_by = (_who_set(rows, pair, value, by_whom) for value in (pair.kept, pair.late))
        key = made_key("difference", pair.row_id, pair.column, *sorted((kept, late)))
        values = {
            "id": key, "child_id": here, "of_table": pair.table, "of_row": pair.row_id, "of_column": pair.column,
            "kept": kept, "late": late, "arose_on": self.today, "settled_on": None,
            "kept_by": kept_by, "late_by": late_by,
        }  # fmt: skip
        self.work.put(DifferenceRow, [values])
        return late_by

    def _tell(self, child: TakenChild, before: Rows, after: Rows) -> None:
        child.theirs = list(_gave_way_there(before, after))
        differ_there = {(*pair[:2], name) for pair in child.theirs_stand for name in _cells(pair.column, pair.kept)}
        instead = dict(in_place_of(before, after))
        for row, values in after.items():
            was = before.get(instead.get(row, row))
            child.rows += was is None and row[0] != DifferenceRow.__tablename__ and values.get("reason") != BY_FILE
            if was is not None and row not in instead.values():
                child.changed += [
                    ChangedValue(*row, column, was[column], value, values if column == "deleted_at" else None)
                    for column, value in values.items()
                    if was[column] != value and (*row, column) not in differ_there
                    if _is_shown(TwoValues(*row, column, value, value))
                ]


def _gave_way_there(before: Rows, after: Rows) -> Iterator[TwoValues]:
    """The differences that came, of which the officer's own value is the one that does not stand."""
    for row, values in after.items():
        of = values.get("of_table"), values.get("of_row")
        if row[0] != DifferenceRow.__tablename__ or row in before or values["settled_on"] or of not in after:
            continue
        both = [(json.loads(values[name]), values[f"{name}_by"]) for name in ("kept", "late")]
        for (now_on, _), (other, by) in (both, both[::-1]):
            now_there = {name: after[of].get(name) for name in _cells(values["of_column"], now_on)}
            if by is None and now_there == _cells(values["of_column"], now_on) and now_on != other:
                yield TwoValues(*of, values["of_column"], now_on, other)


def _cells(column: str, value: Any) -> Cells:
    return value if isinstance(value, dict) else {column: value}


def _who_set(rows: Collection[Row], pair: TwoValues, value: Any, by_whom: Iterable[OneSet]) -> str | None:
    """Who set one of two values of these rows, or, where it was not removed, worked on it; None for the officer.

    Of columns that go together what both have alike tells nothing.
    """
    one, two, column = _cells(pair.column, pair.kept), _cells(pair.column, pair.late), pair.column
    cells = {name: each for name, each in _cells(column, value).items() if one[name] != two[name]}
    for person, row, after in by_whom:
        if row not in rows:
            continue
        if column == "deleted_at":
            if bool(after.get(column)) is bool(value):
                return person
        elif any(name in after and after[name] == each for name, each in cells.items()):
            return person
    return None


def _as_there(after: Rows, moved: Moved, removed: Mapping[Row, Any], came: CameIn) -> Rows:
    """The rows as the sender has them: what was changed here unknown to the sender, and did not come, as it was."""
    there = {}
    for row, values in after.items():
        mine = moved.get(row, {})
        known = values.keys() - {"deleted_at"} - came.get(row, set()) if mine.get("deleted_at") is not NOT_THERE else ()
        was = {name: mine[name] for name in known if name in mine}
        there[row] = values | was | ({"deleted_at": removed[row]} if row in removed else {})
    return there


def _is_shown(pair: TwoValues) -> bool:
    """Whether an officer is asked about it: a value with a name of its own, or that a row was removed."""
    if pair.table in (DifferenceRow.__tablename__, WHO_HOLDS):
        return False  # who holds a child is no value to choose: the later hand-over says it
    column = SHAPES[pair.table].by_name[pair.column]
    return pair.column == "deleted_at" or bool(column.label and column.kind != "key")


def _waits_elsewhere(table: str, row: Cells) -> bool:
    """Whether it is a colleague's note that is not on the council's system yet."""
    by_colleague = table == "case_note" and row.get("made_by") is not None
    return by_colleague and not row.get("filed_at") and not row.get("deleted_at")


def _entries(rows: list[RowPart], here: str) -> Iterator[Entry]:
    for row in rows:
        yield Entry(row.table, row.row_id, here, None if row.new else {}, row.after)


def _differing(rows: list[RowPart], before: Rows, moved: Moved, here: str, at: str) -> Iterator[Entry]:
    """Of all rows of a child what is otherwise here.

    A row that is not among them was removed there, unless it was made here and nobody there knows of it.
    """
    for row in rows:
        was = before.get((row.table, row.row_id))
        if was is None:
            yield Entry(row.table, row.row_id, here, None, row.after)
        elif differs := {name: value for name, value in row.after.items() if was.get(name) != value}:
            yield Entry(row.table, row.row_id, here, {}, differs)
    named = {(row.table, row.row_id) for row in rows}
    for (table, row_id), values in before.items():
        known = moved.get((table, row_id), {}).get("deleted_at") is not NOT_THERE
        if (table, row_id) not in named and known and values["deleted_at"] is None:
            yield Entry(table, row_id, here, {}, {"deleted_at": at})
