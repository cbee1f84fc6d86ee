"""Run on a terminal: goes through the pictures of the gallery over a store of hostile text, and writes what it met.

What reaches the terminal is judged by who reads the other end of it.
"""

from __future__ import annotations

import fcntl
import json
import random
import shutil
import struct
import sys
import termios
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.caseload.refusals import Refused
from iro_tui.tui.app import IroApp, Launch
from tests.pictures.gallery import FILLED, PICTURES, Picture
from tests.support import TODAY
from tests.support.driving import read_at_once, strips
from tests.support.hostile import hostile
from tests.support.stores import open_store

FROM_DATA = ("#010203", "#030201")
"""Colours that stand in hostile text alone."""


ran: list[str] = []
"""What was run that only data would name."""


def styled_by_data(app: IroApp) -> list[str]:
    """What data says of style, where it is heard."""
    met = []
    for strip in strips(app):
        for segment in strip:
            style = segment.style
            if style is None:
                continue
            told = f"{style.color} {style.bgcolor} {style.link} {style.meta}"
            met += [word for word in (*FROM_DATA, "evil", "pwn") if word in told]
    return met


async def type_hostile(pilot: Pilot[None], app: IroApp, rng: random.Random) -> None:
    """Type and paste into whatever has the focus there, as a terminal sends it."""
    if isinstance(app.focused, (Input, TextArea)):
        app.post_message(events.Paste(hostile(rng)))
        await pilot.pause()
        read_at_once(app, f"\x1b[200~{hostile(rng)}\x1b[201~")
        await pilot.pause(0.02)


def look(picture: Picture, store: Path, seed: int) -> dict[str, Any]:
    """One picture, looked at, typed and clicked into; what was met on the way."""
    rng = random.Random(seed)
    told: dict[str, Any] = {"picture": picture.name, "reached": False, "styled": []}

    async def steps(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, IroApp)
        try:
            await picture.steps(pilot, app)
            told["reached"] = True
        except (AssertionError, Refused):
            # It waits for words that now stand elsewhere, or backs up what was altered behind the journal's back, which
            # is refused: what shows is looked at all the same.
            pass
        told["styled"] += styled_by_data(app)
        for _ in range(6):
            await pilot.click(offset=(rng.randrange(app.size.width), rng.randrange(1, app.size.height)))
        await type_hostile(pilot, app, rng)
        told["styled"] += styled_by_data(app)
        told["alive"] = app.is_running
        app.exit()

    ran.clear()
    app = IroApp(Launch(None, TODAY, lambda: open_store(store)))
    width, height = picture.size
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    app.run(auto_pilot=steps)
    told["code"] = app.return_code
    told["ran"] = [*ran]
    return told


if __name__ == "__main__":
    # Not in a class below it: Textual looks for styles beside the file of the class.
    IroApp.action_pwn = lambda self: ran.append("pwn")  # type: ignore[attr-defined]
    hostile_store, said, seed, *wanted = sys.argv[1:]
    with Path(said).open("w", encoding="utf-8") as file:
        for number, picture in enumerate(each for each in PICTURES if each.store == FILLED and each.name in wanted):
            copy = Path(shutil.copytree(hostile_store, Path(said).with_name(f"store {number}")))
            print(json.dumps(look(picture, copy, int(seed) + number)), file=file, flush=True)
