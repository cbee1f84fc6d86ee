"""What a store holds and what its journal says, for tests of the store itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Row, select

from iro_tui.store import migrations
from iro_tui.store.arriving import take
from iro_tui.store.chain import verify_chain
from iro_tui.store.connection import Engine
from iro_tui.store.engine import new_engine, reading
from iro_tui.store.entries import Entry, last_operation
from iro_tui.store.journal import Origin, Outcome
from iro_tui.store.mirrored import changes_of
from iro_tui.store.secret import RootSecret
from iro_tui.store.tables import Kept, OperationRow, new_id, table_of
from iro_tui.store.work import action


def rows(engine: Engine, model: type[Kept]) -> dict[str, dict[str, Any]]:
    """The rows that are there, by key, without what only the store uses."""
    table = table_of(model)
    with reading(engine) as connection:
        found = connection.execute(select(table).where(table.c.deleted_at.is_(None)))
        return {
            row.id: {name: value for name, value in row._asdict().items() if name not in ("version", "deleted_at")}
            for row in found
        }


def last(engine: Engine) -> int:
    with reading(engine) as connection:
        return last_operation(connection)


def faults(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return verify_chain(connection)


def operations(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine) as connection:
        found = connection.execute(select(table_of(OperationRow)).order_by(table_of(OperationRow).c.seq))
        return [(row.kind, row.name, row.state) for row in found]


def operation(engine: Engine, seq: int | None = None) -> Row[Any]:
    """An operation, all fields: the last one."""
    table = table_of(OperationRow)
    with reading(engine) as connection:
        return connection.execute(select(table).where(table.c.seq == (seq or last_operation(connection)))).one()


def entries_of(engine: Engine, seq: int | None = None) -> list[Entry]:
    """What an operation, the last one, did to each row, as another device is told it."""
    with reading(engine) as connection:
        return [
            Entry(
                row.table_name,
                row.row_id,
                row.child_id,
                json.loads(row.before) if row.before else None,
                json.loads(row.after or "{}"),
            )
            for row in changes_of(connection, seq or last_operation(connection))
        ]


def origin(person: str = "", *, key: str | None = None, **values: Any) -> Origin:
    """Where an operation of another device was made."""
    return Origin("a" * 32, person, key or new_id(), datetime(2026, 1, 5, 10, tzinfo=UTC), **values)


def changed(table: str, key: str, child: str, **values: tuple[Any, Any]) -> Entry:
    """A colleague's change of a row: each column before and after, as JSON has them."""
    before, after = ({name: pair[at] for name, pair in values.items()} for at in (0, 1))
    return Entry(table, key, child, before, after)


def arrive(engine: Engine, entries: Iterable[Entry], made: Origin | None = None) -> Outcome | None:
    """Let an operation of another device, or its part about one child, arrive; what is recorded of it."""
    entries, made = list(entries), made or origin()
    key = made.part(entries[0].child_id or "")
    with action(engine, "Move", "AB 1: moved", operation_id=key, origin=made) as work:
        take(work, entries)
    return work.result


@contextmanager
def fresh_store() -> Iterator[Engine]:
    """A store of its own, for one example of a property."""
    with TemporaryDirectory() as folder:
        engine = new_engine(Path(folder) / "caseload.db", RootSecret(bytes(16)))
        try:
            migrations.create(engine)
            yield engine
        finally:
            engine.dispose()
