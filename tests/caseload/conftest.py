"""What the tests of the services share: an open store on a Friday, and a child in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.caseload.session import Session
from tests.support.acting import TODAY, look_after


@pytest.fixture
def session(open_session: Callable[[date], Session]) -> Session:
    return open_session(TODAY)


@pytest.fixture
def child(session: Session) -> str:
    """A child whose second review is to be held."""
    return look_after(session, "KB 1")[0]
