"""Leaving: what is still being saved comes to its end, what could not be kept is asked about, and a backup is made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from iro_tui.domain.words import amount_words
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.key_gate import LOOK_SECONDS
from iro_tui.tui.locking import drafts_unkept, within

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

KEYS_SECONDS = 3.0
"""How long the keys before are waited for: a form that they opened is there by then, and its Enter has saved."""
_GROUP = "quit"


class Unkept(Confirm):
    """The question before what is typed, and nowhere kept, goes with the program."""

    def __init__(self, drafts: int, why: str) -> None:
        where = "in a form" if drafts == 1 else f"in {amount_words(drafts, 'forms')}"
        super().__init__(
            f"What you typed {where} is not kept: {why} If you leave now, it is lost.",
            "leave, and lose what I typed",
            "stay",
        )


async def quit_when_kept(app: IroApp) -> None:
    """Leave, with everything saved and kept that can be; where it cannot, once a person has said so.

    From the made-up caseload it is the way back to one's own.
    """
    if app.looking:
        await app.looking.come_back()
    elif not isinstance(app.screen, Unkept) and not any(worker.group == _GROUP for worker in app.workers):
        # A worker: the keys before this one are done with by the app, too.
        app.run_worker(_quit(app), group=_GROUP)


async def _quit(app: IroApp) -> None:
    if app.session is not None:
        await within(_keys_done(app), KEYS_SECONDS)
        await app.store.run(lambda: None)  # what is being saved, which the backup is to have
        await app.keep_drafts()
    lost, why = len(drafts_unkept(app)), app.why_unkept
    if app.session is None and app.handed is not None:
        lost, why = app.handed.unkept, "your caseload had no room for it. Unlock it and save."
    if not lost:
        await _leave(app)
        return

    async def answered(leave: bool | None) -> None:
        if leave:
            await _leave(app)

    app.load_styles()
    app.push_screen(Unkept(lost, why), answered)


async def _keys_done(app: IroApp) -> None:
    """Until what was typed before has begun what it is to do, or has done it."""
    while not app.type_ahead.at_rest:
        await asyncio.sleep(LOOK_SECONDS)


async def _leave(app: IroApp) -> None:
    app.leave(await app.tending.leave())
