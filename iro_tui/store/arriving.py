"""What other devices did, done here: entry by entry as their journal has it, or held back with a sentence.

Used inside `work.action` with an `Origin`. What two devices disagree about is not settled here: what comes last stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from iro_tui.domain.words import with_article
from iro_tui.store.entries import Entry, HeldBack, table_word, typed
from iro_tui.store.journal import Stale, among
from iro_tui.store.tables import Kept, table_of
from iro_tui.store.work import Work, model_of


def take(work: Work, entries: Iterable[Entry], *, again: bool = True) -> None:
    """Do to rows what an operation elsewhere did to them, with values as in JSON; does nothing if `work` is repeated.

    What was new there is put here, and says who made it, unless it is here already, made apart under the same key; what
    was removed here and changed there is there `again`.
    Raises `HeldBack`: a table or column that this version does not know, a row that is not here, a child who is here
    under another key or gone for good, or what is nobody else's affair.
    """
    if work.repeated:
        return
    entries = list(entries)
    if work.gone(entry.child_id for entry in entries):
        raise HeldBack("An entry is about a child who is gone from here for good; nothing was changed.")
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.table, []).append(replace(entry, after=typed(entry.table, entry.after)))
    # A row comes after those it refers to.
    for table in Kept.metadata.sorted_tables:
        if of_table := by_table.pop(table.name, None):
            _take(work, model_of(table.name), table_word(table.name), of_table, again)


def put_beside(work: Work, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows that are about no child, as columns take them. Raises `HeldBack`."""
    try:
        work.put(model_of(table), rows)
    except IntegrityError:
        word = with_article(table_word(table))
        raise HeldBack(f"An entry about {word} does not fit what is here; nothing was changed.") from None


def _take(work: Work, model: type[Kept], word: str, entries: Sequence[Entry], again: bool) -> None:
    if "child_id" in model.model_fields and any(entry.child_id is None for entry in entries):
        raise HeldBack(f"An entry about {with_article(word)} is of no child; nothing was changed.")
    person = work.origin.person if work.origin else None
    here = _here(work, model, [entry.row_id for entry in entries if entry.before is None])
    new = [
        {**({} if entry.row_id in here else {"made_by": person}), **entry.after, "id": entry.row_id}
        for entry in entries
        if entry.before is None
    ]
    back = {"deleted_at": None} if again else {}
    changes = {entry.row_id: back | entry.after for entry in entries if entry.before is not None}
    for values in (*new, *changes.values()):
        if "filed_at" in values:
            values.setdefault("filed_by", person)
    try:
        work.put(model, new)
        work.change_many(model, changes, removed=True)
    except Stale:
        raise HeldBack(f"An entry is about {with_article(word)} that is not here; nothing was changed.") from None
    except IntegrityError:
        raise HeldBack(
            f"An entry about {with_article(word)} does not fit what is here: the child may be here under another key. "
            "Nothing was changed."
        ) from None


def _here(work: Work, model: type[Kept], keys: Sequence[str]) -> frozenset[str]:
    """Those of these rows that are here."""
    table = table_of(model)
    there = select(table.c.id).where(among(table.c.id, keys), table.c.deleted_at.is_(None))
    return frozenset(work.connection.execute(there).scalars() if keys else ())
