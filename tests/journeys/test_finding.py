"""`/` on a list: by the beginnings of what an officer knows of a child, whatever the list shows or a filter hides."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.tui.app import IroApp
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import RAG, every_list, filtered_by, go, journey, strip_of


@every_list
def test_a_hidden_name_finds_its_child_and_is_not_told(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        row = next(row for row in reversed(screen.table.rows) if (who := screen.target(row)) and who.name)
        surname = screen.target(row).name.split()[-1]  # type: ignore[union-attr]
        await pilot.press("slash")
        await type_in(pilot, surname[:4])
        await until(pilot, lambda: row in screen.table.rows and "by name" in shown(app), "found")
        assert surname.casefold() not in shown(app).casefold().replace(surname[:4].casefold() + "”", "")
        await pilot.press("escape", "p", "slash")
        await type_in(pilot, surname)
        await until(pilot, lambda: row in screen.table.rows, "found")
        assert "by name" not in shown(app)
        # The end of a name may be cut, for the columns' sake.
        assert f"{screen.target(row).ref} {screen.target(row).name[:2]}" in shown(app)  # type: ignore[union-attr]

    journey(filled, steps)


def test_worker_manager_and_place_find_where_the_list_does_not_show_them(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = next(row for row in screen.table.rows if row.manager)
        manager = row.manager.split()[-1]
        await pilot.press("slash")
        await type_in(pilot, manager[:5])
        expected = {
            r.child_id for r in app.open_session.lines(CHILDREN) if manager[:5].casefold() in r.manager.casefold()
        }
        await until(pilot, lambda: {r.child_id for r in screen.table.rows} >= expected, "the manager's children")
        assert f"manager {row.manager}"[:20] in shown(app)

    journey(filled, steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=["80", "120", "200"])
@pytest.mark.parametrize("words", ["worker", "placed"])
@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_each_row_that_is_left_says_what_it_was_found_by(
    filled: Path, key: str, words: str, size: tuple[int, int]
) -> None:
    """Of ten rows none said whose they were: the column was one that the width leaves out, and counted as seen."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        child = next(line for line in app.open_session.lines(CHILDREN) if line.worker and line.placement)
        typed = child.worker.split()[-1] if words == "worker" else "foster"
        await pilot.press("slash")
        await type_in(pilot, typed)
        await until(pilot, lambda: screen.finder.wanted, "looked for")
        await pilot.pause()
        table = screen.table
        assert table.rows or (key, words) != ("2", "worker")
        for row in table.rows:
            laid = table.laid_out(table.wide)
            seen = " ".join(column.cell(row)[0] for column, _ in laid).casefold()
            assert typed.casefold() in seen, (seen, [column.key for column, _ in laid])

    journey(filled, steps, size)


def test_what_a_filter_leaves_out_is_said_and_enter_shows_it(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        other = next(row for row in screen.table.rows if row.who.rag not in ("amber", "red"))
        await filtered_by(pilot, screen, RAG)
        await pilot.press("slash")
        await type_in(pilot, other.ref)
        await until(pilot, lambda: not screen.table.rows, "left out")
        assert "1 outside «red or amber»" in strip_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.table.rows == [other], "shown")
        assert screen.table.has_focus
        assert screen.only == ()

    journey(filled, steps)


def test_a_child_of_whom_a_list_has_nothing_is_named(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        rows = app.open_session.lines(CHILDREN)
        screen = await go(pilot, "5")
        here = {row.child_id for row in screen.table.rows}
        absent = next(row for row in rows if row.child_id not in here)
        await pilot.press("slash")
        await type_in(pilot, absent.ref)
        await until(pilot, lambda: f"Nothing here of {absent.ref}" in shown(app), "named")

    journey(filled, steps)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["åse-16", "ase", "16"])
def test_accents_typed_or_not_composed_or_not_find_the_same(store: Path, form: str, typed: str) -> None:
    from tests.support import TODAY
    from tests.support.acting import look_after
    from tests.support.stores import open_store

    session = open_store(store, TODAY)
    look_after(session, "Åse-16")
    look_after(session, "KB 1")
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.press("slash")
        await type_in(pilot, unicodedata.normalize(form, typed))  # type: ignore[arg-type]
        await until(pilot, lambda: [row.ref for row in screen.table.rows] == ["Åse-16"], "found")

    journey(store, steps)


def test_long_references_and_clocks_of_three_digits_are_not_cut(store: Path) -> None:
    from datetime import date

    from tests.support.acting import look_after
    from tests.support.stores import open_store

    ref = "VERY-LONG-REFERENCE-31877"
    session = open_store(store, date(2030, 11, 20))
    look_after(session, ref)
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await until(pilot, lambda: ref in shown(app), "whole")

    journey(store, steps)


def test_one_reference_much_longer_than_the_others_leaves_the_words_their_room(filled: Path) -> None:
    """At 80 columns it took them: of what is asked 15 letters were left."""
    from iro_tui.store import tables
    from iro_tui.store.work import action
    from tests.support.stores import open_store

    session = open_store(filled)
    child, ref = session.find_child("KS 5450"), "SOUTH-AND-WEST-2024-31877"
    with action(session.engine, "Set up") as work:
        work.change(tables.ChildRow, child, ref=ref)
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        sizes = {column.key: size for column, size in screen.table._layout}
        assert sizes["what"] >= 22
        lines = shown(app).splitlines()
        assert any("31877" in line and "Review by" in line for line in lines), shown(app)

    journey(filled, steps, size=(80, 24))
