"""The page of settings by keys: what is changed holds at once, and after a start; what is wrong changes nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.own_settings import FILE, folder
from iro_tui.tui import far_folder
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.change_setting import ChangeSetting
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.settings import SettingsScreen
from tests.support.driving import at, at_today, drive, form_of, messages, over, shown, type_in, until
from tests.support.stores import open_store


async def at_settings(pilot: Pilot[None], app: IroApp) -> SettingsScreen:
    await until(pilot, lambda: isinstance(app.screen, SettingsScreen) and app.screen.table.rows, "the settings")
    assert isinstance(app.screen, SettingsScreen)
    return app.screen


async def changing(pilot: Pilot[None], app: IroApp, *by: str) -> ChangeSetting:
    """The form of one setting."""
    screen = await at_settings(pilot, app)
    assert screen.table.find(by)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ChangeSetting) and app.screen.focused, "its form")
    assert isinstance(app.screen, ChangeSetting)
    return app.screen


async def change_to(pilot: Pilot[None], app: IroApp, typed: str, *by: str) -> None:
    form = await changing(pilot, app, *by)
    if field := form.query(Input):
        field.first().value = ""
    await type_in(pilot, typed)
    await pilot.press("enter")
    await at_settings(pilot, app)


def on_screen(app: IroApp, words: str) -> bool:
    """Whether words stand there, wherever a line is broken."""
    return words in " ".join(shown(app).split())


def test_theme_minutes_and_a_key_are_changed_hold_at_once_and_after_a_start(filled: Path) -> None:
    async def change(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("comma")
        await change_to(pilot, app, "2", "theme")
        assert app.theme == "light"
        await change_to(pilot, app, "9", "idle_minutes")
        assert app.idle._limit == 9 * 60
        assert any("Idle lock: 9, was 5." in message for message in messages(app))
        await change_to(pilot, app, "Z", "keys", "flag")
        await pilot.press("escape")
        screen = await at_today(pilot)
        assert screen.table.find(next(row.duty.id for row in screen.table.rows if row.child_id))
        await at_today(pilot)
        await pilot.press("Z")
        await until(pilot, lambda: "◆" in shown(app), "the flag, by its new key")

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert (app.theme, app.settings.idle_minutes, app.settings.problem) == ("light", 9, "")
        await pilot.press("comma")
        screen = await at_settings(pilot, app)
        assert {row.by: row.value for row in screen.table.rows}["keys", "flag"] == "Z"

    drive(over(lambda: open_store(filled)), change)
    drive(over(lambda: open_store(filled)), again)


def test_what_is_wrong_is_said_beside_the_field_and_changes_nothing(filled: Path) -> None:
    wrong = {
        ("idle_minutes",): ("99", "from 1 to 60"),
        ("keys", "rag"): ("b", "rag and book both have b"),
        ("names_minutes",): ("x", "is a number from 1 to 60"),
    }

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("comma")
        for by, (typed, why) in wrong.items():
            form = await changing(pilot, app, *by)
            form.query_one(Input).value = ""
            await type_in(pilot, typed)
            await pilot.press("enter")
            await until(pilot, partial(on_screen, app, why), why)
            assert app.screen is form
            await pilot.press("escape")
        assert not (folder() / FILE).exists()

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def test_an_error_in_the_file_stands_on_the_page_and_can_be_mended_there(filled: Path) -> None:
    folder().mkdir(exist_ok=True)
    (folder() / FILE).write_text('# mine\n[keys]\nrag = "b"\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("comma")
        await at_settings(pilot, app)
        await until(pilot, lambda: "rag and book both have b" in " ".join(shown(app).split()), "the sentence")
        await change_to(pilot, app, "Z", "keys", "rag")
        assert not app.settings.problem
        assert (folder() / FILE).read_text(encoding="utf-8") == '# mine\n[keys]\nrag = "Z"\n'

    drive(over(lambda: open_store(filled)), steps)


def test_the_page_opens_from_a_childs_page_and_goes_back_there(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        assert screen.table.find(next(row.duty.id for row in screen.table.rows if row.child_id))
        await pilot.press("enter")
        child = await at(pilot, ChildScreen)
        await pilot.press("comma")
        await at_settings(pilot, app)
        await pilot.press("comma", "escape")
        assert app.screen is child
        await pilot.press("r")
        await until(pilot, lambda: form_of(app, "rag"), "the child's own keys")

    drive(over(lambda: open_store(filled)), steps)


def test_each_message_stands_in_the_strips_row_also_the_second(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        for word in ("first", "second", "third"):
            app.say(f"The {word} message.")
            await until(pilot, partial(_in_the_strips_row, app, f"The {word} message."), word)

    drive(over(lambda: open_store(filled)), steps, (80, 24))


def _in_the_strips_row(app: IroApp, words: str) -> bool:
    return shown(app).splitlines()[1].startswith(f" ✓ {words}")


def test_plain_signs_hold_at_once_and_after_a_start_and_are_taken_back(filled: Path) -> None:
    def drawn(app: IroApp) -> bool:
        return not shown(app).isascii()

    async def change(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert "▲" in shown(app)
        await pilot.press("comma")
        await change_to(pilot, app, "2", "signs")
        assert not drawn(app)
        await pilot.press("escape")
        await at_today(pilot)
        assert "^ " in shown(app)
        assert not drawn(app)

    async def again(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert not drawn(app)
        await pilot.press("comma")
        await change_to(pilot, app, "1", "signs")
        assert drawn(app)

    drive(over(lambda: open_store(filled)), change)
    drive(over(lambda: open_store(filled)), again)


def test_a_letter_box_that_does_not_answer_holds_up_no_screen_and_one_that_is_not_there_is_refused(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, answers = tmp_path / "away", Event()
    is_there = Path.is_file

    def asked(path: Path) -> bool:
        if path == away:
            answers.wait()
        return is_there(path)

    monkeypatch.setattr(Path, "is_file", asked)
    monkeypatch.setattr(far_folder, "PATIENCE_SECONDS", 0.0)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("comma")
        await change_to(pilot, app, str(away), "letter_box")
        await until(pilot, lambda: "It does not answer." in " ".join(messages(app)), "said")
        assert app.settings.letter_box == str(away)
        monkeypatch.setattr(far_folder, "PATIENCE_SECONDS", 60.0)
        form = await changing(pilot, app, "letter_box")
        form.query_one(Input).value = ""
        await type_in(pilot, str(tmp_path / "none"))
        await pilot.press("enter")
        await until(pilot, partial(on_screen, app, "! There is no folder"), "refused")
        form.query_one(Input).value = ""
        await type_in(pilot, str(away))
        await pilot.press("enter")
        await until(pilot, partial(on_screen, app, "Looking whether it is there…"), "it is asked")
        await pilot.press("escape")
        await at_settings(pilot, app)

    try:
        drive(over(lambda: open_store(filled)), steps)
    finally:
        answers.set()
