"""Taking a colleague's file in: looked at first, then done in one transaction, settled by the one rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from iro_tui.domain.vocabulary import BACK, TRANSFER
from iro_tui.domain.words import amount_words, day_words, until_words
from iro_tui.sharing.checking import require_of_child, require_values
from iro_tui.sharing.entry import ChildPart, EntryPart, RowPart, coming_in, known_of
from iro_tui.sharing.file import Inside, SealedFile
from iro_tui.sharing.making import allocate
from iro_tui.sharing.own import add_card, known_cards, make_own_keys, own_keys
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.settle import NOT_THERE, Moved, TwoValues, moved_here, removed_here, settle
from iro_tui.sharing.taken import ChangedValue, FileTerms, TakenChild, TakenFile
from iro_tui.store.arriving import take
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import LATEST, reading, writing
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
    child_here,
    done_to,
    gone_for,
    short,
    taken_in,
)
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import SHAPES, HandOverRow
from iro_tui.store.tables import ChildRow, DifferenceRow
from iro_tui.store.tables import HandOverRow as HandOver
from iro_tui.store.work import RECEIVE, ROWS, Work, model_of
from iro_tui.store.writes import made_key

NAME = "Receive"
"""What the journal calls it."""


class _OnlyLooked(Exception):
    """Ends a transaction in which a file was only looked at."""


def look(engine: Engine, content: bytes, practice: str, today: date, ask: Callable[[], str]) -> TakenFile:
    """What taking a file in would do: it is done, and undone whole. Raises `NotTaken`, `HeldBack`."""
    taken = []
    try:
        with receiving(engine, content, practice, today, ask) as file:
            taken.append(file)
            raise _OnlyLooked
    except _OnlyLooked:
        return taken[0]


@contextmanager
def receiving(
    engine: Engine, content: bytes, practice: str, today: date, ask: Callable[[], str]
) -> Iterator[TakenFile]:
    """Take a file in, in one transaction, which is kept once the block is left. Raises `NotTaken`, `HeldBack`."""
    sealed = SealedFile(content)
    with reading(engine) as connection:  # words cost a second, and nobody is kept from writing for it
        own, cards = own_keys(connection), known_cards(connection)
    inside = sealed.unsealed(own, cards, LATEST, ask)
    terms = FileTerms.read(inside, sealed.parcel)
    if terms.practice != practice:
        raise NotTaken(
            f"This file comes from a service that works by the practice {terms.practice}; here it is {practice}. It is "
            "another council's. Nothing was changed."
        )
    with writing(engine, done=True) as connection:
        if earlier := read_rows(connection, HandOverRow, parcel=terms.parcel, received=True):
            day = day_words(earlier[0].confirmed_on or earlier[0].on_day, today)
            raise NotTaken(f"Nothing new: this file was taken in {day}. Its receipt is {inside.code}.")
        me = (own or make_own_keys(connection, terms.to_name)).card.person
        yield _Taking(connection, terms, inside, me, today).done()


class _Taking:
    """Taking one file in, over one connection."""

    def __init__(self, connection: Connection, terms: FileTerms, inside: Inside, me: str, today: date) -> None:
        self.connection, self.terms, self.inside, self.me, self.today = connection, terms, inside, me, today
        self.work = Work(connection, NAME, kind=RECEIVE)
        self._on_record: list[tuple[ChildPart, TakenChild]] = []
        self.taken = TakenFile(inside.card, inside.code, terms.parcel, terms.why, terms.until, terms.on_day)

    def done(self) -> TakenFile:
        add_card(self.work, self.inside.card)
        self._put_beside()
        here = {part.key: child_here(self.connection, part.key, part.ref) for part in self.terms.children}
        done = done_to(self.connection, [key for key in here.values() if key])
        new: list[ChildPart] = []
        for part in self.terms.children:
            key = here[part.key]
            if why := self._kept_away(part, {key or part.key, part.key}):
                self.taken.left_out.append(why)
            elif key is None and part.whole:
                new.append(part)
            else:
                self._take_child(part, key or part.key, done.get(key or "", []))
        self._take_new(new)
        if not self.taken.children:
            raise NotTaken(" ".join([*self.taken.left_out, "Nothing was changed."]))
        self._put_on_record()
        self.work.sentence = self._sentence()
        self.work.settle()
        return self.taken

    def _sentence(self) -> str:
        until = until_words(self.terms.until, self.terms.on_day)
        return f"{amount_words(len(self.taken.children), 'children')} taken in from {self.inside.card.name}{until}."

    def _put_beside(self) -> None:
        """What the rows refer to, where it is not here: a person, a return."""
        for name in BESIDE:
            rows = {str(row.get("id")): row for row in self.terms.beside[name] if isinstance(row, dict)}
            for key, row in rows.items():
                require_values(RowPart(name, key, new=True, after=row | {"version": None}))
            known = {row.id for row in read_rows(self.connection, SHAPES[name], id=list(rows))}
            new = [
                typed(name, {column: value for column, value in row.items() if column not in ("version", "made_by")})
                for key, row in rows.items()
                if key not in known and key != self.me
            ]
            self.work.put(model_of(name), new)

    def _kept_away(self, part: ChildPart, keys: set[str]) -> str:
        """Why a child does not come back: purged, or handed over after the file was made; empty where one may."""
        for gone in gone_for(self.connection, keys).values():
            if gone.why == "purged":
                return f"{part.ref} was removed for good here and does not come back."
            if self.terms.on_day <= gone.on:
                return f"{part.ref} was handed over from here on {day_words(gone.on, self.today)}, after this file."
            self.work.let_back(keys)
        return ""

    def _take_new(self, parts: list[ChildPart]) -> None:
        """Children who were not here come together, as rows: one operation for all of them."""
        entries: list[Entry] = []
        origin: Origin | None = None
        for part in parts:
            (whole,) = part.entries
            origin = origin or self._origin(whole)
            rows = [coming_in(row, self.me, {}) for row in whole.rows]
            if ("child", part.key) not in {(row.table, row.row_id) for row in rows}:
                self.taken.left_out.append(f"{part.ref} was removed there and was never here.")
                continue
            require_of_child(self.connection, rows, part.key, ())
            entries += _entries(rows, part.key)
            child = TakenChild(
                part.key, part.ref, new=True, notes=sum(_waits_elsewhere(row.table, row.after) for row in rows)
            )
            self._on_record.append((part, child))
            self.taken.children.append(child)
        if origin and entries:
            sentence = f"{amount_words(len(parts), 'children')} came from {self.inside.card.name}."
            work = Work(self.connection, NAME, sentence, operation_id=origin.part("new"), origin=origin)
            take(work, entries, again=False)
            work.settle()

    def _origin(self, entry: EntryPart) -> Origin:
        """Where an operation was made, and by whom: nobody but the officer herself works here."""
        person = entry.person if entry.person != self.me else self.inside.card.person
        return Origin(entry.device, person, entry.key, datetime.fromisoformat(entry.at), entry.kind, entry.target_id)

    # One child who is here

    def _take_child(self, part: ChildPart, here: str, done: list[DoneToChild]) -> None:
        known = known_of(self.connection, here, done)
        if not part.before_it <= known:
            raise NotTaken(
                f"This file holds only what is new, and of {part.ref} something before it is not here: ask "
                f"{self.inside.card.name} for all of it (iro hand-over --whole). Nothing was changed."
            )
        before = all_rows_of(self.connection, here)
        child = TakenChild(here, part.ref, new=not before)
        after = before
        if not part.knows <= known:
            moved = moved_here(self._history(done, here, part))
            removed = dict.fromkeys(removed_here(before, moved))
            rows = set(before)
            for entry in part.entries:
                if short(entry.key) not in known:
                    self._arrive(entry, here, part, before, rows, moved, removed)
            after = all_rows_of(self.connection, here)
            if ("child", here) not in after:
                self.taken.left_out.append(f"{part.ref} was removed there and was never here.")
                return
            if not child.new:
                self._settle(child, before, after, moved, removed)
        child.notes = sum(_waits_elsewhere(table, row) for (table, _), row in after.items())
        self._on_record.append((part, child))
        self.taken.children.append(child)

    def _settle(
        self, child: TakenChild, before: Rows, after: Rows, moved: Moved, removed: Mapping[tuple[str, str], Any]
    ) -> None:
        """Put back what gives way, keep both values, and note what is otherwise now."""
        there = {
            row: {**values, "deleted_at": removed[row]} if row in removed else values for row, values in after.items()
        }
        settled = settle(before, there, moved)
        self._put_back(settled.back)
        child.differ = [pair for pair in settled.differ if _is_shown(pair)]
        for pair in child.differ:
            self._keep_both(child.child_id, pair)
        self._tell(child, before, {row: values | settled.back.get(row, {}) for row, values in after.items()})

    def _history(self, done: list[DoneToChild], here: str, part: ChildPart) -> Iterator[tuple[bool, ToldChange]]:
        """What was done to the child here, change by change, with whether the sender knew of it."""
        by_parcel = {each.parcel: each.knows for each in taken_in(self.connection, here)}
        for each in done:
            knew = by_parcel.get(each.key, frozenset({""})) if each.kind == ROWS else {short(each.key)}
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
        removed: dict[tuple[str, str], Any],
    ) -> None:
        """Do what was done elsewhere, as an operation of the one who did it.

        Rows that were `removed` here, which was not known there, stay so until it is settled: whether each was removed
        there too is noted with it.
        """
        origin = self._origin(entry)
        rows = [coming_in(row, self.me, {part.key: here}) for row in entry.rows]
        require_of_child(self.connection, rows, here, rows_here)
        rows_here |= {(row.table, row.row_id) for row in rows}
        whole = entry.kind == ROWS
        if whole:
            there = {(row.table, row.row_id) for row in rows}
            removed |= {row: None if row in there else entry.at for row in removed}
        entries = []
        for each in _differing(rows, before, moved, here, entry.at) if whole else _entries(rows, here):
            row = each.table, each.row_id
            if row in removed:
                removed[row] = each.after.pop("deleted_at", removed[row])
                each.before = {}
            if each.after:
                entries.append(each)
        sentence = entry.sentence or f"{part.ref}: came from {self.inside.card.name}."
        work = Work(self.connection, entry.name, sentence, operation_id=origin.part(here), origin=origin)
        take(work, entries, again=False)
        work.settle()

    def _put_back(self, back: Mapping[tuple[str, str], dict[str, Any]]) -> None:
        by_table: dict[str, dict[str, Any]] = {}
        for (table, row_id), values in back.items():
            by_table.setdefault(table, {})[row_id] = typed(table, values)
        for table, rows in by_table.items():
            self.work.change_many(model_of(table), rows, removed=True)

    def _keep_both(self, here: str, pair: TwoValues) -> None:
        kept, late = (json.dumps(value, ensure_ascii=False) for value in (pair.kept, pair.late))
        key = made_key("difference", pair.row_id, pair.column, *sorted((kept, late)))
        values = {
            "id": key, "child_id": here, "of_table": pair.table, "of_row": pair.row_id, "of_column": pair.column,
            "kept": kept, "late": late, "late_by": self.inside.card.person, "arose_on": self.today,
            "settled_on": None,
        }  # fmt: skip
        self.work.put(DifferenceRow, [values])

    def _tell(self, child: TakenChild, before: Rows, after: Rows) -> None:
        for row, now in after.items():
            was = before.get(row)
            child.rows += was is None
            if was is not None:
                child.changed += [
                    ChangedValue(*row, column, was[column], value)
                    for column, value in now.items()
                    if was[column] != value and _is_shown(TwoValues(*row, column, value, value))
                ]

    def _put_on_record(self) -> None:
        """That it was taken in, and who holds or covers the children from then on."""
        terms, giver = self.terms, self.inside.card.person
        common = {
            "parcel": terms.parcel, "person_id": giver, "received": True, "why": terms.why, "on_day": terms.on_day,
            "until": terms.until, "confirmed_on": self.today, "code": self.inside.code,
        }  # fmt: skip
        rows = [
            {
                **common,
                "child_id": child.child_id,
                "knows": "".join(sorted(part.knows)),
                "their_key": part.key if part.key != child.child_id else None,
            }
            for part, child in self._on_record
        ]
        self.work.add_rows(HandOver, rows)
        if terms.why != BACK:
            own = (child.child_id for _, child in self._on_record if child.new or terms.why == TRANSFER)
            self.work.change_many(ChildRow, {key: {"on_caseload_since": terms.on_day} for key in own})
            for _, child in self._on_record:
                allocate(self.work, terms, child.child_id, None, giver)


def _is_shown(pair: TwoValues) -> bool:
    """Whether an officer is asked about it: a value with a name of its own, or that a row was removed."""
    if pair.table == DifferenceRow.__tablename__:
        return False
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
