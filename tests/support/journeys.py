"""Going through the lists as an officer does: to a list, onto a row, into a form, and what is heard back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from iro_tui.caseload.filters import FILTERS, described
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.pick import Pick
from iro_tui.tui.form import Form
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.lists import EscalationsScreen, MidpointsScreen
from iro_tui.tui.screens.receive import Receive
from iro_tui.tui.screens.reviews import ReviewsScreen
from tests.support import TODAY
from tests.support.acting import act
from tests.support.driving import Steps, at, drive, messages, over, type_in, until
from tests.support.stores import open_store

AnyList = ListScreen[Any]

LISTS: dict[str, str | type[AnyList]] = {
    "1": "today",
    "2": "caseload",
    "3": ReviewsScreen,
    "4": MidpointsScreen,
    "5": EscalationsScreen,
}
"""The lists by their number keys."""
every_list = pytest.mark.parametrize("key", LISTS, ids=["today", "caseload", "reviews", "midpoints", "escalations"])
RAG, UNBOOKED, OLDER = "124"
"""Digits of named filters."""
SIGNS = GAP = 2
"""Cells before the first column of a list, and between two."""


def journey(store: Path, steps: Steps, size: tuple[int, int] = (120, 36), today: date = TODAY) -> IroApp:
    """Run the app over a store that is open already."""
    return drive(over(lambda: open_store(store, today)), steps, size)


async def command(pilot: Pilot[None], words: str) -> None:
    """What the palette finds first by these words."""
    await pilot.press("ctrl+p")
    await type_in(pilot, words)
    await pilot.press("enter")


async def receive(pilot: Pilot[None], app: IroApp, file: Path) -> Receive:
    """The page of taking in, with a file's path in it, and Enter."""
    await command(pilot, "take in")
    await until(pilot, lambda: isinstance(app.screen, Receive), "the page")
    page = app.screen
    assert isinstance(page, Receive)
    page.query_one("#path", Input).value = str(file)
    await pilot.pause()
    await pilot.press("enter")
    return page


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


async def pick_verb(pilot: Pilot[None], menu: str, verb: str) -> None:
    """Open a menu and pick a verb out of it by its id, wherever it stands there."""
    await picking(pilot, menu)
    pick = pilot.app.screen
    assert isinstance(pick, Pick)
    names = [option.id for option in pick._options]
    place = next(at for at, name in enumerate(names) if name.partition(":")[0] == verb)
    await pilot.press(*["down"] * place, "enter")


async def verb_form(pilot: Pilot[None], menu: str, verb: str) -> Form:
    """Pick a verb out of a menu, and wait for its form."""
    await pick_verb(pilot, menu, verb)
    await until(
        pilot, lambda: isinstance(pilot.app.screen, Form) and pilot.app.screen.is_mounted, f"the form of {verb}"
    )
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen


async def filtered_by(pilot: Pilot[None], screen: AnyList, *digits: str) -> None:
    """Choose named filters, and wait for what they leave."""
    await picking(pilot, "f", *digits, "enter")
    ids = {item.id for item in FILTERS.values() if item.key in digits}
    await until(pilot, lambda: screen.listing and screen.listing.described == described(ids), "filtered")


def keys_of(screen: AnyList) -> list[Any]:
    return [screen.key(row) for row in screen.table.rows]


def strip_of(app: IroApp) -> str:
    """The line that says which filters are on."""
    return str(app.screen.query_one("#kept", Static).render())


def said(app: IroApp, words: str) -> bool:
    return any(words in message for message in messages(app))


async def undone(pilot: Pilot[None], app: IroApp) -> None:
    await pilot.press("u")
    await until(pilot, lambda: said(app, "Undid"), "undone")


async def mark(pilot: Pilot[None], screen: AnyList, rows: Sequence[Any]) -> None:
    """Mark rows with space, and nothing else."""
    for row in rows:
        assert screen.table.find(screen.key(row))
        await pilot.press("space")
    assert screen.table.marked_rows == [row for row in screen.table.rows if row in rows]


async def acted_at_once(pilot: Pilot[None], app: IroApp, screen: AnyList, before: int) -> None:
    """One action was journalled, the form is closed, the marks are gone."""
    await until(
        pilot, lambda: len(app.open_session.lines(ENTRIES, 100)) == before + 1 and app.screen is screen, "one action"
    )
    await until(pilot, lambda: not screen.table.marked, "no marks")
    await pilot.pause()
    assert len(app.open_session.lines(ENTRIES, 100)) == before + 1


def written_elsewhere(store: Path, child_id: str) -> None:
    """Another window rates a child red."""
    other = open_store(store)
    act(other, "rag", child_id, value="red", theme="drift")
    other.close()


def damage(store: Path) -> None:
    """Spoil the store's file behind the back of whoever has it open; what is read next is not what was written."""
    other = open_store(store)
    file = other.place.database
    act(other, "rag", other.lines(CHILDREN)[0].child_id, value="green")
    other.close()
    content = file.read_bytes()
    head = 3 * 4096
    file.write_bytes(content[:head] + bytes(byte ^ 0x5A for byte in content[head:]))


async def saved(pilot: Pilot[None], app: IroApp, screen: AnyList, actions: int) -> None:
    """Save from wherever one is, and wait until the form is closed and so many actions are journalled."""
    await pilot.press("f2")
    await until(pilot, lambda: app.screen is screen and len(app.open_session.lines(ENTRIES, 100)) == actions, "saved")
