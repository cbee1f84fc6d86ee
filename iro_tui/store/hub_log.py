"""How far the logs of the service's hub were read here, and that it was joined at all: of this laptop alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from iro_tui.clock import now
from iro_tui.domain.colleagues import MANAGERS
from iro_tui.store.connection import Connection
from iro_tui.store.mirrored import HOLDER
from iro_tui.store.passing_on import Cells, as_json
from iro_tui.store.shape import among, keys, stored
from iro_tui.store.shapes import SHAPES


class KnownLog(NamedTuple):
    """A log, by its name at the hub, and how far it was read; place 0 where nothing was yet."""

    stream: str
    child_id: str | None
    mode: str
    waits: str
    pos: int
    hash: str


ADMITTED = ("active", "revoked")
"""The states of a laptop that was admitted: what it holds since then it has, also once it is refused."""


def joined_body(connection: Connection) -> str | None:
    """What is kept of the hub that was joined; None where none was."""
    body: str | None = connection.value("SELECT body FROM joined")
    return body or None


class HubStanding(NamedTuple):
    """How this laptop is at the hub, as far as it is known without asking it."""

    council: str
    name: str
    role: str
    state: str
    exchanged_at: datetime | None

    @property
    def manages(self) -> bool:
        """Whether it is a manager's or a head's."""
        return self.role in MANAGERS


def hub_standing(connection: Connection) -> HubStanding | None:
    """How this laptop is at the hub; None where none was joined."""
    if (body := joined_body(connection)) is None:
        return None
    values = json.loads(body)
    at = values["exchanged_at"]
    return HubStanding(
        values["council_name"], values["name"], values["role"], values["state"], at and datetime.fromisoformat(at)
    )


def write_joined(connection: Connection, council: str, body: str | None) -> None:
    """Keep that a hub was joined, in a transaction of `engine.writing`; None: it was left, and all is forgotten.

    But not which children were to leave this laptop: where the same council's is joined anew they still are.
    """
    same = connection.value("SELECT council FROM joined") in (None, council)
    if body is None or not same:
        leaving = "SELECT stream FROM stream WHERE child_id IS NOT NULL AND mode NOT IN ('write', 'read')"
        for table in ("stream_place", "stream"):
            connection.rows(f"DELETE FROM {table}" + (f" WHERE stream NOT IN ({leaving})" if same else ""))
    connection.rows("DELETE FROM joined")
    connection.rows("INSERT INTO joined (council, body) VALUES (?, ?)", (council, body or ""))


def known_logs(connection: Connection) -> list[KnownLog]:
    """All logs that are known here."""
    rows = connection.rows(
        "SELECT s.stream, s.child_id, s.mode, s.waits, coalesce(p.pos, 0), coalesce(p.hash, '') FROM stream s "
        "LEFT JOIN stream_place p ON p.stream = s.stream AND p.pos = "
        "(SELECT max(pos) FROM stream_place WHERE stream = s.stream) ORDER BY s.stream"
    )
    return [KnownLog(*row) for row in rows]


def log_of(connection: Connection, child_id: str) -> str | None:
    """The log that a child has; None where it has none yet."""
    stream: str | None = connection.value("SELECT stream FROM stream WHERE child_id = ?", (child_id,))
    return stream


def put_log(
    connection: Connection, stream: str, child_id: str | None, mode: str = "write", waits: str | None = None
) -> None:
    """Know a log, or how one has it now and why it waits; None: as before."""
    connection.rows(
        "INSERT INTO stream (stream, child_id, mode, waits) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (stream) DO UPDATE SET mode = excluded.mode, waits = coalesce(?, waits)",
        (stream, child_id, mode, waits or "", waits),
    )


def put_place(
    connection: Connection, stream: str, pos: int, digest: str, knows: Iterable[str] = (), set_by: str = ""
) -> None:
    """Note that a place was read or written, and what is known there since."""
    connection.rows(
        "INSERT OR REPLACE INTO stream_place (stream, pos, hash, knows, set_by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (stream, pos, digest, "".join(sorted(knows)), set_by, stored(now())),
    )


def last_place(connection: Connection, stream: str) -> tuple[int, str]:
    """The last place of a log that was read, and its hash; place 0 where nothing was yet."""
    statement = "SELECT pos, hash FROM stream_place WHERE stream = ? ORDER BY pos DESC LIMIT 1"
    return next(iter(connection.rows(statement, (stream,))), (0, ""))


def places_read(connection: Connection, stream: str) -> dict[int, str]:
    """The hash of every place of a log that was read."""
    return dict(connection.rows("SELECT pos, hash FROM stream_place WHERE stream = ?", (stream,)))


def forget_places(connection: Connection, stream: str, after: int) -> None:
    """Take the places behind one as not read: what was done there is not at the hub any more."""
    connection.rows("DELETE FROM stream_place WHERE stream = ? AND pos > ?", (stream, after))


def forget_logs(connection: Connection, child_ids: Collection[str]) -> None:
    """Children have left: their logs are as ones that were never read."""
    of_them = f"SELECT stream FROM stream WHERE {among('child_id')}"
    connection.rows(f"DELETE FROM stream_place WHERE stream IN ({of_them})", (keys(child_ids),))
    connection.rows(f"DELETE FROM stream WHERE {among('child_id')}", (keys(child_ids),))


# What was done here since


_OF_HERE = f"operation_seq IN (SELECT {HOLDER} FROM operation WHERE seq > ? AND origin_id IS NULL"


def children_set_since(connection: Connection, seq: int) -> frozenset[str]:
    """The children about whom something was done on this laptop since an operation, or taken in from a file."""
    statement = f"SELECT DISTINCT child_id FROM change WHERE {_OF_HERE}) AND child_id IS NOT NULL"
    return frozenset(child_id for (child_id,) in connection.rows(statement, (seq,)))


def children_allotted_since(connection: Connection, seq: int, but: str) -> frozenset[str]:
    """The children whose allocation or cover was set on this laptop since an operation, but by those of a name."""
    statement = (
        f"SELECT DISTINCT child_id FROM change WHERE {_OF_HERE} AND name != ?) AND table_name = 'allocation' "
        "AND child_id IS NOT NULL"
    )
    return frozenset(child_id for (child_id,) in connection.rows(statement, (seq, but)))


def keys_there(connection: Connection, table: str, row_ids: Collection[str]) -> frozenset[str]:
    """Those of these rows that are in a table, removed ones too."""
    rows = connection.rows(f"SELECT id FROM {table} WHERE {among('id')}", (keys(row_ids),))
    return frozenset(key for (key,) in rows)


def columns_set_since(
    connection: Connection, seq: int, tables: Collection[str], but: str
) -> dict[tuple[str, str], set[str]]:
    """By table and row the columns that were set on this laptop since an operation, but by those of a name."""
    statement = (
        f"SELECT table_name, row_id, before IS NULL, after FROM change WHERE {_OF_HERE} AND name != ?) "
        f"AND after IS NOT NULL AND {among('table_name')}"
    )
    columns: dict[tuple[str, str], set[str]] = {}
    for table, row_id, new, after in connection.rows(statement, (seq, but, keys(tables))):
        every = SHAPES[table].by_name if new else {*json.loads(after), "deleted_at"}
        columns.setdefault((table, row_id), set()).update(every)
    return columns


def row_now(connection: Connection, table: str, row_id: str) -> Cells | None:
    """A row as it is, a removed one too, as JSON has values."""
    shape = SHAPES[table]
    rows = connection.rows(f"SELECT {shape.picked()} FROM {table} WHERE id = ?", (row_id,))
    return as_json(shape, rows[0]) if rows else None
