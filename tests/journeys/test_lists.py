"""The five lists and the child's page: reached, filtered, sorted, marked, zoomed, kept as they were and up to date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from iro_tui.caseload.filters import FILTERS, described, matching
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.opening import unlock
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.form import Form
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.escalations import EscalationsScreen
from iro_tui.tui.screens.list_screen import DETAILS_ONLY, LIST_ONLY, ListScreen
from iro_tui.tui.screens.midpoints import MidpointsScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.widgets.labels import Tabs
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Order, TableColumn
from tests.conftest import PASSPHRASE
from tests.support.acting import look_after
from tests.tui.driving import TODAY, at, drive, messages, over, shown, type_in, until

AnyList = ListScreen[Any]
Journey = Callable[[Pilot[None], IroApp], Awaitable[None]]

LISTS: dict[str, str | type[AnyList]] = {
    "1": "today",
    "2": "caseload",
    "3": ReviewsScreen,
    "4": MidpointsScreen,
    "5": EscalationsScreen,
}
"""The lists by their number keys."""
every_list = pytest.mark.parametrize("key", LISTS, ids=["today", "caseload", "reviews", "midpoints", "escalations"])
RAG, UNBOOKED, OLDER = "126"
"""Digits of named filters."""


def journey(store: Path, steps: Journey, size: tuple[int, int] = (120, 36), today: date = TODAY) -> IroApp:
    """Run the app over a store that is open already."""
    return drive(over(lambda: unlock(store, PASSPHRASE, today)), steps, size)


async def go(pilot: Pilot[None], key: str) -> AnyList:
    """Go to a list by its number key."""
    await pilot.press(key)
    return await at(pilot, LISTS[key])


async def open_child(pilot: Pilot[None]) -> ChildScreen:
    await pilot.press("enter")
    return await at(pilot, ChildScreen)


async def on_row(pilot: Pilot[None], screen: AnyList, wanted: Callable[[Any], bool]) -> Any:
    """Put the cursor on the first row that is wanted, and wait for its card."""
    row = next(row for row in screen.table.rows if wanted(row))
    assert screen.table.find(screen.key(row))
    await at(pilot, type(screen))
    return row


async def form_opened(pilot: Pilot[None], key: str) -> Form:
    """Press a key that opens a form."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Form) and pilot.app.screen.is_mounted, f"the form of {key}")
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen


async def picking(pilot: Pilot[None], *keys: str) -> None:
    """Press keys of which the first opens something to pick from."""
    await pilot.press(keys[0])
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick) and pilot.app.screen.is_mounted, "something to pick")
    await pilot.press(*keys[1:])


async def filtered_by(pilot: Pilot[None], screen: AnyList, *digits: str) -> None:
    """Choose named filters, and wait for what they leave."""
    await picking(pilot, "f", *digits, "enter")
    ids = {list(FILTERS)[int(digit) - 1] for digit in digits}
    await until(pilot, lambda: screen.listing and screen.listing.described == described(ids), "filtered")


def keys_of(screen: AnyList) -> list[Any]:
    return [screen.key(row) for row in screen.table.rows]


def strip_of(app: IroApp) -> str:
    """The line that says which filters are on."""
    return app.screen.query_one(TopStrip).render().plain


def said(app: IroApp, words: str) -> bool:
    return any(words in message for message in messages(app))


# Reaching them


