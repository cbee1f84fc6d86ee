"""What a form will do, and its keys, are in sight at every size: of one child, and of siblings together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from iro_tui.actions import action_of
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from iro_tui.tui.booking_form import form_of as made
from iro_tui.tui.widgets.foot import Foot
from iro_tui.tui.widgets.form_keys import FormKeys
from tests.support.acting import act, rows
from tests.support.driving import at, drive, form_of, over, until
from tests.support.stores import open_store

BORN, SINCE = date(2015, 6, 5), date(2026, 11, 9)
ALONE = ("book", "proceedings")
TOGETHER = ("book_together", "appointment_together", "hold_together", "hold_conference_together")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
def test_what_enter_does_and_the_keys_are_in_sight(filled: Path, size: tuple[int, int]) -> None:
    store = open_store(filled)
    for ref in ("Z 1", "Z 2"):
        act(store, "child", ref=ref, born=BORN, status="C2", placement="U6", since=SINCE)
    children = [row["id"] for ref in ("Z 1", "Z 2") for row in rows(store, tables.ChildRow, ref=ref)]
    act(store, "siblings", children)
    act(store, "conference_together", children, kind="initial", strategy=SINCE)
    store.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at(pilot, "today")
        for verb in (*ALONE, *TOGETHER):
            screen.open_form(made(action_of(verb), children if verb in TOGETHER else children[:1]))
            await until(pilot, lambda: form_of(app), f"the form of {verb}")
            await pilot.pause()
            for part in (app.screen.query_one(Foot), app.screen.query_one(FormKeys)):
                assert part.region.height, verb
                assert Region(0, 0, *size).contains_region(part.region), verb
            await pilot.press("escape")
            await until(pilot, lambda: not form_of(app), f"the form of {verb} closed")

    drive(over(lambda: open_store(filled)), steps, size)
