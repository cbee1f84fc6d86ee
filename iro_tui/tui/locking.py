"""Locking: first nothing of a child shows any more, whatever the store is doing; then what is typed is kept, and
everything is let go of.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from threading import Timer
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.collector import sweep
from iro_tui.tui.handing_over import LOCKED, Handed, hand_to_keeper
from iro_tui.tui.screens.base import IroScreen

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

LONGEST_SECONDS = 2.0
"""How long keeping what is typed may take, and how long closing the store may, before it goes on without."""
UNFINISHED = (
    "When it was locked something was still being saved, and may not have been. The journal (F6) shows what was."
)
_WIPED = "\x1b[2J"
"""What a terminal takes for: show nothing."""


class Blank(IroScreen):
    """What shows while the program locks or ends: nothing of a child. No key does anything here."""

    scopes = ()

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="panel"):
            yield Static("iro-tui", classes="title")
            yield Static("Your caseload is locked.", id="lead")


async def blank(app: IroApp) -> None:
    """Show nothing of a child any more, over whatever is open. Asks nothing of the store."""
    app.type_ahead.clear()
    app.names = False
    app.clear_notifications()
    shown = app.push_screen(Blank())  # from here on no other screen draws anything
    if app._driver is not None:
        app._driver.write(_WIPED)
        app._driver.flush()
    await shown


def shows_nothing(app: IroApp) -> bool:
    """Whether it is locking or ending, while its session may still be open."""
    return any(isinstance(screen, Blank) for screen in app.screen_stack)


async def lock(app: IroApp) -> None:
    """Lock an app whose session is open: what it held goes with its process, where that can be."""
    if shows_nothing(app):  # it locks, or ends, already
        return
    await blank(app)
    await within(app.keep_drafts())
    sealed, lost = _sealed(app), drafts_unkept(app)
    closed = await within(close_session(app))
    app.forget_copies()
    app.unkept.clear()
    app.looking = None
    handed = Handed(sealed, unfinished=not closed, unkept=len(lost))
    if hand_to_keeper(handed):
        end_within(LONGEST_SECONDS, LOCKED)
        app.exit(return_code=LOCKED)
        return
    if give_way := getattr(app._driver, "give_way", None):
        give_way(handed)
    # Still here: there is no terminal, or the program is not where it was. What it holds goes as far as Python lets it.
    app.handed = handed
    await app.show_alone(app.first_screen())
    sweep()


def drafts_unkept(app: IroApp) -> list[str]:
    """The names of the drafts that hold something and that the store could not keep."""
    return [draft for draft, text in app.unkept.items() if text]


def _sealed(app: IroApp) -> bytes:
    """Where the person is, as only who unlocks reads it."""
    from iro_tui.store.sealed import seal
    from iro_tui.tui.standing import standing

    return seal(app.open_session.secret, standing(app))


def come_back(app: IroApp, session: Session, handed: Handed) -> None:
    """Show everything as it was when it was locked, to the one who has just unlocked it."""
    app.type_ahead.begin()  # what was typed ahead is meant for what comes back
    app.run_worker(_come_back(app, session, handed))  # of the app: the screen that asks for this goes


async def _come_back(app: IroApp, session: Session, handed: Handed) -> None:
    from iro_tui.store.sealed import unseal
    from iro_tui.tui import standing

    try:
        words = unseal(session.secret, handed.sealed)
        if words:
            await standing.come_back(app, words)
        else:
            await app.start_session(session)  # as at any start: it may ask for something first
    finally:
        app.type_ahead.end()
    if handed.unfinished:
        app.say(UNFINISHED, problem=True)


def ask_for_code(app: IroApp, *, hidden: bool) -> None:
    """Ask for the recovery code before anything else shows; the screen that asks may be what goes."""
    from iro_tui.tui.screens.recovery_code import RecoveryCode

    app.switch_screen(RecoveryCode(hidden=hidden))


async def within(work: Coroutine[Any, Any, object], seconds: float | None = None) -> bool:
    """Wait for something, but not for long: it goes on by itself then. Whether it came to its end. Never raises."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=LONGEST_SECONDS if seconds is None else seconds)
    if not done:
        _left.add(task)
        task.add_done_callback(_let_go)
        return False
    return task.exception() is None


def end_within(seconds: float, code: int, end: Callable[[int], object] = os._exit) -> None:
    """End the process with a code, where it has not ended by itself by then."""
    last = Timer(seconds, end, (code,))
    last.daemon = True
    last.start()


_left: set[asyncio.Future[object]] = set()
"""What goes on unawaited: a loop alone keeps no hold of it."""


def _let_go(task: asyncio.Future[object]) -> None:
    _left.discard(task)
    if not task.cancelled():
        task.exception()  # nobody waits for it, and nobody is to be told at the end


async def close_session(app: IroApp) -> None:
    """Close the store, where it is open: nothing asks it for anything any more."""
    session, app.session = app.session, None
    if session is not None:
        from iro_tui.tui.last_here import leave_the_day

        await leave_the_day(app, session)
        await app.tending.end_exchange()
        await app.store.run(session.close)
