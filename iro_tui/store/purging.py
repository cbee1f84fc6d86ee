"""Removing children for good: their rows, what the journal and the drafts hold of them, and the bytes they stood in.

The journal keeps every entry: where, by which action and when, without values, sentence and salt, so that the chain
stays whole and nothing can be guessed back from the hashes. Entries about other children keep theirs, also in the same
action. What is about them cannot be taken back any more, as half of it is missing; nor anything that was done before a
purge that a person asked for, lest undo be taken for the way back from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select, text, update

from iro_tui.clock import now
from iro_tui.domain.fact import Kind
from iro_tui.domain.retention import StayingFacts
from iro_tui.store.cleaning import OWED
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.hub_log import forget_logs
from iro_tui.store.journal import Outcome, among
from iro_tui.store.own import write_draft
from iro_tui.store.tables import (
    CaseNoteRow,
    ChangeRow,
    ChildRow,
    DraftRow,
    Kept,
    OperationRow,
    PastCaseRow,
    PastReviewRow,
    PastStageRow,
    facts_of,
    new_id,
    table_of,
)
from iro_tui.store.work import Work, action, model_of

NAME = "Purge"
"""What the journal calls it."""
_ABOUT_SOMEBODY = re.compile(r"form:\w+:\w").match
"""The name of a draft of a form about a child or a row."""
_operation, _change, _draft = table_of(OperationRow), table_of(ChangeRow), table_of(DraftRow)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A child to remove: the key, those under which something late may bring the child, and what stays."""

    child_id: str
    keys: tuple[str, ...]
    stays: StayingFacts
    handed_over_on: date | None = None
    """When a colleague took over: a later file of theirs may bring the child back."""


def purge(engine: Engine, leaving: Sequence[Leaving], sentence: str, on: date, seen: int, name: str = NAME) -> Outcome:
    """Remove children for good, in one transaction; then `cleaning.clean` takes the bytes. Raises as `work.action`.

    `name` is `entries.LEFT` where no person asked for it.
    """
    ids = {child.child_id for child in leaving}
    with action(engine, name, sentence, seen=seen, purge=True) as work:
        connection = work.connection
        called = Called.of(connection, ids)
        keys = _keys_of(connection, ids)
        _empty_journal(connection, keys, called)
        _drop_drafts(connection, keys, called)
        forget_logs(connection, ids)
        for table in reversed(Kept.metadata.sorted_tables):
            if "child_id" in table.c and table is not _change and "version" in table.c:
                connection.execute(delete(table).where(among(table.c.child_id, ids)))
        connection.execute(delete(table_of(ChildRow)).where(among(table_of(ChildRow).c.id, ids)))
        for child in leaving:
            handed = child.handed_over_on
            work.let_go((child.child_id, *child.keys), "handed_over" if handed else "purged", handed or on)
            _leave(work, child.stays)
        write_draft(connection, OWED, now().isoformat())
    assert work.result is not None  # noqa: S101  # a purge is recorded in any case
    return work.result


def _leave(work: Work, stays: StayingFacts) -> None:
    key = new_id()
    work.add_rows(PastCaseRow, [{"id": key, **stays.child}])
    work.add_rows(PastReviewRow, [{"past_case_id": key, **review} for review in stays.reviews])
    work.add_rows(PastStageRow, [{"past_case_id": key, **stage} for stage in stays.stages])


# What names them


class Called:
    """By which words children are called: references, as they are written or run together, and full names."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for word in {word.casefold() for word in words}:
            if first := _WORD.search(word):
                self._by_first.setdefault(first[0], []).append(word[first.start() :])

    @classmethod
    def of(cls, connection: Connection, child_ids: Collection[str]) -> Called:
        child = table_of(ChildRow)
        columns = select(child.c.ref, child.c.name, child.c.also_written).where(among(child.c.id, child_ids))
        words: list[str] = []
        for ref, name, also in connection.execute(columns):
            words += [ref, _BREAK.sub("", ref), _BREAK.sub("-", ref), name, *also.split()]
        return cls(words)

    def in_(self, text: str | None) -> bool:
        """Whether a text calls one of them, as words of its own."""
        folded = text.casefold() if text else ""
        return any(
            folded.startswith(word, at.start()) and not _WORD.match(folded, at.start() + len(word))
            for at in _WORD.finditer(folded)
            for word in self._by_first.get(at[0], ())
        )


_WORD, _BREAK = re.compile(r"\w+"), re.compile(r"[\s/.-]+")


def mentions(connection: Connection, child_ids: Collection[str]) -> list[tuple[str, str | None]]:
    """What others' rows say of these children: table, and the child whom the row is about. It stays, and is told."""
    called = Called.of(connection, child_ids)
    return [
        (table.name, row.get("child_id"))
        for table in Kept.metadata.sorted_tables
        if "version" in table.c and table.name != "telling"
        for row in _written(connection, table.name)
        if (row.get("child_id") or row["id"]) not in child_ids and any(called.in_(value) for value in row.values())
    ]


