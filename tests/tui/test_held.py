"""A list has its rows in its first picture, where they are there in time."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.held import HeldPicture
from iro_tui.tui.screens.list_screen import ListScreen
from tests.support.driving import at_today, drive, over, shown, until
from tests.support.stores import open_store


def test_the_first_picture_of_a_list_has_its_rows_and_the_child(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures: list[tuple[int, bool]] = []
    really = HeldPicture.show

    def show(self: HeldPicture) -> None:
        screen = self._app.screen
        assert isinstance(screen, ListScreen)
        pictures.append((len(screen.table.rows), screen.card is not None))
        really(self)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        monkeypatch.setattr(HeldPicture, "show", show)
        monkeypatch.setattr("iro_tui.tui.held.LONGEST_SECONDS", 30.0)
        app.go_to("caseload")
        await until(pilot, lambda: pictures and not app._batch_count, "the list")
        assert pictures[0][0] > 10
        assert pictures[0][1]

    drive(over(lambda: open_store(filled)), steps)


def test_a_list_that_takes_long_is_shown_without_its_rows(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        go_on = Event()
        app.store.ahead(go_on.wait)
        app.go_to("caseload")
        await until(pilot, lambda: "Reading…" in shown(app), "an empty list")
        go_on.set()
        await until(pilot, lambda: "Reading…" not in shown(app), "its rows")
        assert not app._batch_count

    drive(over(lambda: open_store(filled)), steps)
