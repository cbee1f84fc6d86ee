"""The passphrase and the recovery code on the screens: changed, made anew, shown again; always after the passphrase."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.caseload.opening import unlock
from iro_tui.store.keyfile import KdfCost
from iro_tui.store.place import Place
from iro_tui.tui.app import IroApp
from iro_tui.tui.dialogs.passphrase import PassphraseDialog
from iro_tui.tui.screens.recovery_code import RecoveryCode
from iro_tui.tui.screens.settings import SettingsScreen
from tests.support.driving import at_today, drive, messages, over, shown, stored, type_in, until
from tests.support.keyrings import remembering
from tests.support.stores import PASSPHRASE, open_store

NEW = "wren-saddle-quilt-lantern"
CODE = r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}"


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KdfCost, "benchmark", lambda: KdfCost.FLOOR)


async def opens(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: "locked" in shown(app))
    await type_in(pilot, PASSPHRASE)
    await pilot.press("enter")
    await at_today(pilot)


async def asks(pilot: Pilot[None], app: IroApp, what: str, *answers: str) -> None:
    """Answer the dialog."""
    if not isinstance(app.screen, PassphraseDialog):
        await pilot.press("K")
    await until(pilot, lambda: isinstance(app.screen, PassphraseDialog) and app.focused)
    for field in app.screen.query(Input):
        field.clear()
    app.screen.query_one("#what").focus()
    await pilot.press(what)
    for name, answer in zip(("now", "new", "again"), answers, strict=False):
        await until(pilot, lambda name=name: app.focused and app.focused.id == name, name)  # type: ignore[misc]
        await type_in(pilot, answer)
        await pilot.press("enter")


def test_the_passphrase_is_changed_after_the_old_one(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        await asks(pilot, app, "1", "a wrong one", NEW, NEW)
        await until(pilot, lambda: "does not open this caseload" in shown(app), "refused")
        assert NEW not in shown(app)
        await asks(pilot, app, "1", PASSPHRASE, "password1234", "password1234")
        await until(pilot, lambda: "first a stranger would try" in shown(app), "weak")
        await asks(pilot, app, "1", PASSPHRASE, NEW, NEW)
        await until(pilot, lambda: any("is changed" in text for text in messages(app)), "done")
        await at_today(pilot)

    drive(stored(filled), steps)
    unlock(filled, NEW).close()


def test_a_new_key_goes_on_with_the_new_code_and_the_same_work(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        children = app.open_session.caseload().children.keys()
        old = app.open_session.recovery_code()
        await asks(pilot, app, "2", PASSPHRASE, NEW, NEW)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode) and re.search(CODE, shown(app)), "the code")
        code = re.search(CODE, shown(app))
        assert code
        assert code[0] == app.open_session.recovery_code() != old
        for group in (code[0].split("-")[1], code[0].split("-")[4]):
            await type_in(pilot, group)
            await pilot.press("enter")
        await at_today(pilot)
        assert app.open_session.caseload().children.keys() == children
        assert app.open_session.code_confirmed

    drive(stored(filled), steps)
    unlock(filled, NEW).close()


def test_the_code_is_shown_again_only_after_the_passphrase(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        code = app.open_session.recovery_code()
        await asks(pilot, app, "3", "a wrong one")
        await until(pilot, lambda: "does not open this caseload" in shown(app), "refused")
        assert code not in shown(app)
        await asks(pilot, app, "3", PASSPHRASE)
        await until(pilot, lambda: code in shown(app), "the code")
        await pilot.press("escape")
        await at_today(pilot)
        assert code not in shown(app)

    drive(stored(filled), steps)


def test_the_keyring_is_turned_on_opens_by_enter_alone_and_never_after_a_lock(filled: Path) -> None:
    async def turn_on(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "locked" in shown(app))
        assert "keyring" not in shown(app)
        await pilot.press("enter")
        assert app.session is None, "off until it is asked for"
        await opens(pilot, app)
        await asks(pilot, app, "4", "a wrong one")
        await until(pilot, lambda: "does not open this caseload" in shown(app), "refused")
        await asks(pilot, app, "4", PASSPHRASE)
        await until(pilot, lambda: any("keyring opens" in text for text in messages(app)), "done")

    async def enter_alone(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Enter alone opens it" in shown(app))
        await pilot.press("enter")
        await at_today(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "locked" in shown(app) and app.session is None)
        assert "keyring" not in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.session is None, "who locks it wants the passphrase asked"
        await opens(pilot, app)

    async def forgotten(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: "Enter alone opens it" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "does not open the caseload any more" in shown(app), "its sentence")
        await opens(pilot, app)
        await asks(pilot, app, "4")
        await until(pilot, lambda: "On: this computer opens it" in shown(app), "what it is now")
        await asks(pilot, app, "4", PASSPHRASE)
        await until(pilot, lambda: any("does not open" in text for text in messages(app)), "turned off")

    with remembering() as system:
        drive(stored(filled), turn_on)
        drive(stored(filled), enter_alone)
        system.kept.clear()
        drive(stored(filled), forgotten)
    assert not Place(filled).has_keyring_slot


def test_the_settings_lead_to_the_passphrase(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await opens(pilot, app)
        await pilot.press("comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen) and app.screen.table.rows, "the settings")
        assert isinstance(app.screen, SettingsScreen)
        assert app.screen.table.find(("passphrase",))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PassphraseDialog), "the dialog")
        await asks(pilot, app, "1", PASSPHRASE, NEW, NEW)
        await until(pilot, lambda: any("is changed" in text for text in messages(app)), "done")
        assert isinstance(app.screen, SettingsScreen)

    drive(stored(filled), steps)


def test_the_made_up_caseload_has_none(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        await pilot.press("K")
        await until(pilot, lambda: any("has no passphrase" in text for text in messages(app)))

    drive(over(lambda: open_store(filled)), steps)
