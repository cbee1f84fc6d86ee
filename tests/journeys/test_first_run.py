"""The first morning: no caseload yet, a passphrase, the recovery code, a return, and what today asks."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.opening import recover, unlock
from iro_tui.store.keyfile import KdfCost
from iro_tui.store.own import CODE_CONFIRMED
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.confirm import Confirm
from iro_tui.tui.dialogs.tour import Tour
from iro_tui.tui.screens.first_run import FirstRun
from iro_tui.tui.screens.welcome import BringIn
from tests.support import TODAY
from tests.support.driving import at_today, drive, messages, shown, stored, type_in, until
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import PASSPHRASE, open_store


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least cost a store is ever made with, in place of half a second's worth."""
    monkeypatch.setattr(KdfCost, "benchmark", lambda: KdfCost.FLOOR)


async def choose(pilot: Pilot[None], first: str, again: str) -> None:
    await type_in(pilot, first)
    await pilot.press("enter")
    await type_in(pilot, again)
    await pilot.press("enter")


def test_from_nothing_to_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_return(tmp_path / "return-2026", **ONE_CHILD)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "store"
    codes: list[str] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Made up for you" in shown(app), "first run")
        await choose(pilot, PASSPHRASE, PASSPHRASE)
        await until(pilot, lambda: "recovery code on paper" in shown(app), "the code")
        found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", shown(app))
        assert found
        codes.append(found[0])
        groups = found[0].split("-")
        await type_in(pilot, "WRONG")
        await pilot.press("enter")
        await until(pilot, lambda: "not group 2" in shown(app), "told so")
        app.screen.query(Input).first().clear()
        await type_in(pilot, groups[1].lower())
        await pilot.press("enter")
        await type_in(pilot, groups[4])
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")
        assert groups[3] not in shown(app)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn), "bringing in")
        await type_in(pilot, "ret")
        await pilot.press("tab")
        assert app.screen.query_one("#path", Input).value == f"return-2026{os.sep}"
        await pilot.press("enter")
        await until(pilot, lambda: "1 new" in shown(app), "the preview")
        assert app.open_session.is_empty(), "nothing is written before it is wanted"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Tour), "the tour, once")
        await pilot.press("enter")
        screen = await at_today(pilot)
        assert {row.duty.child for row in screen.table.rows} == {"1001"}
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Confirm), "an import is not taken back by a slip")
        assert "Undo takes back «Import»" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: "Three ways to begin" in shown(app), "empty again")

    drive(stored(folder), steps)
    recover(folder, codes[0], "another long passphrase", TODAY).close()


def test_since_when_the_children_are_mine_is_asked_once(store: Path, tmp_path: Path) -> None:
    """Today unless another day is typed; a day to come is refused with a sentence, and nothing is brought in."""
    folder = make_return(tmp_path / "return", **ONE_CHILD)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused)
        assert "On my caseload since" not in shown(app)
        app.screen.query_one("#path", Input).value = str(folder)
        await pilot.press("enter")
        await until(pilot, lambda: "On my caseload since   today" in shown(app), "the question")
        await pilot.press("tab", "ctrl+u")
        await type_in(pilot, "+3d")
        await pilot.press("enter")
        await until(pilot, lambda: any("which is to come" in text for text in messages(app)), "the refusal")
        await pilot.press("ctrl+u")
        await type_in(pilot, "1/10/2026")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Tour), "brought in")
        [child] = app.open_session.caseload().cases.values()
        assert child.on_caseload_since == date(2026, 10, 1)

    drive(stored(store), steps)


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("quiet harbour lantern", "quiet harbour lamp", "differ"),
        ("short", "short", "12 characters"),
    ],
)
def test_a_passphrase_that_will_not_do_makes_nothing(tmp_path: Path, first: str, again: str, said: str) -> None:
    folder = tmp_path / "store"

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Made up for you" in shown(app), "first run")
        await choose(pilot, first, again)
        await until(pilot, lambda: said in shown(app), said)
        assert isinstance(app.screen, FirstRun)

    drive(stored(folder), steps)
    assert not folder.exists()


def test_a_path_that_holds_nothing_is_said_so(store: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, BringIn) and app.screen.focused)
        app.screen.query_one("#path", Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        # Once in the field, and once in the sentence that says what is wrong with it.
        await until(pilot, lambda: sum("nowhere" in line for line in shown(app).splitlines()) == 2, "a sentence")
        assert isinstance(app.screen, BringIn)

    drive(stored(store), steps)
    unlock(store, PASSPHRASE).close()


def test_a_code_on_no_paper_is_asked_for_at_each_start_and_can_wait(store: Path) -> None:
    session = open_store(store)
    session.keep_draft(CODE_CONFIRMED, "")
    code = session.recovery_code()
    session.close()

    async def opens(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "on paper?" in shown(app), "the question")
        assert code not in shown(app), "who knows who else looks"

    async def later(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        await pilot.press("escape")
        await until(pilot, lambda: "Three ways to begin" in shown(app))

    async def nobody_there(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: code in shown(app), "the code")
        app.idle.limit_to(0)
        await app._lock_if_idle()
        await until(pilot, lambda: "locked" in shown(app), "locked by itself")
        assert code not in shown(app)

    async def now(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: code in shown(app), "the code")
        for group in (code.split("-")[1], code.split("-")[4]):
            await type_in(pilot, group)
            await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app))

    async def never_again(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: "Three ways to begin" in shown(app))

    for start in (later, nobody_there, now, never_again):
        drive(stored(store), start)
