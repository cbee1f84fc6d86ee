"""Killed while a note is being typed without a pause: all of it is there but what was typed in the last moments."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy

from iro_tui.store import tables
from iro_tui.store.tables import table_of
from tests.faults.table import Tries, rounds
from tests.support.stores import open_store

TYPIST = """
import asyncio, sys
from pathlib import Path
from tests.support.driving import at_today, hit, over
from tests.support.journeys import form_opened
from tests.support.stores import open_store
from iro_tui.tui.app import IroApp

async def steps():
    app = IroApp(over(lambda: open_store(Path(sys.argv[1]))))
    async with app.run_test(size=(120, 36)) as pilot:
        await at_today(pilot)
        await form_opened(pilot, "a")
        for number in range(10_000):
            hit(app, *f"w{number}_")
            await pilot.pause(0.05)
            print(number, flush=True)

asyncio.run(steps())
"""
AT_LATEST = 2.0 * 2
"""Seconds after which a word is kept: two, on a machine that does other things as well."""


def kept(folder: Path) -> str:
    session = open_store(folder)
    try:
        with session.engine.connect() as connection:
            return "".join(row.body for row in connection.execute(sqlalchemy.select(table_of(tables.DraftRow))))
    finally:
        session.close()


@pytest.mark.skipif(os.name != "posix", reason="a kill that nothing hears")
def test_a_note_being_typed_is_kept_but_for_its_last_moments(filled: Path, tries: Tries) -> None:
    rng = random.Random(5)
    for number in range(rounds("kill typing")):
        command = [sys.executable, "-c", TYPIST, str(filled)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
            assert typist.stdout is not None
            typed: list[tuple[float, int]] = []
            ends = rng.uniform(AT_LATEST + 0.2, AT_LATEST + 2)
            while not typed or monotonic() < typed[0][0] + ends:
                word = int(typist.stdout.readline())
                typed.append((monotonic(), word))
            typist.send_signal(signal.SIGKILL)
        old = [-1] + [word for at, word in typed if at < typed[-1][0] - AT_LATEST]
        with tries.one(f"kill {number} after {len(typed)} words"):
            assert len(old) > 1, "a machine too busy to type on"
            assert f"w{old[-1]}_" in kept(filled)
        tries.notes.append(f"{len(typed)} words typed, {sum(f'w{word}_' in kept(filled) for _, word in typed)} kept")
