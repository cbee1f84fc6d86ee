"""The officers' guide: what it says to press and what the program says then, done; and the help that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from iro_tui.cli.arguments import read as arguments
from iro_tui.tui import commands, guide
from iro_tui.tui.app import IroApp
from iro_tui.tui.commands import BY_ID, Keymap, textual_key
from iro_tui.tui.guide import Page, Trial
from iro_tui.tui.screens.help import Help, help_text
from iro_tui.tui.widgets.telling import hung
from tests.pictures.gallery import GALLERY
from tests.support.driving import at_today, drive, form_of, messages, over, shown, type_in, until
from tests.support.stores import make_store, open_store

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "docs" / "guide").glob("*.md"))
CODES = re.compile(r"`[^`\n]+`(?: `[^`\n]+`)*")
"""Keys named one after the other: the first opens something, the others answer it."""
MOVING = {
    "↑": "up",
    "↓": "down",
    "→": "right",
    "←": "left",
    "Esc": "escape",
    "PgDn": "pagedown",
    "PgUp": "pageup",
    "Tab": "tab",
}
IN_FORMS = {"F2", "ctrl+r", "g"}
"""Keys that only a form has."""

WORDS = ("text", "note")
"""The kinds of question that are answered in words."""

every_page = pytest.mark.parametrize(
    ("file", "page"),
    [pytest.param(file, page, id=file.stem) for file, page in zip(FILES, guide.pages(managers=True), strict=True)],
)


def said_by(app: IroApp) -> str:
    """What stands on the screen, dialogs and messages too, in one line."""
    return " ".join(f"{shown(app)} {' '.join(messages(app))}".split())


def in_a_text(app: IroApp) -> bool:
    """Whether a key would be written into words."""
    form, into = form_of(app), app.focused
    return form is not None and any(q.name == getattr(into, "id", "") and q.kind in WORDS for q in form.filling.asked)


async def done(pilot: Pilot[None], app: IroApp, trial: Trial, seen: list[str]) -> None:
    """Do one line of a trial as it is written; what is seen meanwhile is added to `seen`."""
    if trial.kind == "says":
        await until(pilot, lambda: trial.what in said_by(app), trial.what)
    elif trial.kind == "type":
        await type_in(pilot, trial.what)
    else:
        for key in trial.what.split():
            assert len(key) > 1 or not in_a_text(app), f"{key}: what goes into a text is typed"
            await pilot.press(MOVING.get(key) or textual_key(key))
            await until(pilot, lambda: app.type_ahead.at_rest, "at rest")
            await pilot.pause(0.05)
    seen.append(said_by(app))


@every_page
def test_what_a_page_says_to_press_does_what_it_says(file: Path, page: Page, filled: Path, tmp_path: Path) -> None:
    if page.of_managers:
        filled = tmp_path / "service"
        make_store(filled, 150, service=True)
    assert guide.trials(page), "something to try"
    seen: list[str] = []

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        for trial in guide.trials(page):
            await at_today(pilot)
            for line in trial:
                await done(pilot, app, line, seen)
            await pilot.press("escape", "escape", "1")
            app.clear_notifications()

    drive(over(lambda: open_store(filled)), steps)
    quoted = re.findall(r"“([^”]+)”", file.read_text("utf-8"))
    assert [words for words in quoted if not any(words in each for each in seen)] == []


@every_page
def test_a_page_names_keys_and_commands_that_exist(file: Path, page: Page) -> None:
    keys = {key for command in BY_ID.values() for key in Keymap().shown(command).split(", ")} | set(MOVING) | IN_FORMS
    for run in CODES.findall(re.sub(r"(?s)```.*?```", "", file.read_text("utf-8"))):
        first = run.strip("`").split("` `")[0]
        if first.startswith("iro"):
            arguments(first.replace("FOLDER", "folder").split()[1:])
        else:
            assert first in keys, first


@every_page
def test_the_pictures_of_a_page_are_taken(file: Path, page: Page) -> None:
    names = re.findall(r"!\[[^]]+\]\(\.\./\.\./screens/([\w-]+)\.svg\)", file.read_text("utf-8"))
    assert set(names) <= {picture.name for picture in GALLERY}
    assert len(names) == file.read_text("utf-8").count("![")


@every_page
def test_a_page_is_laid_out_without_a_mark_of_its_writing(file: Path, page: Page) -> None:
    for width in (77, 40):
        for line in guide.lines(page):
            drawn = hung(line, width).plain
            assert all(cell_len(part) <= width for part in drawn.split("\n")), drawn
            assert not re.search(r"`|\*|\]\(|^#|^- |<!--|!\[", drawn), drawn
            assert not re.search(r"(?m)^ *[,.;:)”]", drawn), "no line begins with a sign"


def test_help_goes_through_the_keys_and_every_page(filled: Path) -> None:
    titles = ["Keys and signs", *(page.title for page in guide.pages())]

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, Help), "help")
        assert isinstance(app.screen, Help)
        said_of = dict(app.screen.words)
        assert said_of["Stage 3"] == "assistant director, 5 wd"
        assert "1 care plan   2 drift" in said_of["amber, red"]
        for number, title in enumerate(titles, 1):
            await until(pilot, lambda n=number, t=title: f"{t} {n} of {len(titles)}" in said_by(app), title)  # type: ignore[misc]
            await pilot.press("right")
        await pilot.press("2")
        await until(pilot, lambda: f"{titles[1]} 2 of" in said_by(app), "by its digit")
        await pilot.press("left")
        await until(pilot, lambda: "Keys and signs 1 of" in said_by(app), "back")
        await pilot.press("r", "x", "9")
        assert isinstance(app.screen, Help), "no key of the list acts behind it"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "the list again")

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_on_and_back_leave_out_no_line_of_help(filled: Path) -> None:
    """By screenfuls through everything, and every line of every page was on the screen."""
    seen = ""

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        nonlocal seen
        await at_today(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, Help), "help")
        assert isinstance(app.screen, Help)
        before = ""
        while (now := shown(app)) != before:
            seen, before = f"{seen}\n{now}", now
            await pilot.press("pagedown")
            await pilot.pause()
        assert app.screen.number == app.screen.count
        await pilot.press(*["pageup"] * 60)
        await until(pilot, lambda: "1 of" in shown(app) and app.screen.query_one("#body").scroll_y == 0, "back")

    drive(over(lambda: open_store(filled)), steps, (80, 24))
    told = help_text((commands.ROW, commands.LIST, commands.GLOBAL), Keymap(), (), 77).plain
    for page in guide.pages():
        told += "\n" + "\n".join(hung(line, 77).plain for line in guide.lines(page))
    # The settings folder of a test is longer than a line.
    missed = [line for line in told.split("\n") if line.strip() not in seen and "settings.toml" not in line]
    assert missed == []
