"""A list has its rows, and a form its focus and its foot, in its first picture, where they are there in time."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import cast

import pytest
from textual.app import App
from textual.pilot import Pilot

from iro_tui.actions.base import Plan
from iro_tui.caseload.session import Session
from iro_tui.domain.duty import Duty
from iro_tui.tui.app import IroApp
from iro_tui.tui.filling import Values
from iro_tui.tui.form import Form
from iro_tui.tui.held import HeldPicture
from iro_tui.tui.screens.beside import card_and_beside
from iro_tui.tui.screens.list_screen import ListScreen
from tests.support.driving import at, at_today, drive, follows, form_of, over, shown, until
from tests.support.journeys import on_row
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


def test_the_child_beside_a_new_list_is_read_once(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reads(session: Session, child_id: str, key: str, duty: Duty | None) -> object:
        read.append(child_id)
        return card_and_beside(session, child_id, key, duty)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.pause(0.2)
        monkeypatch.setattr("iro_tui.tui.screens.list_rows.card_and_beside", reads)
        screen = app.go_to("reviews")
        await until(pilot, lambda: screen.card and not app._batch_count, "the list")
        await pilot.pause(0.3)
        row = screen.table.row
        assert row
        assert read == [row.child_id]

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


@pytest.mark.parametrize("key", ["h", "b", "r"])
def test_the_first_picture_of_a_form_has_its_focus_and_its_foot(
    filled: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    pictures: list[tuple[bool, str]] = []
    really = HeldPicture.show

    def show(self: HeldPicture) -> None:
        form = form_of(self._app)
        if form is not None and self.held:
            pictures.append((form.here is not None and form.field_of(form.here).has_focus, follows(form)))
        really(self)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        await at(pilot, "caseload")
        monkeypatch.setattr(HeldPicture, "show", show)
        monkeypatch.setattr("iro_tui.tui.held.LONGEST_SECONDS", 30.0)
        await pilot.press(key)
        await until(pilot, lambda: pictures and not app._batch_count, "the form")
        assert len(pictures) == 1
        assert pictures[0][0], "where the focus is"
        assert pictures[0][1], "what Enter will do, or what is missing"

    drive(over(lambda: open_store(filled)), steps)


def test_a_form_that_takes_long_is_shown_without_its_foot(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, really = Event(), Form._plan

    def plan(self: Form, session: Session, values: Values) -> Plan:
        go_on.wait()
        return really(self, session, values)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("2")
        await on_row(pilot, await at(pilot, "caseload"), lambda row: row.next_review.booked)
        monkeypatch.setattr(Form, "_plan", plan)
        await pilot.press("b")
        try:
            await until(pilot, lambda: "Locality" in shown(app) and not app._batch_count, "its questions")
            assert follows(opened(app)) == ""
        finally:
            go_on.set()
        await until(pilot, lambda: follows(opened(app)), "its foot")

    def opened(app: IroApp) -> Form:
        form = form_of(app)
        assert form
        return form

    drive(over(lambda: open_store(filled)), steps)


def test_what_comes_to_the_list_beneath_draws_nothing_anew(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("2")
        screen = await at(pilot, "caseload")
        await pilot.press("r")
        await until(pilot, lambda: form_of(app), "the form")
        await pilot.pause()
        monkeypatch.setattr(Form, "_compositor_refresh", lambda _: drawn.append("again"))
        for _ in range(3):
            screen.call_later(lambda: None)
            await pilot.pause(0.05)
        assert not drawn
        screen.table.refresh()
        await until(pilot, lambda: drawn, "what has changed there")

    drive(over(lambda: open_store(filled)), steps)


def test_what_is_held_when_the_program_ends_is_drawn_by_nobody(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iro_tui.tui.held.LONGEST_SECONDS", 30.0)
    pictures: list[HeldPicture] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        pictures.append(HeldPicture(cast("App[object]", app)))

    app = drive(over(lambda: open_store(filled)), steps)
    assert not app.screen_stack
    pictures[0].show()
