"""The arrows through a form answer nothing on their way, in any form."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.actions.questions import questions_of
from iro_tui.tui.app import IroApp
from tests.journeys.test_form_bursts import openable, opened, with_something_for_each
from tests.support.driving import at_today, drive, over, until

PICKED = {"choice", "yes_no", "several"}
"""The kinds of question whose answers the arrows can come to."""
STEPS = 14
"""So often an arrow is pressed in each form."""


@pytest.mark.parametrize("arrow", ["down", "up"])
def test_what_the_arrows_pass_in_a_form_stays_as_it_is(filled: Path, arrow: str) -> None:
    """A permanence plan of adoption stood on record, and in the note, because down was pressed past it."""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        answered = []
        for which in openable(app.open_session):
            if not PICKED.intersection(question.kind for question in questions_of(which.verb.asks)):
                continue
            form = await opened(pilot, app, which)
            await pilot.press(*[arrow] * STEPS)
            await pilot.pause()
            if form.filling.typed:
                answered.append(f"{which.verb.id}: {form.filling.typed}")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "the list again")
        assert not answered, "\n".join(answered)

    drive(over(lambda: with_something_for_each(filled)), steps, size=(80, 24))
