"""The smallest window that is allowed: the question one is in is seen, in every form."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Region
from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from iro_tui.tui.keyed_app import LEAST
from tests.journeys.test_form_bursts import openable, opened, with_something_for_each
from tests.support.driving import at_today, drive, over, until

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
