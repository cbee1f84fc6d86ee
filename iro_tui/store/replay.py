"""The journal played again from its beginning, and set against the facts: each must say what the other says.

Finds what the seals of the pages and the hash chain cannot: a fact that was altered with the key in hand, a page of an
older copy that is sound in itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import inf
from typing import Any

from iro_tui.domain.words import heading, with_article
from iro_tui.store.chain import canonical
from iro_tui.store.connection import Connection
from iro_tui.store.entries import DEVICE, table_word
from iro_tui.store.mirrored import changes_of
from iro_tui.store.shape import Shape
from iro_tui.store.shapes import SHAPES

_NOT_TOLD = frozenset({"id", "version"})
_MOST = 20
"""How many differences are told; a caseload that differs more is another one."""


def differences(connection: Connection) -> list[str]:
    """Where the facts are not what the journal makes of them, a sentence each; no value of a child in any."""
    rows, purged = _played(connection)
    sentences: list[str] = []
    for table in SHAPES.values():
        if "version" not in table.by_name:
            continue
        for sentence in _of_table(connection, table, rows.pop(table.name, {}), purged):
            sentences.append(sentence)
            if len(sentences) == _MOST:
                return [*sentences, "There may be more."]
    return sentences


def _played(connection: Connection) -> tuple[dict[str, dict[str, dict[str, Any]]], set[str]]:
    """What each row holds by the journal, by table and key; and the keys of which a purge emptied something."""
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    purged: set[str] = set()
    for table, row_id, after in _in_order(connection):
        if after is None:
            purged.add(row_id)
        else:
            rows.setdefault(table, {}).setdefault(row_id, {}).update(json.loads(after))
    return rows, purged


def _in_order(connection: Connection) -> Iterator[tuple[str, str, str | None]]:
    """What every operation gave every row, the earliest first: table, key and values; also of those that mirror."""
    mirrors = connection.rows("SELECT seq FROM operation WHERE mirrors IS NOT NULL ORDER BY seq DESC")
    waiting = [seq for (seq,) in mirrors]

    def until(seq: float) -> Iterator[tuple[str, str, str | None]]:
        while waiting and waiting[-1] < seq:
            yield from ((c.table_name, c.row_id, c.after) for c in changes_of(connection, waiting.pop()))

    ordered = "SELECT operation_seq, table_name, row_id, after FROM change ORDER BY operation_seq, id"
    for seq, table, row_id, after in connection.stream(ordered):
        yield from until(seq)
        yield table, row_id, after
    yield from until(inf)


def _of_table(
    connection: Connection, table: Shape, journalled: dict[str, dict[str, Any]], purged: set[str]
) -> Iterator[str]:
    word = table_word(table.name)
    one = heading(with_article(word))
    names = [name for name in table.by_name if name not in _NOT_TOLD]
    for values in connection.stream(f"SELECT {table.picked()} FROM {table.name}"):
        row = dict(zip(table.by_name, values, strict=True))
        by_journal = journalled.pop(row["id"], None)
        if row["id"] in purged:
            continue
        if by_journal is None:
            if table.name == "setting" and row["key"] == DEVICE:
                continue  # drawn when the store was made, before its journal began
            yield f"{one} is there of which the journal knows nothing."
            continue
        held = json.loads(canonical({name: row[name] for name in names}))
        for name in names:
            if name in by_journal and by_journal[name] != held[name]:
                yield f"{one} does not hold what the journal says it was given ({name.replace('_', ' ')})."
    if lost := [row_id for row_id in journalled if row_id not in purged]:
        yield f"The journal tells of {len(lost)} of {word} more than there are."
