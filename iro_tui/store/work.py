"""The unit of work that every write goes through: one action, one transaction, one operation in the journal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select

from iro_tui.clock import now
from iro_tui.stopping import heed
from iro_tui.store import journal
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.entries import Entry, last_operation, rows_touched, table_word
from iro_tui.store.journal import Origin, Outcome, Stale, among
from iro_tui.store.tables import ChildRow, GoneRow, Kept, new_id, table_of
from iro_tui.store.writes import Change, New, Put, Write

__all__ = ["Outcome", "Stale", "Work", "action", "among"]

_gone = table_of(GoneRow)
_SECOND = timedelta(seconds=1)
_UNTOLD = frozenset({"id", "version"})
"""What the journal does not repeat of a row."""
PURGE, RECEIVE, ROWS = "purge", "receive", "rows"
"""Kinds of operations that no undo reaches: a purge; a file taken in; a child who came in one as rows."""


@contextmanager
def action(
    engine: Engine,
    name: str,
    sentence: str = "",
    *,
    seen: int | None = None,
    operation_id: str | None = None,
    origin: Origin | None = None,
    purge: bool = False,
) -> Iterator["Work"]:
    """Do one thing a person asked for: all of it, journalled under `name`, or on any error none of it.

    `name` is the action's own, the same for every child ("Set RAG"); `sentence` says what was done and may be settled
    late (`work.sentence`). With nothing changed nothing is recorded. `seen` is the number of the last operation when
    what the person saw was read: a row that a later one touched is then refused. Raises `Stale` from the writes, and
    what `engine.writing` raises.

    Under an `operation_id` that is recorded already the writes do nothing and `work.repeated` is true. `origin` says
    that it was done elsewhere: it is not undone here, and leaves what was undone to be redone (see `arriving.take`).
    For purging: a `purge` is recorded in any case and bars undo from what is before it.
    """
    with writing(engine, done=True) as connection:
        work = Work(connection, name, sentence, seen, operation_id, origin, PURGE if purge else "do")
        yield work
        work.settle()


class Work:
    """The writes of one action, made at once, so that reads over `connection` see them; recorded at the end.

    `result` is the recorded operation once the action is over (at once if `repeated`), None if nothing changed.
    """

    def __init__(
        self,
        connection: Connection,
        name: str,
        sentence: str = "",
        seen: int | None = None,
        operation_id: str | None = None,
        origin: Origin | None = None,
        kind: str = "do",
        *,
        anew: bool = False,
    ) -> None:
        """`anew`: what is recorded under this key was about others, or about a child who has left since."""
        self.connection = connection
        self.name = name
        self.sentence = sentence
        self.at = origin.at if origin else now()
        known = [key for key in (operation_id, origin and origin.operation_id) if key]
        self.result: Outcome | None = journal.recorded(connection, known) if known else None
        if anew and self.result is not None:
            self.result, operation_id = None, None
        self.repeated = self.result is not None
        self.operation_id = operation_id or new_id()
        self._seen = seen if seen is not None and last_operation(connection) > seen else None
        """None where nothing came since, too: then there is nothing to ask."""
        self.held_back: set[str] = set()
        """Children who are gone for good, about whom something was to be put."""
        self.origin = origin
        self._kind = origin.kind if origin else kind
        self._entries: dict[tuple[str, str], Entry] = {}

    def add(self, row: Kept) -> str:
        """Add a row; returns its key."""
        self.add_many([row])
        return row.id

    def add_many(self, rows: Iterable[Kept]) -> None:
        """Add rows of any tables, in any order: a row comes after those it refers to.

        A model object costs 50 to 150 µs to make; beyond a few hundred rows use `add_rows`.
        """
        by_model: dict[type[Kept], list[Kept]] = {}
        for row in rows:
            by_model.setdefault(type(row), []).append(row)
        order = {table.name: place for place, table in enumerate(Kept.metadata.sorted_tables)}
        for model in sorted(by_model, key=lambda model: order[table_of(model).name]):
            names = model.model_fields
            self.add_rows(model, ({name: getattr(row, name) for name in names} for row in by_model[model]))

    def add_rows(self, model: type[Kept], rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add many rows of one table, as values by field; returns their keys.

        A field that is left out takes the model's default. Raises TypeError for one that the model has not.
        """
        if self.repeated:
            return []
        full = [_whole(model, values) for values in rows]
        self._insert(model, full)
        return [row["id"] for row in full]

    def put(self, model: type[Kept], rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Let rows of one table be there with these values, by field; returns their keys.

        For keys that others make too. A row whose key is new is added; one that was softly deleted is there again as
        if it were new, a field that is left out with the model's default; of one that is there the fields named here
        are set. Undo brings each back as it was. Of rows with the same key the last counts. A row about a child who is
        gone for good is not put, and the child is among those `held_back`. Raises as `add_rows` and `change`.
        """
        if self.repeated:
            return []
        table = table_of(model)
        by_key = {str(values.get("id") or new_id()): values for values in rows}
        child_of = {key: _child_of(model, {**values, "id": key}) for key, values in by_key.items()}
        if gone := self.gone(child_of.values()):
            self.held_back |= gone
            by_key = {key: values for key, values in by_key.items() if child_of[key] not in gone}
        statement = select(table).where(among(table.c.id, by_key))
        stored = {row.id: row for row in self.connection.execute(statement)} if by_key else {}
        self._insert(model, [_whole(model, {**by_key[key], "id": key}) for key in by_key if key not in stored])
        self._refuse_later(table, stored)
        there = {
            key: by_key[key] if row.deleted_at is None else _whole(model, by_key[key]) for key, row in stored.items()
        }
        self._change(model, stored, there)
        return list(by_key)

    def _insert(self, model: type[Kept], full: Sequence[dict[str, Any]]) -> None:
        """Add rows that have all their fields."""
        table = table_of(model)
        if "recorded_at" in table.c:
            self._date(table, full)
        if full:
            self.connection.execute(insert(table), full)
        for row in full:
            heed("entries written")
            after = {name: value for name, value in row.items() if value is not None and name not in _UNTOLD}
            key = table.name, row["id"]
            self._entries[key] = Entry(*key, _child_of(model, row), None, after)

    def let_go(self, child_ids: Iterable[str], why: str, on: date) -> None:
        """Keep the keys of children who are gone for good: `why` is one of `GONE`. Leaves their rows."""
        rows = [{"child_id": child_id, "why": why, "on_day": on} for child_id in child_ids]
        if rows:
            self.connection.execute(insert(_gone).prefix_with("OR IGNORE"), rows)

    def let_back(self, child_ids: Iterable[str]) -> None:
        """Let children be here again who were gone for good: somebody said so."""
        self.connection.execute(delete(_gone).where(among(_gone.c.child_id, [*child_ids])))

    def gone(self, child_ids: Iterable[str | None]) -> frozenset[str]:
        """Those of the children who are gone for good."""
        keys = {child_id for child_id in child_ids if child_id}
        gone = select(_gone.c.child_id).where(among(_gone.c.child_id, keys))
        return frozenset(self.connection.execute(gone).scalars()) if keys else frozenset()

    def _date(self, table: Table, full: Iterable[dict[str, Any]]) -> None:
        """Say of new rows when they were recorded: now, but after all that is on record of their child.

        So the later of two is the later for everyone, also where the clock of another laptop is ahead.
        """
        undated = [row for row in full if row["recorded_at"] is None]
        latest = select(table.c.child_id, func.max(table.c.recorded_at)).group_by(table.c.child_id)
        children = {row["child_id"] for row in undated}
        rows = self.connection.execute(latest.where(among(table.c.child_id, children))) if undated else ()
        of_child: dict[str, datetime | None] = {row[0]: row[1] for row in rows}
        for row in undated:
            before = of_child.get(row["child_id"])
            of_child[row["child_id"]] = row["recorded_at"] = max(self.at, before + _SECOND) if before else self.at

    def change(self, model: type[Kept], row_id: str, /, **values: Any) -> bool:
        """Set fields of a row; whether that changed anything.

        Raises `Stale` when the row is not there, or another action touched it after what was `seen`. KeyError for a
        field that the model has not.
        """
        return bool(self.change_many(model, {row_id: values}))

    def change_many(self, model: type[Kept], changes: Mapping[str, Mapping[str, Any]], *, removed: bool = False) -> int:
        """Set fields of many rows of one table, by key; how many rows that changed. Raises as `change`.

        `removed`: also of rows that were removed, which stay so unless that is what is set; else those are refused.
        """
        if self.repeated or not changes:
            return 0
        table = table_of(model)
        stored = self._stored(table, changes, removed=removed)
        if len(stored) < len(changes):
            raise Stale(f"This {table_word(table.name)} was removed meanwhile. Nothing was changed.")
        self._refuse_later(table, stored)
        return self._change(model, stored, changes)

    def _change(
        self, model: type[Kept], stored: Mapping[str, Row[Any]], changes: Mapping[str, Mapping[str, Any]]
    ) -> int:
        """Set fields of rows that are `stored`; how many rows that changed."""
        table = table_of(model)
        applied = []
        for row_id, values in changes.items():
            key = table.name, row_id
            old = stored[row_id]._mapping
            new = {name: value for name, value in values.items() if name not in _UNTOLD and old[name] != value}
            if not new:
                continue
            applied.append((row_id, new))
            entry = self._entries.get(key)
            if entry is None:
                child_id = _child_of(model, {**old, "id": row_id})
                entry = self._entries[key] = Entry(*key, child_id, {}, {})
            if entry.before is not None:
                entry.before = {name: old[name] for name in new} | entry.before
            entry.after |= new
        journal.apply(self.connection, table, applied)
        return len(applied)

    def say_again(
        self, model: type[Kept], row_id: str, child_id: str, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Record that fields of a row have gone from one value to another, as what came from elsewhere has set them."""
        key = table_of(model).name, row_id
        entry = self._entries.setdefault(key, Entry(*key, child_id, {}, {}))
        if entry.before is not None:
            entry.before = {**before, **entry.before}
        entry.after = {**after, **entry.after}

    def remove(self, model: type[Kept], row_id: str, /) -> None:
        """Delete a row, softly. What belongs to it stays: remove that too where it should go. Raises `Stale`."""
        self.change(model, row_id, deleted_at=self.at)

    @property
    def changed(self) -> bool:
        """Whether anything was written so far."""
        return bool(self._entries)

    def write(self, writes: Iterable[Write]) -> None:
        """Do what a plan says: add and put, then change, then remove, table by table. Raises as those."""
        new: dict[str, list[Mapping[str, Any]]] = {}
        put: dict[str, list[Mapping[str, Any]]] = {}
        changes: dict[str, dict[str, Mapping[str, Any]]] = {}
        for write in writes:
            if isinstance(write, New | Put):
                rows_of = new if isinstance(write, New) else put
                rows_of.setdefault(write.table, []).append({**write.values, "id": write.key})
            else:
                values = write.values if isinstance(write, Change) else {"deleted_at": self.at}
                rows = changes.setdefault(write.table, {})
                rows[write.key] = {**rows.get(write.key, {}), **values}
        # A row comes after those it refers to.
        for table in Kept.metadata.sorted_tables:
            if table.name in new:
                self.add_rows(model_of(table.name), new[table.name])
            if table.name in put:
                self.put(model_of(table.name), put[table.name])
        for name, rows in changes.items():
            self.change_many(model_of(name), rows)

    def _stored(
        self, table: Table, changes: Mapping[str, Mapping[str, Any]], *, removed: bool = False
    ) -> dict[str, Row[Any]]:
        """The rows that are there, or also those `removed`, by key: only the fields in question, in one query."""
        names = {"id": None, "deleted_at": None, **({"child_id": None} if "child_id" in table.c else {})}
        for values in changes.values():
            names.update(dict.fromkeys(values))
        columns = [table.c[name] for name in names]
        statement = select(*columns).where(among(table.c.id, changes))
        if not removed:
            statement = statement.where(table.c.deleted_at.is_(None))
        return {row.id: row for row in self.connection.execute(statement)}

    def _refuse_later(self, table: Table, row_ids: Collection[str]) -> None:
        """Raises `Stale` where another action touched one of the rows after what was seen."""
        if self._seen is None or not row_ids:
            return
        touched = rows_touched(self.connection, self._seen, table.name, row_ids)
        if any((table.name, row_id) not in self._entries for row_id in touched):
            raise Stale(f"This {table_word(table.name)} was changed meanwhile. Nothing was changed; look at it again.")

    def settle(self) -> None:
        """Record what was written: the last thing of an action, which `action` does by itself."""
        if self.repeated:
            return
        entries = []
        for entry in self._entries.values():
            if entry.before is not None:
                same = [name for name, value in entry.before.items() if value == entry.after[name]]
                for name in same:
                    del entry.before[name], entry.after[name]
            if entry.after:
                entries.append(entry)
        if not entries and self._kind != PURGE:
            return
        if not self.origin and self._kind != RECEIVE:
            journal.supersede(self.connection)
        self.result = journal.record(
            self.connection,
            entries,
            kind=self._kind,
            name=self.name,
            sentence=self.sentence or self.name,
            at=self.at,
            operation_id=self.operation_id,
            origin=self.origin,
        )

    def settle_apart(self, origins: Mapping[str, tuple[Origin, str]]) -> None:
        """Record of each of these children what was written as an operation of its own, with its sentence."""
        entries = self._entries
        for child_id, (origin, self.sentence) in origins.items():
            there = journal.recorded(self.connection, [origin.part(child_id), origin.operation_id])
            self.origin, self.at, self.operation_id = origin, origin.at, new_id() if there else origin.part(child_id)
            self._entries = {row: entry for row, entry in entries.items() if entry.child_id == child_id}
            self.settle()


def _child_of(model: type[Kept], row: Mapping[str, Any]) -> str | None:
    """Whom a row is about."""
    return row["id"] if model is ChildRow else row.get("child_id")


def model_of(table_name: str) -> type[Kept]:
    """The model of a table, by its name. Raises KeyError for a name that is none's."""
    return _models()[table_name]


@cache
def _models() -> dict[str, type[Kept]]:
    def below(model: type[Kept]) -> Iterator[type[Kept]]:
        for each in model.__subclasses__():
            yield from below(each)
            if hasattr(each, "__table__"):
                yield each

    return {table_of(model).name: model for model in below(Kept)}


def _whole(model: type[Kept], values: Mapping[str, Any]) -> dict[str, Any]:
    """A new row with these values, and a key if it has none. Raises TypeError for a field that the model has not."""
    blank = _blank(model)
    row: dict[str, Any] = {**blank, **values}
    if len(row) != len(blank):
        raise TypeError(f"{model.__name__} has no field {', '.join(values.keys() - blank.keys())}")
    row["id"] = row["id"] or new_id()
    row["version"] = 1
    return row


@cache
def _blank(model: type[Kept]) -> Mapping[str, Any]:
    """A row with nothing but the model's defaults."""
    return {
        name: None if field.is_required() or name == "id" else field.get_default()
        for name, field in model.model_fields.items()
    }
