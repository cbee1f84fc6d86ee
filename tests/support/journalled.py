"""What a store holds and what its journal says, for tests of the store itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, select

from iro_tui.store.engine import reading
from iro_tui.store.journal import last_operation, verify_chain
from iro_tui.store.tables import Kept, OperationRow, table_of


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
