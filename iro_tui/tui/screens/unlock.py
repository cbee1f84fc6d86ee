"""The first screen: one field for the passphrase. It is painted before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.refusals import Refused, Spoilt, WrongPassphrase
from iro_tui.tui import first_picture
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import plain

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.caseload.unlocking import HeldKeys


class Unlock(IroScreen):
    """Asks for the passphrase, or for the recovery code and a new passphrase."""

    scopes = ()
    AUTO_FOCUS = "#passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "recover", "Recovery code", show=False),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.recovering = False
        """Whether the recovery code is asked for."""
        self._counting = False
        """Whether the countdown shows."""
        self._by_keyring = False
        """Whether Enter alone opens it."""

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="panel"):
            yield Static(plain(first_picture.TITLE), classes="title")
            yield Static(plain(first_picture.LOCKED), id="lead")
            yield Input(password=True, placeholder=first_picture.PASSPHRASE, id="passphrase")
            yield Static("", id="said")
            yield Static(plain(first_picture.OPENS), classes="muted", id="keys")

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#passphrase", Input).focus()
        self._offer_keyring()
        self.set_interval(1.0, self._count_down)
        self._count_down()

    def _offer_keyring(self) -> None:
        """Let Enter alone open it where the keyring may; after a lock who sits there must know the passphrase."""
        from iro_tui.store.place import Place

        self._by_keyring = self.iro.handed is None and Place(self.folder).has_keyring_slot
        if self._by_keyring:
            self.query_one("#lead", Static).update(plain(first_picture.BY_KEYRING))

    async def action_recover(self) -> None:
        """Ask for the printed recovery code and a new passphrase instead."""
        if self.recovering or self.busy:
            return
        self.recovering = True
        passphrase = self.query_one("#passphrase", Input)
        passphrase.placeholder = "New passphrase, at least 12 characters"
        passphrase.clear()
        self.query_one("#lead", Static).update("Type the printed recovery code, then choose a new passphrase.")
        self.query_one("#keys", Static).update("Enter goes on · Esc back to the passphrase · ctrl+q quits")
        panel = self.query_one(".panel")
        await panel.mount(Input(placeholder="Recovery code", id="code"), before=passphrase)
        await panel.mount(Input(password=True, placeholder=first_picture.AGAIN, id="again"), after=passphrase)
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#code", Input).focus()

    def action_back(self) -> None:
        if self.recovering and not self.busy:
            self.app.switch_screen(Unlock(self.folder))

    @on(Input.Submitted)
    async def go_on(self, event: Input.Submitted) -> None:
        """Enter: to the next field, or open."""
        fields = list(self.query(Input))
        if self.busy:
            return
        at = fields.index(event.input)
        if at + 1 < len(fields):
            fields[at + 1].focus()
        elif self._count_down():
            return
        elif not fields[0].value and not (self._by_keyring and not self.recovering):
            fields[0].focus()
        else:
            values = [field.value for field in fields]
            self.iro.type_ahead.begin()  # what is typed after the Enter is meant for what it opens
            self.once(lambda: self._open_and_go_on(values))

    async def _open_and_go_on(self, values: list[str]) -> None:
        try:
            await self._open(values)
        finally:
            self.iro.type_ahead.drop_enters()
            self.iro.type_ahead.end()

    async def _open(self, values: list[str]) -> None:
        folder, today = self.folder, self.iro.launch.today
        if self.recovering and values[1] != values[2]:
            self._say("The two passphrases differ. Type them again.", "passphrase", "again")
            return
        self._say("Opening…")
        try:
            if self.recovering:
                session = await self.iro.store.run(lambda: _recover(folder, values[0], values[1], today))
            elif not values[0]:
                session = await self.iro.store.run(lambda: _by_keyring(folder, today))
            else:
                session = await self.iro.store.run(lambda: _unlock(folder, values[0], today))
        except Spoilt as spoilt:
            await self._offer_backups(values, str(spoilt))
        except WrongPassphrase as wrong:
            if self.recovering and await self._offer_backups(values, str(wrong)):
                return
            self._say(str(wrong), "code" if self.recovering else "passphrase")
        except Refused as refusal:
            self._say(str(refusal))
        else:
            await self.iro.start_session(session)

    async def _offer_backups(self, values: list[str], reason: str) -> bool:
        """The store cannot be opened, though the key is the right one: show what can be put in its place, if anything.

        Nothing vouches for a recovery code but what it opens: without a backup of its own it may be another store's.
        """
        passphrase, code = ("", values[0]) if self.recovering else (values[0], "")
        self._say(reason)
        if not values[0]:  # by the keyring: backups have their own ways in
            return False
        try:
            secret = await self.iro.store.run(lambda: _unlocked(self.folder, passphrase, code))
        except Refused:
            return False
        from iro_tui.tui.screens.backups import BackupsScreen

        self.iro.load_styles()
        await self.app.push_screen(BackupsScreen(self.folder, secret, reason))
        return True

    def _count_down(self) -> bool:
        """Say how long to wait until the next guess; whether to wait. Another screen, or a restart, has no shorter."""
        from iro_tui.store.place import Place

        guesses = Place(self.folder).guesses
        # None: nothing is loaded for it before the first picture. Busy: one is being tried, and counted beforehand.
        if self.busy or not (self._counting or guesses.exists()):
            return False
        from iro_tui.store.guesses import TooSoon, guessed

        past = guessed(guesses)
        if past.wait:
            self._say(str(TooSoon(past.wrong, past.wait)))
        elif self._counting:
            self._say("Try again, or press F2 for the recovery code.")
        self._counting = past.wait > 0
        return self._counting

    def _say(self, sentence: str, *clear: str) -> None:
        self.query_one("#said", Static).update(plain(sentence))
        for name in clear:
            self.query_one(f"#{name}", Input).clear()
        if clear:
            self.query_one(f"#{clear[0]}", Input).focus()


def _unlock(folder: Path, passphrase: str, today: date | None) -> Session:
    """In the store thread: the services are loaded there, not before the first picture."""
    from iro_tui.caseload.opening import unlock

    return unlock(folder, passphrase, today)


def _by_keyring(folder: Path, today: date | None) -> Session:
    from iro_tui.caseload.opening import unlock_by_keyring

    return unlock_by_keyring(folder, today)


def _unlocked(folder: Path, passphrase: str, code: str) -> HeldKeys:
    from iro_tui.caseload.putting_back import listed, unlocked

    held = unlocked(folder, passphrase, code)
    if code and all(offered.children < 0 for offered in listed(folder, held)):
        held.wipe()
        raise Refused("")
    return held


def _recover(folder: Path, code: str, passphrase: str, today: date | None) -> Session:
    from iro_tui.caseload.opening import recover

    return recover(folder, code, passphrase, today)
