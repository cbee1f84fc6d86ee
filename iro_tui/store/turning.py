"""Undo and redo, from the journal: of what was done on this device, and only where it still holds.

A column is put back only where it still has the value that the action gave it, and a row that the action added goes
only if nobody elsewhere has worked on it since. What stays is named in the sentence. Without anything from elsewhere
this brings back exactly what was: on one device the last action is undone first, whatever window it was done in.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.exc import IntegrityError

from iro_tui.clock import now
from iro_tui.domain.words import day_words, heading, in_a_sentence, joined
from iro_tui.store import journal
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import writing
from iro_tui.store.entries import Entry, Values, barred_by, names_of, redoable, table_word, typed, undoable
from iro_tui.store.journal import Outcome, Stale, among
from iro_tui.store.mirrored import ToldChange, changes_of
from iro_tui.store.place import StoreError
from iro_tui.store.tables import ChangeRow, OperationRow, facts_of, table_of
from iro_tui.store.turning_whole import changes_to_turn, turn_whole
from iro_tui.store.work import model_of

_operation = table_of(OperationRow)
_change = table_of(ChangeRow)
_MOST_NAMED = 3
"""How many of the things that stay are named; more are counted."""


def undo(engine: Engine, *, expect: str | None = None) -> Outcome | None:
    """Undo the last operation of this device; None when there is none to undo. Raises `Barred` by a purge.

    `expect` is the key of the operation the person means, "" for none; `Stale` if another one has come since.
    """
    with writing(engine, done=True) as connection:
        target = _expected(undoable(connection), expect)
        if target is None and (why := barred_by(connection)):
            raise Barred(f"{_BARRED[why]} Nothing was changed.")
        return _turn_back(connection, target, target.seq, "undo") if target else None


class Barred(StoreError):
    """A purge keeps the last action from being taken back: half of it may be missing."""


_BARRED = {
    "asked": "Cases were removed for good since the last action, so nothing before that can be taken back any more.",
    "left": "The last action is about a case that has left since, so it cannot be taken back any more.",
}


def redo(engine: Engine, *, expect: str | None = None) -> Outcome | None:
    """Do again what was undone last on this device; None when there is nothing to redo. `expect` as for `undo`."""
    with writing(engine, done=True) as connection:
        target = _expected(redoable(connection), expect)
        if target is None:
            return None
        undone = select(func.max(_operation.c.seq)).where(_operation.c.target_seq == target.seq)
        source = connection.execute(undone.where(_operation.c.kind == "undo")).scalar_one()
        return _turn_back(connection, target, source, "redo")


def _expected(target: Any | None, expect: str | None) -> Any | None:
    if expect is not None and expect != (target.id if target else ""):
        raise Stale("Something else was done since, perhaps in another window. Nothing was changed; look again.")
    return target


_TURNS = {"undo": ("undone", "Undid"), "redo": ("done", "Redid")}
"""The state that the target has afterwards, and the word for it."""


def _turn_back(connection: Connection, target: Any, source: int, kind: str) -> Outcome:
    """Take back what the operation `source` did, as an operation of its own upon `target`."""
    at = now()
    if held := changes_to_turn(connection, target):
        turn_whole(connection, held, kind, at)
        mirrored = [Entry(change.table, change.row_id, change.child_id, None, {}) for change in held]
        return _recorded(connection, target, kind, at, mirrored=mirrored)
    turned = _Turned(connection, source, at, target.seq)
    # What goes makes room for what comes back: a reference is unique among the rows that are there.
    for going in (True, False):
        groups: dict[str, list[tuple[str, Values]]] = {}
        for entry in turned.entries:
            if (entry.after.get("deleted_at") is not None) is going:
                groups.setdefault(entry.table, []).append((entry.row_id, typed(entry.table, entry.after)))
        for name, changes in groups.items():
            try:
                journal.apply(connection, table_of(model_of(name)), changes)
            except IntegrityError:
                raise Stale("What was before cannot be put back: something else is in its place. Look again.") from None
    return _recorded(connection, target, kind, at, turned)


def _recorded(
    connection: Connection,
    target: Any,
    kind: str,
    at: datetime,
    turned: "_Turned | None" = None,
    mirrored: Sequence[Entry] = (),
) -> Outcome:
    """Record that an operation was taken back or done again: all of it (`mirrored`), or what was `turned`."""
    state, verb = _TURNS[kind]
    connection.execute(update(_operation).where(_operation.c.seq == target.seq).values(state=state))
    # `Undid Set RAG: AB 1042: red.`, so that undoing one time too many is noticed.
    more = "" if target.sentence in ("", target.name) else f": {target.sentence}"
    sentence = f"{verb} {target.name}{more}"
    if turned and (otherwise := turned.otherwise()):
        sentence = f"{sentence.rstrip('.')}. {otherwise}"
    entries = turned.entries if turned else mirrored
    return journal.record(
        connection,
        entries,
        kind=kind,
        name=target.name,
        sentence=sentence,
        at=at,
        target=target,
        mirrors=bool(mirrored),
    )


@dataclass(slots=True)
class _Turned:
    """What taking back the operation `seq` comes to: the entries to write, last change first, and what stays."""

    connection: Connection
    seq: int
    at: datetime
    target: int
    """The operation that is turned: of an undo the same, of a redo the one that was undone."""
    entries: list[Entry] = field(default_factory=list)
    stays: list[tuple[str, str]] = field(default_factory=list)
    """What it is called, and the row's key."""
    gone: list[ToldChange] = field(default_factory=list)
    """The rows that the operation brought and that somebody else has taken away since."""

    def __post_init__(self) -> None:
        changes = changes_of(self.connection, self.seq)
        there = self._there(changes)
        in_use = self._in_use(changes)
        for change in reversed(changes):
            current = there.get((change.table_name, change.row_id))
            if current is None:
                raise Stale("What was to be changed is not there any more. Nothing was changed.")
            after: Values = json.loads(change.after or "{}")
            if _came(change) and current["deleted_at"] is None and {change.row_id, change.child_id} & in_use:
                in_use |= _keys_in(current)  # it is not left without what it belongs to
                self.stays.append((f"the {table_word(change.table_name)}", change.row_id))
            elif change.before is not None:
                self._put_back(change, current, after, json.loads(change.before))
            else:
                was = {"deleted_at": after.get("deleted_at")}
                self._put_back(change, current, was, {"deleted_at": self.at.isoformat()})
        if self.seq != self.target:
            self._not_again()

    def _not_again(self) -> None:
        """Of a redo what its undo could not take back, and is not as the operation set it either."""
        changes = changes_of(self.connection, self.target)
        there = self._there(changes)
        again = {(entry.table, entry.row_id, name) for entry in self.entries for name in entry.after}
        for change in changes:
            current = there[change.table_name, change.row_id]
            if change.before is None and current["deleted_at"] is not None:
                if (change.table_name, change.row_id, "deleted_at") not in again:
                    self.gone.append(change)
            elif change.before is not None:
                self.stays += [
                    (_called(change.table_name, name), change.row_id)
                    for name, value in typed(change.table_name, json.loads(change.after or "{}")).items()
                    if current[name] != value and (change.table_name, change.row_id, name) not in again
                ]

    def _put_back(self, change: ToldChange, current: Mapping[str, Any], was: Values, back: Values) -> None:
        """An entry for the columns that still hold what the operation set; a word for those that hold a third value."""
        held, wanted = typed(change.table_name, was), typed(change.table_name, back)
        holds = [name for name in back if current[name] == held[name]]
        if holds:
            before, after = ({name: values[name] for name in holds} for values in (was, back))
            self.entries.append(Entry(change.table_name, change.row_id, change.child_id, before, after))
        gone = "deleted_at" in back and current["deleted_at"] is not None and wanted["deleted_at"] is not None
        if gone:  # somebody else has taken it away: so be it
            self.gone.append(change)
        else:
            others = [name for name in back if name not in holds and current[name] != wanted[name]]
            self.stays += [(_called(change.table_name, name), change.row_id) for name in others]

    def _there(self, changes: Iterable[ToldChange | Row[Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
        """The rows as they are now, removed ones too, by table and key."""
        keys: dict[str, list[str]] = {}
        for change in changes:
            keys.setdefault(change.table_name, []).append(change.row_id)
        there: dict[tuple[str, str], Mapping[str, Any]] = {}
        for name, row_ids in keys.items():
            table = table_of(model_of(name))
            for row in self.connection.execute(select(table).where(among(table.c.id, row_ids))):
                there[name, row.id] = row._asdict()
        return there

    def _in_use(self, changes: Sequence[ToldChange]) -> set[str]:
        """Keys of the rows that came by it and somebody elsewhere has worked on since; of a child any work counts."""
        came = {change.row_id for change in changes if _came(change)}
        in_use: set[str] = set()
        for later in self._arrived_since() if came else ():
            in_use |= _keys_of(later)
        return in_use & came

    def _arrived_since(self) -> Iterator[Row[Any]]:
        """The changes that came from elsewhere after the operation, with who made them, the latest last."""
        arrived = _operation.c.seq == _change.c.operation_seq, _operation.c.state == "arrived"
        statement = select(_change, _operation.c.person).where(*arrived, _operation.c.seq > self.target)
        yield from self.connection.execute(statement.order_by(_change.c.id))

    def otherwise(self) -> str:
        """What was not turned, and whose it is: `Venue stays: D. Hughes changed it since.`; empty where all was."""
        return " ".join(filter(None, (self._stays_words(), *self._gone_words())))

    def _gone_words(self) -> Iterator[str]:
        """Of a row in whose place a colleague's stands, since two made apart were one: whose, and what it says."""
        for change in self.gone:
            of_child = [
                later
                for later in self._arrived_since()
                if (later.table_name, later.child_id) == (change.table_name, change.child_id) and _came(later)
            ]
            there = self._there((change, *of_child))
            mine, word = there[change.table_name, change.row_id], table_word(change.table_name)
            for later in of_child:
                theirs = there[later.table_name, later.row_id]
                if theirs["deleted_at"] is None:
                    who = names_of(self.connection, {later.person}) or "a colleague"
                    yield f"The {word} of {who} stands{_as_it_says(change.table_name, mine, theirs)}."
                    break
            else:
                if self.seq != self.target:
                    yield f"The {word} is not there again: a colleague removed it."

    def _stays_words(self) -> str:
        if not self.stays:
            return ""
        names = list(dict.fromkeys(name for name, _ in self.stays))
        one = len(names) == 1
        what = joined(names) if len(names) <= _MOST_NAMED else f"{len(self.stays)} values and rows"
        rows = {row_id for _, row_id in self.stays}
        people = {later.person for later in self._arrived_since() if _keys_of(later) & rows}
        who = names_of(self.connection, people) or "a colleague"
        return f"{heading(what)} {'stays' if one else 'stay'}: {who} changed {'it' if one else 'them'} since."


def _came(change: ToldChange | Row[Any]) -> bool:
    """Whether a row was not there before this change of it: it was added, or came back."""
    if change.before is None:
        return True
    before = json.loads(change.before)
    return before.get("deleted_at") is not None and json.loads(change.after or "{}").get("deleted_at") is None


def _called(table: str, column: str) -> str:
    """A column as an officer knows it; of what says whether the row is there, the row."""
    labels = {fact.name: fact.label for fact in facts_of(model_of(table))}
    return in_a_sentence(labels[column]) if column in labels else f"the {table_word(table)}"


def _as_it_says(table: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """`: booked Thu 10 Dec`, of the days on which two rows differ."""
    today = now().date()
    days = [
        f"{_called(table, name)} {day_words(value, today)}"
        for name, value in theirs.items()
        if isinstance(value, date) and not isinstance(value, datetime) and value != mine[name]
    ]
    return f": {', '.join(days)}" if days else ""


def _keys_of(later: Row[Any]) -> set[str]:
    """The row, its child, and whatever else a change may refer to."""
    return {later.row_id, later.child_id} | _keys_in(json.loads(later.after or "{}"))


def _keys_in(values: Mapping[str, Any]) -> set[str]:
    """Whatever may be the key of a row that these values refer to."""
    return {value for value in values.values() if isinstance(value, str)}
