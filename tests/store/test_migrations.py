"""Steps of the schema: whole or not at all, also when killed."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from sqlalchemy import Inspector, create_engine, inspect
from sqlmodel import SQLModel

from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import LATEST, StoreExists, StoreFull, StoreNewer, new_engine, open_engine, reading
from iro_tui.store.migrations import (
    FIRST,
    STEPS,
    Migration,
    MigrationFailed,
    StoreOlder,
    create,
    migrate,
    pending,
    schema_version,
)
from iro_tui.store.schema import first_step
from iro_tui.store.secret import RootSecret


def parents(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE child (id INTEGER PRIMARY KEY, name TEXT)")
    connection.exec_driver_sql(
        "CREATE TABLE review (id INTEGER PRIMARY KEY, child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE)"
    )
    connection.exec_driver_sql("INSERT INTO child VALUES (1, 'A')")
    connection.exec_driver_sql("INSERT INTO review VALUES (1, 1), (2, 1)")


def rebuild(connection: Connection) -> None:
    """SQLite's recipe; with foreign keys on, the cascade would empty `review`."""
    connection.exec_driver_sql("CREATE TABLE new_child (id INTEGER PRIMARY KEY, name TEXT, initials TEXT)")
    connection.exec_driver_sql("INSERT INTO new_child SELECT id, name, 'X' FROM child")
    connection.exec_driver_sql("DROP TABLE child")
    connection.exec_driver_sql("ALTER TABLE new_child RENAME TO child")


def fail(connection: Connection) -> None:
    rebuild(connection)
    connection.exec_driver_sql("DELETE FROM review")
    raise RuntimeError("SECRETNAME")


