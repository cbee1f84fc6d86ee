"""The five lists and the child's page: reached, laid out at every width, zoomed, and what > shows more of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from iro_tui.caseload.lists import LISTS as EVERY_LIST
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.list_screen import DETAILS_ONLY, LIST_ONLY, ListScreen
from iro_tui.tui.screens.lists import EscalationsScreen, MidpointsScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.widgets.labels import Tabs
from iro_tui.tui.widgets.sharing_width import leant
from iro_tui.tui.widgets.table import Table
from tests.support.driving import at, messages, shown, until
from tests.support.journeys import (
    LISTS,
    SIGNS,
    AnyList,
    every_list,
    go,
    journey,
    keys_of,
    on_row,
    open_child,
    said,
)

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
            shown(app)  # where each tab ends is known once they are drawn
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
        shown(app)
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

A_LETTER_OR_TWO = 2
"""Cells of a name that a column which comes in with the width may cost at that very width."""

OF_DAYS = frozenset({
    "booked", "clock", "conference", "contact", "day", "due", "filing", "held", "kept", "left", "limit", "midpoint",
    "on", "panel", "raised", "reply", "review", "since", "until", "used", "when",
})  # fmt: skip
"""The columns of days, hours and numbers."""
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_ENDS = re.compile(rf"(?:\d|\b(?:{_DAYS}|{_MONTH}))\W*$")
_GOES_ON = re.compile(rf"\W{{0,2}}(?:\d|(?:{_MONTH}|wd|d|min|working days?|days?|weeks?|months?|years?)\b)")


def is_half(drawn: str, words: str) -> bool:
    """Whether a day, an hour or a number is cut in two: nobody knows what it is."""
    kept = drawn.partition("…")[0]
    return words.startswith(kept) and bool(_ENDS.search(kept)) and bool(_GOES_ON.match(words[len(kept) :]))


def _laid_out(screen: AnyList, width: int) -> list[tuple[str, int]]:
    """The columns and their widths in a table of a width."""
    return [(column.key, size) for column, size in screen.table.laid_out(width)]


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
@pytest.mark.parametrize("names", [False, True], ids=["references", "names"])
def test_columns_fit_every_width(filled: Path, kind: str | type[AnyList], names: bool) -> None:
    too_wide, cut_for_more = {}, {}

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, {kind: key for key, kind in LISTS.items()}.get(kind, "2"))
        if kind is ChildScreen:
            screen = await open_child(pilot)
        if names:
            await pilot.press("p")
            await until(pilot, lambda: app.names, "names show")
        for width in range(78, 201):
            laid = _laid_out(screen, width)
            columns = {column.key: column for column in screen.table.columns}
            used = SIGNS + sum(size + screen.table.gap(columns[key]) for key, size in laid)
            used -= screen.table.gap(columns[laid[-1][0]])
            if used > width:
                too_wide[width] = used
            cut = "child" in columns and dict(laid)["child"] < columns["child"].width - A_LETTER_OR_TWO
            if cut and any(columns[key].shows_from for key, _ in laid):
                cut_for_more[width] = used

    journey(filled, steps)
    assert not too_wide
    assert not cut_for_more


@pytest.mark.parametrize("kind", [*EVERY_LIST, ChildScreen])
def test_no_cell_of_any_list_loses_an_hour_a_day_or_a_number_at_any_width(
    filled: Path, kind: str | type[ChildScreen]
) -> None:
    """On Today every coming meeting stood as `3 Dec…`, and the head spoke of a clash at 14:30: words pay for it."""
    halves: set[str] = set()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = app.go_to(kind if isinstance(kind, str) else "caseload")
        await until(pilot, lambda: screen.listing, "the rows")
        if kind is ChildScreen:
            screen = await open_child(pilot)
        for view in screen.list.views:
            screen.view = view
            await screen.reload()
            for width in range(78, 201):
                halves.update(half for row in screen.table.rows for half in halved(screen.table, width, row))

    journey(filled, steps)
    assert not halves


def halved(table: Table[Any], width: int, row: object) -> Iterator[str]:
    """The cells of a row in a table of a width of which days, hours or numbers are lost."""
    laid = table.laid_out(width)
    cells = [column.cell(row) for column, _ in laid]
    for (column, _), size, (words, _) in zip(laid, leant(laid, cells), cells, strict=True):
        drawn = column.fit(words, size).rstrip()
        if drawn != words.rstrip() and (column.key in OF_DAYS or is_half(drawn, words)):
            yield f"{column.key} in {width}: {drawn!r} of {words!r}"


def test_the_caseload_says_what_a_child_is_at_every_width(filled: Path) -> None:
    """In a word as long as there is no room for the status, and nothing goes for it."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        for width in range(78, 201):
            keys = [key for key, _ in _laid_out(screen, width)]
            assert ("case" in keys) != ("standing" in keys), width
            assert {"review", "booked", "contact", "escalations", "decisions"} <= {*keys}, width

    journey(filled, steps)


def test_where_a_child_lives_and_whose_it_is_stand_wherever_there_is_room(filled: Path) -> None:
    """At 120 columns, for which the page is drawn, 26 cells stood blank at its right."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        blank = {}
        for width in range(78, 201):
            laid = screen.table.laid_out(width)
            keys = [column.key for column, _ in laid]
            left = width - SIGNS - sum(size + screen.table.gap(column) for column, size in laid)
            if left > 12:
                blank[width] = left
            if width >= 120:
                assert {"placed", "worker"} <= {*keys}, width
        assert not blank

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
        both = _shows(screen)
        assert both == (True, key != "2"), "the caseload has the width from the first, its child in the lines below"
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (True, False), "the list alone")
        assert screen.table.outer_size.width == 120
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == (False, True), "the details alone")
        assert screen.query_one("#side").size.width == 120
        await pilot.press("z")
        await until(pilot, lambda: _shows(screen) == both, "both")
        assert screen.table.has_focus
        await pilot.press("z", "escape")
        await until(pilot, lambda: _shows(screen) == both, "Esc ends it, too")

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
        assert screen.card
        assert screen.card.row.ref in shown(app)
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
            assert [row.duty.id for row in screen.table.rows] == [
                line.duty.id for line in app.open_session.lines(DUTIES, days) if not line.folded_under
            ]

    journey(filled, steps)


def test_a_list_that_has_but_one_view_says_that_there_is_no_more(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await pilot.press("D")
        await at(pilot, "decisions")
        await pilot.press(">")
        assert said(app, "Everything there is to show here is shown.")

    journey(filled, steps)


@pytest.mark.parametrize(("key", "past"), [("2", "left_care"), ("3", "held"), ("4", "done"), ("5", "closed")])
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
            await until(pilot, lambda: said(app, "This is one child's case. Esc goes back to the list."), "why not")
        assert app.screen is child

    journey(filled, steps)


@pytest.mark.parametrize(("size", "key"), [(size, key) for size in ((120, 36), (100, 30), (80, 24)) for key in "ct"])
def test_what_a_meeting_is_stands_whole_beside_those_that_were_held(
    filled: Path, size: tuple[int, int], key: str
) -> None:
    """What held ones decided takes no room from those to come, folded or not; where it is narrowest, its start."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "3")
        await pilot.press(key)
        screen: AnyList = await at(pilot, ListScreen)
        rows = [row for row in screen.table.rows if row.duty]
        assert rows
        for row in rows:
            assert screen.table.find(screen.key(row))
            await pilot.pause()
            line = next(line for line in shown(app).splitlines() if line.startswith("▌"))
            assert (row.what if size[0] != 100 else row.what[:20]) in line

    journey(filled, steps, size)
