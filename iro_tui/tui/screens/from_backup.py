"""A new laptop: where the backups lie, and the passphrase they are opened with; then their list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.refusals import Refused
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import plain
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.unlocking import HeldKeys


class FromBackup(IroScreen):
    """Asks for a folder of backups, and for the passphrase of the day they were made."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        """Where the caseload is to lie."""

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="panel"):
            yield Static("From a backup", classes="title")
            yield Static(
                "The folder in which your backups lie: on a stick, in OneDrive, or the one called backups of the old "
                "laptop. Your settings come with them."
            )
            yield Input(placeholder="Folder", id="path")
            yield Input(password=True, placeholder="Passphrase, as it was", id="passphrase")
            yield Static("", id="said")
            yield Static("Enter goes on · Esc back · ctrl+q quits", classes="muted")

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#path", Input).focus()

    @on(Input.Submitted, "#path")
    def to_passphrase(self) -> None:
        self.query_one("#passphrase", Input).focus()

    @on(Input.Submitted, "#passphrase")
    def look(self) -> None:
        typed, passphrase = (self.query_one(name, Input).value for name in ("#path", "#passphrase"))
        if not typed.strip():
            self.query_one("#path", Input).focus()
        elif passphrase and not self.busy:
            self.query_one("#said", Static).update("Looking…")
            self.once(lambda: self._look(as_path(typed), passphrase))

    async def _look(self, source: Path, passphrase: str) -> None:
        from iro_tui.tui.screens.backups import BackupsScreen

        try:
            secret = await self.iro.store.run(lambda: _unlocked(self.folder, passphrase, source))
        except Refused as refusal:
            self.query_one("#said", Static).update(plain(refusal))
            return
        self.query_one("#said", Static).update("")
        self.iro.load_styles()
        await self.app.push_screen(BackupsScreen(self.folder, secret, source=source))

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()


def _unlocked(folder: Path, passphrase: str, source: Path) -> HeldKeys:
    from iro_tui.caseload.putting_back import unlocked

    return unlocked(folder, passphrase, source=source)