def _written(connection: Connection, table_name: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a table with their texts."""
    table = table_of(model_of(table_name))
    texts = [fact.name for fact in facts_of(model_of(table_name)) if fact.kind is Kind.TEXT]
    if texts:
        names = ["id", *(["child_id"] if "child_id" in table.c else []), *texts]
        statement = select(*(table.c[name] for name in dict.fromkeys(names))).where(table.c.deleted_at.is_(None))
        yield from (row._asdict() for row in connection.execute(statement))


def rows_of(connection: Connection, child_ids: Collection[str]) -> int:
    """How many rows are about children, removed ones and their own too."""
    return len(_keys_of(connection, child_ids))


def waiting_notes(connection: Connection, child_ids: Collection[str]) -> dict[str | None, int]:
    """How many notes about children are not on the council's system yet, by whose they are; None: the officer's."""
    note = table_of(CaseNoteRow)
    waiting = note.c.deleted_at.is_(None), note.c.filed_at.is_(None), among(note.c.child_id, child_ids)
    counted = select(note.c.made_by, func.count()).where(*waiting).group_by(note.c.made_by)
    return {row[0]: row[1] for row in connection.execute(counted.order_by(note.c.made_by))}


def _keys_of(connection: Connection, child_ids: Collection[str]) -> frozenset[str]:
    """The keys of the children and of all rows about them, removed ones too."""
    keys = set(child_ids)
    for table in Kept.metadata.sorted_tables:
        if "child_id" in table.c and "version" in table.c:
            keys.update(connection.execute(select(table.c.id).where(among(table.c.child_id, child_ids))).scalars())
    return frozenset(keys)


# The journal and the drafts


def _empty_journal(connection: Connection, keys: Collection[str], called: Called) -> None:
    """Take out of the journal what it says of them; an entry about others too keeps its sentence if it names none."""
    theirs = or_(among(_change.c.child_id, keys), among(_change.c.row_id, keys))
    by_operation = (
        select(_change.c.operation_seq, func.max(_change.c.child_id.is_not(None) & ~theirs))
        .group_by(_change.c.operation_seq)
        .having(func.max(theirs))
    )
    others_too = {seq: bool(others) for seq, others in connection.execute(by_operation)}
    # What took all of it back, or did it again, speaks of the same.
    mirrors = select(_operation.c.seq, _operation.c.mirrors).where(_operation.c.mirrors.is_not(None))
    others_too |= {seq: others_too[of] for seq, of in connection.execute(mirrors) if of in others_too}
    sentences = connection.execute(select(_operation.c.seq, _operation.c.sentence).where(_operation.c.sentence != ""))
    say = [seq for seq, sentence in sentences if others_too.get(seq) is False or called.in_(sentence)]
    for seqs in _some(say):
        silent = update(_operation).where(_operation.c.seq.in_(seqs))
        connection.execute(silent.values(sentence="", salt=None))
    nothing: dict[str, Any] = dict.fromkeys(("before", "after", "salt", "child_id"))
    connection.execute(update(_change).where(theirs).values(**nothing, row_id=""))


def _drop_drafts(connection: Connection, keys: Collection[str], called: Called) -> None:
    """Drop what was typed about them; a draft about somebody else that only mentions them is somebody else's."""
    gone = [
        key
        for key, body in connection.execute(select(_draft.c.key, _draft.c.body)).all()
        if any(row in key or row in body for row in keys) or (not _ABOUT_SOMEBODY(key) and called.in_(f"{key} {body}"))
    ]
    for some in _some(gone):
        connection.execute(delete(_draft).where(_draft.c.key.in_(some)))


def _some(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + 500] for start in range(0, len(items), 500))


def purged(connection: Connection, keys: Iterable[str]) -> dict[str, date]:
    """Of these keys of children those who were removed for good, with the day, or that of handing them over."""
    rows = connection.execute(text("SELECT child_id, on_day FROM gone")).all()
    wanted = set(keys)
    return {key: date.fromisoformat(str(day)) for key, day in rows if key in wanted}
