"""Done on another day: X asks the day first, wherever x ticks."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.domain.duty_kinds import KINDS
from iro_tui.domain.words import day_words
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.form import Form
from iro_tui.tui.screens.outbox import OutboxScreen
from iro_tui.tui.screens.paperwork import PaperworkScreen
from tests.support import TODAY
from tests.support.driving import at, until
from tests.support.journeys import AnyList, form_opened, journey, keys_of, on_row, picking, said, saved


@pytest.mark.parametrize("kind", ["full_record", "decision_due", "rag_follow_up", "sw_report", "task"])
def test_with_x_in_capitals_the_day_is_asked_first(filled: Path, kind: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == kind)
        form = await form_opened(pilot, "X")
        assert form.query_one("#day", Input).has_focus
        assert form.query_one("#day", Input).value == "today"
        form.query_one("#day", Input).value = "tomorrow"
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "which is to come: tick it when it is done"), "why not")
        app.clear_notifications()
        form.query_one("#day", Input).value = "today"
        await saved(pilot, app, screen, 2)
        assert said(app, "done today")
        await until(pilot, lambda: row.duty.id not in keys_of(screen), "asked no more")

    journey(filled, steps)


def test_with_x_in_capitals_a_check_begins_with_its_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.duty.kind == "midpoint")
        form = await form_opened(pilot, "X")
        assert form.action.id == "midpoint"
        assert form.query_one("#day").has_focus

    journey(filled, steps)


NOT_ASKED = ("receipt", "give_back", "send_on", "not_back", "differing", "last_conference", "strategy_day")
"""What the made-up caseload does not ask: its officer exchanges nothing, and each plan has its conferences."""


def test_what_x_cannot_tick_it_does_not_tick_on_another_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        for kind in (kind for kind in KINDS if isinstance(kind.done, str) and kind.id not in NOT_ASKED):
            await on_row(pilot, screen, lambda row, kind=kind: row.duty.kind == kind.id)  # type: ignore[misc]
            app.clear_notifications()
            await pilot.press("X")
            await until(pilot, lambda kind=kind: said(app, str(kind.done)), "why not")  # type: ignore[misc]
            assert app.screen is screen
        await pilot.press("7")
        outbox = await at(pilot, OutboxScreen)
        assert outbox.table.rows
        await pilot.press("X")
        await until(pilot, lambda: said(app, "A note is filed when you mark it, with x"), "why not")

    journey(filled, steps)


def test_the_paperwork_is_ticked_on_another_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("6")
        screen = await at(pilot, PaperworkScreen)
        await on_row(pilot, screen, lambda row: row.next and row.next.kind == "manager_reply")
        await picking(pilot, "X", "1")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.is_mounted, "the form")
        form = app.screen
        assert isinstance(form, Form)
        assert form.action.id == "reply"
        assert form.query_one("#on").has_focus
        await saved(pilot, app, screen, 2)
        assert said(app, "the manager agrees with the decisions")

    journey(filled, steps)


def test_x_on_a_hearing_to_come_asks_by_its_day(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "court" and row.duty.days > 0)
        day = day_words(row.duty.due, TODAY)
        for key, over in (("n", False), ("y", True)):
            await pilot.press("x")
            await until(pilot, lambda: isinstance(app.screen, Confirm), "the question")
            assert f"is on {day}: is it over before its day?" in app.screen.question  # type: ignore[attr-defined]
            await pilot.press(key)
            await until(pilot, lambda: app.screen is screen, "answered")
            await until(pilot, lambda: (row.duty.id not in keys_of(screen)) is over, "as answered")  # noqa: B023

    journey(filled, steps)
