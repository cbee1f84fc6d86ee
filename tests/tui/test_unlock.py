"""The unlock screen: painted first, patient with slips, and nothing behind it is to be seen."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui import clock
from iro_tui.caseload.opening import create, recover, unlock
from iro_tui.caseload.refusals import WrongPassphrase
from iro_tui.store.guesses import guessed
from iro_tui.store.keyfile import KdfCost
from iro_tui.store.place import Place
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.driving import at_today, drive, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE, open_store


async def at_unlock(pilot: Pilot[None]) -> Unlock:
    await until(pilot, lambda: isinstance(pilot.app.screen, Unlock) and pilot.app.screen.is_mounted, "unlock")
    screen = pilot.app.screen
    assert isinstance(screen, Unlock)
    return screen


def test_the_passphrase_opens_today(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_unlock(pilot)
        await type_in(pilot, PASSPHRASE)
        assert PASSPHRASE not in shown(app)
        await pilot.press("enter")
        await at_today(pilot)
        assert "LATE BY LAW" in shown(app)

    drive(stored(filled), steps)


def test_an_empty_store_opens_with_what_to_do_next(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_unlock(pilot)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")

    drive(stored(store), steps)


def test_wrong_passphrases_are_told_and_slowed_down_on_whatever_screen(filled: Path) -> None:
    moment = [datetime(2026, 11, 20, 9, tzinfo=UTC)]
    guesses = Place(filled).guesses

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_unlock(pilot)
        for wrong in range(1, 4):
            moment[0] += timedelta(minutes=2)
            await type_in(pilot, "not the passphrase")
            await pilot.press("enter")
            while screen.busy or guessed(guesses).wrong < wrong:
                await pilot.pause(0.01)
            # The countdown takes the place of the sentence when it comes to its second.
            await until(pilot, lambda: "does not open" in shown(app) or "Try again in" in shown(app), "the sentence")
            assert screen.query_one("#passphrase", Input).value == ""
        await pilot.press("f2")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen and "Try again in 2 s" in shown(app), "the countdown")
        # While it waits, even the right one is not tried.
        await at_unlock(pilot)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await pilot.pause()
        assert "Try again in 2 s" in shown(app)
        assert app.session is None
        moment[0] += timedelta(seconds=2)
        await pilot.press("enter")
        await at_today(pilot)
        assert not guesses.exists()

    with clock.clock(lambda: moment[0]):
        drive(stored(filled), steps)


def test_the_recovery_code_opens_and_sets_a_new_passphrase(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    session, code = create(folder, PASSPHRASE, cost=KdfCost.FLOOR)
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_unlock(pilot)
        await pilot.press("f2")
        await type_in(pilot, code.lower().replace("-", " "))
        await pilot.press("enter")
        await type_in(pilot, "a new long passphrase")
        await pilot.press("enter")
        await type_in(pilot, "a new long passphrase")
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")

    drive(stored(folder), steps)
    unlock(folder, "a new long passphrase").close()
    with pytest.raises(WrongPassphrase):
        unlock(folder, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        recover(folder, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", "a new long passphrase")


GATE = """
import asyncio, sys
from pathlib import Path
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui import store_thread

seen = []
store_thread.StoreThread.warm_up = lambda self: seen.append(set(sys.modules))

async def run():
    app = IroApp(Launch(Path(sys.argv[1]), None))
    async with app.run_test() as pilot:
        for _ in range(200):
            await pilot.pause(0.01)
            if seen:
                return

asyncio.run(run())
print(type(seen[0]).__name__, len(seen[0]))
print(*sorted(seen[0]))
"""


def test_the_first_picture_loads_nothing_heavy(filled: Path) -> None:
    done = subprocess.run([sys.executable, "-c", GATE, str(filled)], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[1].split())
    assert "iro_tui.tui.screens.unlock" in modules
    heavy = {
        "sqlalchemy",
        "sqlmodel",
        "pydantic",
        "cryptography",
        "sqlcipher3",
        "holidays",
        "defusedxml",
        "openpyxl",
        "xlrd",
    }
    assert not modules & heavy
    # Headless, Textual's own pilot comes on top, and a few that the caller's locale asks for.
    assert len(modules) < (445 if sys.platform == "win32" else 425), "Windows' own loop and subprocesses come on top"


def test_today_is_what_the_way_says(filled: Path) -> None:
    session = open_store(filled)
    assert session.today == TODAY
    session.close()