def orphan(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM child")


def overflow(connection: Connection) -> None:
    connection.raw.execute("PRAGMA max_page_count=4")
    connection.exec_driver_sql("CREATE TABLE big (a)")
    connection.exec_driver_sql("INSERT INTO big VALUES (zeroblob(100000))")


ONE, TWO = Migration(1, parents), Migration(2, rebuild)


@pytest.fixture
def store(database: Path, secret: RootSecret) -> Engine:
    return new_engine(database, secret)


def state(engine: Engine) -> tuple[int, list[str], int]:
    with reading(engine) as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master ORDER BY name").scalars().all()
        reviews = connection.exec_driver_sql("SELECT count(*) FROM review").scalar() if "review" in tables else 0
        return schema_version(connection), list(tables), int(reviews or 0)


def test_the_list_ends_at_the_version_the_engine_accepts() -> None:
    assert [step.number for step in STEPS] == list(range(1, LATEST + 1))


def shape(of: Any) -> dict[str, object]:
    """Columns with their types, keys and indexes, by table, as SQLite tells them."""
    asked: Inspector = inspect(of)
    return {
        table: (
            [{**column, "type": str(column["type"])} for column in asked.get_columns(table)],
            asked.get_pk_constraint(table),
            sorted(map(str, asked.get_foreign_keys(table))),
            sorted(map(str, asked.get_unique_constraints(table))),
            sorted(
                (
                    index["name"],
                    index["column_names"],
                    index["unique"],
                    str(index["dialect_options"].get("sqlite_where")),
                )
                for index in asked.get_indexes(table)
            ),
        )
        for table in asked.get_table_names()
    }


def test_the_schema_of_the_steps_is_that_of_the_models(store: Engine, tmp_path: Path) -> None:
    create(store)
    plain = create_engine(f"sqlite:///{tmp_path / 'plain.db'}", module=sqlcipher3)
    SQLModel.metadata.create_all(plain)
    assert state(store)[0] == LATEST
    with store.connect() as connection:
        assert shape(connection.core) == shape(plain)
    store.dispose()
    plain.dispose()


def test_the_first_step_is_what_make_schema_writes() -> None:
    """Until the first release; from then on the text never changes and this test goes."""
    assert FIRST.read_text("utf-8") == first_step(), "the tables have changed: run make schema"


@pytest.mark.parametrize(
    "less", ["    initials VARCHAR NOT NULL,\n", "CREATE INDEX ix_rating_child_id ON rating (child_id);\n"]
)
def test_a_trial_store_of_before_is_refused_and_not_touched(
    store: Engine, database: Path, secret: RootSecret, less: str
) -> None:
    def earlier(connection: Connection) -> None:
        text = FIRST.read_text("utf-8")
        assert less in text
        for statement in text.replace(less, "").split(";"):
            connection.exec_driver_sql(statement)

    create(store, [Migration(1, earlier)])
    store.dispose()
    before = database.read_bytes()
    engine = open_engine(database, secret)
    with pytest.raises(StoreOlder, match=r"trial version .* another folder .* nothing was changed"):
        migrate(engine)
    engine.dispose()
    assert database.read_bytes() == before


def test_from_nothing_and_from_one(store: Engine) -> None:
    assert pending(store, [ONE]) == (1,)
    create(store, [ONE])
    assert state(store) == (1, ["child", "review"], 2)
    assert pending(store, [ONE, TWO]) == (2,)
    assert migrate(store, [ONE, TWO]) == (2,)
    assert state(store) == (2, ["child", "review"], 2)
    assert migrate(store, [ONE, TWO]) == ()
    with pytest.raises(StoreExists, match="already"):
        create(store, [ONE, TWO])
    with reading(store) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.dispose()


@pytest.mark.parametrize("step", [fail, orphan])
def test_a_failing_step_leaves_the_version_before(store: Engine, step: object) -> None:
    create(store, [ONE])
    before = state(store)
    with pytest.raises(MigrationFailed, match="schema 2") as caught:
        migrate(store, [ONE, Migration(2, step)])  # type: ignore[arg-type]
    assert "SECRETNAME" not in str(caught.value)
    assert state(store) == before
    with reading(store) as connection:
        assert connection.exec_driver_sql("SELECT name FROM child").scalars().all() == ["A"]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert migrate(store, [ONE, TWO]) == (2,)
    store.dispose()


def test_a_good_step_before_a_failing_one_is_kept(store: Engine) -> None:
    with pytest.raises(MigrationFailed, match="schema 3"):
        migrate(store, [ONE, TWO, Migration(3, fail)])
    assert state(store)[0] == 2
    store.dispose()


def test_a_full_disk_says_so(store: Engine) -> None:
    create(store, [ONE])
    with pytest.raises(StoreFull):
        migrate(store, [ONE, Migration(2, overflow)])
    assert state(store) == (1, ["child", "review"], 2)
    store.dispose()


def test_a_newer_schema_is_not_touched(store: Engine, database: Path, secret: RootSecret) -> None:
    migrate(store, [ONE, TWO])
    with pytest.raises(StoreNewer, match="newer iro-tui"):
        migrate(store, [ONE])
    store.dispose()
    before = database.read_bytes()
    with pytest.raises(StoreNewer):
        open_engine(database, secret)
    assert database.read_bytes() == before


KILLED = """
import sys
from pathlib import Path
from typing import Any
from iro_tui.store.engine import open_engine
from iro_tui.store.migrations import Migration, migrate
from iro_tui.store.secret import RootSecret

def long(connection):
    print("begun", flush=True)
    connection.exec_driver_sql("CREATE TABLE other (id INTEGER PRIMARY KEY, text TEXT)")
    for _ in range(10):
        connection.exec_driver_sql("INSERT INTO other (text) SELECT text || hex(randomblob(200)) FROM note")
        print("going", flush=True)
    connection.exec_driver_sql("DROP TABLE note")
    connection.exec_driver_sql("ALTER TABLE other RENAME TO note")

engine = open_engine(Path(sys.argv[1]), RootSecret(bytes.fromhex(sys.argv[2])))
migrate(engine, [Migration(1, long)])
print("done", flush=True)
sys.stdin.read()
"""


def test_killed_in_the_middle_it_is_old_or_new(tmp_path: Path, secret: RootSecret) -> None:
    versions = []
    for turn, lines in enumerate([1, 2, 5, 8, 11, 11, 11, 12]):
        database = tmp_path / f"{turn}.db"
        engine = new_engine(database, secret)
        with engine.connect() as connection, connection.transaction(write=True):
            connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
            connection.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                " INSERT INTO note (text) SELECT 'row ' || i FROM n"
            )
        engine.dispose()
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(database), secret.reveal().hex()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        ) as process:
            assert process.stdout
            for _ in range(lines):
                assert process.stdout.readline().strip()
            for _ in range(random.Random(turn).randrange(20_000)):
                pass
            process.kill()
        engine = open_engine(database, secret)
        with reading(engine) as connection:
            version = schema_version(connection)
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
            rows = connection.exec_driver_sql("SELECT count(*) FROM note").scalar()
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert (version, tables, rows) in [(0, ["note"], 1000), (1, ["note"], 10_000)]
        with reading(engine) as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        engine.dispose()
        versions.append(version)
    assert versions[0] == 0
    assert versions[-1] == 1
