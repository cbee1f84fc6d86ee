"""The lists kept up to date: what another window writes, what changes while hidden, nothing to show or to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.list_rows import ListRows
from tests.support import TODAY
from tests.support.acting import look_after
from tests.support.driving import AnyList, at, shown, type_in, until
from tests.support.journeys import (
    LISTS,
    RAG,
    damage,
    every_list,
    filtered_by,
    form_opened,
    go,
    journey,
    on_row,
    open_child,
    said,
    strip_of,
    written_elsewhere,
)
from tests.support.stores import open_store

# What another window writes, and what changes while a list is not shown


@pytest.mark.usefixtures("look_often")
@pytest.mark.parametrize("key", [*LISTS, "enter"])
def test_cursor_and_view_stay_when_another_window_writes(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key if key in LISTS else "2")
        if key == "enter":
            screen = await open_child(pilot)
        table = screen.table
        await pilot.press("end", "up", "up")
        while table.row is None:  # a heading is gone to like a row
            await pilot.press("up")
        row = table.row
        line = table._line_of[table.cursor] - table.scroll_offset.y
        before = screen.listing
        assert table.scroll_offset.y or len(table._lines) < table.size.height
        written_elsewhere(filled, screen._child_id(row))
        await until(pilot, lambda: screen.listing is not before and screen.listing, "read anew")
        await at(pilot, type(screen))
        assert screen.key(table.row) == screen.key(row)
        scrolled = table.scroll_offset.y
        # Where the beginning was in sight it stays so.
        assert not scrolled or table._line_of[table.cursor] - scrolled == line, "the view does not jump"

    journey(filled, steps, (120, 16))


@pytest.mark.usefixtures("look_seldom")
def test_what_one_does_oneself_is_read_once(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look at what other windows wrote passes over it, and over nothing that came before or after it."""
    read: list[str] = []
    reload = ListRows.reload

    async def counted(screen: AnyList) -> None:
        read.append(screen.list.id)
        await reload(screen)

    monkeypatch.setattr(ListRows, "reload", counted)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("6")
        screen = await at(pilot, "paperwork")

        async def pressed(key: str, elsewhere: int = 0) -> None:
            before, listing = len(read), screen.listing
            await pilot.press(key)
            await until(pilot, lambda: screen.listing is not listing, "done")
            await at(pilot, "paperwork")
            await app._look_again()
            await until(pilot, lambda: len(read) == before + 1 + elsewhere, "read again")
            await at(pilot, "paperwork")
            assert read[before:] == ["paperwork"] * (1 + elsewhere)

        for key in ("x", "u", "U"):
            await pressed(key)
        written_elsewhere(filled, screen.table.rows[0].child_id)
        await pressed("u", elsewhere=1)
        await pressed("U")

    journey(filled, steps)


@every_list
@pytest.mark.parametrize("elsewhere", [False, True], ids=["here", "in another window"])
@pytest.mark.usefixtures("look_often")
def test_a_hidden_list_notices_what_changed_meanwhile(filled: Path, key: str, elsewhere: bool) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        both = {row.child_id for row in screen.table.rows}
        other = await go(pilot, "2" if key != "2" else "4")
        target = await on_row(pilot, other, lambda row: row.child_id in both and row.who.rag not in (None, "red"))
        if elsewhere:
            revision = app._revision
            written_elsewhere(filled, target.child_id)
            await until(pilot, lambda: app._revision != revision, "noticed")
        else:
            await form_opened(pilot, "r")
            await pilot.press("r", "1", "enter")
            await until(pilot, lambda: app.screen is other and said(app, ": red"), "rated")
        await pilot.press(key)

        def red() -> bool:
            rows = [screen.target(row) for row in screen.table.rows]
            return all(found.rag == "red" for found in rows if found and found.child_id == target.child_id)

        await until(pilot, lambda: app.screen is screen and red(), "what changed")

    journey(filled, steps)


def test_a_list_is_found_as_it_was_left(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.press("slash")
        await type_in(pilot, "lac")
        await pilot.press("enter", *["down"] * 12)
        left = screen.table.row, screen.table.scroll_offset.y, len(screen.table.rows)
        await go(pilot, "5")
        assert await go(pilot, "2") is screen
        assert (screen.table.row, screen.table.scroll_offset.y, len(screen.table.rows)) == left
        assert screen.query_one("#filter", Input).value == "lac"

    journey(filled, steps, (120, 16))


# Nothing to show


def _a_child(store: Path, **more: Any) -> None:
    """One child who is not looked after by anyone; nothing is asked for this child."""
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        work.add(tables.ChildRow(ref="KB 1", initials="KB", **more))
    session.close()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("1", "Nothing is asked in these days. > looks further ahead."),
        ("3", "No review is coming up."),
        ("4", "No mid-point check is to be done. > shows those done."),
        ("5", "No escalation is open. > shows those closed."),
    ],
)
def test_an_empty_list_says_what_to_do_next(store: Path, key: str, says: str) -> None:
    session = open_store(store)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=TODAY))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=TODAY))
        work.add(tables.CoreGroupRow(child_id=child, held=TODAY))
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        assert not screen.table.rows
        assert says in shown(app)
        assert "No child here." in shown(app)

    journey(store, steps)


@every_list
def test_an_empty_caseload_says_how_to_fill_it(store: Path, key: str) -> None:
    _a_child(store, closed_on=TODAY)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, key)
        assert ("Three ways to begin" if key == "1" else "The caseload is empty. n adds a child") in shown(app)

    journey(store, steps)


def test_what_a_filter_hides_is_not_called_nothing(store: Path) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await filtered_by(pilot, screen, RAG)
        assert "Nothing passes the filter. Esc clears what was typed, f changes the rest." in shown(app)
        assert "red or amber: 0 of 1" in strip_of(app)

    journey(store, steps)


# Nothing that can be read


@pytest.mark.usefixtures("look_seldom")
def test_a_list_that_cannot_be_read_any_more_says_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        damage(filled)
        await pilot.press(">")
        await until(pilot, lambda: "is damaged. Stop working in it" in screen.table.empty, "why")
        await until(pilot, lambda: "No child here." in shown(app), "the card")
        assert not screen.table.rows
        assert str(filled)[:20] in shown(app)

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
def test_why_a_list_cannot_be_read_is_said_to_the_end(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        damage(filled)
        await pilot.press(">")
        await until(pilot, lambda: "is damaged" in screen.table.empty, "why")
        await until(pilot, lambda: "newest good backup." in " ".join(shown(app).split()), "the whole of it, drawn")

    journey(filled, steps)


@pytest.mark.usefixtures("look_seldom")
def test_a_list_that_cannot_be_opened_says_why(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        damage(filled)
        await pilot.press("2")
        await until(pilot, lambda: not app.is_running or "is damaged" in app.screen.table.empty, "why")  # type: ignore[attr-defined]
        assert app.is_running

    journey(filled, steps)
