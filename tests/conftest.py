"""What the rooms' tests share: a real encrypted store, and the sample return where it lies beside the project."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support import TODAY
from tests.support.not_on_windows import NEEDS, lacking, whole_files

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from tests.faults.table import Tries

# Every test sees the same terminal, whatever the caller's is; Textual and Rich read it when they are imported.
for name in ("COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TEXTUAL", "TEXTUAL_COLOR_SYSTEM"):
    os.environ.pop(name, None)
os.environ["TERM"] = "xterm-256color"

# Wine calls everybody an administrator, and no store is made by one; a test of its own says yes.
os.environ["IRO_ELEVATED"] = "no"

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "ssda903"

# Fifty examples find what breaks; before a release, or after touching a rule, IRO_EXAMPLES=thorough tries more.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=200)
settings.load_profile(os.environ.get("IRO_EXAMPLES", "steady"))


@pytest.fixture(autouse=True, scope="session")
def _memory_is_not_wiped() -> Iterator[None]:
    """What SQLCipher lets go of is wiped and locked page by page in the program, not in its tests: half their time.

    The programs that tests start in processes of their own do wipe it, and are looked through.
    """
    from iro_tui.store import engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "MEMORY_SECURITY", "OFF")
        yield


@pytest.fixture(autouse=True, scope="session")
def _guesses_are_paid_once() -> Iterator[None]:
    """What a passphrase opens is worked out by Argon2 once a key file and process; copies of a store share theirs.

    A new store's cost is the least that is allowed: it is not measured on a machine that runs other tests beside.
    """
    from iro_tui.store.kdf import KdfCost

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KdfCost, "derive", lru_cache(maxsize=512)(KdfCost.derive))
        patch.setattr(KdfCost, "benchmark", classmethod(lambda cls, seconds=0.5: cls.FLOOR))
        yield


@pytest.fixture(autouse=True, scope="session")
def _what_was_collected_stays_kept() -> Iterator[None]:
    """What the app keeps from the collector, and its sweep looks through again, is in a test what the test made alone.

    Thousands of tests and all their modules lie beside it: to look through them took longer than most tests.
    """
    from iro_tui import collector

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collector, "gc", SimpleNamespace(**vars(gc) | {"freeze": int, "unfreeze": int}))
        yield


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: a test that waits for its store leaves one idle."""
    return (os.cpu_count() or 1) + 1


collect_ignore = [name.removeprefix("tests/") for name in whole_files()] if sys.platform == "win32" else []


def pytest_report_header() -> list[str]:
    """What is left out here as a whole, and why."""
    return [f"left out here: {name}: {NEEDS[name]}" for name in whole_files()] if sys.platform == "win32" else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that tries a fault of the table tells which, wherever it runs; on Windows some need what is not there."""
    from tests.faults.table import fault_of

    for item in items:
        if sys.platform == "win32" and (reason := lacking(item.nodeid)):
            item.add_marker(pytest.mark.skip(reason=reason))
        if name := fault_of(item.nodeid.removeprefix("tests/")):
            item.user_properties.append(("fault", name))


@pytest.fixture
def tries(request: pytest.FixtureRequest) -> Iterator[Tries]:
    """Counts the tries that a test makes of its fault; what was lost in any of them fails the test."""
    from tests.faults.table import Tries

    counted = Tries()
    yield counted
    properties = request.node.user_properties
    properties.append(("tries", (counted.made, len(counted.lost))))
    properties.append(("notes", counted.notes))
    assert not counted.lost, "\n".join(counted.lost)


# Tests that are collected stay: to look through them again and again was a third of the time that collecting took.
gc.disable()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: whoever collects in a test need not look through all of it."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test follows, or changes, the settings of whoever runs it."""
    monkeypatch.setenv("IRO_SETTINGS", str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def _empty_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.support.stores import make_store

    folder = tmp_path_factory.mktemp("empty") / "store"
    make_store(folder)
    return folder


@pytest.fixture(scope="session")
def _filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.support.stores import make_store

    folder = tmp_path_factory.mktemp("filled") / "store"
    make_store(folder, children=40)
    return folder


@pytest.fixture
def store(_empty_once: Path, tmp_path: Path) -> Path:
    """The folder of a new, empty store; opened by `stores.open_store`, or by typing `stores.PASSPHRASE`."""
    return Path(shutil.copytree(_empty_once, tmp_path / "store"))


@pytest.fixture
def filled(_filled_once: Path, tmp_path: Path) -> Path:
    """The folder of a store with forty made-up children, as of 20 November 2026; opened as `store`."""
    return Path(shutil.copytree(_filled_once, tmp_path / "filled"))


@pytest.fixture
def open_session(store: Path) -> Iterator[Callable[[date], Session]]:
    """Opens the store on a day; all sessions are closed at the end."""
    from tests.support.stores import open_store

    sessions: list[Session] = []

    def opened(today: date) -> Session:
        sessions.append(open_store(store, today))
        return sessions[-1]

    yield opened
    for session in sessions:
        session.close()


@pytest.fixture
def session(open_session: Callable[[date], Session]) -> Session:
    """The store, open on a Friday."""
    return open_session(TODAY)


@pytest.fixture
def child(session: Session) -> str:
    """A child in it whose second review is to be held; the key."""
    from tests.support.acting import look_after

    return look_after(session, "KB 1")[0]


@pytest.fixture
def sample_return() -> Path:
    """The folder of the sample SSDA903 return; the test is skipped where it is absent."""
    if not SAMPLES.is_dir():
        pytest.skip("the sample return is not beside this checkout")
    return SAMPLES
