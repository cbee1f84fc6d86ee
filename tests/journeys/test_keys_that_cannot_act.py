"""Keys that cannot act and say why."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.driving import at, messages, type_in, until
from tests.support.journeys import (
    form_opened,
    go,
    journey,
    mark,
    on_row,
    said,
    saved,
)
from tests.support.stores import open_store


def _conferences_only(store: Path) -> None:
    """A child for whom nothing is asked: every list but the caseload is empty."""
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=TODAY))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=TODAY))
        work.add(tables.CoreGroupRow(child_id=child, held=TODAY))
    session.close()


@pytest.mark.parametrize(
    ("list_key", "key"),
    [
        *((list_key, key) for list_key in "1345" for key in ("r", "m", "b", "o", "y", "enter")),
        *((list_key, key) for list_key in "1345" for key in ("x", "space")),
    ],
)
def test_on_an_empty_list_every_key_says_why_it_cannot_act(store: Path, list_key: str, key: str) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, list_key)
        assert not screen.table.rows
        await pilot.press(key)
        for _ in range(10):
            await pilot.pause(0.01)
        assert app.screen is screen, "nothing is opened about nobody"
        assert messages(app)

    journey(store, steps)


def test_on_an_empty_list_a_task_is_ones_own(store: Path) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await form_opened(pilot, "a")
        await type_in(pilot, "Order a screen")
        await pilot.press("tab")
        await type_in(pilot, "tue")
        await saved(pilot, app, screen, 2)
        await until(pilot, lambda: [row.duty.what for row in screen.table.rows] == ["Order a screen"], "the task")

    journey(store, steps)


@pytest.mark.parametrize("key", ["r", "m", "h", "o", "y", "enter"])
def test_on_a_task_about_no_child_a_key_says_so(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: not row.child_id)
        await pilot.press(key)
        await until(pilot, lambda: said(app, "This task concerns no child."), "why not")
        assert app.screen is screen

    journey(filled, steps)


@pytest.mark.parametrize(
    ("list_key", "past", "why"),
    [
        ("2", False, "Nothing here is ticked off. Enter opens the child"),
        ("3", False, "Nothing here is ticked off. Enter opens the child"),
        ("4", True, "This check is done already."),
        ("5", False, "Nothing here is ticked off. Enter opens the child"),
    ],
)
def test_where_nothing_is_ticked_x_says_so(filled: Path, list_key: str, past: bool, why: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, list_key)
        if past:
            await pilot.press(">")
            await until(pilot, lambda: screen.table.rows and screen.table.rows[0].done, "those done")
        await pilot.press("x")
        assert said(app, why)
        assert app.screen is screen

    journey(filled, steps)


def test_a_child_not_looked_after_has_no_midpoint(store: Path) -> None:
    _conferences_only(store)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.press("m")
        await until(pilot, lambda: said(app, "KB 1 is not looked after: there is no mid-point to check."), "why not")
        assert app.screen is screen

    journey(store, steps)


@pytest.mark.parametrize("key", ["b", "h"])
def test_marked_rows_that_show_a_review_and_a_conference_are_of_several_kinds(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        conference = next(row for row in screen.table.rows if row.meeting)
        review = next(row for row in screen.table.rows if row.next_review)
        await mark(pilot, screen, [conference, review])
        await pilot.press(key)
        await until(pilot, lambda: said(app, "The marked rows are of several kinds"), "why not")
        assert app.screen is screen

    journey(filled, steps)
