"""A clock that can hardly be right: it is said over every screen, and asked before the first thing is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from iro_tui import clock
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.screens.unlock import Unlock
from tests.support.driving import at_today, drive, follows, form_of, shown, type_in, until
from tests.support.stores import PASSPHRASE


async def at_work(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")
    await at_today(pilot)


async def entries(app: IroApp) -> int:
    return await app.ask(lambda session: len(session.lines(ENTRIES)))


def test_the_first_thing_done_asks_and_the_second_does_not(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_work(pilot, app)
        assert "THE CLOCK" in shown(app)
        before = await entries(app)
        await pilot.press("exclamation_mark")  # at once, without a form
        await until(pilot, lambda: isinstance(app.screen, Confirm), "the question")
        assert "100 days later" in shown(app)
        await pilot.press("n")
        assert await entries(app) == before
        await pilot.press("r")
        await until(pilot, lambda: form_of(app, "rag"), "the form")
        await pilot.press("g", "enter")
        form = form_of(app)
        assert form
        await until(pilot, lambda: "is it right" in follows(form), "the question")
        assert await entries(app) == before
        await pilot.press("enter")
        await until(pilot, lambda: not form_of(app), "done")
        assert await entries(app) == before + 1
        await pilot.press("u")
        await until(pilot, lambda: "Undid" in shown(app), "nothing is asked any more")

    moment = datetime.now(UTC) + timedelta(days=100)  # the store was filled by this computer's clock
    with clock.clock(lambda: moment):
        drive(Launch(filled, None), steps)
