"""The settings file: keys of one's own in the real app, themes, and files that cannot be followed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.tui.app import IroApp
from iro_tui.tui.commands import BY_ID, Keymap
from iro_tui.tui.palette import Palette
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.help import Help
from iro_tui.tui.screens.unlock import Unlock
from iro_tui.tui.settings import EXAMPLE, IDLE_MINUTES, read_settings, remember_theme
from iro_tui.tui.themes import THEMES
from iro_tui.tui.widgets.labels import HintBar
from tests.support.driving import (
    AnyList,
    at,
    at_today,
    drive,
    form_of,
    hit,
    messages,
    over,
    shown,
    stored,
    type_in,
    until,
)
from tests.support.stores import PASSPHRASE, open_store

Steps = Callable[[Pilot[None], IroApp, AnyList], Awaitable[None]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the settings lie, for these tests."""
    path = tmp_path / "settings"
    path.mkdir(exist_ok=True)
    return path


@pytest.fixture
def with_settings(filled: Path, folder: Path) -> Callable[..., IroApp]:
    """Runs steps on Today, on a child's row, with a settings file of this text."""

    def run(text: str, steps: Steps, size: tuple[int, int] = (120, 36)) -> IroApp:
        (folder / "settings.toml").write_text(text, encoding="utf-8")

        async def all_steps(pilot: Pilot[None], app: IroApp) -> None:
            screen = await at_today(pilot)
            unchecked = {row.child_id for row in app.open_session.lines(MIDPOINTS) if row.due}
            assert screen.table.find(next(r.duty.id for r in screen.table.rows if r.child_id in unchecked))
            await steps(pilot, app, await at_today(pilot))

        return drive(over(lambda: open_store(filled)), all_steps, size)

    return run


# Keys of one's own


def test_another_key_works_and_the_usual_one_does_no_more(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert not app.settings.problem
        await pilot.press("r")
        await pilot.pause()
        assert app.screen is screen
        await pilot.press("g")
        await until(pilot, lambda: form_of(app, "rag"), "the form")

    with_settings('[keys]\nrag = "g"\n', steps)


def test_several_keys_and_keys_that_changed_places(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        for key, action_id in (("m", "rag"), ("r", "midpoint"), ("f7", "contact"), ("ctrl+n", "contact")):
            await pilot.press(key)
            await until(pilot, lambda: form_of(app, action_id), key)  # noqa: B023 -- called at once
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, "back")

    with_settings('[keys]\nrag = "m"\nmidpoint = "r"\ncontact = ["F7", "ctrl+n"]\n', steps)


def test_screens_help_and_lock_can_have_other_keys(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("f10")
        await at(pilot, "caseload")
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, Help), "help")
        await pilot.press("escape", "f8")
        assert any("nothing to lock" in message for message in messages(app))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen), "details")

    with_settings('[keys]\ncaseload = "f10"\nhelp = "f12"\nlock = "f8"\nopen = "v"\n', steps)


def test_hint_bar_help_and_palette_show_the_keys_in_force(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        hints = screen.query_one(HintBar).render().plain
        assert " g RAG " in hints
        assert " r RAG " not in hints
        assert " f Today" not in shown(app)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, Help), "help")
        assert any(f"g, F7         {BY_ID['rag'].sentence[:30]}" in line for line in shown(app).splitlines())
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette), "the palette")
        await type_in(pilot, "Set the RAG")
        await until(pilot, lambda: re.search("Set the RAG .* g, F7", shown(app)), "its keys")

    with_settings('[keys]\nrag = ["g", "f7"]\n', steps)


