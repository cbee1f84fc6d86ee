"""The smallest window that is allowed: the question one is in is seen, in every form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.keyed_app import LEAST
from tests.journeys.test_form_bursts import at_rest, openable, opened, with_something_for_each
from tests.support.acting import act
from tests.support.driving import at_today, drive, over, read_at_once, until
from tests.support.journeys import form_opened, go, journey, on_row
from tests.support.stores import open_store

FORMS = ("rag", "contact", "midpoint", "hold", "book", "escalate", "details", "move", "event", "prepare", "decide",
         "hold_conference", "appointment", "correct_review")  # fmt: skip
PAUSES = 50
"""So often is looked whether it has been scrolled to."""
QUESTIONS = 8
"""So many questions of a form are gone to."""


def seen(app: IroApp) -> Region:
    """How much of the field with the focus is on the screen."""
    assert app.focused
    place = app.screen.find_widget(app.focused)
    return place.region.intersection(place.clip)


def test_every_question_with_the_focus_is_seen_in_the_smallest_window(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        blind = []
        forms = [which for which in openable(app.open_session) if which.verb.id in FORMS]
        assert len(forms) == len(FORMS)
        for which in forms:
            form = await opened(pilot, app, which)
            for _ in range(QUESTIONS):
                for _ in range(PAUSES):
                    await pilot.pause(0.01)
                    here = seen(app)
                    if here.height >= 1:
                        break
                if here.height < 1 or here.width < 8:
                    blind.append(f"{which.verb.id}: {app.focused and app.focused.id} {here}")
                await pilot.press("tab")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "the list again")
            assert form
        assert not blind, "\n".join(blind)

    drive(over(lambda: with_something_for_each(filled)), steps, size=LEAST)


@pytest.mark.parametrize("keys", ["g1yn\r", "g1\t", "g1Y", "g1\t\t\t\t"])
def test_what_is_typed_in_a_long_form_is_seen_after_the_checks_have_closed(store: Path, keys: str) -> None:
    """The view went to the last lines, and what was typed into Decisions was not seen."""
    session = open_store(store)
    held: dict[str, Any] = {
        "since": date(2026, 8, 3),
        "last_review": date(2026, 8, 28),
        "status": "C2",
        "placement": "U4",
    }
    act(session, "child", ref="ZZ 1", born=date(2014, 3, 14), **held)  # its second review asks about permanence too
    session.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        screen = await go(pilot, "3")
        await on_row(pilot, screen, lambda row: row.ref == "ZZ 1")
        form = await form_opened(pilot, "h")
        for key in keys:
            read_at_once(app, key)
            await at_rest(app)
        for _ in range(PAUSES):
            await pilot.pause(0.01)
        assert app.focused
        assert app.screen is form
        here = seen(app)
        assert here.height >= min(app.focused.region.height, 5), (app.focused, here)

    journey(store, steps, size=(80, 24))
