"""The tour: shown once over each store, again when asked for, with the keys in force."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from iro_tui.actions.sample import sample_session
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.tour import SEEN, Tour
from iro_tui.tui.screens.unlock import Unlock
from tests.support import TODAY
from tests.support.driving import AnyList, at_today, drive, over, shown, stored, type_in, until
from tests.support.stores import PASSPHRASE, open_store


@pytest.fixture
def new(filled: Path) -> Path:
    """A filled store over which the tour was never shown."""
    session = open_store(filled)
    session.keep_draft(SEEN, "")
    session.close()
    return filled


async def let_in(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Lets the store answer whether the tour was seen only once this is set: when the list is long on the screen."""
    answer, really = Event(), Session.draft

    def waited(session: Session, key: str) -> str:
        if key == SEEN:
            answer.wait(5)
        return really(session, key)

    monkeypatch.setattr(Session, "draft", waited)
    return answer


async def let_in_slowly(pilot: Pilot[None], app: IroApp, slow: Event) -> None:
    await let_in(pilot, app)
    await until(pilot, lambda: app.session, "unlocked")
    for _ in range(20):
        await pilot.pause(0.01)
    slow.set()


async def toured(pilot: Pilot[None], app: IroApp) -> None:
    for _ in range(20):
        await pilot.pause(0.01)
    assert isinstance(app.screen, Tour)


async def not_toured(pilot: Pilot[None]) -> AnyList:
    screen = await at_today(pilot)
    await pilot.pause(0.1)
    assert pilot.app.screen is screen
    return screen


def test_it_is_shown_once_for_each_store(new: Path, slow: Event) -> None:
    async def first(pilot: Pilot[None], app: IroApp) -> None:
        await let_in_slowly(pilot, app, slow)
        await toured(pilot, app)
        assert "How this works, in a minute" in shown(app)
        await pilot.press("enter")
        await not_toured(pilot)
        await pilot.press("ctrl+l")
        await let_in(pilot, app)
        await not_toured(pilot)

    async def second(pilot: Pilot[None], app: IroApp) -> None:
        await let_in(pilot, app)
        await not_toured(pilot)

    drive(stored(new), first)
    drive(stored(new), second)


def test_it_was_shown_even_when_it_was_not_closed(new: Path, slow: Event) -> None:
    async def first(pilot: Pilot[None], app: IroApp) -> None:
        await let_in_slowly(pilot, app, slow)
        await toured(pilot, app)

    async def second(pilot: Pilot[None], app: IroApp) -> None:
        await let_in(pilot, app)
        await not_toured(pilot)

    drive(stored(new), first)
    drive(stored(new), second)


@pytest.mark.parametrize("close", ["enter", "escape", "space", "f2"])
def test_f2_shows_it_again_and_the_cursor_stays(filled: Path, close: str) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("down", "down", "down")
        row = screen.table.row
        await pilot.press("f2")
        await toured(pilot, app)
        await pilot.press("r", "x", "down")
        assert isinstance(app.screen, Tour), "no key of the list acts behind it"
        await pilot.press(close)
        await until(pilot, lambda: app.screen is screen, "the list")
        assert screen.table.row == row

    drive(over(lambda: open_store(filled)), steps)


def test_the_demo_shows_it_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await not_toured(pilot)
        await pilot.press("f2")
        await toured(pilot, app)

    drive(over(lambda: sample_session(20, 3, TODAY)), steps)


def test_the_lock_goes_through_the_tour(new: Path, slow: Event) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await let_in_slowly(pilot, app, slow)
        await toured(pilot, app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.session is None, "locked")

    drive(stored(new), steps)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_it_fits_the_screen(filled: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("f2")
        await toured(pilot, app)
        assert "How this works, in a minute" in shown(app)
        assert "Enter begins." in shown(app), "to the last line"

    drive(over(lambda: open_store(filled)), steps, size)


def _rebound(tmp_path: Path, keys: str) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "settings.toml").write_text(f"[keys]\n{keys}\n", encoding="utf-8")


def test_it_says_the_keys_in_force(filled: Path, tmp_path: Path) -> None:
    _rebound(tmp_path, 'rag = "g"\nbook = "f7"\noutbox = "f10"\nlock = "ctrl+k"')

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("f2")
        await toured(pilot, app)
        text = shown(app)
        for words in ("1 to 8", "g g Enter is green", "F7 m o a x", "ctrl+k"):
            assert words in text
        assert "r g Enter" not in text

    drive(over(lambda: open_store(filled)), steps)


def test_it_says_by_which_key_it_comes_again(filled: Path, tmp_path: Path) -> None:
    _rebound(tmp_path, 'tour = "f10"')

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("f10")
        await toured(pilot, app)
        assert "F10 shows this again." in shown(app)

    drive(over(lambda: open_store(filled)), steps)
