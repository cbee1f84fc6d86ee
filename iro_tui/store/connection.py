"""A database that is open, and the connections to it: the driver's own, and SQLAlchemy's over the same one to write.

Reading asks the driver (`Connection.rows`); nothing of SQLAlchemy is loaded for it. What is written goes through
`Connection.execute`, which loads it: both stand in one transaction, for there is one connection under them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVarTuple, overload

import sqlcipher3

from iro_tui.store.place import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection as CoreConnection
    from sqlalchemy import CursorResult, Executable
    from sqlalchemy.sql.selectable import TypedReturnsRows

_Ts = TypeVarTuple("_Ts")
MOST = 10
"""How many connections there are at once; whoever wants another one waits."""
KEPT = 5
"""How many are kept for the next to ask."""
MANY = 2000
"""Rows that are held at once where more may come."""
BUSY_SECONDS = 10
BUSY = "Another window is writing to {file}. Wait a moment and try again; nothing was lost."


class StoreBusy(StoreError):
    """Another window holds the database."""


class Engine:
    """A database file, and the connections to it that nobody uses just now."""

    def __init__(self, database: Path, opened: Callable[[], tuple[sqlcipher3.Connection, object]]) -> None:
        self.database = database
        self.hooks: dict[str, Any] = {}
        """Who is called when a transaction begins and ends; see `hooks`."""
        self.on_disposal: list[Callable[[], object]] = []
        self._open = opened
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        # Not a semaphore: Python's own is written in Python, and a Ctrl+C inside it leaves its lock taken for good.
        self._room: SimpleQueue[None] = SimpleQueue()
        for _ in range(MOST):
            self._room.put(None)
        self._disposals = 0

    def __repr__(self) -> str:
        return f"Engine({str(self.database)!r})"

    def connect(self) -> Connection:
        """A connection for the caller alone, until it is closed. Raises `StoreBusy`, and what opening raises."""
        try:
            self._room.get(timeout=BUSY_SECONDS)
        except Empty:
            raise StoreBusy(BUSY.format(file=self.database)) from None
        try:
            with self._lock:
                idle = self._idle.pop() if self._idle else None
            return idle or Connection(self, *self._open(), self._disposals)
        except BaseException:
            self._room.put(None)
            raise

    def take_back(self, connection: Connection) -> None:
        """A connection that is not used any more."""
        self._room.put(None)
        with self._lock:
            if kept := connection.sound and self.made(connection) and len(self._idle) < KEPT:
                self._idle.append(connection)
        if not kept:
            connection.shut()

    def become(self, other: Engine) -> None:
        """Connect from now on as another one would: to a better file, or with a right that this one had not."""
        self.database, self._open = other.database, other._open
        self._let_go()

    def made(self, connection: Connection) -> bool:
        """Whether a connection is as one that would be made now."""
        return connection.of == self._disposals

    def dispose(self) -> None:
        """Close the connections; one that is still used goes when that ends."""
        self._let_go()
        for call in self.on_disposal:
            call()

    def _let_go(self) -> None:
        with self._lock:
            self._disposals += 1
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.shut()


class Connection:
    """A connection, for one thread at a time."""

    def __init__(self, engine: Engine, raw: sqlcipher3.Connection, file: object, of: int) -> None:
        self.engine = engine
        self.raw = raw
        """The driver's own."""
        self.file = file
        """Which file it is to, whatever stands in its place by now."""
        self.of = of
        self.sound = True
        self.info: dict[str, Any] = {}

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement reads, as the driver has them."""
        rows: list[tuple[Any, ...]] = self.raw.execute(statement, parameters).fetchall()
        return rows

    def stream(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The same a few at a time, where they are many."""
        cursor = self.raw.execute(statement, parameters)
        while some := cursor.fetchmany(MANY):
            yield from some

    def value(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        """The first value of the first row; None where there is none."""
        rows = self.rows(statement, parameters)
        return rows[0][0] if rows else None

    # Writing, and what is seldom read

    @cached_property
    def core(self) -> CoreConnection:
        """SQLAlchemy's connection over the driver's."""
        from iro_tui.store.core import over

        return over(self.raw)

    @overload
    def execute(self, statement: TypedReturnsRows[*_Ts], parameters: Any = None) -> CursorResult[*_Ts]: ...

    @overload
    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """Do a statement of SQLAlchemy."""
        return self.core.execute(statement, parameters)

    def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """The same of SQL text."""
        return self.core.exec_driver_sql(statement, parameters)

    # Its life

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[None]:
        """Kept on success, undone whole on any error. Without `write` nothing can be written."""
        self.raw.execute(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        self.raw.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield
            self._end(kept=True)
        except BaseException:
            self._end(kept=False)
            raise

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a transaction that is undone alone, on any error; what was done before it stays."""
        self.raw.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.raw.execute("ROLLBACK TO part")
            raise
        finally:
            self.raw.execute("RELEASE part")

    def _end(self, *, kept: bool) -> None:
        for each in (vars(self).get("core"), self.raw):
            if each is not None:
                (each.commit if kept else each.rollback)()

    def close(self) -> None:
        """Give it back, for the next who asks."""
        try:
            self._end(kept=False)
            self.raw.execute("PRAGMA query_only=ON")
        except Exception:  # it is of no use to anybody
            self.sound = False
        self.engine.take_back(self)

    def shut(self) -> None:
        """End it."""
        with suppress(Exception):
            if core := vars(self).pop("core", None):
                core.close()
        self.raw.close()