def test_a_screens_tab_shows_the_key_in_force(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert shown(app).split()[:6] == ["1", "Today", "F10", "Caseload", "3", "Reviews"]

    with_settings('[keys]\ncaseload = "f10"\n', steps)


def test_what_is_said_after_an_action_names_the_key_in_force(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        await pilot.press("r", "g", "enter")
        await until(pilot, lambda: any("green" in message for message in messages(app)), "rated")
        assert any("Z undoes." in message for message in messages(app))

    with_settings('[keys]\nundo = "Z"\n', steps)


def test_enter_can_be_given_to_another_command(with_settings: Callable[..., IroApp]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp, screen: AnyList) -> None:
        assert not app.settings.problem
        await pilot.press("enter")
        for _ in range(20):
            await pilot.pause(0.01)
        assert form_of(app, "rag")

    with_settings('[keys]\nrag = "enter"\nopen = "v"\n', steps)


def test_the_example_can_be_followed(folder: Path) -> None:
    (folder / "settings.toml").write_text(EXAMPLE, encoding="utf-8")
    settings = read_settings()
    assert (settings.problem, settings.theme, settings.idle_minutes) == ("", "light", 5)
    assert settings.keymap.shown(BY_ID["contact"]) == "o, F7"


# Files that cannot be followed

FAULTY = {
    "a clash": (b'[keys]\nrag = "b"\n', "rag and book both have b"),
    "a key of the lists": (b'[keys]\nrag = "j"\n', "rag cannot have j"),
    "a key that terminals eat": (b'[keys]\nrag = "ctrl+h"\n', "many terminals keep for themselves"),
    "no key": (b'[keys]\nrag = "wurst"\n', "'wurst' is not a key"),
    "an empty list": (b"[keys]\nrag = []\n", "rag is given no key"),
    "an unknown command": (b'[keys]\nrags = "b"\n', "there is no command 'rags'"),
    "an unknown setting": (b'colour = "red"\n', "there is no setting 'colour'"),
    "not TOML": (b"rag = r\n", "settings.toml: "),
    "too deep": (b"keys = " + b"[" * 5000, "settings.toml: "),
    "not UTF-8": (b'[keys]\nrag = "\xff"\n', "cannot be read"),
    "a number for a key": (b"[keys]\nrag = 3\n", "rag is 3; write a key as"),
    "numbers for keys": (b"[keys]\nrag = [3]\n", "rag is [3]; write a key as"),
    "keys no table": (b'keys = "r"\n', "keys is not a table"),
    "an unknown theme": (b'theme = "pink"\n', "theme is 'pink'; it is one of"),
    "a number for a theme": (b"theme = 3\n", "theme is 3; it is one of"),
    "text for minutes": (b'idle_minutes = "5"\n', "idle_minutes is '5'; it is a number from 1 to 60"),
    "true for minutes": (b"idle_minutes = true\n", "idle_minutes is True"),
    "half a minute": (b"idle_minutes = 0.5\n", "idle_minutes is 0.5"),
    "no minutes": (b"idle_minutes = 0\n", "idle_minutes is 0"),
    "too many minutes": (b"idle_minutes = 61\n", "idle_minutes is 61"),
    "a half path": (b'backup_folder = "copies"\n', "backup_folder is 'copies'; it is a whole path"),
    "a number for a folder": (b"backup_folder = 1\n", "backup_folder is 1; it is a whole path"),
    "zero for a theme": (b"theme = 0\n", "theme is 0; it is one of"),
    "false for a theme": (b"theme = false\n", "theme is False; it is one of"),
    "a list for a theme": (b"theme = []\n", "theme is []; it is one of"),
    "a table for a theme": (b"[theme]\n", "theme is {}; it is one of"),
}


@pytest.mark.parametrize(("content", "why"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_file_leaves_the_usual_settings_and_says_why(folder: Path, content: bytes, why: str) -> None:
    (folder / "settings.toml").write_bytes(content)
    settings = read_settings()
    assert why in settings.problem
    assert "usual settings hold." in settings.problem
    assert str(folder / "settings.toml") in settings.problem
    assert settings.keymap.changed == {}
    assert (settings.theme, settings.idle_minutes) == ("", IDLE_MINUTES)


def test_a_file_that_cannot_be_read_leaves_the_usual_settings_and_says_why(folder: Path) -> None:
    (folder / "settings.toml").mkdir()
    assert "cannot be read; the usual settings hold." in read_settings().problem


def test_no_file_is_no_fault(folder: Path) -> None:
    settings = read_settings()
    assert settings.problem == ""
    assert settings.keymap.textual == Keymap().textual


@pytest.mark.parametrize("fault", ["a clash", "an unknown command", "not TOML", "not UTF-8", "half a minute"])
def test_a_fault_is_said_on_the_screen(filled: Path, folder: Path, fault: str) -> None:
    content, why = FAULTY[fault]
    (folder / "settings.toml").write_bytes(content)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert any(why in message and "usual settings hold" in message for message in messages(app))
        await until(pilot, lambda: "hold." in shown(app), "the message, to its end")
        assert screen.table.find(next(row.duty.id for row in screen.table.rows if row.child_id))
        await at_today(pilot)
        await pilot.press("r")
        await until(pilot, lambda: form_of(app, "rag"), "the usual key")

    drive(over(lambda: open_store(filled)), steps)


def test_a_fault_is_said_after_unlocking_too(filled: Path, folder: Path) -> None:
    (folder / "settings.toml").write_bytes(FAULTY["a clash"][0])

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        hit(app, "enter")
        await at_today(pilot)
        await until(pilot, lambda: any("rag and book both have b" in each for each in messages(app)), "it is said")

    drive(stored(filled), steps)


def test_a_fault_is_said_over_an_empty_store(store: Path, folder: Path) -> None:
    (folder / "settings.toml").write_bytes(FAULTY["a clash"][0])

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Three ways to begin" in shown(app), "an empty Today")
        await pilot.pause()
        assert any("rag and book both have b" in message for message in messages(app))

    drive(over(lambda: open_store(store)), steps)


# Themes


def test_the_theme_chosen_by_key_is_remembered(filled: Path, folder: Path) -> None:
    names = [theme.name for theme in THEMES]
    themes: list[str] = []

    async def change(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        themes.append(app.theme)
        await pilot.press("f3")
        themes.append(app.theme)
        assert any(f"Theme: {app.theme}." in message for message in messages(app))

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        themes.append(app.theme)

    drive(over(lambda: open_store(filled)), change)
    drive(over(lambda: open_store(filled)), again)
    assert themes == [names[0], names[1], names[1]]
    assert not (folder / "settings.toml").exists(), "the file is the officer's own"


def test_the_theme_of_the_file_holds_until_another_is_chosen(folder: Path) -> None:
    (folder / "settings.toml").write_text('theme = "light"\n', encoding="utf-8")
    assert read_settings().theme == "light"
    remember_theme("dark")
    assert read_settings().theme == "dark"


@pytest.mark.parametrize("content", [b"pink\n", b"\xff\xfe", b""])
def test_a_remembered_theme_that_is_none_is_passed_over(folder: Path, content: bytes) -> None:
    (folder / "theme").write_bytes(content)
    settings = read_settings()
    assert (settings.theme, settings.problem) == ("", "")


def test_a_theme_that_cannot_be_kept_holds_for_now(filled: Path, folder: Path) -> None:
    folder.rmdir()
    folder.write_text("a file where the folder should be", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        before = app.theme
        await pilot.press("f3")
        assert app.theme != before

    drive(over(lambda: open_store(filled)), steps)
