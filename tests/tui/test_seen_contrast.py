"""Every word that is drawn can be read, in each theme: hints and what is not chosen as well as values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.roles import SCHEMES, Scheme
from tests.support.driving import at_today, drive, over, strips, until
from tests.support.stores import open_store
from tests.tui.test_themes import contrast

SHOWN = {
    "o": "contact",
    "h": "held review",
    "b": "booking",
    "e2": "escalation",
    "n": "new child",
    "/": "filter",
    "?": "help",
}
"""By the keys from Today, what is looked at."""


def faint(app: IroApp) -> Iterator[str]:
    """The words on the screen that stand at less than 4.5 to 1; rules, bars and signs without a letter are none.

    What lies beneath a dialog is dimmed while it waits, and not looked at.
    """
    part = next(iter(app.screen.query(".dialog")), app.screen).region
    for strip in strips(app)[part.y : part.bottom]:
        for text, style, _ in strip.crop(part.x, part.right):
            if style and any(map(str.isalnum, text)) and style.color and style.bgcolor:
                ink, ground = (each.get_truecolor().hex for each in (style.color, style.bgcolor))
                if contrast(ink, ground) < 4.5 and not style.reverse:
                    yield f"{text.strip()} {contrast(ink, ground):.2f}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_word_on_a_screen_can_be_read(scheme: Scheme, filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        app.theme = scheme
        screen = await at_today(pilot)
        assert not list(faint(app))
        for keys, what in SHOWN.items():
            for key in keys:
                await pilot.press({"/": "slash", "?": "question_mark"}.get(key, key))
                await until(pilot, lambda: app.screen.is_mounted and app.type_ahead.at_rest, what)
                await pilot.pause(0.1)
            await until(pilot, lambda: app.screen is not screen or app.focused is not screen.table, what)
            assert not list(faint(app)), what
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "the list again")

    drive(over(lambda: open_store(filled)), steps, size=(100, 40))
