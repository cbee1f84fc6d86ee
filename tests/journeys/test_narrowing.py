"""The lists narrowed and put in order: filters as one types and by name, sorting by digit and by click."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.filters import FILTERS, described, matching
from iro_tui.caseload.lists.base import AnyList as AnyRows
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from iro_tui.tui.widgets.table import Order, TableColumn
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import (
    GAP,
    LISTS,
    OLDER,
    RAG,
    SIGNS,
    UNBOOKED,
    AnyList,
    every_list,
    filtered_by,
    go,
    journey,
    keys_of,
    on_row,
    open_child,
    picking,
    strip_of,
)

# Filtering as one types


@every_list
def test_filter_as_you_type(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        everything = keys_of(screen)
        child = await on_row(pilot, screen, lambda row: row.child_id)
        ref = screen.target(child).ref  # type: ignore[union-attr]
        await pilot.press("slash")
        await type_in(pilot, ref.casefold())
        await until(pilot, lambda: 0 < len(screen.table.rows) < len(everything), "fewer")
        assert {row.child_id for row in screen.table.rows} == {child.child_id}
        assert screen.listing
        # Words find what is folded into other rows too.
        of = len(screen.listing.rows)
        assert of >= len(everything)
        assert f"“{ref.casefold()}”: {len(screen.table.rows)} of {of}" in strip_of(app)
        await pilot.press("enter")
        assert screen.table.has_focus
        assert screen.table.row == child
        await pilot.press("slash")
        await type_in(pilot, " zzz")
        await until(pilot, lambda: not screen.table.rows, "none")
        assert "Nothing passes the filter. Esc clears" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: keys_of(screen) == everything, "all again")
        assert screen.table.has_focus

    journey(filled, steps)


# Named filters


@every_list
def test_named_filters_combine_and_say_so(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        everything = screen.table.rows
        chosen: list[str] = []
        for digit in (RAG, OLDER):
            await picking(pilot, "f", digit, "enter")
            chosen.append(next(item.id for item in FILTERS.values() if item.key == digit))
            kept = {row.child_id for row in matching(app.open_session.lines(CHILDREN), chosen)}
            expected = [screen.key(row) for row in everything if row.child_id in kept]
            described_so = described(chosen)
            await until(pilot, lambda: described_so in strip_of(app), described_so)  # noqa: B023 -- called at once
            assert keys_of(screen) == expected
            assert f"{described(chosen)}: {len(expected)} of {len(everything)}" in strip_of(app)
        await picking(pilot, "f", "delete", "enter")
        await until(pilot, lambda: len(screen.table.rows) == len(everything), "all again")

    journey(filled, steps)


def test_filters_and_typed_words_combine(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await filtered_by(pilot, screen, RAG, UNBOOKED)
        both = list(screen.table.rows)
        assert 1 < len(both) < 40
        await pilot.press("slash")
        await type_in(pilot, both[0].ref)
        await until(pilot, lambda: screen.table.rows == both[:1], "one")
        assert f"red or amber, not booked, “{both[0].ref}”: 1 of 40" in strip_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: screen.table.rows == both, "Esc clears only what was typed")

    journey(filled, steps)


@every_list
def test_filters_and_order_are_remembered_for_each_list(filled: Path, key: str) -> None:
    left: list[tuple[object, ...]] = []

    async def choose(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        await picking(pilot, "s", "2")
        await picking(pilot, "s", "2")
        await filtered_by(pilot, screen, UNBOOKED, OLDER)
        left.append((screen.only, screen.table.order, keys_of(screen)))
        assert screen.table.order.backwards

    async def find(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        assert (screen.only, screen.table.order, keys_of(screen)) == left[0]
        assert "not booked, 16 and over" in strip_of(app)
        other = await go(pilot, "1" if key != "1" else "2")
        assert other.only == ()
        assert other.table.order == Order("")

    journey(filled, choose)
    journey(filled, find)


# Sorting


def _in_order(values: Sequence[Any], *, backwards: bool) -> bool:
    """Whether the values rise, or fall, and those that are none come last."""
    there = [value for value in values if value is not None]
    return there == sorted(there, reverse=backwards) and list(values[: len(there)]) == there


async def sorted_by(pilot: Pilot[None], screen: AnyList, column: TableColumn[Any], *, backwards: bool = False) -> None:
    """Wait until a list is sorted by a column, and look whether it is."""
    wanted = Order(column.key, backwards)
    await until(pilot, lambda: screen.table.order == wanted, f"sorted by {column.title}")
    assert column.sort
    assert _in_order([column.sort(row) for row in screen.table.rows], backwards=backwards), column.title


@every_list
def test_sorting_by_digit_follows_the_real_values(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        usual = keys_of(screen)
        columns = [column for column in screen.columns() if column.sort]
        for at_digit in (0, 2, 3):
            for backwards in (False, True):
                await picking(pilot, "s", str(at_digit + 2))
                await sorted_by(pilot, screen, columns[at_digit], backwards=backwards)
        await picking(pilot, "s", "1")
        await until(pilot, lambda: keys_of(screen) == usual, "the usual order")

    journey(filled, steps)


@pytest.mark.parametrize("key", [*LISTS, "enter"])
def test_sorting_by_a_click_on_the_heading(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key if key in LISTS else "2")
        if key == "enter":
            screen = await open_child(pilot)
        left = SIGNS
        for column, size in list(screen.table._layout):
            if column.sort:
                await pilot.click("#rows", offset=(left + 1, 0))
                await sorted_by(pilot, screen, column)
            left += size + GAP
        await pilot.click("#rows", offset=(SIGNS + 1, 0))
        first = screen.table._layout[0][0]
        await sorted_by(pilot, screen, first)
        await pilot.click("#rows", offset=(SIGNS + 1, 0))
        await sorted_by(pilot, screen, first, backwards=True)

    journey(filled, steps)


@every_list
def test_the_heading_says_which_way_it_is_sorted(filled: Path, key: str) -> None:
    silent = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        for column, _ in list(screen.table._layout):
            if column.sort:
                screen._sorted(column.key)
                await pilot.pause()
                # Where room is short a title loses its end, never the arrow.
                if all(f"{column.title[:kept]}↓" not in shown(app) for kept in range(2, len(column.title) + 1)):
                    silent.append(column.title)

    journey(filled, steps)
    assert not silent


def test_sorting_keeps_the_cursor_on_its_row(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.press(*["down"] * 9)
        row = screen.table.row
        await picking(pilot, "s", "2")
        await until(pilot, lambda: screen.table.order.column == "child")
        assert screen.table.row == row

    journey(filled, steps)


def test_a_dialog_drawn_again_shows_the_list_beneath(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        child = next(who.ref for row in screen.table.rows if (who := screen.target(row)))
        await picking(pilot, "f")
        for _ in range(2):
            app.screen.refresh()
            assert child in shown(app)

    journey(filled, steps)


def test_narrowed_children_are_read_once(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    lines = Session.lines

    def noted(session: Session, wanted: AnyRows, *args: Any, **options: Any) -> Any:
        read.append(wanted.id)
        return lines(session, wanted, *args, **options)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        for key, once in (("2", [CHILDREN.id]), ("3", [CHILDREN.id, "reviews"])):
            screen = await go(pilot, key)
            await filtered_by(pilot, screen, UNBOOKED)
            rows = list(screen.table.rows)
            read.clear()
            await screen.reload()
            assert read == once
            assert screen.table.rows == rows

    monkeypatch.setattr(Session, "lines", noted)
    journey(filled, steps)
