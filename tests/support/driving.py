"""Driving the real app with real keys, over a real encrypted store, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rich.style import Style
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot

from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.form import Form
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.today import TodayScreen
from tests.support import TODAY

_L = TypeVar("_L", bound=ListScreen[Any])
Steps = Callable[[Pilot[None], IroApp], Awaitable[None]]


def drive(launch: Launch, steps: Steps, size: tuple[int, int] = (120, 36)) -> IroApp:
    """Run the app and do the steps; returns the app as it was left."""

    async def run() -> IroApp:
        app = IroApp(launch)
        # Without it no message would be drawn, and what is wrong in one would not be seen.
        async with app.run_test(size=size, notifications=True) as pilot:
            await steps(pilot, app)
        return app

    return asyncio.run(run())


def over(session: Callable[[], Session]) -> Launch:
    """A way to a session that needs no passphrase."""
    return Launch(None, TODAY, session)


def stored(folder: Path) -> Launch:
    return Launch(folder, TODAY)


async def until(pilot: Pilot[None], condition: Callable[[], object], what: str = "") -> None:
    """Wait until something holds; fails after some seconds' worth of turns."""
    for _ in range(600):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never came: {what or condition}\n{shown(pilot.app)}")


async def at_today(pilot: Pilot[None]) -> TodayScreen:
    """Wait for Today with its list and its card."""
    return await at(pilot, TodayScreen)


async def at(pilot: Pilot[None], kind: type[_L]) -> _L:
    """Wait for a list with its rows, and with the card of the row under the cursor."""

    def settled() -> bool:
        screen = pilot.app.screen
        if not isinstance(screen, kind) or screen.listing is None:
            return False
        row = screen.table.row
        child_id = screen._child_id(row) if row is not None else ""
        return not child_id or bool(screen.card and screen.card.row.child_id == child_id)

    await until(pilot, settled, kind.__name__)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


def form_of(app: App[Any], *action_ids: str) -> Form | None:
    """The form that is open, where it is one of these actions', or any where none is named; else None."""
    screen = app.screen
    if isinstance(screen, Form) and screen.is_mounted and (not action_ids or screen.action.id in action_ids):
        return screen
    return None


def hit(app: IroApp, *keys: str) -> None:
    """Press keys without waiting for what each of them does: as fast as a person in a hurry, and faster."""
    for key in keys:
        character = {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None)
        app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type a text into what has the focus, and wait once, at its end."""
    app = pilot.app
    assert isinstance(app, IroApp)
    hit(app, *text)
    await pilot.pause()


def styles(app: IroApp) -> Iterator[Style]:
    """The style of every piece of text on the screen: where a link or a click would hang."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                yield segment.style


def shown(app: object) -> str:
    """What stands on the screen, as lines of text."""
    screen = app.screen  # type: ignore[attr-defined]
    return "\n".join(strip.text for strip in screen._compositor.render_strips())


def messages(app: IroApp) -> list[str]:
    """The messages the app has just given."""
    return [notification.message for notification in app._notifications]
