"""Done and copied: x and y on what the lists and the child's page ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.domain.duty_kind import Done
from iro_tui.domain.duty_kinds import KINDS
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from tests.support.acting import look_after, tick
from tests.support.driving import at, form_of, until
from tests.support.journeys import (
    AnyList,
    form_opened,
    go,
    journey,
    keys_of,
    on_row,
    open_child,
    said,
    saved,
    undone,
)
from tests.support.stores import open_store

# Done


ALLOCATED = "iro_allocation"


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if isinstance(kind.done, Done)])
def test_what_is_done_is_asked_no_more(filled: Path, kind: str) -> None:
    """On Today, and from the same store on the child's page."""
    session = open_store(filled)
    of_it = [row for row in session.lines(DUTIES, 400) if row.duty.kind == kind]
    session.close()
    found = next((row for row in of_it if not row.folded_under), None)
    if found is None:
        pytest.skip("the made-up caseload asks nothing of this kind")
    key, child_id = found.duty.id, found.child_id

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        if key not in keys_of(screen):
            await pilot.press(">")
            await until(pilot, lambda: key in keys_of(screen), "90 days")
        for on_the_page in (False, True) if child_id else (False,):
            await on_row(pilot, screen, lambda row: row.duty and row.duty.id == key)
            if on_the_page:
                screen = await open_child(pilot)
                await on_row(pilot, screen, lambda row: row.duty and row.duty.id == key)
            await pilot.press("x")
            await until(pilot, lambda: isinstance(app.screen, Confirm) or said(app, "done today"), "done, or asked")
            if isinstance(app.screen, Confirm):  # its day is still to come
                await pilot.press("y")
            await until(pilot, lambda: said(app, "done today"), "done")
            await until(pilot, lambda: not _asks(screen, key), "asked no more")  # noqa: B023 -- called at once
            await undone(pilot, app)
            await until(pilot, lambda: _asks(screen, key), "asked again")  # noqa: B023 -- called at once

    journey(filled, steps)


def _asks(screen: AnyList, duty_id: str) -> bool:
    return any(duty is not None and duty.id == duty_id for duty in map(screen.list.duty, screen.table.rows))


NOT_DONE = {
    "review": "A review is recorded with h.",
    "early_review": "A review is recorded with h.",
    "review_unbooked": "Booking is b.",
    "escalation_total": "An escalation is settled with e.",
}


@pytest.mark.parametrize("kind", NOT_DONE)
def test_what_is_more_than_a_tick_says_which_key_does_it(filled: Path, kind: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == kind)
        await pilot.press("x")
        assert said(app, NOT_DONE[kind])
        assert app.screen is screen
        app.clear_notifications()
        child = await open_child(pilot)
        await on_row(pilot, child, lambda entry: entry.duty and entry.duty.id == row.duty.id)
        await pilot.press("x")
        assert said(app, NOT_DONE[kind])
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


@pytest.mark.parametrize("where", ["Today", "Mid-points", "the child's page"])
def test_x_on_a_midpoint_check_opens_its_form(filled: Path, where: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen: AnyList = await at(pilot, "today")
        if where == "Mid-points":
            screen = await go(pilot, "4")
        else:
            await on_row(pilot, screen, lambda row: row.duty.kind == "midpoint")
        if where == "the child's page":
            screen = await open_child(pilot)
            await on_row(pilot, screen, lambda entry: entry.duty and entry.duty.kind == "midpoint")
        await form_opened(pilot, "x")
        assert form_of(app, "midpoint")
        await pilot.press("n")
        await saved(pilot, app, screen, 2)

    journey(filled, steps)


def test_what_happened_on_a_childs_page_is_not_ticked(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "2")
        child = await open_child(pilot)
        await on_row(pilot, child, lambda entry: entry.section == "Footprint")
        await pilot.press("x")
        assert said(app, "Only what comes next can be marked as done.")

    journey(filled, steps)


# Copying


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "page"])
def test_a_copied_case_note_holds_no_name(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2" if key == "page" else key)
        row = await on_row(pilot, screen, lambda row: row.child_id)
        target = screen.target(row)
        assert target
        if key == "page":
            await open_child(pilot)
        await pilot.press("p", "y")
        await until(pilot, lambda: app.clipboard, "the case note")
        assert app.clipboard.startswith(f"IRO note of Fri 20 Nov 2026 about {target.ref}")
        names = {word for row in app.open_session.lines(CHILDREN) for word in row.who.name.split()}
        assert not names & set(app.clipboard.replace(".", " ").replace(",", " ").split())
        assert said(app, "Copied the case note, without names.")

    journey(filled, steps)


def test_several_marked_rows_are_copied_together(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        refs = [row.ref for row in screen.table.rows[:3]]
        await pilot.press("space", "space", "space", "y")
        await until(pilot, lambda: said(app, "Copied 3 case notes"), "copied")
        assert all(ref in app.clipboard for ref in refs)
        assert app.clipboard.count("IRO note of") == 3

    journey(filled, steps)


def test_on_today_a_copied_note_says_what_the_row_asks(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "sw_report")
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard, "the case note")
        assert row.duty.what in app.clipboard
        assert row.duty.authority in app.clipboard

    journey(filled, steps)


def _done_elsewhere(store: Path, child_id: str, duty_id: str) -> None:
    other = open_store(store)
    tick(other, [(child_id, duty_id)])
    other.close()


@pytest.mark.usefixtures("look_seldom")
def test_a_row_that_another_window_has_just_done_is_not_copied_but_said(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "decision_due")
        _done_elsewhere(filled, row.child_id, row.duty.id)
        await pilot.press("y")
        await until(pilot, lambda: said(app, "not asked any more") or not app.is_running, "why not")
        assert app.is_running
        assert app.clipboard == ""

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
def test_a_row_that_another_window_has_just_done_is_not_done_twice(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        row = await on_row(pilot, screen, lambda row: row.duty.kind == "decision_due")
        _done_elsewhere(filled, row.child_id, row.duty.id)
        await pilot.press("x")
        await until(pilot, lambda: said(app, "not asked any more: look at the list again"), "why not")
        assert len(app.open_session.lines(ENTRIES)) == 2

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
@pytest.mark.parametrize("key", ["b", "m", "r", "o", "y", "enter"])
def test_a_child_that_another_window_has_just_taken_away_is_not_acted_on(store: Path, key: str) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    look_after(session, "KB 2")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.ref == "KB 2")
        other = open_store(store)
        other.undo()
        other.close()
        await pilot.press(key)
        for _ in range(20):
            await pilot.pause(0.01)
        assert app.is_running
        assert not form_of(app), "nothing is asked about a child who is gone"
        if key != "enter":
            assert said(app, "not on record any more") or said(app, "about no child")


@pytest.mark.usefixtures("look_seldom")
@pytest.mark.parametrize("foreseen", [False, True], ids=["before it is answered", "when all is said"])
def test_a_child_taken_away_while_the_form_is_open_is_not_acted_on(store: Path, foreseen: bool) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    look_after(session, "KB 2")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await on_row(pilot, screen, lambda row: row.who.ref == "KB 2")
        form = await form_opened(pilot, "r")
        if foreseen:
            await pilot.press("g")
            await until(pilot, lambda: form.planned, "what Enter will do")
        other = open_store(store)
        other.undo()
        other.close()
        await pilot.press(*"g" * (not foreseen), "enter")
        await until(pilot, lambda: said(app, "not on record any more") or not app.is_running, "why not")
        assert app.screen is form
        assert [row.who.ref for row in app.open_session.lines(CHILDREN)] == ["KB 1"]

    journey(store, steps)
