"""How often the screens look for what another window wrote."""

from __future__ import annotations

import pytest


@pytest.fixture
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is asked more often than by an ordinary clock, to wait less for it."""
    monkeypatch.setattr("iro_tui.tui.app.LOOK_AGAIN_SECONDS", 0.05)


@pytest.fixture
def look_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is not asked of its own accord."""
    monkeypatch.setattr("iro_tui.tui.app.LOOK_AGAIN_SECONDS", 600.0)
