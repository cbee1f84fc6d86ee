"""The idle lock: when it is time by either clock, and that the first key after an absence only locks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui import clock
from iro_tui.actions.sample import sample_session
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.tui.app import IroApp
from iro_tui.tui.idle import IdleWatch, asleep
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.driving import AnyList, at_today, drive, form_of, hit, over, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE, open_store

LIMIT = 5 * 60.0


@pytest.mark.parametrize(
    ("steady", "wall", "slept", "over"),
    [
        pytest.param(0.0, 0.0, 0.0, False, id="just now"),
        pytest.param(LIMIT - 0.1, LIMIT - 0.1, 0.0, False, id="just under"),
        pytest.param(LIMIT, LIMIT, 0.0, True, id="at the limit"),
        pytest.param(10.0, 40.0, 30.0, True, id="slept for half a minute"),
        pytest.param(10.0, 12.0, 2.0, False, id="the clocks were read one after the other"),
        pytest.param(0.0, LIMIT, 0.0, True, id="slept, and the system does not say so"),
        pytest.param(LIMIT, 10.0, 0.0, True, id="only the steady clock went on"),
        pytest.param(90.0, 60.0, 0.0, False, id="set back by 30 s"),
        pytest.param(0.0, -61.0, 0.0, True, id="set back by more than keeping time needs"),
        pytest.param(90.0, 0.0, 0.0, True, id="set back by 90 s while time went on"),
        pytest.param(0.0, 30.0, 0.0, False, id="set forward by 30 s"),
        pytest.param(0.0, 61.0, 0.0, True, id="set forward by more"),
    ],
)
def test_the_time_is_over(steady: float, wall: float, slept: float, over: bool) -> None:
    clocks = {"steady": 1000.0, "wall": 50_000.0, "slept": 7.0}
    watch = IdleWatch(5, *(partial(clocks.__getitem__, name) for name in clocks))
    assert not watch.over
    for name, seconds in (("steady", steady), ("wall", wall), ("slept", slept)):
        clocks[name] += seconds
    assert watch.over is over
    watch.touched()
    assert not watch.over, "it counts from the last key"


def test_this_computer_does_not_sleep_while_it_is_tried() -> None:
    before = asleep()
    assert asleep() - before < 1.0


class Moment:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: int) -> None:
        self.now += timedelta(**by)


def absent(
    folder: Path, steps: Callable[[Pilot[None], IroApp, AnyList, Moment], Awaitable[None]], look: float = 3600
) -> None:
    """Unlock a store, and do the steps on Today with the clock in hand; the screens ask it every `look` seconds."""
    moment = Moment()

    async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
        app.idle = IdleWatch(app.settings.idle_minutes, lambda: moment.now.timestamp(), slept=lambda: 0.0)
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await steps(pilot, app, await at_today(pilot), moment)

    with clock.clock(moment), pytest.MonkeyPatch.context() as patch:
        patch.setattr("iro_tui.tui.app.LOOK_SECONDS", look)
        drive(stored(folder), all_steps)


def entries(folder: Path) -> int:
    """How much the journal holds."""
    session = open_store(folder)
    try:
        return len(session.lines(ENTRIES))
    finally:
        session.close()


async def locked(pilot: Pilot[None], app: IroApp) -> None:
    await until(
        pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted and app.session is None, "locked"
    )
    await pilot.pause()


@pytest.mark.parametrize("key", ["x", "r", "u", "enter", "2", "down", "ctrl+p", "f3", "question_mark"])
def test_the_first_key_after_an_hour_only_locks(filled: Path, key: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        assert screen.card
        refs = {row.duty.child for row in screen.table.rows if row.duty.child}
        assert any(ref in shown(app) for ref in refs)
        theme = app.theme
        secret = app.open_session._secret
        moment.later(hours=1)
        await pilot.press(key)
        await locked(pilot, app)
        assert secret.wiped
        assert not [ref for ref in refs if ref in shown(app)]
        assert app.screen.query_one("#passphrase", Input).value == ""
        assert app.theme == theme
        assert len([s for s in app.screen_stack if isinstance(s, Unlock)]) == 1

    absent(filled, steps)
    assert entries(filled) == 1


def test_keys_behind_the_first_reach_neither_the_list_nor_the_store(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        moment.later(hours=1)
        hit(app, "r", "g", "enter")
        await locked(pilot, app)
        await pilot.pause(0.1)
        assert app.session is None

    absent(filled, steps)
    assert entries(filled) == 1


@pytest.mark.parametrize("press", ["mouse", "paste"])
def test_a_press_of_the_mouse_or_a_paste_locks_too(filled: Path, press: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        moment.later(hours=1)
        pressed: events.Event = events.Paste("something")
        if press == "mouse":
            pressed = events.MouseDown(None, 5, 5, 0, 0, 1, shift=False, meta=False, ctrl=False)
        app.post_message(pressed)
        await locked(pilot, app)
        assert app.screen.query_one("#passphrase", Input).value == ""

    absent(filled, steps)


def test_no_key_for_less_than_the_limit_locks_nothing(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        def moved_to(row: int) -> bool:
            return screen.table.cursor == row

        first = screen.table.cursor
        for key, row in (("down", first + 1), ("up", first), ("down", first + 1)):
            moment.later(minutes=4, seconds=59)
            await pilot.press(key)
            await until(pilot, partial(moved_to, row), "the next row")
        assert app.session

    absent(filled, steps)


def test_nobody_there_locks_without_any_key(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        await pilot.pause(0.1)
        assert app.session
        moment.later(minutes=5)
        await locked(pilot, app)
        assert "Your caseload is locked." in shown(app)

    absent(filled, steps, look=0.05)


def test_what_was_being_typed_outlives_the_idle_lock(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        assert screen.table.find(next(row.duty.id for row in screen.table.rows if row.child_id))
        await at_today(pilot)
        child = screen.table.row
        await pilot.press("r", "a", "1")
        await until(pilot, lambda: form_of(app), "the form")
        await type_in(pilot, "half a sentence")
        moment.later(hours=1)
        await pilot.press("x")
        await locked(pilot, app)
        assert "half a sentence" not in shown(app)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app), "the form again")
        assert app.screen.query_one("#line", Input).value == "half a sentence"
        await pilot.press("escape")
        again = await at_today(pilot)
        assert child
        assert again.table.row
        assert again.table.row.duty.id == child.duty.id

    absent(filled, steps)


def test_a_shorter_time_is_taken_from_the_settings(filled: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "settings.toml").write_text("idle_minutes = 1\n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList, moment: Moment) -> None:
        moment.later(seconds=60)
        await pilot.press("down")
        await locked(pilot, app)

    absent(filled, steps)


def test_the_demo_never_locks() -> None:
    moment = Moment()

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        moment.later(hours=3)
        await pilot.press("down")
        assert app.screen is screen
        assert screen.table.cursor == 1

    with clock.clock(moment):
        drive(over(lambda: sample_session(20, 3, TODAY)), steps)
