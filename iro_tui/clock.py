"""The one seam through which timestamps reach the program: journal, backups, idle lock.

Statutory dates never come from here; their `today` is handed to whoever needs it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The moment, in UTC and whole seconds."""
    return _source().astimezone(UTC).replace(microsecond=0)


@contextmanager
def clock(source: Callable[[], datetime]) -> Iterator[None]:
    """Let `source` (aware datetimes) tell the time for a while, in every thread."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
