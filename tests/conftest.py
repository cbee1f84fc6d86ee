"""What the rooms' tests share: a real encrypted store, and the sample return where it lies beside the project."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from iro_tui.actions.sample import fill_with_sample

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

PASSPHRASE = "quiet harbour lantern mossy"
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "ssda903"

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test follows, or changes, the settings of whoever runs it."""
    monkeypatch.setenv("IRO_SETTINGS", str(tmp_path / "settings"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a new, empty store; its passphrase is PASSPHRASE."""
    from iro_tui.caseload.opening import create
    from iro_tui.store.keyfile import KdfCost

    folder = tmp_path / "store"
    session, _ = create(folder, PASSPHRASE, cost=KdfCost.FLOOR)
    session.close()
    return folder


@pytest.fixture
def open_session(store: Path) -> Iterator[Callable[[date], Session]]:
    """Opens the store on a day; all sessions are closed at the end."""
    from iro_tui.caseload.opening import unlock

    sessions: list[Session] = []

    def opened(today: date) -> Session:
        sessions.append(unlock(store, PASSPHRASE, today))
        return sessions[-1]

    yield opened
    for session in sessions:
        session.close()


@pytest.fixture
def sample_return() -> Path:
    """The folder of the sample SSDA903 return; the test is skipped where it is absent."""
    if not SAMPLES.is_dir():
        pytest.skip("the sample return is not beside this checkout")
    return SAMPLES


@pytest.fixture(scope="session")
def _filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from iro_tui.caseload.opening import create
    from iro_tui.store.keyfile import KdfCost

    folder = tmp_path_factory.mktemp("filled") / "store"
    session, _ = create(folder, PASSPHRASE, today=date(2026, 11, 20), cost=KdfCost.FLOOR)
    fill_with_sample(session, 40, 1)
    session.keep_draft("tour", "seen")
    session.close()
    return folder


@pytest.fixture
def filled(_filled_once: Path, tmp_path: Path) -> Path:
    """The folder of a store with forty made-up children, as of 20 November 2026; its passphrase is PASSPHRASE."""
    return Path(shutil.copytree(_filled_once, tmp_path / "filled"))