def test_every_list_is_reached_by_its_number(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        for key in ("2", "3", "4", "5", "1"):
            screen = await go(pilot, key)
            assert screen.table.has_focus
            assert screen.table.rows
            assert sum(isinstance(s, ListScreen) for s in app.screen_stack) == 1, "no list lies over another"

    journey(filled, steps)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_every_list_is_reached_by_clicking_its_tab(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        for number, key in enumerate(LISTS):
            tabs = app.screen.query_one(Tabs)
            await pilot.click(Tabs, offset=(tabs._ends[number][0] - 2, 0))
            await at(pilot, LISTS[key])

    journey(filled, steps, size)


def test_a_child_is_opened_from_every_list_and_esc_goes_back_to_it(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        for key in LISTS:
            screen = await go(pilot, key)
            row = await on_row(pilot, screen, lambda row: row.child_id)
            child = await open_child(pilot)
            assert child.child_id == row.child_id
            assert child.query_one(Tabs).current == screen.tab
            await pilot.press("escape")
            assert await at(pilot, LISTS[key]) is screen

    journey(filled, steps)


def test_the_number_keys_and_tabs_lead_from_a_child_to_every_list(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await on_row(pilot, screen, lambda row: row.child_id)
        await open_child(pilot)
        caseload = await go(pilot, "2")
        assert not any(isinstance(screen, ChildScreen) for screen in app.screen_stack)
        await open_child(pilot)
        await pilot.click(Tabs, offset=(app.screen.query_one(Tabs)._ends[1][0] - 2, 0))
        await until(pilot, lambda: app.screen is caseload, "its own list, by the tab")

    journey(filled, steps)


def test_a_double_click_opens_the_child(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        await pilot.double_click("#rows", offset=(6, 4))
        child = await at(pilot, ChildScreen)
        assert child.child_id == screen.table.rows[3].child_id

    journey(filled, steps)


# Columns


def _laid_out(screen: AnyList, width: int) -> list[tuple[str, int]]:
    """The columns and their widths in a table of a width."""
    table = screen.table
    table._size = Size(width, 20)
    table._measure()
    return [(column.key, size) for column, size in table._layout]


SIGNS = GAP = 2
"""Cells before the first column, and between two."""


@pytest.mark.parametrize(
    "kind",
    [
        "today",
        "caseload",
        ReviewsScreen,
        MidpointsScreen,
        EscalationsScreen,
        ChildScreen,
    ],
)
def test_columns_fit_every_width(filled: Path, kind: str | type[AnyList]) -> None:
    too_wide = {}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, {kind: key for key, kind in LISTS.items()}.get(kind, "2"))
        if kind is ChildScreen:
            screen = await open_child(pilot)
        for width in range(78, 201):
            laid = _laid_out(screen, width)
            used = SIGNS + sum(size for _, size in laid) + GAP * (len(laid) - 1)
            if used > width:
                too_wide[width] = used

    journey(filled, steps)
    assert not too_wide


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
        assert f"“{ref.casefold()}”: {len(screen.table.rows)} of {len(everything)}" in strip_of(app)
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


def test_a_name_is_found_only_while_names_are_shown(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = screen.table.rows[7]
        surname = row.who.name.split()[-1]
        assert surname.casefold() not in shown(app).casefold()
        await pilot.press("slash")
        await type_in(pilot, surname)
        await until(pilot, lambda: not screen.table.rows, "not found")
        await pilot.press("escape", "p", "slash")
        await type_in(pilot, surname)
        await until(pilot, lambda: row in screen.table.rows, "found")
        assert surname in shown(app)

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
            chosen.append(list(FILTERS)[int(digit) - 1])
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
        assert f"red or amber, no booking, “{both[0].ref}”: 1 of 40" in strip_of(app)
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
        assert "no booking, 16 and over" in strip_of(app)
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
                if f"{column.title}↓" not in shown(app):
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


# Acting on several


async def mark(pilot: Pilot[None], screen: AnyList, rows: Sequence[Any]) -> None:
    """Mark rows with space, and nothing else."""
    for row in rows:
        assert screen.table.find(screen.key(row))
        await pilot.press("space")
    assert screen.table.marked_rows == [row for row in screen.table.rows if row in rows]


def _rags(app: IroApp, ids: Sequence[str]) -> list[tuple[str, ...]]:
    rows = {row.child_id: row for row in app.open_session.lines(CHILDREN)}
    return [rows[child_id].rag_trail for child_id in ids]


async def acted_at_once(pilot: Pilot[None], app: IroApp, screen: AnyList, before: int) -> None:
    """One action was journalled, the form is closed, the marks are gone."""
    await until(
        pilot, lambda: len(app.open_session.lines(ENTRIES, 100)) == before + 1 and app.screen is screen, "one action"
    )
    await until(pilot, lambda: not screen.table.marked, "no marks")
    await pilot.pause()
    assert len(app.open_session.lines(ENTRIES, 100)) == before + 1


async def undone(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("u")
    await until(pilot, lambda: said(app, "Undid"), "undone")


def test_a_rating_of_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = screen.table.rows[2:6]
        ids = [row.child_id for row in rows]
        before = _rags(app, ids)
        await mark(pilot, screen, rows)
        await form_opened(pilot, "r")
        assert "4 children" in shown(app)
        await pilot.press("g", "enter")
        await acted_at_once(pilot, app, screen, 1)
        assert _rags(app, ids) == [(*trail, "green") for trail in before]
        await undone(pilot, app)
        assert _rags(app, ids) == before

    journey(filled, steps)


def test_several_rows_of_one_child_are_the_child_once(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        ids = [row.child_id for row in screen.table.rows]
        child_id = next(child_id for child_id in ids if child_id and ids.count(child_id) > 1)
        before = _rags(app, [child_id])
        await mark(pilot, screen, [row for row in screen.table.rows if row.child_id == child_id])
        await form_opened(pilot, "r")
        await pilot.press("g", "enter")
        await acted_at_once(pilot, app, screen, 1)
        assert _rags(app, [child_id]) == [(*before[0], "green")]

    journey(filled, steps)


def test_a_footprint_of_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = [row for row in screen.table.rows if row.last_contact != TODAY][:3]
        before = {row.child_id: row.last_contact for row in rows}
        await mark(pilot, screen, rows)
        await form_opened(pilot, "o")
        await pilot.press("2", "2")
        await type_in(pilot, "met in the corridor")
        await pilot.press("enter")
        await acted_at_once(pilot, app, screen, 1)
        assert said(app, "3 children: footprint of Fri 20 Nov: phone, social worker")
        now = {row.child_id: row.last_contact for row in app.open_session.lines(CHILDREN) if row.child_id in before}
        assert set(now.values()) == {TODAY}
        await undone(pilot, app)
        assert {r.child_id: r.last_contact for r in app.open_session.lines(CHILDREN) if r.child_id in before} == before

    journey(filled, steps)


def test_a_task_for_several_is_one_action(filled: Path) -> None:
    def tasks(app: IroApp) -> set[str]:
        return {row.child_id for row in app.open_session.lines(DUTIES) if row.duty.what == "Ask for the PEP"}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        rows = screen.table.rows[:3]
        await mark(pilot, screen, rows)
        await form_opened(pilot, "a")
        await type_in(pilot, "Ask for the PEP")
        await pilot.press("tab")
        await type_in(pilot, "+5wd")
        await pilot.press("enter")
        await acted_at_once(pilot, app, screen, 1)
        assert tasks(app) == {row.child_id for row in rows}
        await undone(pilot, app)
        assert not tasks(app)

    journey(filled, steps)


def test_ticking_off_several_is_one_action(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        rows = [row for row in screen.table.rows if row.duty.kind == "decision_due"][:2]
        rows += [row for row in screen.table.rows if row.duty.kind == "task" and not row.child_id][:1]
        await mark(pilot, screen, rows)
        await pilot.press("x")
        await acted_at_once(pilot, app, screen, 1)
        keys = {row.duty.id for row in rows}
        await until(pilot, lambda: not keys & set(keys_of(screen)), "gone from the list")
        assert said(app, "2 children and your own: 3 things, done today.")
        await undone(pilot, app)
        await until(pilot, lambda: keys <= set(keys_of(screen)), "asked again")

    journey(filled, steps)


def test_what_cannot_be_ticked_off_keeps_the_others_from_being(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        rows = [next(r for r in screen.table.rows if r.duty.kind == kind) for kind in ("decision_due", "review")]
        await mark(pilot, screen, rows)
        await pilot.press("x")
        assert said(app, "A review is recorded with h.")
        assert len(screen.table.marked) == 2
        assert len(app.open_session.lines(ENTRIES)) == 1

    journey(filled, steps)


def test_a_booking_of_several_is_one_action(filled: Path) -> None:
    def booked(app: IroApp, ids: Sequence[str]) -> list[date | None]:
        found = {row.child_id: row.booked for row in app.open_session.lines(REVIEWS)}
        return [found[child_id] for child_id in ids]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "3")
        rows = [row for row in screen.table.rows if row.booked is None and row.limit > date(2026, 12, 20)][:3]
        ids = [row.child_id for row in rows]
        await mark(pilot, screen, rows)
        await form_opened(pilot, "b")
        await type_in(pilot, "+20wd")
        await until(pilot, lambda: "Enter books 3 reviews for Fri 18 Dec" in shown(app), "what Enter will do")
        await pilot.press("enter")
        await acted_at_once(pilot, app, screen, 1)
        assert booked(app, ids) == [date(2026, 12, 18)] * 3
        await undone(pilot, app)
        assert booked(app, ids) == [None] * 3

    journey(filled, steps)


def test_esc_takes_the_marks_away(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        await pilot.press("space", "space", "space", "up", "space")
        assert len(screen.table.marked) == 2, "space again takes a mark away"
        await pilot.press("escape")
        assert not screen.table.marked
        assert "✱" not in shown(app)

    journey(filled, steps)


# Zoom


def _shows(screen: AnyList) -> tuple[bool, bool]:
    """Whether list and details show."""
    side: Widget = screen.query_one("#side")
    return screen.table.display, side.display and side.size.width > 0


@every_list
def test_zoom_gives_the_list_the_width_then_the_details(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        assert _shows(screen) == (True, True)
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (True, False), "the list alone")
        assert screen.table.outer_size.width == 120
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (False, True), "the details alone")
        assert screen.query_one("#side").size.width == 120
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (True, True), "both")
        assert screen.table.has_focus
        await pilot.press("z", "escape")
        await until(pilot, lambda: _shows(screen) == (True, True), "Esc ends it, too")

    journey(filled, steps)


@every_list
def test_on_a_small_screen_zoom_shows_the_details_instead_of_the_list(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        assert _shows(screen) == (True, False)
        await pilot.press("z")
        assert _shows(screen) == (False, True)
        assert screen.query_one("#side").size.width == 80
        assert "Legal" in shown(app)
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (True, False), "the list")
        assert screen.table.has_focus

    journey(filled, steps, (80, 24))


def test_zoom_is_remembered(filled: Path) -> None:
    async def zoomed(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("z")
        await until(pilot, lambda: LIST_ONLY in app.open_session.draft("list:today"), "remembered")

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        assert _shows(screen) == (True, False)
        await pilot.press("z")
        await until(pilot, lambda: screen.has_class(DETAILS_ONLY), "the next step")

    journey(filled, zoomed)
    journey(filled, again)


# More


def test_today_looks_further_ahead(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        for days in (90, 7, 28):
            await pilot.press(">")
            sentence = f"The next {days} days."
            await until(pilot, lambda: said(app, sentence), sentence)  # noqa: B023 -- called at once
            assert len(screen.table.rows) == len(app.open_session.lines(DUTIES, days))

    journey(filled, steps)


def test_the_caseload_says_that_there_is_no_more(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "2")
        await pilot.press(">")
        assert said(app, "Everything there is to show here is shown.")

    journey(filled, steps)


@pytest.mark.parametrize(("key", "past"), [("3", "held"), ("4", "done"), ("5", "closed")])
def test_more_shows_what_is_over_and_again_what_is_to_come(filled: Path, key: str, past: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, key)
        to_come = keys_of(screen)
        assert not any(getattr(row, past) for row in screen.table.rows)
        await pilot.press(">")
        await until(pilot, lambda: screen.table.rows and all(getattr(r, past) for r in screen.table.rows), past)
        days = [getattr(row, past) for row in screen.table.rows]
        assert days == sorted(days, reverse=True)
        assert "> shows" in "".join(messages(app))
        await pilot.press(">")
        await until(pilot, lambda: keys_of(screen) == to_come, "to come")

    journey(filled, steps)


def test_a_childs_page_says_why_it_has_no_more_and_no_filters(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "2")
        child = await open_child(pilot)
        for key in (">", "f"):
            app.clear_notifications()
            await pilot.press(key)
            assert said(app, "This is one child's case. Esc goes back to the list.")
        await pilot.press("enter")
        await until(pilot, lambda: said(app, "This is the whole case already."), "why")
        assert app.screen is child

    journey(filled, steps)


# What another window writes, and what changes while a list is not shown


@pytest.fixture
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is asked more often than by an ordinary clock, to wait less for it."""
    monkeypatch.setattr("iro_tui.tui.app.LOOK_AGAIN_SECONDS", 0.05)


def written_elsewhere(store: Path, child_id: str) -> None:
    """Another window rates a child red."""
    other = unlock(store, PASSPHRASE, TODAY)
    other.rate(child_id, "red", "drift")
    other.close()


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
        row = table.row
        line = table._line_of[table.cursor] - table.scroll_offset.y
        before = screen.listing
        assert table.scroll_offset.y or len(table._lines) < table.size.height
        written_elsewhere(filled, screen._child_id(row))
        await until(pilot, lambda: screen.listing is not before and screen.listing, "read anew")
        await at(pilot, type(screen))
        assert screen.key(table.row) == screen.key(row)
        assert table._line_of[table.cursor] - table.scroll_offset.y == line, "the view does not jump"

    journey(filled, steps, (120, 16))


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
    session = unlock(store, PASSPHRASE, TODAY)
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
    session = unlock(store, PASSPHRASE, TODAY)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="KB 1", initials="KB"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=TODAY))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=TODAY))
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
        assert "The caseload is empty. F5 brings in a return." in shown(app)

    journey(store, steps)


def test_what_a_filter_hides_is_not_called_nothing(store: Path) -> None:
    session = unlock(store, PASSPHRASE, TODAY)
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


@pytest.fixture
def look_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is not asked of its own accord."""
    monkeypatch.setattr("iro_tui.tui.app.LOOK_AGAIN_SECONDS", 600.0)


def damage(store: Path) -> None:
    """Spoil the store's file behind the back of whoever has it open; what is read next is not what was written."""
    other = unlock(store, PASSPHRASE, TODAY)
    file = other.place.database
    other.rate(other.lines(CHILDREN)[0].child_id, "green")
    other.close()
    content = file.read_bytes()
    head = 3 * 4096
    file.write_bytes(content[:head] + bytes(byte ^ 0x5A for byte in content[head:]))


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
