"""What the tests of the services share: an open store on a Friday, and a child in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.services.desk import Desk
from tests.services.acting import TODAY, look_after


@pytest.fixture
def desk(open_desk: Callable[[date], Desk]) -> Desk:
    return open_desk(TODAY)


@pytest.fixture
def child(desk: Desk) -> str:
    """A child whose second review is to be held."""
    return look_after(desk, "KB 1")[0]
