"""SQLAlchemy over connections of the driver: what is written, and what is seldom read.

One engine for every store that is open: what it keeps is compiled statements, in which no value stands. It opens and
closes no file; a connection of the driver's is lent to it.
"""

from __future__ import annotations

from contextlib import closing
from contextvars import ContextVar

import sqlcipher3
from sqlalchemy import Connection, NullPool, create_engine

_lent: ContextVar[sqlcipher3.Connection] = ContextVar("_lent")

ENGINE = create_engine(
    "sqlite://",
    module=sqlcipher3,
    creator=_lent.get,
    poolclass=NullPool,  # each is lent once, and stays its owner's
    pool_reset_on_return=None,
    hide_parameters=True,
)
ENGINE.dialect.do_close = lambda dbapi_connection: None  # type: ignore[method-assign]  # noqa: ARG005


def over(raw: sqlcipher3.Connection) -> Connection:
    """A connection over the driver's, which begins, keeps and undoes what that one is told to."""
    token = _lent.set(raw)
    try:
        return ENGINE.connect()
    finally:
        _lent.reset(token)


with closing(sqlcipher3.connect(":memory:", isolation_level=None)) as _first:  # it asks the first what it is
    over(_first).close()
