"""What reaches the database, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from iro_tui.store import core
from iro_tui.store.connection import Connection, Engine


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that reach the database meanwhile, each with its parameters."""
    made: list[tuple[str, Any]] = []
    rows = Connection.rows

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        made.append((statement, parameters))

    def noted(self: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if self.engine is engine:
            made.append((statement, parameters))
        return rows(self, statement, parameters)

    event.listen(core.ENGINE, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Connection, "rows", noted)
            yield made
    finally:
        event.remove(core.ENGINE, "before_cursor_execute", note)
