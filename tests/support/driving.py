"""Driving the real app with real keys, over a real encrypted store, without a terminal."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, overload

from rich.style import Style
from textual import events
from textual._context import visible_screen_stack
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.form import Form
from iro_tui.tui.key_reads import ReadParser
from iro_tui.tui.screens.list_screen import ListScreen
from tests.support import TODAY
from tests.support.at_rest import RestingPilot
from tests.support.once import drawn_when_looked_at, forget_ended_apps, handlers_found_once, styles_read_once

_L = TypeVar("_L", bound=ListScreen[Any])
Steps = Callable[[Pilot[None], IroApp], Awaitable[None]]


def drive(launch: Launch, steps: Steps, size: tuple[int, int] = (120, 36)) -> IroApp:
    """Run the app and do the steps; returns the app as it was left."""

    async def run() -> IroApp:
        app = IroApp(launch)
        # Without it no message would be drawn, and what is wrong in one would not be seen.
        async with app.run_test(size=size, notifications=True):
            await steps(RestingPilot(app), app)
            if app.screen_stack:
                strips(app)  # how it was left is drawn, wanted or not: what cannot be drawn fails
        return app

    with drawn_when_looked_at(), styles_read_once(), handlers_found_once():
        app = asyncio.run(run())
    forget_ended_apps()
    return app


def over(session: Callable[[], Session]) -> Launch:
    """A way to a session that needs no passphrase."""
    return Launch(None, TODAY, session)


def stored(folder: Path) -> Launch:
    return Launch(folder, TODAY)


TURNS = 600 * int(os.environ.get("IRO_PATIENCE", "1"))
"""How often is looked for what is to come; more often where a system runs within another."""


async def until(pilot: Pilot[None], condition: Callable[[], object], what: str = "") -> None:
    """Wait until something holds; fails after some seconds' worth of turns."""
    for _ in range(TURNS):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never came: {what or condition}\n{shown(pilot.app)}")


async def at_today(pilot: Pilot[None]) -> AnyList:
    """Wait for Today with its list and its card."""
    return await at(pilot, "today")


AnyList = ListScreen[Any]
"""The screen of any list."""


def is_list(screen: object, wanted: str | type[_L]) -> bool:
    """Whether a screen is that of a list, by the list's id, or is of a class."""
    if isinstance(wanted, str):
        return isinstance(screen, ListScreen) and screen.list.id == wanted
    return isinstance(screen, wanted)


@overload
async def at(pilot: Pilot[None], kind: str) -> AnyList: ...
@overload
async def at(pilot: Pilot[None], kind: type[_L]) -> _L: ...
async def at(pilot: Pilot[None], kind: str | type[_L]) -> Any:
    """Wait for a list, by its id or class, with its rows, and with the card of the row under the cursor."""

    def settled() -> bool:
        screen = pilot.app.screen
        if not isinstance(screen, ListScreen) or not is_list(screen, kind) or screen.listing is None:
            return False
        row = screen.table.row
        child_id = screen._child_id(row) if row is not None else ""
        return not child_id or bool(screen.card and screen.card.row.child_id == child_id)

    await until(pilot, settled, kind if isinstance(kind, str) else kind.__name__)
    return pilot.app.screen


def form_of(app: App[Any], *action_ids: str) -> Form | None:
    """The form that is open, where it is one of these actions', or any where none is named; else None."""
    screen = app.screen
    if isinstance(screen, Form) and screen.is_mounted and (not action_ids or screen.action.id in action_ids):
        return screen
    return None


def follows(form: Form) -> str:
    """The sentence of a form that says what Enter will do, or what is missing."""
    return str(form.query_one("#follows", Static).render())


def heading(form: Form) -> str:
    """The title of a form: what it does, to whom, and what is so far."""
    return str(form.query_one("#head", Static).render())


def hit(app: IroApp, *keys: str) -> None:
    """Press keys without waiting for what each of them does: as fast as a person in a hurry, and faster."""
    for key in keys:
        character = {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None)
        app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


def read_at_once(app: IroApp, text: str, at: float | None = None) -> None:
    """What a terminal sends, read in one go: a burst of keys, or a text that is pasted without saying so.

    `at`: when it was read, where that is not now.
    """
    for message in ReadParser().feed(text):
        message.set_sender(app)
        message.time = at or message.time
        app.post_message(message)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type a text into what has the focus, and wait once, at its end."""
    app = pilot.app
    assert isinstance(app, IroApp)
    hit(app, *text)
    await pilot.pause()
    await until(pilot, lambda: app.type_ahead.at_rest, "all of it typed")
    await pilot.pause()


def strips(app: App[Any]) -> list[Strip]:
    """What stands on the screen, line by line, with what is seen beneath a dialog."""
    # Without the stack a dialog would draw its surroundings blank, and keep them so until something moves there.
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def styles(app: IroApp) -> Iterator[Style]:
    """The style of every piece of text on the screen: where a link or a click would hang."""
    for strip in strips(app):
        for segment in strip:
            if segment.style is not None:
                yield segment.style


def shown(app: App[Any]) -> str:
    """What stands on the screen, as lines of text."""
    return "\n".join(strip.text for strip in strips(app))


def messages(app: IroApp) -> list[str]:
    """The messages the app has just given; of an open form also what it says beside a field and at its foot."""
    said = [str(part.render()) for part in app.screen.query(".wrong, #follows") if isinstance(part, Static)]
    return [notification.message[2:] for notification in app._notifications] + list(filter(None, said))
