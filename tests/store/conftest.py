"""Real encrypted stores in a temporary folder."""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_tui.store import migrations
from iro_tui.store.connection import Engine
from iro_tui.store.engine import new_engine
from iro_tui.store.secret import RootSecret
from iro_tui.store.tables import ChildRow
from iro_tui.store.work import action
from tests.support.stores import ROOT


@pytest.fixture
def secret() -> RootSecret:
    """The same root in every test, so that child processes can know it."""
    return RootSecret(ROOT)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "caseload.db"


@pytest.fixture
def engine(database: Path, secret: RootSecret) -> Iterator[Engine]:
    """A new store with one small table."""
    engine = new_engine(database, secret)
    with engine.connect() as connection, connection.transaction(write=True):
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Engine:
    """The same with the program's own tables."""
    migrations.create(engine)
    return engine


@pytest.fixture
def child(store: Engine) -> str:
    """A child in it; the key."""
    with action(store, "Add child") as work:
        return work.add(ChildRow(ref="AB 1", initials="AB", born=date(2026, 1, 5)))


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder of an ordinary person, as whom the test then runs: root is refused nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if getattr(os, "geteuid", lambda: 1)() != 0:
            yield folder
        else:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
            try:
                yield folder
            finally:
                os.seteuid(0)
        folder.chmod(0o700)
