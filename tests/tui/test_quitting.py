"""Leaving while something is still being saved: it comes to its end and is backed up, and nothing goes wrong."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from iro_tui.store import backups
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from iro_tui.tui.app import IroApp
from tests.support.driving import at_today, drive, hit, over, until
from tests.support.journeys import form_opened
from tests.support.stores import ROOT, open_store

SLOW_SECONDS = 0.5


async def saving(pilot: Pilot[None], app: IroApp) -> None:
    """A form is being saved by a store that is busy with something else, over a list that was not looked at since."""
    screen = await at_today(pilot)
    await form_opened(pilot, "r")
    await pilot.press("g")
    app.store.ahead(partial(time.sleep, SLOW_SECONDS))
    hit(app, "enter")
    screen._table = None


def test_what_is_being_saved_is_saved_and_backed_up(filled: Path) -> None:
    before = open_store(filled)
    reached = before.reached
    before.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await saving(pilot, app)
        hit(app, "ctrl+q")
        await until(pilot, lambda: app._exit, "left")

    app = drive(over(lambda: open_store(filled)), steps)
    assert (app.return_code, app._exception) == (0, None)
    newest = backups.newest(Place(filled).backups)
    assert newest is not None, "leaving backs up what was saved on the way"
    mark = newest.reached(RootSecret(ROOT))
    assert mark is not None
    assert mark.head.seq == reached + 1


def test_what_was_typed_ahead_of_leaving_is_done_before_it(filled: Path) -> None:
    before = open_store(filled)
    reached = before.reached
    before.close()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        app.store.ahead(partial(time.sleep, SLOW_SECONDS))
        hit(app, "r", "g", "enter", "ctrl+q")
        await until(pilot, lambda: app._exit, "left")

    app = drive(over(lambda: open_store(filled)), steps)
    assert (app.return_code, app._exception) == (0, None)
    after = open_store(filled)
    assert after.reached == reached + 1
    after.close()


def test_a_form_that_is_only_being_opened_has_nothing_to_keep(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "r")
        await form.remove_children()
        await app.keep_drafts()

    drive(over(lambda: open_store(filled)), steps)


def test_told_to_end_at_once_it_ends_without_a_fault(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await saving(pilot, app)
        await pilot.pause(0.1)
        app.exit(return_code=143)

    app = drive(over(lambda: open_store(filled)), steps)
    assert (app.return_code, app._exception) == (143, None)


@pytest.mark.parametrize("leaving", [True, False])
def test_work_in_the_background_that_finds_its_widgets_gone_is_a_fault_only_while_one_stays(
    filled: Path, *, leaving: bool
) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        if leaving:
            app.exit()
        # As a worker of Textual's reports it: by the way there it imports, and logs, and may fail by itself.
        app._handle_exception(WorkerFailed(NoMatches("gone")))

    if leaving:
        assert drive(over(lambda: open_store(filled)), steps).return_code == 0
    else:
        with pytest.raises(Exception, match="gone") as raised:
            drive(over(lambda: open_store(filled)), steps)
        assert isinstance(getattr(raised.value, "error", raised.value), NoMatches)
