"""The schema's history: numbered steps, each one transaction, counted in `PRAGMA user_version`.

Step 1 is the SQL text beside this file. Until the first release `make schema` writes it anew from the models, in the
same commit as the column; a store made by an earlier one has the same number, and is refused. From the release on it is
frozen, and step 2 is written by hand: what a released step does never changes.
A rebuild of a table follows SQLite's own recipe (make new, copy, drop, rename, indexes and triggers again).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import LATEST, StoreDamaged, StoreExists, reading, refuse_newer, typed
from iro_tui.store.place import StoreError

__all__ = [
    "FIRST", "LATEST", "STEPS", "Migration", "MigrationFailed", "StoreOlder", "create", "migrate", "pending",
    "schema_version",
]  # fmt: skip

FIRST = Path(__file__).with_name("001.sql")


class MigrationFailed(StoreError):
    """A step did not succeed; the database is at the version before it."""


class StoreOlder(StoreError):
    """The database was made before the first release, with other columns; it was not touched."""


@dataclass(frozen=True, slots=True)
class Migration:
    """Brings the schema from `number` - 1 to `number`; `apply` must not begin or end transactions."""

    number: int
    apply: Callable[[Connection], None]
    is_its_own: Callable[[Connection], bool] = lambda _: True
    """Whether a schema of this number is the one that this step makes."""


_DEVICE = """
INSERT INTO setting (id, version, "key", value, scope)
VALUES (lower(hex(randomblob(16))), 1, 'device', lower(hex(randomblob(16))), 'laptop')
"""
"""Which installation this is: what is done in it is signed with it. A random number, and nobody's secret."""


@cache
def first_statements() -> tuple[str, ...]:
    """What step 1 is made of."""
    return tuple(statement.strip() for statement in FIRST.read_text("utf-8").split(";") if statement.strip())


def _first(connection: Connection) -> None:
    for statement in first_statements():
        connection.raw.execute(statement)
    connection.raw.execute(_DEVICE)


def _is_first(connection: Connection) -> bool:
    """SQLite keeps the text of each statement as it was."""
    kept = {sql for (sql,) in connection.rows("SELECT sql FROM sqlite_master")}
    return kept.issuperset(first_statements())


STEPS: Sequence[Migration] = (Migration(1, _first, _is_first),)


def schema_version(connection: Connection) -> int:
    """The version of the schema in the file; 0 before any step."""
    return int(connection.value("PRAGMA user_version"))


def pending(engine: Engine, steps: Sequence[Migration] = STEPS) -> tuple[int, ...]:
    """The steps still to do. If there are any in a store with content, back it up before `migrate`."""
    with reading(engine) as connection:
        version = schema_version(connection)
    return tuple(step.number for step in steps if step.number > version)


def create(engine: Engine, steps: Sequence[Migration] = STEPS) -> None:
    """Give a new, empty database its tables. Raises `StoreExists` when there are tables already."""
    if pending(engine, steps) != tuple(step.number for step in steps):
        raise StoreExists(f"{engine.database} has its tables already. Nothing was changed.")
    migrate(engine, steps)


def migrate(
    engine: Engine, steps: Sequence[Migration] = STEPS, before: Callable[[], object] = lambda: None
) -> tuple[int, ...]:
    """Bring a database up to the last step; returns the numbers of those it took.

    `before` is called before the first of them, where there is something to lose: it backs the store up, or raises.
    Raises `StoreNewer` and `StoreOlder` (untouched), `MigrationFailed` (at the version before the failing step),
    `StoreDamaged` when the check afterwards finds a fault, and what `engine.typed` names.
    """
    file = str(engine.database)
    with reading(engine) as connection:
        version = schema_version(connection)
        refuse_newer(file, version, steps[-1].number)
        if any(step.number == version and not step.is_its_own(connection) for step in steps):
            raise StoreOlder(
                f"{file} was made by a trial version of iro-tui, before its first release, and cannot be read by this "
                "one. Make a new caseload in another folder (iro init --store FOLDER) and bring the files in again; "
                "nothing was changed."
            )
    later = [step for step in steps if step.number > version]  # with none, nothing is written: not even begun
    if later and version:
        before()
    taken = tuple(step.number for step in later if _take(engine, step))
    if taken:
        with reading(engine) as connection:
            if connection.value("PRAGMA integrity_check") != "ok":
                raise StoreDamaged(f"{file} is damaged. Stop working in it and restore the newest good backup.")
    return taken


def _take(engine: Engine, step: Migration) -> bool:
    """Do one step unless it is done, perhaps by another window just now."""
    with engine.connect() as connection:
        # Outside the transaction, where alone it counts: a rebuilt parent must not empty its children.
        connection.raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.transaction(write=True):
                if schema_version(connection) >= step.number:
                    return False
                step.apply(connection)
                if connection.rows("PRAGMA foreign_key_check"):
                    raise ValueError("rows without their parent")
                connection.raw.execute(f"PRAGMA user_version={step.number}")
        except Exception as error:
            raise typed(error, str(engine.database)) or MigrationFailed(
                f"{engine.database} could not be brought up to schema {step.number} and is as it was. "
                "Keep to the version of iro-tui that you had and report this."
            ) from error
        finally:
            connection.raw.execute("PRAGMA foreign_keys=ON")
    return True
