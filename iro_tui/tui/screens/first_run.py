"""No store yet: choose a passphrase; the recovery code comes next."""

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

from iro_tui.caseload.refusals import Refused
from iro_tui.tui import first_picture
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import plain
from iro_tui.windows import forgets, may_be_gone

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


class FirstRun(IroScreen):
    """Makes the encrypted store of a person who has none."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "from_backup", "From a backup", show=False)]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._warned = False

    def action_from_backup(self) -> None:
        """A new laptop: the caseload is in a backup."""
        from iro_tui.tui.screens.from_backup import FromBackup

        if not self.busy:
            self.app.push_screen(FromBackup(self.folder))

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="panel"):
            yield Static(plain(first_picture.TITLE), classes="title")
            yield Static(plain(first_picture.no_caseload(self.folder)))
            yield Static(plain(first_picture.CHOOSE), classes="muted")
            yield Static("", id="suggested", classes="muted")
            yield Input(password=True, placeholder=first_picture.PASSPHRASE, id="passphrase")
            yield Input(password=True, placeholder=first_picture.AGAIN, id="again")
            yield Static("", id="said")
            yield Static(plain(first_picture.MAKES), classes="muted")

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#passphrase", Input).focus()
        self.run_worker(self._suggest())

    async def _suggest(self) -> None:
        """Behind the first picture: the words are loaded for it."""
        words = await self.iro.store.run(_suggested)
        self.query_one("#suggested", Static).update(plain(f"Made up for you, if you like it: {words}"))

    @on(Input.Submitted, "#passphrase")
    def to_again(self) -> None:
        self.query_one("#again", Input).focus()

    @on(Input.Submitted, "#again")
    def make(self) -> None:
        if self.busy:
            return
        first, again = (self.query_one(name, Input).value for name in ("#passphrase", "#again"))
        line = self.query_one("#said", Static)
        if first != again:
            line.update("The two passphrases differ. Type them again.")
            self.query_one("#again", Input).clear()
            return
        if (why := forgets()) and not self._warned:
            self._warned = True
            line.update(plain(f"{may_be_gone(self.folder, why)} Enter once more: yes."))
            return
        line.update("Making the caseload…")
        self.once(lambda: self._make(first))

    async def _make(self, passphrase: str) -> None:
        folder, today = self.folder, self.iro.launch.today
        try:
            session = await self.iro.store.run(lambda: _create(folder, passphrase, today))
        except Refused as refusal:
            self.query_one("#said", Static).update(plain(refusal))
            self.query_one("#passphrase", Input).focus()
            return
        await self.iro.start_session(session, new=True)


def _suggested() -> str:
    from iro_tui.caseload.opening import suggest_passphrase

    return suggest_passphrase()


def _create(folder: Path, passphrase: str, today: date | None) -> Session:
    from iro_tui.caseload.opening import create

    return create(folder, passphrase, today=today)[0]
