"""Every kind of duty and every key of a row, driven once: the key acts on its row, or says truly why it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from iro_tui.caseload.diary import is_appointment
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.domain.duty_keys import ROW_VERBS, meaning_of
from iro_tui.domain.duty_kind import Done
from iro_tui.tui import commands
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from iro_tui.tui.widgets.labels import HintBar
from tests.support import TODAY
from tests.support.driving import at, at_today, drive, heading, messages, over, until
from tests.support.journeys import AnyList, said
from tests.support.stores import open_store


async def pressed(pilot: Pilot[None], app: IroApp, screen: AnyList, verb: str, row: Any) -> str:
    """What a key did on a row: the sentence it was refused with, what it opened, or `done`."""
    entries = len(app.open_session.lines(ENTRIES, 1000))
    app.clear_notifications()
    await pilot.press(commands.BY_ID[verb].keys[0])
    await until(pilot, lambda: app.screen is not screen or messages(app), f"{verb} on {row.duty.kind}")
    if app.screen is screen:
        did = len(app.open_session.lines(ENTRIES, 1000)) > entries
        words = " ".join(messages(app))
        if did:
            await pilot.press("u")
            await until(pilot, lambda: said(app, "Undid"), "undone")
            await at(pilot, type(screen))
        return "done" if did else words
    await until(pilot, lambda: app.screen.is_mounted and app.type_ahead.at_rest, f"what {verb} opens")
    opened = heading(app.screen) if isinstance(app.screen, Form) else type(app.screen).__name__
    await pilot.press("escape")
    await until(pilot, lambda: app.screen is screen, "the list again")
    return opened


def test_every_key_of_a_row_acts_on_it_or_refuses_truly(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press(">")
        await pilot.pause(0.1)
        screen = await at_today(pilot)
        tried, kinds = set(), set()
        for row in list(screen.table.rows):
            if not getattr(row, "duty", None):
                continue
            for verb in ROW_VERBS:
                meaning = meaning_of(row.duty, verb)
                same = (verb, row.duty.declared.group, meaning if not isinstance(meaning, Done) else meaning.table)
                if same in tried or not screen.table.find(screen.key(row)):
                    continue
                tried.add(same)
                offered = {command.id for command in screen.query_one(HintBar).shown()}
                assert not (isinstance(meaning, str) and verb in offered), f"{verb} is offered on {row.duty.kind}"
                assert len(offered) <= commands.MOST_HINTS
                kinds.add(row.duty.kind)
                did = await pressed(pilot, app, screen, verb, row)
                about = f"{verb} on {row.duty.kind} {row.duty.what}: {did}"
                if isinstance(meaning, str):
                    assert meaning in did, about
                elif isinstance(meaning, Done):
                    ahead = is_appointment(row.duty) and row.duty.on > TODAY
                    assert did == ("Confirm" if ahead else "done"), about
                elif row.duty.child and row.duty.child not in did:
                    assert did in {"Pick", "Confirm"} or did.endswith("."), about
        assert len(kinds) > 20

    drive(over(lambda: open_store(filled)), steps, size=(100, 30))
