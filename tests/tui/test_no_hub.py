"""Where no hub was joined nothing of one is loaded, no thread runs, and the strip says nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOOKED = """
import asyncio, sys, threading
from pathlib import Path
from iro_tui.tui.app import IroApp, Launch
from tests.support import TODAY
from tests.support.stores import open_store

async def run():
    folder = Path(sys.argv[1])
    app = IroApp(Launch(None, TODAY, lambda: open_store(folder)))
    async with app.run_test() as pilot:
        while app.session is None or app.tending.hub is None:
            await pilot.pause(0.05)
        app.tending.hub.look(quiet=True)
        await app.store.run(lambda: None)
        assert not app.tending.hub.under_way
        print(*sorted(sys.modules))
        print(*(thread.name for thread in threading.enumerate()))
        print((await app.ask(lambda session: session.strip())).hub)

asyncio.run(run())
"""


def test_nothing_is_loaded_and_no_thread_runs(filled: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOOKED, str(filled)], capture_output=True, text=True, check=True)
    modules, threads, hub = done.stdout.splitlines()
    assert "iro_tui.tui.hub_watch" in modules.split()
    of_a_hub = {"asyncpg", "iro_tui.sharing.link", "iro_tui.sharing.exchanging", "iro_tui.sharing.joined", "sqlalchemy"}
    assert not of_a_hub & set(modules.split())
    assert "hub" not in threads.split()
    assert hub == "None"
