"""The schema's history: numbered steps, each one transaction, counted in `PRAGMA user_version`.

Step 1 makes all tables from the models as they are now. At the first schema change after a release, step 1 must be
frozen as the SQL text it had then, and step 2 written by hand: what a released step does never changes.
A rebuild of a table follows SQLite's own recipe (make new, copy, drop, rename, indexes and triggers again).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from iro_tui.store.engine import LATEST, StoreDamaged, StoreExists, bare, reading, refuse_newer, typed
from iro_tui.store.place import StoreError

__all__ = ["LATEST", "STEPS", "Migration", "MigrationFailed", "create", "migrate", "pending", "schema_version"]


class MigrationFailed(StoreError):
    """A step did not succeed; the database is at the version before it."""


@dataclass(frozen=True, slots=True)
class Migration:
    """Brings the schema from `number` - 1 to `number`; `apply` must not begin or end transactions."""

    number: int
    apply: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    from sqlmodel import SQLModel

    from iro_tui.store import tables  # noqa: F401  (declares the models)

    SQLModel.metadata.create_all(connection)


STEPS: Sequence[Migration] = (Migration(1, _first),)


def schema_version(connection: Connection) -> int:
    """The version of the schema in the file; 0 before any step."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def pending(engine: Engine, steps: Sequence[Migration] = STEPS) -> tuple[int, ...]:
    """The steps still to do. If there are any in a store with content, back it up before `migrate`."""
    with reading(engine) as connection:
        version = schema_version(connection)
    return tuple(step.number for step in steps if step.number > version)


def create(engine: Engine, steps: Sequence[Migration] = STEPS) -> None:
    """Give a new, empty database its tables. Raises `StoreExists` when there are tables already."""
    if pending(engine, steps) != tuple(step.number for step in steps):
        raise StoreExists(f"{engine.url.database} has its tables already. Nothing was changed.")
    migrate(engine, steps)


def migrate(engine: Engine, steps: Sequence[Migration] = STEPS) -> tuple[int, ...]:
    """Bring a database up to the last step; returns the numbers of those it took.

    Raises `StoreNewer` (untouched), `MigrationFailed` (at the version before the failing step), `StoreDamaged`
    when the check afterwards finds a fault, and what `engine.typed` names.
    """
    file = str(engine.url.database)
    with reading(engine) as connection:
        refuse_newer(file, schema_version(connection), steps[-1].number)
    taken = tuple(step.number for step in steps if _take(engine, step))
    if taken:
        with reading(engine) as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise StoreDamaged(f"{file} is damaged. Stop working in it and restore the newest good backup.")
    return taken


def _take(engine: Engine, step: Migration) -> bool:
    """Do one step unless it is done, perhaps by another window just now."""
    with engine.connect() as connection:
        # Outside the transaction, where alone it counts: a rebuilt parent must not empty its children.
        bare(connection).execute("PRAGMA foreign_keys=OFF")
        try:
            connection.execution_options(iro_write=True)
            with connection.begin():
                if schema_version(connection) >= step.number:
                    return False
                step.apply(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise ValueError("rows without their parent")
                connection.exec_driver_sql(f"PRAGMA user_version={step.number}")
        except Exception as error:
            raise typed(error, str(engine.url.database)) or MigrationFailed(
                f"{engine.url.database} could not be brought up to schema {step.number} and is as it was. "
                "Keep to the version of iro-tui that you had and report this."
            ) from error
        finally:
            bare(connection).execute("PRAGMA foreign_keys=ON")
    return True
