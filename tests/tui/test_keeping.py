"""What is typed is kept while it is typed; where the store cannot, it stays in memory and nothing ends."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3
from textual.pilot import Pilot

from iro_tui.store.engine import connect
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from iro_tui.tui import keeping
from iro_tui.tui.app import IroApp
from tests.support.driving import at_today, drive, follows, over, type_in, until
from tests.support.journeys import form_opened
from tests.support.stores import ROOT, open_store


def in_the_way(folder: Path) -> sqlcipher3.Connection:
    """Another program that is writing, and does not end."""
    other = connect(Place(folder).database, RootSecret(ROOT))
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_draft_that_cannot_be_kept_ends_nothing_and_is_there_again(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iro_tui.store.engine.BUSY_SECONDS", 0.05)
    others: list[sqlcipher3.Connection] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        others.append(in_the_way(filled))
        await type_in(pilot, "ring the school")
        await until(pilot, lambda: "Not kept yet" in follows(form), "said")
        assert app.is_running
        await pilot.press("escape")
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        assert "ring the school" in form.filling.values.values()
        others[0].rollback()
        others[0].close()
        await type_in(pilot, " today")
        await until(pilot, lambda: not app.unkept, "kept")

    drive(over(lambda: open_store(filled)), steps)


def test_steady_typing_is_kept_all_the_same(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AFTER_SECONDS", 30.0)
    monkeypatch.setattr(keeping, "AT_LATEST_SECONDS", 0.2)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        for _ in range(200):
            await pilot.press("x")
            if app.open_session.draft(form.draft):
                return
        raise AssertionError("two hundred letters, and none is kept")

    drive(over(lambda: open_store(filled)), steps)
